"""Tips (线索): what one citizen sent, and the cases it led to."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, Text, UniqueConstraint, func, select, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.likeness import CHARACTERS
from portal.domain.status import TipOutcome
from portal.domain.targets import TargetType
from portal.extensions import Base
from portal.records.assisted_entries import AssistedEntry
from portal.records.cases import Case
from portal.records.masked_copies import masked_copy_of
from portal.records.targets import Target


class Channel(StrEnum):
    """How a tip came in."""

    WEB = "web"
    API = "api"
    IMPORT = "import"
    CLERK = "clerk"


class Standing(StrEnum):
    """In what capacity somebody reports."""

    ANYONE = "anyone"
    SELF = "self"
    CHILD = "child"
    PROXY = "proxy"


class Tip(Base):
    """One tip. Its words are plain text, kept byte for byte; nothing in it says who sent it."""

    __tablename__ = "tips"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("(source IS NULL) = (external_id IS NULL)", name="source_with_external_id"),
        CheckConstraint("(code_hash IS NULL) = (code_key_id IS NULL)", name="code_with_its_key"),
        Index(None, "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tip_number: Mapped[str] = mapped_column(String(20), unique=True)
    code_hash: Mapped[bytes | None] = mapped_column(unique=True)
    """Keyed hash of the query code; None for an imported tip that has no code yet."""
    code_key_id: Mapped[str | None] = mapped_column(String(20))
    nonce: Mapped[bytes]
    """With the sender's key it gives the code again on a repeat; alone it gives nothing."""
    idempotency_hash: Mapped[bytes | None] = mapped_column(unique=True)
    body_hmac: Mapped[bytes | None]
    received_at: Mapped[datetime]
    channel: Mapped[Channel]
    source: Mapped[str | None] = mapped_column(String(80))
    external_id: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10), default="zh_CN")
    category: Mapped[str] = mapped_column(String(3))
    """What the citizen chose; the case has the desk's own."""
    urgency: Mapped[list[str]]
    sectors: Mapped[list[str]]
    standing: Mapped[Standing] = mapped_column(default=Standing.ANYONE)
    occurred_on: Mapped[date | None]
    first_received_on: Mapped[date | None]
    """The day another office received it, where it was imported from there."""
    description: Mapped[str] = mapped_column(Text)
    masked: Mapped[str] = mapped_column(Text, default=masked_copy_of("description"))
    """The words as platforms read them, masked when they were sent."""
    withdrawn_at: Mapped[datetime | None]

    case_rows: Mapped[list[TipCase]] = relationship(back_populates="tip", order_by="TipCase.position")
    assisted: Mapped[AssistedEntry | None] = relationship(lazy="raise_on_sql")
    """Where it came in through a clerk, while it comes in: nobody who reads the tip later comes to this from it."""


NOT_WITHDRAWN: dict[str, Any] = {
    "sqlite_where": text("withdrawn_at IS NULL"),
    "postgresql_where": text("withdrawn_at IS NULL"),
}


SAYS_SOMETHING_NEW: dict[str, Any] = {
    "sqlite_where": text("alike_to IS NULL"),
    "postgresql_where": text("alike_to IS NULL"),
}


def _next_in_case(execution: DefaultExecutionContext) -> int:
    """The place after the last; whoever adds a tip to a case holds the case's row."""
    case_id: int = execution.get_current_parameters()["case_id"]  # type: ignore[no-untyped-call]  # SQLAlchemy's own
    return int(execution.connection.execute(next_in_case(case_id)).scalar_one())


class TipCase(Base):
    """One target of one tip: the case it led to, and what differs for this tip."""

    __tablename__ = "tip_cases"
    __table_args__ = (
        UniqueConstraint("case_id", "in_case"),
        Index(None, "case_id", "tip_id"),
        Index(None, "case_id", "says", "in_case"),
        Index("ix_tip_cases_firsts", "case_id", "in_case", **SAYS_SOMETHING_NEW),
        Index(None, "case_id", "alike_to"),
        Index("ix_tip_cases_live", "case_id", **NOT_WITHDRAWN),
        Index(None, "target_id"),
    )

    tip_id: Mapped[int] = mapped_column(ForeignKey("tips.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"))
    position: Mapped[int]
    in_case: Mapped[int] = mapped_column(default=_next_in_case)
    """Which tip of its case this is, from 1; desks call it A, B, … by it (`domain.tip_labels`)."""
    says: Mapped[str] = mapped_column(String(CHARACTERS))
    """A mark of what the tip says (`records.alike`)."""
    alike_to: Mapped[int | None]
    """The first tip of the case that says the same, by its place; None where it is read by itself."""
    entered: Mapped[str] = mapped_column(Text)
    """The target as the reporter wrote it."""
    type: Mapped[TargetType]
    """What the reporter said it is; the shared target has what its first reporter said."""
    joined_at: Mapped[datetime]
    shown_from: Mapped[datetime]
    """Before this the public step stays at *received*, so that joining tells nothing (decision 5)."""
    outcome: Mapped[TipOutcome | None]
    """Only where this tip ended otherwise than its case."""
    withdrawn_at: Mapped[datetime | None]

    tip: Mapped[Tip] = relationship(back_populates="case_rows")
    case: Mapped[Case] = relationship()
    target: Mapped[Target] = relationship()


def next_in_case(case_id: int) -> Select[int]:
    """Asks for the place that the next tip of a case takes."""
    return select(func.coalesce(func.max(TipCase.in_case), 0) + 1).where(TipCase.case_id == case_id)
