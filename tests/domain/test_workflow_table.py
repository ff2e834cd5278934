"""Table 1 as a whole: every (status, action, role) has an expected answer, and rows never compete."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from portal.domain.facts import CaseFacts
from portal.domain.permissions import ROLES_OF_KIND, Actor, OrganizationKind, Role, allows
from portal.domain.status import Outcome, Status
from portal.domain.workflow import ACTION_WORDS, TRANSITIONS, VERBS, Action, Guard, Transition, Verb
from tests.domain.cast import CYBERSPACE, LIN, OPERATOR, PLATFORM_A, person
from tests.domain.golden_files import assert_is_golden
from tests.domain.grid import every_case

Row = Transition | Verb


@cache
def grid() -> tuple[CaseFacts, ...]:
    return tuple(every_case())


def rows_by_status_and_action() -> Mapping[tuple[Status, Action], list[Row]]:
    found: dict[tuple[Status, Action], list[Row]] = defaultdict(list)
    for transition in TRANSITIONS:
        found[transition.source, transition.action].append(transition)
    for verb in VERBS:
        for status in verb.statuses:
            found[status, verb.action].append(verb)
    return found


def actor_of(role: Role) -> Actor:
    """Somebody with this role alone who had no hand in anything."""
    if role in ROLES_OF_KIND[OrganizationKind.PLATFORM]:
        return person(99, PLATFORM_A, role)
    if role in ROLES_OF_KIND[OrganizationKind.AGENCY]:
        return person(99, CYBERSPACE, role)
    if role in ROLES_OF_KIND[OrganizationKind.OPERATOR]:
        return person(99, OPERATOR, role)
    return replace(LIN, roles=frozenset({role}))


def in_good_standing(case: CaseFacts) -> CaseFacts:
    """The same case with every other standing that the actors can have."""
    return replace(
        case,
        deputy_agency_id=CYBERSPACE,
        appeal_agency_id=CYBERSPACE,
        executor_ids=frozenset({PLATFORM_A, CYBERSPACE}),
        asked_organization_ids=frozenset({PLATFORM_A}),
    )


@cache
def cases_open_to(guard: Guard | None) -> tuple[CaseFacts, ...]:
    """One open case for every combination of the facts that conditions ask for."""
    found: dict[object, CaseFacts] = {}
    for case in grid():
        key = (case.holder_id, case.accused_organization_ids, case.voted_agency_ids, case.ratifying_agency_ids)
        if key not in found and (guard is None or guard(case)):
            found[key] = in_good_standing(case)
    return tuple(found.values())


def roles_let_through(row: Row) -> list[Role]:
    return sorted(
        role
        for role in Role
        if (actor := actor_of(role)).may(row.permission)
        and any(allows(row.permission, actor, case) for case in cases_open_to(row.guard))
    )


def answers() -> Iterator[str]:
    for status in Status:
        yield f"{status}\n"
        reached = set()
        for (at, action), rows in rows_by_status_and_action().items():
            for row in rows if at is status else ():
                reached.add(action)
                target = row.target if isinstance(row, Transition) else "(stays)"
                yield f"  {action:<16} {target:<22} {' '.join(roles_let_through(row))}\n"
        refused = " ".join(action for action in Action if action not in reached)
        yield f"  refused to everybody: {refused}\n\n"


def test_every_status_action_and_role_has_its_expected_answer() -> None:
    """A role that a line does not name is refused; an action without a line is refused to everybody."""
    assert_is_golden("workflow.txt", "".join(answers()))


@pytest.mark.parametrize(
    ("place", "rows"),
    [pytest.param(k, v, id="-".join(k)) for k, v in rows_by_status_and_action().items() if len(v) > 1],
)
def test_at_most_one_row_is_open_to_a_case(place: tuple[Status, Action], rows: list[Row]) -> None:
    guards = [row.guard for row in rows]
    assert None not in guards
    for case in grid():
        assert sum(bool(guard and guard(case)) for guard in guards) <= 1, case


CHOICES_THAT_LEAVE_NO_CASE_OUT = {
    (Status.SUBMITTED, Action.DECLINE),
    (Status.SUBMITTED, Action.HAND_OVER),
    (Status.SUBMITTED, Action.WITHDRAW),
    (Status.VERIFYING, Action.HAND_OVER),
    (Status.VERIFYING, Action.RESOLVE),
    (Status.VERIFYING, Action.DISMISS),
    (Status.VERIFYING, Action.WITHDRAW),
    (Status.SUBMITTED, Action.MERGE),
    (Status.VERIFYING, Action.MERGE),
    (Status.AWAITING_APPROVAL, Action.APPROVE),
    (Status.AWAITING_APPROVAL, Action.RETURN),
    (Status.UNDER_APPEAL, Action.REVOKE),
}


@pytest.mark.parametrize("place", sorted(CHOICES_THAT_LEAVE_NO_CASE_OUT))
def test_where_guards_choose_the_way_one_is_always_open(place: tuple[Status, Action]) -> None:
    rows = rows_by_status_and_action()[place]
    assert len(rows) == 2
    for case in grid():
        assert any(row.guard and row.guard(case) for row in rows), case


def test_every_outcome_can_end_a_case_and_only_a_closing_row_or_a_proposal_names_one() -> None:
    ending = [row for row in TRANSITIONS if row.outcomes]
    assert frozenset().union(*(row.outcomes for row in ending)) == frozenset(Outcome)
    assert {row.target for row in ending} == {Status.CLOSED, Status.AWAITING_CONFIRMATION}
    assert all(row.outcomes for row in TRANSITIONS if row.target in (Status.CLOSED, Status.AWAITING_CONFIRMATION))


def test_every_action_has_a_row_and_a_name() -> None:
    assert {row.action for row in TRANSITIONS} | {row.action for row in VERBS} == set(Action) == set(ACTION_WORDS)


def test_the_grid_asks_every_guard_both_ways() -> None:
    """A control of the tests above: a guard that never closes or never opens would hide mistakes."""
    for guard in {row.guard for row in TRANSITIONS} | {row.guard for row in VERBS}:
        assert guard is None or {guard(case) for case in grid()} == {True, False}, guard
