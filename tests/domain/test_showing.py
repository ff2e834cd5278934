"""What a reporter is shown: a joiner reads what a first reporter could have read, and never more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations_with_replacement, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.data.workdays import shipped_calendar
from portal.domain.deadlines import STEP_OF_STATUS, Step, due_at
from portal.domain.permissions import OrganizationKind
from portal.domain.priority import Priority
from portal.domain.showing import Happening, Shown, TipFacts, checked_from, due_of, shown, told_aside, without_detours
from portal.domain.status import Status
from portal.domain.workflow import TRANSITIONS, Action

S, A = Status, Action
PLATFORM, AGENCY = OrganizationKind.PLATFORM, OrganizationKind.AGENCY
CALENDAR = shipped_calendar()
OPENED = datetime(2026, 3, 2, 2, tzinfo=UTC)
JOINED = OPENED + timedelta(days=1)
SHOWN = due_at(Step.ACCEPT, Priority.P2, JOINED, CALENDAR)
CHECKED = checked_from(SHOWN, Priority.P2, CALENDAR)
MUCH_LATER = CHECKED + timedelta(days=90)
SECOND = timedelta(seconds=1)

JOINER = TipFacts(joined_at=JOINED, shown_from=SHOWN, checked_from=CHECKED, priority=Priority.P2)
FIRST = TipFacts(joined_at=JOINED, shown_from=JOINED, checked_from=JOINED, priority=Priority.P2)

MOMENTS = [
    *(OPENED, JOINED - SECOND, JOINED, JOINED + timedelta(hours=1)),
    *(SHOWN - SECOND, SHOWN, SHOWN + SECOND, SHOWN + timedelta(days=1)),
    *(CHECKED - SECOND, CHECKED, CHECKED + timedelta(days=1), MUCH_LATER),
]


def joint(accepted: datetime, referred: datetime, decided: datetime, closed: datetime) -> list[Happening]:
    """The plain way of a case by a joint decision."""
    return [
        Happening(accepted, A.ACCEPT, S.SUBMITTED, S.VERIFYING, PLATFORM),
        Happening(referred, A.REFER, S.VERIFYING, S.AWAITING_APPROVAL, PLATFORM),
        Happening(decided, A.APPROVE, S.AWAITING_APPROVAL, S.IN_DISPOSAL, AGENCY),
        Happening(closed, A.CONCLUDE, S.IN_DISPOSAL, S.CLOSED, AGENCY),
    ]


def no_earlier(moment: datetime, promised: datetime) -> datetime:
    return moment if moment >= promised else promised - SECOND


def read(seen: Shown) -> list[tuple[datetime, Status, OrganizationKind]]:
    return [(one.at, one.after, one.by) for one in seen.way]


def case_due(history: Sequence[Happening], now: datetime) -> datetime | None:
    """The clock of a P2 case with this history."""
    past = [one for one in history if one.at <= now]
    step = STEP_OF_STATUS.get(past[-1].after) if past else Step.ACCEPT
    return due_at(step, Priority.P2, past[-1].at if past else OPENED, CALENDAR) if step else None


NOWS = [
    *(JOINED, SHOWN - timedelta(minutes=1), SHOWN, SHOWN + timedelta(hours=30)),
    *(CHECKED - timedelta(minutes=1), CHECKED, CHECKED + timedelta(days=2), MUCH_LATER),
]


def test_a_joiner_reads_what_the_first_tip_of_a_case_reads_whose_desks_kept_their_promises() -> None:
    """Whenever the case was taken up, referred, decided and closed, before, at and after the own two days."""
    for times in combinations_with_replacement(MOMENTS, 4):
        history = joint(*times)
        kept = joint(no_earlier(times[0], SHOWN), *(no_earlier(one, CHECKED) for one in times[1:]))
        for now in NOWS:
            joiner, first = shown(JOINER, history, now), shown(FIRST, kept, now)
            assert (joiner.status, joiner.since, read(joiner)) == (first.status, first.since, read(first)), (times, now)
            due = due_of(joiner, JOINER, case_due(history, now), CALENDAR)
            if joiner.status is not S.SUBMITTED:  # that date is the tip's own in any case
                assert due == due_of(first, FIRST, case_due(kept, now), CALENDAR), (times, now)
            assert due is None or joiner.status is S.SUBMITTED or due >= SHOWN


def walks() -> st.SearchStrategy[list[Happening]]:
    """Histories along table 1, with every detour, begun before or after the tip joined."""
    own_steps = {A.WITHDRAW, A.MERGE}

    @st.composite
    def walk(draw: st.DrawFn) -> list[Happening]:
        status, at, history = S.SUBMITTED, OPENED, []
        for _ in range(draw(st.integers(0, 14))):
            row = draw(
                st.sampled_from([one for one in TRANSITIONS if one.source is status and one.action not in own_steps])
            )
            at += timedelta(hours=draw(st.integers(0, 60)))
            status = row.target
            if row.action is not A.APPEAL:  # no organization takes that step
                by = draw(st.sampled_from([PLATFORM, AGENCY]))
                history.append(Happening(at, row.action, row.source, row.target, by))
        return history

    return walk()


@given(walks())
def test_nothing_is_shown_before_the_own_day_and_no_more_than_a_check_before_its_time(history: list[Happening]) -> None:
    for now in (JOINED, SHOWN - SECOND):
        seen = shown(JOINER, history, now)
        assert (seen.status, seen.way) == (S.SUBMITTED, [])
    for now in (SHOWN, CHECKED - SECOND):
        seen = shown(JOINER, history, now)
        turned_away = seen.way and seen.way[0].before is S.SUBMITTED and seen.way[0].after is not S.VERIFYING
        assert turned_away or seen.status in (S.SUBMITTED, S.VERIFYING)


@given(walks())
def test_no_line_is_ever_taken_back_and_in_the_end_everybody_is_told_where_the_case_stands(
    history: list[Happening],
) -> None:
    end = max([MUCH_LATER, *(one.at for one in history)])
    nows = sorted({JOINED, SHOWN, CHECKED, end, *(one.at for one in history)})
    for tip in (JOINER, FIRST):
        seen = [shown(tip, history, now) for now in nows]
        assert all(later.way[: len(earlier.way)] == earlier.way for earlier, later in pairwise(seen))
        last = history[-1].after if history else S.SUBMITTED
        assert seen[-1].status is (S.CLOSED if last is S.UNDER_APPEAL else last)


@given(walks())
def test_the_lines_lead_to_the_step_that_is_shown(history: list[Happening]) -> None:
    for now in NOWS:
        seen = shown(JOINER, history, now)
        moved = [one for one in seen.way if one.before is not one.after or one.after is seen.status]
        assert (moved[-1].after if moved else S.SUBMITTED) is seen.status


@given(walks())
def test_the_shortest_way_passes_each_step_once_and_ends_where_the_case_stands(history: list[Happening]) -> None:
    way = [one.after for one in without_detours(history)]
    assert len(set(way)) == len(way)
    stands = [one.after for one in history if one.after is not S.UNDER_APPEAL]
    assert (way[-1] if way else S.SUBMITTED) is (stands[-1] if stands else S.SUBMITTED)


def happened(*steps: tuple[Action, Status, Status, OrganizationKind]) -> list[Happening]:
    return [Happening(OPENED, *step) for step in steps]


ACCEPTED = (A.ACCEPT, S.SUBMITTED, S.VERIFYING, PLATFORM)
REFERRED = (A.REFER, S.VERIFYING, S.AWAITING_APPROVAL, PLATFORM)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([(A.ACCEPT, S.SUBMITTED, S.VERIFYING, AGENCY)], [(S.VERIFYING, AGENCY)]),
        ([ACCEPTED, (A.TAKE_OVER, S.VERIFYING, S.VERIFYING, AGENCY)], [(S.VERIFYING, AGENCY)]),
        ([ACCEPTED, REFERRED, (A.RETURN, S.AWAITING_APPROVAL, S.VERIFYING, AGENCY)], [(S.VERIFYING, PLATFORM)]),
        (
            [
                (A.DECLINE, S.SUBMITTED, S.AWAITING_CONFIRMATION, PLATFORM),
                (A.RETURN, S.AWAITING_CONFIRMATION, S.VERIFYING, AGENCY),
            ],
            [(S.VERIFYING, PLATFORM)],
        ),
        ([(A.DECLINE, S.SUBMITTED, S.CLOSED, AGENCY)], [(S.CLOSED, AGENCY)]),
        (
            [ACCEPTED, (A.DISMISS, S.VERIFYING, S.CLOSED, PLATFORM), (A.REOPEN, S.CLOSED, S.VERIFYING, AGENCY)],
            [(S.VERIFYING, PLATFORM)],
        ),
        ([ACCEPTED, (A.TRANSFER, S.VERIFYING, S.SUBMITTED, PLATFORM)], []),
    ],
)
def test_the_shortest_way_names_the_desk_that_has_the_case(
    steps: list[tuple[Action, Status, Status, OrganizationKind]], told: list[tuple[Status, OrganizationKind]]
) -> None:
    assert [(one.after, one.by) for one in without_detours(happened(*steps))] == told


APPEALED = CHECKED + timedelta(days=10)
DECIDED = APPEALED + timedelta(days=10)
CLOSED_CASE = joint(OPENED, OPENED, OPENED, OPENED)


@pytest.mark.parametrize("tip", [FIRST, JOINER])
def test_an_appeal_is_shown_to_the_appellant_alone(tip: TipFacts) -> None:
    maintained = Happening(DECIDED, A.MAINTAIN, S.UNDER_APPEAL, S.CLOSED, AGENCY)
    history = [*CLOSED_CASE, maintained]
    before, between, after = APPEALED - SECOND, APPEALED + SECOND, DECIDED
    others = [shown(tip, history, now) for now in (before, between, after)]
    assert others[0] == others[1] == others[2]
    assert others[0].status is S.CLOSED
    assert shown(replace(tip, appeals=[(APPEALED, None)]), CLOSED_CASE, between).status is S.UNDER_APPEAL
    own = shown(replace(tip, appeals=[(APPEALED, DECIDED)]), history, after)
    assert (own.status, own.way[-1]) == (S.CLOSED, maintained)


@pytest.mark.parametrize(("action", "after"), [(A.VARY, S.AWAITING_APPROVAL), (A.REVOKE, S.VERIFYING)])
def test_a_decision_that_an_appeal_undid_is_open_again_for_the_others(action: Action, after: Status) -> None:
    history = [*CLOSED_CASE, Happening(DECIDED, action, S.UNDER_APPEAL, after, AGENCY)]
    others, own = (shown(replace(FIRST, appeals=made), history, DECIDED) for made in ([], [(APPEALED, DECIDED)]))
    assert (others.status, others.way[-1].action) == (after, A.REOPEN)
    assert (own.status, own.way[-1].action) == (after, action)


@pytest.mark.parametrize("action", [A.INTERIM_ORDER, A.INTERIM_MEASURE])
@pytest.mark.parametrize(
    ("tip", "at", "told"),
    [
        (FIRST, OPENED, None),
        (FIRST, JOINED + SECOND, JOINED + SECOND),
        (JOINER, JOINED - SECOND, None),
        (JOINER, JOINED + SECOND, CHECKED - SECOND),
        (JOINER, CHECKED + SECOND, CHECKED + SECOND),
    ],
)
def test_a_measure_of_the_meantime_is_told_to_who_was_there_and_to_a_joiner_when_the_own_check_is_over(
    action: Action, tip: TipFacts, at: datetime, told: datetime | None
) -> None:
    history = [Happening(at, action, S.SUBMITTED, S.SUBMITTED, AGENCY)]
    assert [one.at for one in told_aside(tip, history, MUCH_LATER)] == ([] if told is None else [told])
    if told is not None:
        assert told_aside(tip, history, told - SECOND) == []


def test_a_split_leaves_the_step_and_renews_its_time() -> None:
    split = Happening(MUCH_LATER, "opened", None, S.SUBMITTED, PLATFORM)
    accepted = Happening(MUCH_LATER + timedelta(days=1), A.ACCEPT, S.SUBMITTED, S.VERIFYING, PLATFORM)
    history = [Happening(JOINED, *ACCEPTED), split]
    seen = shown(FIRST, history, MUCH_LATER)
    assert (seen.status, read(seen)) == (S.VERIFYING, [(JOINED, S.VERIFYING, PLATFORM)])
    assert due_of(seen, FIRST, JOINED, CALENDAR) == due_at(Step.CHECK, Priority.P2, MUCH_LATER, CALENDAR)
    seen = shown(FIRST, [*history, accepted], accepted.at)
    assert read(seen) == [(JOINED, S.VERIFYING, PLATFORM)]
    assert due_of(seen, FIRST, MUCH_LATER, CALENDAR) == MUCH_LATER  # the case's own clock again


def test_a_joiners_check_is_dated_by_the_own_tip_whatever_the_case_has_become() -> None:
    history = happened(ACCEPTED)
    seen = shown(JOINER, history, SHOWN)
    assert due_of(seen, JOINER, OPENED, CALENDAR) == CHECKED
    urgent = replace(JOINER, priority=Priority.P1)
    assert due_of(shown(urgent, history, SHOWN), urgent, OPENED, CALENDAR) == SHOWN - SECOND + timedelta(hours=24)
