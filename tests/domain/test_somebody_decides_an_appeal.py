"""Whatever the people of the cast did before: somebody decides the appeal, or the portal says who is missing.

This is the part of "nothing waits for ever" that depends on persons. The walk over the tables
(`test_nothing_waits_for_ever`) gives each agency one person who had no hand yet; here nobody is given.
"""

from collections.abc import Iterator
from itertools import product

from portal.domain.appeals import who_is_left
from portal.domain.facts import CaseFacts
from portal.domain.permissions import Actor, Permission, Role, allows
from portal.domain.status import Status
from tests.domain.cast import COMMUNICATIONS, CYBERSPACE, MARKET, QIAN, WU, ZHAO, ZHOU, a_case, person

PEOPLE = (QIAN, WU, ZHAO, ZHOU)
NO_HAND, HAND, PART = range(3)


def everybody_did_something(people: tuple[Actor, ...]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Every way in which each of them had no hand, a hand, or a part in the decision."""
    ids = [one.user_id or 0 for one in people]
    for did in product((NO_HAND, HAND, PART), repeat=len(ids)):
        hands = frozenset(one for one, what in zip(ids, did, strict=True) if what is not NO_HAND)
        yield hands, frozenset(one for one, what in zip(ids, did, strict=True) if what is PART)


def under_appeal(at: int, people: tuple[Actor, ...], hands: frozenset[int], parts: frozenset[int]) -> CaseFacts:
    signing = [(one.user_id or 0, one.organization_id or 0) for one in people]
    left = who_is_left(signing, hands, parts)
    return a_case(
        Status.UNDER_APPEAL,
        appeal_agency_id=at,
        hand_ids=hands,
        decider_ids=parts,
        nobody_without_a_hand=not left.without_a_hand,
        appeal_stand_in_ids=frozenset() if at in left.agency_ids else left.agency_ids,
    )


def may_decide(case: CaseFacts, people: tuple[Actor, ...]) -> list[Actor]:
    return [one for one in people if allows(Permission.APPEAL_DECIDE, one, case)]


def test_somebody_may_decide_unless_all_had_a_part_in_the_decision() -> None:
    everyone = frozenset(one.user_id for one in PEOPLE)
    for hands, parts in everybody_did_something(PEOPLE):
        for agency in (CYBERSPACE, COMMUNICATIONS, MARKET):
            case = under_appeal(agency, PEOPLE, hands, parts)
            assert bool(may_decide(case, PEOPLE)) == (parts != everyone)
            assert not {one.user_id for one in may_decide(case, PEOPLE)} & parts


def test_nobody_with_a_hand_decides_while_somebody_without_one_is_left() -> None:
    for hands, parts in everybody_did_something(PEOPLE):
        deciding = {one.user_id for one in may_decide(under_appeal(MARKET, PEOPLE, hands, parts), PEOPLE)}
        if {one.user_id for one in PEOPLE} - hands:
            assert not deciding & hands


def test_one_more_colleague_at_any_agency_is_always_enough() -> None:
    everyone = frozenset(one.user_id or 0 for one in PEOPLE)
    for agency, added_at in product((CYBERSPACE, COMMUNICATIONS, MARKET), repeat=2):
        people = (*PEOPLE, person(99, added_at, Role.SIGNATORY))
        case = under_appeal(agency, people, everyone, everyone)
        assert may_decide(case, PEOPLE) == []
        assert [one.user_id for one in may_decide(case, people)] == [99]
