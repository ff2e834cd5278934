"""Table 5 against the figures of the field, written out by hand, and who may act when time is out."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.deadlines import (
    DEADLINES,
    EXTENSION,
    STEP_OF_STATUS,
    Allowance,
    Step,
    Unit,
    due_at,
    first_look_due_at,
    lead_is_overdue,
)
from portal.domain.permissions import Permission
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.workflow import OPEN, TRANSITIONS, VERBS

P0, P1, P2, P3 = Priority
START = datetime(2026, 3, 2, 2, tzinfo=UTC)


class EveryDayWorks:
    """A calendar on which every day is a working day."""

    def deadline(self, start: datetime, days: int) -> datetime:
        return start + timedelta(days=days)


CALENDAR = EveryDayWorks()


def hours(*amounts: int) -> list[Allowance]:
    return [Allowance(amount, Unit.HOURS) for amount in amounts]


def days(*amounts: int) -> list[Allowance]:
    return [Allowance(amount, Unit.WORKING_DAYS) for amount in amounts]


FIGURES = {
    Step.ANSWER: [Allowance(10, Unit.MINUTES)] * 4,
    Step.ACCEPT: hours(2) + days(1, 2, 3),
    Step.CHECK: hours(4, 24) + days(3, 5),
    Step.CONFIRMATION: hours(4) + days(1, 3, 5),
    Step.DECISION: hours(24) + days(3, 7, 15),
    Step.VOTE: hours(12) + days(1, 3, 5),
    Step.EXECUTE_CONTENT: hours(4, 24) + days(2, 3),
    Step.EXECUTE_PRODUCT: hours(24) + days(2, 3, 5),
    Step.EXECUTE_NETWORK: hours(24) + days(2, 3, 5),
    Step.FEEDBACK: days(1, 5, 5, 5),
    Step.LEAD: hours(12) + days(1, 3, 5),
    Step.INTERIM: [Allowance(7, Unit.DAYS)] * 4,
    Step.RATIFICATION: hours(72, 72, 72, 72),
    Step.SUPPLEMENT: days(7, 7, 7, 7),
    Step.STATEMENT: hours(4, 24) + days(3, 5),
    Step.ABSOLUTE_END: [Allowance(60, Unit.DAYS)] * 4,
    Step.HAND_OVER: days(10, 10, 10, 10),
    Step.APPEAL_WINDOW: [Allowance(183, Unit.DAYS)] * 4,
    Step.APPEAL_DECISION: days(15, 15, 15, 15),
    Step.STAY_DECISION: hours(24) + days(1, 3, 3),
}


@pytest.mark.parametrize("step", Step)
def test_each_step_has_its_time(step: Step) -> None:
    assert [DEADLINES[step].allowances[priority] for priority in Priority] == FIGURES[step]


def test_an_extension_adds_thirty_days() -> None:
    assert Allowance(30, Unit.DAYS) == EXTENSION


@pytest.mark.parametrize("step", Step)
def test_a_more_urgent_case_never_has_more_time(step: Step) -> None:
    ends = [due_at(step, priority, START, CALENDAR) for priority in Priority]
    assert ends == sorted(ends)


@pytest.mark.parametrize("step", Step)
def test_whoever_may_act_when_time_is_out_finds_a_row_to_act_by(step: Step) -> None:
    """At every status at which the clock can run, table 1 has a row for that permission."""
    rule = DEADLINES[step]
    assert rule.runs_while
    for status in rule.runs_while if rule.then else ():
        rows = [row.permission for row in TRANSITIONS if row.source is status]
        rows += [row.permission for row in VERBS if status in row.statuses]
        assert rule.then in rows


def test_what_runs_out_with_nobody_to_act_lapses_by_itself() -> None:
    lapsing = {step for step, rule in DEADLINES.items() if rule.then is None}
    ends = {Step.RATIFICATION, Step.SUPPLEMENT, Step.STATEMENT, Step.APPEAL_WINDOW, Step.STAY_DECISION}
    assert lapsing == ends | {Step.INTERIM}


def test_every_open_status_has_a_clock_that_runs_while_it_waits() -> None:
    assert set(STEP_OF_STATUS) == OPEN
    assert all(status in DEADLINES[step].runs_while for status, step in STEP_OF_STATUS.items())
    assert all(DEADLINES[step].then for step in STEP_OF_STATUS.values())


def test_only_the_first_look_and_the_check_wait_for_a_reporter() -> None:
    pausing = {step for step, rule in DEADLINES.items() if rule.pauses_for_reporter}
    assert pausing == {Step.ACCEPT, Step.CHECK}


@pytest.mark.parametrize("priority", Priority)
def test_a_tick_of_urgency_asks_for_a_look_within_two_hours(priority: Priority) -> None:
    assert first_look_due_at(priority, True, START, CALENDAR) == START + timedelta(hours=2)
    assert first_look_due_at(priority, False, START, CALENDAR) == due_at(Step.ACCEPT, priority, START, CALENDAR)


def late(status: Status, since: timedelta, *, ends: timedelta = timedelta(days=60)) -> bool:
    """Whether the lead of a P0 case is overdue when the status' clock ran out `since` ago."""
    return lead_is_overdue(status, P0, START - since, START + ends, START, CALENDAR)


def test_the_lead_has_its_own_time_where_a_platform_is_late() -> None:
    assert [late(Status.VERIFYING, timedelta(hours=passed)) for passed in (0, 12, 13)] == [False, False, True]


def test_the_lead_is_late_at_once_where_the_case_waited_for_it() -> None:
    waiting_for_lead = {s for s in STEP_OF_STATUS if DEADLINES[STEP_OF_STATUS[s]].then is Permission.CASE_TAKE_LEAD}
    assert waiting_for_lead == {Status.AWAITING_CONFIRMATION, Status.AWAITING_APPROVAL}
    assert [late(status, timedelta(minutes=1)) for status in sorted(waiting_for_lead)] == [True, True]
    assert not late(Status.AWAITING_CONFIRMATION, timedelta(0))


def test_a_standing_clock_is_late_only_past_the_absolute_end() -> None:
    assert not lead_is_overdue(Status.VERIFYING, P1, None, START + timedelta(days=1), START, CALENDAR)
    assert lead_is_overdue(Status.VERIFYING, P1, None, START - timedelta(minutes=1), START, CALENDAR)
