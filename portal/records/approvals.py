"""Approvals (会签): which agencies a round asks, and what each answered, once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
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


class AnswerDraft(Base):
    """What a colleague of one agency proposes to answer in one round (拟办), and who reviewed it (审核)."""

    __tablename__ = "answer_drafts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["case_id", "round", "agency_id"], ["approvals.case_id", "approvals.round", "approvals.agency_id"]
        ),
        CheckConstraint("(reviewed_by_id IS NULL) = (reviewed_at IS NULL)", name="review_is_whole"),
        CheckConstraint("vote IN ('approved', 'returned')", name="answer_is_one_an_agency_gives"),
        Index(None, "drafted_by_id"),
        Index(None, "reviewed_by_id"),
    )

    case_id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(primary_key=True)
    vote: Mapped[Vote]
    """APPROVED or RETURNED: what is proposed, which binds nobody who signs."""
    reason: Mapped[str] = mapped_column(Text, default="")
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    drafted_at: Mapped[datetime]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reviewed_at: Mapped[datetime | None]

    drafted_by: Mapped[User] = relationship(foreign_keys=drafted_by_id)
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=reviewed_by_id)


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
    draft: Mapped[AnswerDraft | None] = relationship()
