"""A date counted before the holidays of its year were known is counted again when they are, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from portal.data import workdays
from portal.domain.workdays import Calendar, YearOfDays
from portal.extensions import db
from portal.records import cases
from portal.records.cases import Case
from portal.records.clocks import is_provisional, pause, recounting, resume
from portal.records.clocks.recounting import note_calendar_years, recount_dates
from portal.records.jobs import Job
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, referred, send_tip, signed, tasks_of, the_cast

BEFORE = workdays.shipped_calendar()
NEW_YEAR = YearOfDays(
    year=2027,
    published=True,
    source="a notice",
    holidays=frozenset(date(2027, 1, day) for day in range(1, 6)),
    working_weekends=frozenset({date(2027, 1, 9)}),
)
AFTER = Calendar({**BEFORE.years, 2027: NEW_YEAR})


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Callable[[Calendar], None]:
    """Let the portal ship another calendar."""

    def ship(calendar: Calendar) -> None:
        for module in (cases, recounting):
            monkeypatch.setattr(module, "calendar_in_force", lambda: calendar)

    ship(replace(BEFORE, years={year: days for year, days in BEFORE.years.items() if year != 2027}))
    return ship


def recounted() -> int:
    """Run the daily job and what it queued; how many recounts that were."""
    note_calendar_years()
    jobs = list(db.session.scalars(db.select(Job).where(Job.kind == "recount_dates", Job.done_at.is_(None))))
    for job in jobs:
        recount_dates(job.payload)
        job.done_at = job.run_at
    return len(jobs)


def checked_over_new_year(clock: Clock) -> Case:
    """A P2 case that came to its desk on 30 December 2026: three working days from then."""
    clock.set(datetime(2026, 12, 30, 4, tzinfo=UTC))
    cast = the_cast()
    return accepted(case_of(send_tip()), cast.wei)


def test_a_published_year_moves_what_was_counted_over_it(
    context: Flask, clock: Clock, publish: Callable[[Calendar], None]
) -> None:
    with transaction():
        case = checked_over_new_year(clock)
        recounted()
        assert case.due_at == datetime(2027, 1, 4, 16, tzinfo=UTC)  # Thursday, Friday, Monday
        assert is_provisional(case.due_at)
        publish(AFTER)
        assert recounted() == 1
        assert case.due_at == datetime(2027, 1, 7, 16, tzinfo=UTC)  # Thursday, then Wednesday and Thursday
        assert not is_provisional(case.due_at)
        assert recounted() == 0


def test_the_time_a_clock_stood_still_is_kept(
    context: Flask, clock: Clock, publish: Callable[[Calendar], None]
) -> None:
    with transaction():
        case = checked_over_new_year(clock)
        pause(case)
        clock.turn(hours=5)
        resume(case)
        publish(AFTER)
        recounted()
        assert case.due_at == datetime(2027, 1, 7, 16, tzinfo=UTC) + timedelta(hours=5)


def test_a_clock_that_stands_still_is_counted_again_too(
    context: Flask, clock: Clock, publish: Callable[[Calendar], None]
) -> None:
    with transaction():
        case = checked_over_new_year(clock)
        recounted()
        pause(case)
        clock.turn(hours=5)
        publish(AFTER)
        recounted()
        resume(case)
        assert case.due_at == datetime(2027, 1, 7, 16, tzinfo=UTC) + timedelta(hours=5)


def test_a_case_is_due_with_the_last_of_its_tasks_after_a_recount(
    context: Flask, clock: Clock, publish: Callable[[Calendar], None]
) -> None:
    clock.set(datetime(2026, 12, 30, 4, tzinfo=UTC))
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip()), cast.wei, "M31", "M22"), cast.qian, cast.zhou)
        recounted()
        before = case.due_at
        publish(AFTER)
        recounted()
        assert case.due_at == max(task.due_at for task in tasks_of(case))
        assert before is not None
        assert case.due_at > before


def test_the_leads_own_time_is_counted_again(context: Flask, clock: Clock, publish: Callable[[Calendar], None]) -> None:
    with transaction():
        case = checked_over_new_year(clock)
        recounted()
        case.due_at = datetime(2026, 12, 30, 16, tzinfo=UTC)
        case.lead_due_at = datetime(2027, 1, 4, 16, tzinfo=UTC)
        clock.set(datetime(2026, 12, 31, 4, tzinfo=UTC))
        publish(AFTER)
        recounted()
        assert case.lead_due_at == datetime(2027, 1, 8, 16, tzinfo=UTC)  # from Thursday: Wednesday, Thursday, Friday


def test_a_date_at_the_end_of_a_known_year_is_certain(publish: Callable[[Calendar], None]) -> None:
    assert not is_provisional(datetime(2026, 12, 31, 16, tzinfo=UTC))
    assert is_provisional(datetime(2027, 1, 1, 16, tzinfo=UTC))


def test_what_has_run_out_stays_as_it_was(context: Flask, clock: Clock, publish: Callable[[Calendar], None]) -> None:
    with transaction():
        case = checked_over_new_year(clock)
        due = case.due_at
        clock.turn(days=8)
        publish(AFTER)
        recounted()
        assert case.due_at == due


def test_dates_of_other_years_stay(context: Flask, clock: Clock, publish: Callable[[Calendar], None]) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        due = case.due_at = (case.due_at or clock()) + timedelta(days=1)
        note_calendar_years()
        for job in db.session.scalars(db.select(Job)):
            job.done_at = clock()
        publish(AFTER)
        assert recounted() == 1
        assert case.due_at == due
