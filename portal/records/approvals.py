"""Approvals (会签): which agencies a round asks, and what each answered, once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import Base, partial_index
from portal.records.organizations import Organization
from portal.records.people import User


class Vote(StrEnum):
    """What became of an agency's part in a round."""

    APPROVED = "approved"
    RETURNED = "returned"
    DISSENTED = "dissented"
    EXCUSED = "excused"


class Approval(Base):
    """One agency in one round of one case; the key forbids a second answer, a new round starts anew."""

    __tablename__ = "approvals"
    __table_args__ = (
        CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by_id IS NULL)",
            name="answer_is_whole",
        ),
        CheckConstraint(
            "decision IS NULL OR decision = 'excused' OR seen_hash IS NOT NULL", name="answer_names_version"
        ),
        Index("ix_approvals_waiting", "agency_id", "decision", "due_at", "case_id"),
        partial_index("ix_approvals_running", "due_at", "case_id", where="decision IS NULL AND escalated_at IS NULL"),
        Index(None, "decided_by_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    decision: Mapped[Vote | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    seen_hash: Mapped[str | None] = mapped_column(String(64))
    """The version that was signed; equal to the finding's at that moment."""
    reason: Mapped[str] = mapped_column(Text, default="")

    agency: Mapped[Organization] = relationship()
    decided_by: Mapped[User | None] = relationship()
