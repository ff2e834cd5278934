"""Cases (案件): one target, one status, one desk; and the one function that changes a status."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.domain.codes import CASE_NUMBER
from portal.domain.deadlines import STEP_OF_STATUS, Step, due_at, first_look_due_at
from portal.domain.errors import NotFound, StaleVersion
from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status
from portal.domain.workflow import (
    CHECKING,
    OPEN,
)
from portal.extensions import Base, db, partial_index
from portal.records.calendar import calendar_in_force
from portal.records.organizations import Organization
from portal.records.targets import Target

WAITS_AT_ITS_DESK = text("cases.status IN ('submitted', 'verifying')")
"""Cases that their holder must do something about; written out, because an index of some rows is only
used where the query says its condition in the same words."""

JUDGED_AND_CLOSED = (
    "outcome IN ('substantiated', 'partly', 'resolved_by_platform', 'unsubstantiated', 'insufficient') "
    "AND status = 'closed'"
)
"""Cases by which others are measured (`portal.domain.precedents.JUDGED`); written out for the same reason."""

BEFORE_THE_AGENCIES = "status = 'awaiting_approval'"
"""Cases in a round of signatures; written out for the same reason."""

AT_THE_DESK: dict[str, Any] = {
    "sqlite_where": text("status IN ('submitted', 'verifying')"),
    "postgresql_where": text("status IN ('submitted', 'verifying')"),
}


class Case(Base):
    """One case. `status` is written by `advance()` alone; the database refuses a step not in table 1."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_time"),
        CheckConstraint("status <> 'closed' OR outcome IS NOT NULL", name="closed_has_outcome"),
        CheckConstraint("(claimed_by_id IS NULL) = (claimed_at IS NULL)", name="claim_is_whole"),
        CheckConstraint("(status = 'closed') = (due_at IS NULL)", name="open_has_a_clock"),
        CheckConstraint("outcome <> 'merged' OR merged_into_id IS NOT NULL", name="merged_names_where"),
        Index("ix_cases_queue", "holder_id", "due_at", "id"),
        Index("ix_cases_queue_status", "holder_id", "status", "due_at", "id"),
        Index("ix_cases_desk", "holder_id", "due_at", "id", **AT_THE_DESK),
        Index("ix_cases_desk_priority", "holder_id", "priority", "due_at", "id", **AT_THE_DESK),
        Index("ix_cases_desk_category", "holder_id", "category", "due_at", "id", **AT_THE_DESK),
        Index("ix_cases_desk_assigned", "holder_id", "assigned_at", "id", **AT_THE_DESK),
        Index("ix_cases_status_category", "holder_id", "status", "category", "due_at", "id"),
        Index("ix_cases_holder_closed", "holder_id", "closed_at", "id"),
        Index("ix_cases_holder_closed_category", "holder_id", "category", "closed_at", "id"),
        Index("ix_cases_open_by_due", "due_at", "id"),
        partial_index("ix_cases_running", "due_at", "id", where="escalated_at IS NULL AND paused_at IS NULL"),
        partial_index("ix_cases_paused", "paused_at", "id", where="paused_at IS NOT NULL"),
        partial_index("ix_cases_lead", "lead_due_at", "id", where="lead_escalated_at IS NULL"),
        partial_index("ix_cases_ending", "ends_at", "id", where="closed_at IS NULL AND lead_escalated_at IS NULL"),
        Index(None, "target_id", "status"),
        Index(None, "lead_agency_id", "status", "due_at", "id"),
        partial_index("ix_cases_precedents", "category", "priority", "closed_at", "id", where=JUDGED_AND_CLOSED),
        partial_index("ix_cases_round", "due_at", "id", where=BEFORE_THE_AGENCIES),
        Index("ix_cases_appeals", "appeal_agency_id", "status", "due_at", "id"),
        Index(None, "claimed_by_id", "claimed_at"),
        Index(None, "merged_into_id"),
        Index(None, "earlier_case_id"),
        Index(None, "closed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[str] = mapped_column(String(20), unique=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"))
    status: Mapped[Status] = mapped_column(default=Status.SUBMITTED)
    outcome: Mapped[Outcome | None]
    """How it ended, or is proposed to end while it awaits confirmation."""
    ground: Mapped[str] = mapped_column(Text, default="")
    """Why it ended so, in words that the reporter and the public may read."""
    category: Mapped[str] = mapped_column(String(3))
    priority: Mapped[Priority]
    urgent: Mapped[bool] = mapped_column(default=False)
    region: Mapped[str] = mapped_column(String(6))
    holder_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    lead_agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    appeal_agency_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    round: Mapped[int] = mapped_column(default=0)
    """Counts referrals and amendments; signatures belong to one round."""
    returns: Mapped[int] = mapped_column(default=0)
    sample: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every step and verb; a page carries it, and an old one is refused."""
    ledger_head: Mapped[bytes | None]
    """The hash of its latest entry in the ledger, so that a chain that was cut short is noticed."""
    opened_at: Mapped[datetime]
    assigned_at: Mapped[datetime]
    """From when the desk sees it and its clocks run (hourly batches, decision 8)."""
    status_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    """For how long the clock of the present status stood still before."""
    ends_at: Mapped[datetime]
    """The absolute end; moved once, by an extension."""
    extended_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    """When the clock of the present status was found to have run out."""
    lead_due_at: Mapped[datetime | None]
    """By when the lead agency must step in after that."""
    lead_escalated_at: Mapped[datetime | None]
    """When the lead agency was found to have let its own time run out."""
    closed_at: Mapped[datetime | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    claimed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    earlier_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    """A closed case about the same target, so that its desk sees a relapse or a late tip."""

    target: Mapped[Target] = relationship()
    holder: Mapped[Organization] = relationship(foreign_keys=holder_id)
    lead_agency: Mapped[Organization] = relationship(foreign_keys=lead_agency_id)
    merged_into: Mapped[Case | None] = relationship(foreign_keys=merged_into_id, remote_side=id)
    earlier_case: Mapped[Case | None] = relationship(foreign_keys=earlier_case_id, remote_side=id)

    @property
    def is_open(self) -> bool:
        """Whether it still waits somewhere."""
        return self.status in OPEN

    def is_checked_by(self, organization_id: int | None) -> bool:
        """Whether it lies at this organization's own desk to be checked."""
        return self.status in CHECKING and self.holder_id == organization_id

    @property
    def merged_for_good(self) -> bool:
        """Whether it goes on as another case; a merger that is still to be confirmed does not."""
        return self.outcome is Outcome.MERGED and not self.is_open

    @property
    def overdue(self) -> bool:
        """Whether the clock of its present status has run out (a paused clock cannot)."""
        return self.due_at is not None and self.paused_at is None and self.due_at < clock.now()


