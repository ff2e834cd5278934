"""Looks (复查): whether what a receipt says is gone stays gone, seen by the portal itself, or by a colleague.

Rows are planned in the transaction of the receipt, each with a job. The job asks outside without the right
to write; its answer is kept in the transaction that marks the job done.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from portal import clock
from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import Permission
from portal.domain.rechecks import (
    AFTER,
    BY_HAND_WORDS,
    CONCLUDES,
    PUT_RIGHT,
    RESULT_WORDS,
    SPAN_WORDS,
    WHY_WORDS,
    Result,
    Span,
    Why,
    before_end,
    probe_of,
)
from portal.domain.words import N_
from portal.extensions import Base, db, partial_index
from portal.records.cases import Case
from portal.records.jobs import enqueue
from portal.records.look_counts import count_look
from portal.records.notices import tell_colleagues
from portal.records.probing import Looker
from portal.records.relapses import open_again
from portal.records.tasks import Task, TaskKind

RECHECK = "recheck"
"""The job that looks."""
LOOKED_AT_AGAIN = frozenset({TaskKind.OWN_MEASURE, TaskKind.DISPOSAL})
"""What is to last. An interim measure is looked at once a decision took it over, and so made it one of its own."""


class Recheck(Base):
    """One look at one task's measure, planned or done."""

    __tablename__ = "rechecks"
    __table_args__ = (
        partial_index("uq_rechecks_planned", "task_id", "span", where="span <> 'by_hand'", unique=True),
        Index(None, "task_id"),
        CheckConstraint(
            "(looked_at IS NULL) = (result IS NULL) AND (looked_at IS NULL) = (why IS NULL)", name="look_is_whole"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    span: Mapped[Span]
    due_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    result: Mapped[Result | None]
    why: Mapped[Why | None]

    task: Mapped[Task] = relationship()


@dataclass(frozen=True, slots=True)
class Mark:
    """One look as people read it."""

    span: Span
    due_at: datetime
    looked_at: datetime | None
    result: Result | None
    why: Why | None

    @property
    def span_words(self) -> str:
        """How long after the receipt."""
        return SPAN_WORDS[self.span]

    @property
    def result_words(self) -> str:
        """What the look came to; "" of one that is still planned."""
        words = BY_HAND_WORDS if self.span is Span.BY_HAND else RESULT_WORDS
        return words[self.result] if self.result else ""

    @property
    def why_words(self) -> str:
        """From what it was concluded."""
        return WHY_WORDS[self.why] if self.why else ""


def plan_rechecks(case: Case, task: Task) -> None:
    """Plan the looks at a measure that is to last from now on: just carried out, or just taken over by a decision.

    Where it can be seen from outside the portal looks now, after a day and after a week; where something has to
    be put right a colleague is asked in time. At any other nobody looks unless a colleague does.
    """
    target, now = case.target, clock.now()
    if task.kind not in LOOKED_AT_AGAIN:
        return
    seen = probe_of(task.measure or "", target.type, target.display)
    moments = {span: now + after for span, after in AFTER.items()} if seen else {}
    if task.measure in PUT_RIGHT and task.days:
        moments[Span.BEFORE_END] = (task.done_at or now) + before_end(task.days)
    planned = [Recheck(task_id=task.id, span=span, due_at=due_at) for span, due_at in moments.items()]
    db.session.add_all(planned)
    db.session.flush()
    for one in planned:
        enqueue(RECHECK, {RECHECK: one.id}, run_at=one.due_at, key=f"{RECHECK}:{task.id}:{one.span}")


def look_again(payload: Mapping[str, Any], looker: Looker) -> Why | None:
    """Ask outside what is to be seen; None where nothing is to be looked at any more.

    The measure was lifted, or the target corrected into one that nobody can look up.
    """
    row = db.session.get(
        Recheck, payload[RECHECK], options=[joinedload(Recheck.task).joinedload(Task.case).joinedload(Case.target)]
    )
    if row is None or not row.task.in_force:
        return None
    if row.span is Span.BEFORE_END:
        return Why.FOR_A_PERSON
    target, measure = row.task.case.target, row.task.measure or ""
    probe, address = probe_of(measure, target.type, target.display), target.display
    db.session.remove()  # no connection is held while another server takes its time
    return looker.look(probe, address) if probe else None


def keep_result(payload: Mapping[str, Any], why: Why | None) -> None:
    """Keep what was seen, in the transaction of the job; a look that has lost its object is dropped.

    What came back opens its task again; what only a person can see is told to the lead agency.
    """
    row = db.session.get(Recheck, payload[RECHECK], options=[joinedload(Recheck.task)])
    if row is None or row.looked_at is not None:
        return
    case = db.session.scalars(select(Case).where(Case.id == row.task.case_id).with_for_update(of=Case)).one()
    task = db.session.get_one(Task, row.task_id, populate_existing=True)
    if why is None or not task.in_force:
        db.session.delete(row)
        return
    _conclude(case, task, row, why)
    if why is Why.FOR_A_PERSON:
        tell_colleagues(case, case.lead_agency_id, "term_ends", Permission.TASK_ATTEST)


def look_by_hand(case: Case, task: Task, why: Why) -> None:
    """Keep what a colleague saw of a locked case's measure. Raises StepNotAllowed of one that is not in force."""
    if not can_be_looked_at(task):
        raise StepNotAllowed(N_("Only a lasting measure that is in force is looked at."))
    row = Recheck(task_id=task.id, span=Span.BY_HAND, due_at=clock.now())
    db.session.add(row)
    _conclude(case, task, row, why)


def can_be_looked_at(task: Task) -> bool:
    """Whether a look at it means anything: it is to last, and in force."""
    return task.in_force and task.kind in LOOKED_AT_AGAIN


def _conclude(case: Case, task: Task, row: Recheck, why: Why) -> None:
    """What was not put right in time did not come back: nothing is ordered anew, and nobody is counted for it."""
    settled = _stayed_gone(task)
    row.looked_at, row.why, row.result = clock.now(), why, CONCLUDES[why]
    db.session.flush()
    if task.measure in PUT_RIGHT:
        return
    count_look(task, row.span, row.result, settled=settled)
    if row.result is Result.CAME_BACK:
        open_again(case, task)


def _stayed_gone(task: Task) -> bool:
    return db.session.scalar(select(Task.id).where(Task.id == task.id, stayed_gone())) is not None


def marks_of(tasks: Collection[Task]) -> Mapping[int, Sequence[Mark]]:
    """The looks at these tasks, by task, in the order in which they fall due: one query.

    Of a measure that is no longer in force only those that were made: nobody looks any more.
    """
    by_id = {task.id: task for task in tasks if task.done_at}
    marks: dict[int, list[Mark]] = {}
    found = select(Recheck).where(Recheck.task_id.in_(by_id)).order_by(Recheck.task_id, Recheck.due_at, Recheck.id)
    for row in db.session.scalars(found) if by_id else ():
        if row.looked_at or by_id[row.task_id].in_force:
            mark = Mark(row.span, row.due_at, row.looked_at, row.result, row.why)
            marks.setdefault(row.task_id, []).append(mark)
    return marks


def needs_a_person(task: Task, marks: Collection[Mark]) -> bool:
    """Whether a lasting measure is in force that the portal cannot see from outside."""
    return can_be_looked_at(task) and not marks


def stayed_gone() -> ColumnElement[bool]:
    """Beside tasks in a query: whether the measure of each was seen to hold after a week."""
    held = (Recheck.span == Span.WEEK, Recheck.result == Result.STILL_GONE)
    return select(Recheck.id).where(Recheck.task_id == Task.id, *held).correlate(Task).exists()


def relapse_before(task: Task) -> Sequence[Mark]:
    """What was seen of the task that this one opens again, where it opens one again."""
    earlier = db.session.get(Task, task.replaces_id) if task.replaces_id else None
    marks = marks_of([earlier]).get(earlier.id, ()) if earlier else ()
    return marks if any(mark.result is Result.CAME_BACK for mark in marks) else ()
