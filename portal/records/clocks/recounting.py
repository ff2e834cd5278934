"""Dates counted before a year's notice of holidays came are counted again when it has come (decision 30).

So they are where the notice was entered wrongly and is corrected, or a release knows better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.deadlines import DEADLINES, STEP_OF_STATUS, Step, Unit, due_at
from portal.domain.measures import EXECUTION_STEP, MEASURES
from portal.domain.status import Status
from portal.domain.workdays import Calendar, YearOfDays
from portal.extensions import Base, db
from portal.records.approvals import Approval
from portal.records.calendar import calendar_in_force, with_year
from portal.records.cases import Case
from portal.records.clocks.due import BATCH, for_each_due
from portal.records.jobs import enqueue
from portal.records.messages import SupplementRequest
from portal.records.tasks import Task, latest_due

MOMENT = timedelta(microseconds=1)
SETTLED = timedelta(minutes=1)
"""After so long every request has ended that still counted by the calendar before."""
FORESEEN = 2000
"""How many open cases a preview looks at."""
Dated = Case | Approval | Task | SupplementRequest
T = TypeVar("T", Approval, Task, SupplementRequest)


class CalendarNotice(Base):
    """A year whose notice of holidays this portal knows, since when, and by which days it was last counted."""

    __tablename__ = "calendar_notices"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    known_at: Mapped[datetime]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """Of its days; None where it was counted before fingerprints were kept."""


def is_provisional(due: datetime) -> bool:
    """Whether a working-day date may still move, because the notice for its year has not come.

    A day ends at 24:00, which is the next day's first moment: what is due with 31 December is of its
    year. What is due at any other hour was counted in hours, which no holiday moves.
    """
    if due.astimezone(clock.SHANGHAI).time() != time():
        return False
    return calendar_in_force().is_provisional(clock.day_of(due - MOMENT))


def note_calendar_years() -> None:
    """Queue a recount for each year whose notice is new to this portal, or says something else than before."""
    noted = {notice.year: notice for notice in db.session.scalars(select(CalendarNotice))}
    for year, days in calendar_in_force().years.items():
        if days.published:
            _note(noted.get(year), year, _fingerprint(days))


def _note(notice: CalendarNotice | None, year: int, fingerprint: str) -> None:
    if notice is not None and notice.fingerprint is None:
        notice.fingerprint = fingerprint
    if notice is not None and notice.fingerprint == fingerprint:
        return
    db.session.merge(CalendarNotice(year=year, known_at=clock.now(), fingerprint=fingerprint))
    enqueue("recount_dates", {"year": year, "after": 0}, run_at=clock.now() + SETTLED)


def _fingerprint(days: YearOfDays) -> str:
    told = [sorted(day.isoformat() for day in some) for some in (days.holidays, days.working_weekends)]
    return sha256(repr(told).encode()).hexdigest()


def recount_dates(payload: Mapping[str, Any]) -> None:
    """The job `recount_dates`: count the dates of open cases that reach into a year, a batch at a time."""
    year, calendar = payload["year"], calendar_in_force()
    found = db.session.scalars(_open_cases(payload["after"], BATCH).with_only_columns(Case.id)).all()
    for_each_due(((case_id, year) for case_id in found), lambda case, _year: _recount(case, year, calendar))
    if len(found) == BATCH:
        enqueue("recount_dates", {"year": year, "after": found[-1]})


@dataclass(frozen=True, slots=True)
class Moves:
    """What a year would change: for how many dates by how many days, among so many open cases."""

    by_days: Mapping[int, int]
    cases: int
    more: bool
    """Whether there are more open cases than were looked at."""


def foresee(year: YearOfDays) -> Moves:
    """Which dates would move if this year held. Nothing is written, and no case is named."""
    calendar, by_days = with_year(calendar_in_force(), year), Counter[int]()
    cases = db.session.scalars(_open_cases(0, FORESEEN + 1)).all()
    for dated, moved in _moves(cases[:FORESEEN], year.year, calendar):
        if dated.due_at is not None and moved != dated.due_at:
            by_days[(moved - dated.due_at).days] += 1
    return Moves(dict(sorted(by_days.items())), min(len(cases), FORESEEN), len(cases) > FORESEEN)


def _open_cases(after: int, limit: int) -> Select[Case]:
    return select(Case).where(Case.closed_at.is_(None), Case.id > after).order_by(Case.id).limit(limit)


def _recount(case: Case, year: int, calendar: Calendar) -> None:
    for dated, moved in list(_moves([case], year, calendar)):
        dated.due_at = moved
    _recount_lead(case, year, calendar)
    _follow_tasks(case)


def _moves(cases: Sequence[Case], year: int, calendar: Calendar) -> Iterator[tuple[Dated, datetime]]:
    """What is still to come of these cases and is counted over this year, and when it is due by this calendar."""
    now = clock.now()
    for case, dated, step, start in _counted(cases):
        waited = timedelta(seconds=case.paused_seconds) if dated is case else timedelta()
        stands_at = case.paused_at or now if dated is case else now  # a clock that stands still runs out no more
        moved = _moved(step, case, start, year, calendar)
        if moved is not None and moved + waited > stands_at and (dated.due_at or stands_at) > stands_at:
            yield dated, moved + waited


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


def _counted(cases: Sequence[Case]) -> Iterator[tuple[Case, Dated, Step, datetime]]:
    """Everything of cases that has a date still to come: under which clock, and since when."""
    by_id = {case.id: case for case in cases}
    for case in cases:
        step = STEP_OF_STATUS.get(case.status)
        looked_at_first = case.status is Status.SUBMITTED and case.urgent
        if step is not None and case.status is not Status.IN_DISPOSAL and not looked_at_first:
            yield case, case, step, max(case.status_since, case.assigned_at)
    for approval in db.session.scalars(_of(Approval, by_id, Approval.decision.is_(None))):
        case = by_id[approval.case_id]
        if approval.round == case.round:
            yield case, approval, Step.VOTE, approval.asked_at
    for task in db.session.scalars(_of(Task, by_id, Task.measure.is_not(None))):
        if task.is_open:
            yield by_id[task.case_id], task, EXECUTION_STEP[MEASURES[task.measure or ""].layer], task.ordered_at
    waiting = (SupplementRequest.answered_at.is_(None), SupplementRequest.expired_at.is_(None))
    for question in db.session.scalars(_of(SupplementRequest, by_id, *waiting)):
        yield by_id[question.case_id], question, Step.SUPPLEMENT, question.asked_at


def _of(kind: type[T], cases: Collection[int], *conditions: ColumnElement[bool]) -> Select[T]:
    return select(kind).where(kind.case_id.in_(cases), *conditions)
