"""One rule for a case that becomes more pressing or less, whoever says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal import clock as portal_clock
from portal.data.workdays import shipped_calendar
from portal.domain.deadlines import Step, due_at
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.records import cases
from portal.records.cases import Case, due_if_it_began
from portal.records.clocks import pause, resume, set_priority
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, send_tip, the_cast

WHAT_HAPPENS = st.one_of(st.sampled_from(Priority), st.sampled_from(["pause", "resume"]), st.integers(1, 10**12))
"""The priority is set, the clock stands or runs again, so many microseconds pass."""
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)


def being_checked() -> Case:
    """A case that waits for nobody's database: the rule needs none."""
    case = Case(status=Status.VERIFYING, priority=Priority.P2, urgent=False, paused_seconds=0)
    case.assigned_at = case.status_since = portal_clock.now()
    case.due_at = due_if_it_began(case, case.status, case.status_since)
    return case


def due(case: Case) -> datetime:
    assert case.due_at is not None
    return case.due_at


def happens(case: Case, clock: Clock, event: Priority | str | int) -> None:
    if isinstance(event, Priority):
        set_priority(case, event, urgent=False)
    elif event == "pause":
        case.paused_at = case.paused_at or clock()
    elif event == "resume":
        resume(case)
    else:
        clock.turn(microseconds=int(event))


@given(st.lists(WHAT_HAPPENS, max_size=30))
def test_a_raise_never_gives_time_a_lowering_never_takes_it_and_no_order_gives_more_than_the_step_has(
    events: list[Priority | str | int],
) -> None:
    clock = Clock(MONDAY)
    with portal_clock.reading(clock), pytest.MonkeyPatch.context() as patched:
        patched.setattr(cases, "calendar_in_force", shipped_calendar)  # nobody entered a year: no database is asked
        case = being_checked()
        for event in events:
            before, priority, at = due(case), case.priority, case.paused_at or clock()
            happens(case, clock, event)
            if isinstance(event, Priority) and event < priority:
                assert min(before, due_at(Step.CHECK, event, at, shipped_calendar())) == due(case)
            else:
                assert due(case) >= before
        longest = due_at(Step.CHECK, Priority.P3, MONDAY, shipped_calendar())
        assert due(case) <= longest + timedelta(seconds=case.paused_seconds)


def test_raised_while_the_clock_stands_still_the_desk_has_the_whole_shorter_time_afterwards(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(category="B02")), cast.wei)
        assert pause(case)
        clock.turn(days=1)
        set_priority(case, Priority.P1, urgent=False)
        clock.turn(hours=1.5)
        resume(case)
    assert due(case) == clock() + timedelta(hours=24)


def test_raised_and_lowered_again_a_case_has_no_more_time_than_at_first(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(category="B02")), cast.wei)
        at_first = due(case)
        clock.turn(days=1)
        set_priority(case, Priority.P0, urgent=False)
        set_priority(case, Priority.P2, urgent=False)
    assert due(case) == at_first
