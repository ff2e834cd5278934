"""The thread between one reporter and the desks, and what a desk asks for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.permissions import Role
from portal.extensions import Base, partial_index
from portal.records.masked_copies import masked_copy_of
from portal.records.organizations import Organization
from portal.records.people import User


class Message(Base):
    """One message about one case of one tip. Reporters are told the sender's role, never a name."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("(sender_role = 'reporter') = (author_id IS NULL)", name="colleagues_have_names"),
        Index(None, "tip_id", "case_id", "id"),
        Index(None, "case_id", "id"),
        Index(None, "author_id"),
        Index(None, "organization_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tips.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    sender_role: Mapped[Role]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    body: Mapped[str] = mapped_column(Text)
    masked: Mapped[str] = mapped_column(Text, default=masked_copy_of("body"))
    """The words as platforms read a reporter's, masked when they were sent."""
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    send_key: Mapped[str | None] = mapped_column(Text, unique=True)
    """The form's own key: sending twice is one message."""

    organization: Mapped[Organization | None] = relationship()


class SupplementRequest(Base):
    """What a desk asks one tip for; it pauses the clock only where the case has no other tip."""

    __tablename__ = "supplement_requests"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_is_whole"),
        Index(None, "tip_id", "case_id"),
        Index(None, "case_id"),
        Index(None, "asked_by_id"),
        partial_index(
            "ix_supplement_requests_running", "due_at", "id", where="answered_at IS NULL AND expired_at IS NULL"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tips.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expired_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answer_masked: Mapped[str] = mapped_column(Text, default="")
    """The answer as platforms read it, masked when it was sent; empty where none is there."""
    answered_at: Mapped[datetime | None]

    asked_by: Mapped[User] = relationship()


class Note(Base):
    """An internal note; only the organization that wrote it and the agencies read it."""

    __tablename__ = "notes"
    __table_args__ = (Index(None, "case_id", "id"), Index(None, "author_id"), Index(None, "organization_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
