"""Tasks (处置任务): what must be carried out, by whom, by when, and the receipt that it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.domain.status import Status
from portal.domain.time_left import TimeLeft, time_left
from portal.extensions import JSON_DOCUMENT, Base, db, partial_index
from portal.records.cases import Case
from portal.records.organizations import Organization


class TaskKind(StrEnum):
    """Why a task exists."""

    PRESERVE = "preserve"
    """Keep the evidence, before anyone is told (at acceptance)."""
    INTERIM = "interim"
    """A reversible measure before the decision: the platform's own, or a regulator's order."""
    OWN_MEASURE = "own_measure"
    """A platform's own measure that ends a case."""
    DISPOSAL = "disposal"
    """A measure of a joint decision."""
    LIFT = "lift"
    """Undoing a measure that lapsed or was revoked."""


MEASURE_KINDS = frozenset({TaskKind.INTERIM, TaskKind.OWN_MEASURE, TaskKind.DISPOSAL})
"""Tasks that do something to the target; the others keep evidence, or undo."""


class Task(Base):
    """One measure to be carried out. Done when it has a receipt; attested when its executor is outside."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("(executor_id IS NULL) <> (outside_executor IS NULL)", name="one_executor"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="receipt_is_whole"),
        CheckConstraint("done_at IS NULL OR proof <> ''", name="receipt_has_proof"),
        CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name="done_or_dropped"),
        Index(None, "case_id", "kind"),
        Index("ix_tasks_open", "executor_id", "done_at", "due_at", "id"),
        partial_index(
            "ix_tasks_running", "due_at", "id", where="done_at IS NULL AND dropped_at IS NULL AND escalated_at IS NULL"
        ),
        partial_index(
            "ix_tasks_unratified",
            "lapses_at",
            "id",
            where="ratified_at IS NULL AND lifted_at IS NULL AND dropped_at IS NULL",
        ),
        partial_index("ix_tasks_expiring", "days", "done_at", "id", where="days IS NOT NULL AND lifted_at IS NULL"),
        Index(None, "ordered_by_id"),
        Index(None, "done_by_id"),
        Index(None, "undoes_id"),
        Index(None, "replaces_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[TaskKind]
    measure: Mapped[str | None] = mapped_column(String(3))
    """Code of table 6; None for a preserve task."""
    note: Mapped[str] = mapped_column(Text, default="")
    executor_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    outside_executor: Mapped[str | None] = mapped_column(String(200))
    """Name of an executor outside the portal, for whom the lead agency attests."""
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ordered_at: Mapped[datetime]
    due_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    days: Mapped[int | None]
    """Duration of the measure, None until lifted."""
    lapses_at: Mapped[datetime | None]
    """When an unratified interim order ends by itself."""
    ratified_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    """When the measure stopped to have a ground of its own: lapsed, revoked, expired, or restated by another task."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    dropped_at: Mapped[datetime | None]
    """When it fell away: replaced by a substitute, or its order lapsed before it was carried out."""
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    attested: Mapped[bool] = mapped_column(default=False)
    document_number: Mapped[str] = mapped_column(String(100), default="")
    proof: Mapped[str] = mapped_column(Text, default="")
    quantities: Mapped[dict[str, int]] = mapped_column(JSON_DOCUMENT, default=dict)
    """Per official counter (`Counter`), how many were dealt with."""

    executor: Mapped[Organization | None] = relationship()
    case: Mapped[Case] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to carry it out."""
        return self.done_at is None and self.dropped_at is None

    @property
    def is_overdue(self) -> bool:
        """Whether its executor let the time run out."""
        return self.is_open and self.due_at < clock.now()

    @property
    def awaits_ratification(self) -> bool:
        """Whether it is an interim order that still lapses by itself."""
        return self.lapses_at is not None and not (self.ratified_at or self.lifted_at or self.dropped_at)

    @property
    def in_force(self) -> bool:
        """Whether a measure was carried out and not lifted since."""
        return self.done_at is not None and self.lifted_at is None and self.kind in MEASURE_KINDS

    @property
    def stands(self) -> bool:
        """Whether its measure is in force or still to be carried out."""
        return self.in_force or (self.is_open and self.kind in MEASURE_KINDS)


def clock_of(task: Task) -> TimeLeft | None:
    """The clock of a task; None where nobody has to carry it out any more."""
    return time_left(task.ordered_at, task.due_at, clock.now()) if task.is_open else None


def ends_at(task: Task) -> datetime | None:
    """When an interim measure that is in force for some days ends by itself; None for anything else."""
    if task.kind is not TaskKind.INTERIM or task.done_at is None or task.days is None or task.lifted_at is not None:
        return None
    return task.done_at + timedelta(days=task.days)


def latest_due(case_id: int) -> datetime | None:
    """When the last measure of a case that is not carried out yet is due; None where none is open."""
    still_open = (Task.done_at.is_(None), Task.dropped_at.is_(None), Task.measure.is_not(None))
    return db.session.scalar(select(func.max(Task.due_at)).where(Task.case_id == case_id, *still_open))


def follow_tasks(case: Case) -> None:
    """A case whose measures are carried out is due with the last of its tasks; its escalation begins anew."""
    due = latest_due(case.id)
    if case.status is Status.IN_DISPOSAL and due is not None:
        case.due_at = due
        case.escalated_at = case.lead_due_at = case.lead_escalated_at = None


class Ratification(Base):
    """One agency that is asked to ratify an interim order, and its yes; the key forbids a second."""

    __tablename__ = "ratifications"
    __table_args__ = (
        CheckConstraint("(at IS NULL) = (user_id IS NULL)", name="yes_is_whole"),
        Index(None, "user_id"),
        Index(None, "agency_id", "at"),
    )

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime | None]
