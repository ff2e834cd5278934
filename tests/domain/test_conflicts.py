"""Conflicts of interest: whoever stays out does nothing and sees nothing; who says so, and who lets them back in."""

from dataclasses import replace

import pytest

from portal.domain.conflicts import CONFLICTS, READMITTED_BY, TURN_WORDS, Conflict, Origin, Turn, heads_as, turns_lost
from portal.domain.facts import CaseFacts
from portal.domain.permissions import GRANTS, Permission, Role
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Status
from portal.domain.visibility import Part, visible_parts
from portal.domain.workflow import Action, permitted, refused
from tests.domain.cast import (
    CASE_WORK,
    COLLEAGUES,
    COMMUNICATIONS,
    CYBERSPACE,
    HE,
    LIN,
    MARKET,
    PLATFORM_A,
    QIAN,
    WEI,
    WU,
    ZHAO,
    ZHOU,
    a_case,
)

EVERYBODY_INVITED = frozenset({CYBERSPACE, COMMUNICATIONS, MARKET})
OUT = frozenset({31})


def busy(status: Status, **facts: object) -> CaseFacts:
    """A case in which Qian, 31, could do nearly everything."""
    return a_case(
        status,
        overdue=True,
        vote_overdue=True,
        lead_overdue=True,
        invited_agency_ids=EVERYBODY_INVITED,
        ratifying_agency_ids=EVERYBODY_INVITED,
        executor_ids=frozenset({CYBERSPACE}),
        appeal_agency_id=CYBERSPACE,
        **facts,
    )


@pytest.mark.parametrize("status", Status)
def test_whoever_stays_out_of_a_case_has_no_verb_there_and_sees_only_that(status: Status) -> None:
    case = busy(status, excluded_ids=OUT)
    assert set(permitted(QIAN, case)) == set()
    assert list(refused(QIAN, case)) == []
    assert visible_parts(QIAN, case) == {Part.EXCLUDED}


@pytest.mark.parametrize("status", Status)
def test_control_without_the_conflict_there_are_verbs_and_parts(status: Status) -> None:
    assert set(permitted(QIAN, busy(status)))
    assert Part.SUMMARY in visible_parts(QIAN, busy(status))


@pytest.mark.parametrize("status", Status)
def test_of_colleagues_and_reporters_nothing_changes(status: Status) -> None:
    for actor in (*(one for one in COLLEAGUES if one is not QIAN), LIN):
        let_back_in = set(permitted(actor, busy(status, excluded_ids=OUT))) - set(permitted(actor, busy(status)))
        assert let_back_in <= {Action.READMIT}
        assert set(permitted(actor, busy(status))) <= set(permitted(actor, busy(status, excluded_ids=OUT)))


def test_a_conflict_is_declared_by_whoever_judges_and_by_nobody_who_only_carries_out() -> None:
    case = a_case(Status.IN_DISPOSAL, executor_ids=frozenset({HE.organization_id or 0}))
    assert Action.DECLARE_CONFLICT in set(permitted(WEI, case))
    assert Action.DECLARE_CONFLICT in set(permitted(WU, case))
    assert Action.DECLARE_CONFLICT not in set(permitted(HE, case))
    assert Action.DECLARE_CONFLICT not in set(permitted(ZHAO, case))


def test_only_heads_keep_others_out() -> None:
    ruling = {role for role in Role if Permission.CONFLICT_RULE in GRANTS[role]}
    assert ruling == {Role.PLATFORM_LEAD, Role.AGENCY_LEAD}


def test_a_head_speaks_of_their_own_and_the_lead_agency_of_all() -> None:
    assert heads_as(PLATFORM_A, PLATFORM_A, CYBERSPACE) == {Origin.OWN_HEAD}
    assert heads_as(CYBERSPACE, PLATFORM_A, CYBERSPACE) == {Origin.LEAD_HEAD}
    assert heads_as(CYBERSPACE, CYBERSPACE, CYBERSPACE) == {Origin.OWN_HEAD, Origin.LEAD_HEAD}
    assert heads_as(MARKET, PLATFORM_A, CYBERSPACE) == frozenset()


def test_nobody_takes_their_own_declaration_back_and_only_the_lead_agency_what_it_said() -> None:
    assert all(Origin.DECLARED not in by for by in READMITTED_BY.values())
    assert READMITTED_BY[Origin.LEAD_HEAD] == {Origin.LEAD_HEAD}
    assert set(READMITTED_BY) == set(Origin)


def test_every_kind_names_its_rule_and_every_turn_its_way_on() -> None:
    assert set(CONFLICTS) == set(Conflict)
    assert all(kind.words and "Article" in kind.source for kind in CONFLICTS.values())
    assert set(TURN_WORDS) == set(Turn)


def lost(*left: int, levels: SigningLevels = SigningLevels.SIGNED, finders: frozenset[int] = frozenset()) -> list[Turn]:
    people = {one: frozenset(CASE_WORK) for one in left}
    return turns_lost({Turn.SIGN, Turn.LEAD}, levels, people, {Turn.SIGN: finders})


def test_it_is_told_before_which_turn_nobody_takes_any_more() -> None:
    assert lost() == [Turn.SIGN, Turn.LEAD]
    assert lost(1) == []
    assert lost(1, levels=SigningLevels.DRAFTED) == [Turn.SIGN]
    assert lost(1, 2, levels=SigningLevels.DRAFTED) == []
    assert lost(1, finders=frozenset({1})) == [Turn.SIGN]


@pytest.mark.parametrize("status", Status)
def test_a_lead_agency_that_stays_out_is_followed_by_its_deputy_wherever_the_case_stands(status: Status) -> None:
    out = a_case(status, lead_agency_id=CYBERSPACE, deputy_agency_id=MARKET, lead_overdue=True)
    whole = replace(out, recused_agency_ids=frozenset({CYBERSPACE}), excluded_ids=frozenset({31, 32}))
    assert Action.TAKE_LEAD in set(permitted(ZHOU, whole))
    assert (Action.TAKE_LEAD in set(permitted(ZHOU, out))) is (status is not Status.CLOSED)
    assert set(permitted(QIAN, whole)) == set()