def new_case_number() -> str:
    """A random number with check character; the UNIQUE column would refuse the one in 2^55 repeat."""
    return CASE_NUMBER.from_bits(secrets.randbits(CASE_NUMBER.random_bits))


def get_case(case_number: str) -> Case:
    """The case with this number, for reading. Raises NotFound."""
    return _one(case_number, lock=False)


def get_case_for_change(case_number: str, seen_version: int | None = None) -> Case:
    """The case with this number, its row locked until the transaction ends.

    Raises NotFound, and StaleVersion when `seen_version` (from the form) is not the present one.
    """
    case = _one(case_number, lock=True)
    if seen_version is not None and case.version != seen_version:
        raise StaleVersion()
    return case


def _one(case_number: str, *, lock: bool) -> Case:
    compact = CASE_NUMBER.read(case_number)
    if compact is None:
        raise NotFound()
    query = select(Case).where(Case.case_number == CASE_NUMBER.written(compact))
    if lock:
        query = query.with_for_update(of=Case).execution_options(populate_existing=True)
    case = db.session.scalar(query)
    if case is None:
        raise NotFound()
    return case


def due_if_it_began(case: Case, status: Status, start: datetime) -> datetime | None:
    """When the clock of this status runs out for this case if it starts at `start`; None for a closed case.

    Whoever looks at an urgent case first has the time of an urgency, however the case came to the desk.
    """
    clock_step = STEP_OF_STATUS.get(status)
    if clock_step is Step.ACCEPT:
        return first_look_due_at(case.priority, case.urgent, start, calendar_in_force())
    return None if clock_step is None else due_at(clock_step, case.priority, start, calendar_in_force())


def execution_due_at(case: Case, execution: Step) -> datetime:
    """When a task under the clock `execution` of this case is due if it starts now."""
    return due_at(execution, case.priority, clock.now(), calendar_in_force())
