"""Dates counted before a year's notice of holidays came are counted again when it has come (decision 30)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.data.workdays import shipped_calendar
from portal.domain.deadlines import DEADLINES, STEP_OF_STATUS, Step, Unit, due_at
from portal.domain.measures import EXECUTION_STEP, MEASURES
from portal.domain.status import Status
from portal.domain.workdays import Calendar
from portal.extensions import Base, db
from portal.records.approvals import Approval
from portal.records.cases import Case
from portal.records.clocks.due import BATCH, for_each_due
from portal.records.jobs import enqueue
from portal.records.messages import SupplementRequest
from portal.records.tasks import Task, latest_due

MOMENT = timedelta(microseconds=1)


class CalendarNotice(Base):
    """A year whose notice of holidays this portal knows, and since when."""

    __tablename__ = "calendar_notices"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    known_at: Mapped[datetime]


def is_provisional(due: datetime) -> bool:
    """Whether a working-day date may still move, because the notice for its year has not come.

    A day ends at 24:00, which is the next day's first moment: what is due with 31 December is of its
    year. What is due at any other hour was counted in hours, which no holiday moves.
    """
    if due.astimezone(clock.SHANGHAI).time() != time():
        return False
    return shipped_calendar().is_provisional((due - MOMENT).astimezone(clock.SHANGHAI).date())


def note_calendar_years() -> None:
    """Queue a recount for each year whose notice is new to this portal."""
    known = set(db.session.scalars(select(CalendarNotice.year)))
    for year, days in shipped_calendar().years.items():
        if days.published and year not in known:
            db.session.add(CalendarNotice(year=year, known_at=clock.now()))
            enqueue("recount_dates", {"year": year, "after": 0})


def recount_dates(payload: Mapping[str, Any]) -> None:
    """The job `recount_dates`: count the dates of open cases that reach into a year, a batch at a time."""
    year, calendar = payload["year"], shipped_calendar()
    found = db.session.scalars(
        select(Case.id).where(Case.closed_at.is_(None), Case.id > payload["after"]).order_by(Case.id).limit(BATCH)
    ).all()
    for_each_due(((case_id, year) for case_id in found), lambda case, _year: _recount(case, year, calendar))
    if len(found) == BATCH:
        enqueue("recount_dates", {"year": year, "after": found[-1]})


def _recount(case: Case, year: int, calendar: Calendar) -> None:
    now = clock.now()
    for dated, step, start in _counted(case):
        waited = timedelta(seconds=case.paused_seconds) if dated is case else timedelta()
        stands_at = case.paused_at or now if dated is case else now  # a clock that stands still runs out no more
        moved = _moved(step, case, start, year, calendar)
        if moved is not None and moved + waited > stands_at and (dated.due_at or stands_at) > stands_at:
            dated.due_at = moved + waited
    _recount_lead(case, year, calendar)
    _follow_tasks(case)


def _moved(step: Step, case: Case, start: datetime, year: int, calendar: Calendar) -> datetime | None:
    """When a clock that is counted over this year runs out; None where the year changes nothing."""
    moved = due_at(step, case.priority, start, calendar)
    reached = {start.astimezone(clock.SHANGHAI).year, moved.astimezone(clock.SHANGHAI).year}
    counts_days = DEADLINES[step].allowances[case.priority].unit is Unit.WORKING_DAYS
    return moved if counts_days and year in reached else None


def _recount_lead(case: Case, year: int, calendar: Calendar) -> None:
    """The lead agency's own time begins when the desk's ran out."""
    if case.lead_due_at is None or case.due_at is None or case.lead_due_at <= clock.now():
        return
    moved = _moved(Step.LEAD, case, case.due_at, year, calendar)
    if moved is not None and moved > clock.now():
        case.lead_due_at = moved


def _follow_tasks(case: Case) -> None:
    """While measures are carried out, the case is due with the last of them."""
    db.session.flush()
    due = latest_due(case.id) if case.status is Status.IN_DISPOSAL else None
    if due is not None and due > clock.now() and not case.overdue:
        case.due_at = due


def _counted(case: Case) -> Iterator[tuple[Case | Approval | Task | SupplementRequest, Step, datetime]]:
    """Everything of a case that has a date still to come: under which clock, and since when."""
    step = STEP_OF_STATUS.get(case.status)
    looked_at_first = case.status is Status.SUBMITTED and case.urgent
    if step is not None and case.status is not Status.IN_DISPOSAL and not looked_at_first:
        yield case, step, max(case.status_since, case.assigned_at)
    open_votes = select(Approval).where(
        Approval.case_id == case.id, Approval.round == case.round, Approval.decision.is_(None)
    )
    for approval in db.session.scalars(open_votes):
        yield approval, Step.VOTE, approval.asked_at
    for task in db.session.scalars(select(Task).where(Task.case_id == case.id, Task.measure.is_not(None))):
        if task.is_open:
            yield task, EXECUTION_STEP[MEASURES[task.measure or ""].layer], task.ordered_at
    questions = select(SupplementRequest).where(
        SupplementRequest.case_id == case.id,
        SupplementRequest.answered_at.is_(None),
        SupplementRequest.expired_at.is_(None),
    )
    for question in db.session.scalars(questions):
        yield question, Step.SUPPLEMENT, question.asked_at
