"""What is kept of a notice: its content as it was issued, and when somebody handed it over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import JSON_DOCUMENT, Base, partial_index
from portal.records.cases import Case
from portal.records.organizations import Organization


class DecisionNotice(Base):
    """One notice: one decision, so one in each round of a case that was decided."""

    __tablename__ = "decision_notices"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        UniqueConstraint("case_id", "sequence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON_DOCUMENT)
    """What `issuing.content_of()` wrote; the ledger holds the hash of its canonical form."""
    sequence: Mapped[int]
    """The entry of the case's chain that says that it was issued; one that is gone makes it no notice of ours."""
    issued_at: Mapped[datetime]

    case: Mapped[Case] = relationship()


class NoticeService(Base):
    """That a notice was served (送达), as somebody recorded it; the latest row of a notice holds, none is changed."""

    __tablename__ = "notice_services"
    __table_args__ = (Index(None, "notice_id", "id"), Index(None, "recorded_by_id"), Index(None, "organization_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("decision_notices.id"))
    served_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why an earlier record was wrong; "" for the first."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))

    organization: Mapped[Organization] = relationship()


class RespondentCode(Base):
    """What is kept of a code that a service copy of a notice bears; of several only the latest opens anything."""

    __tablename__ = "respondent_codes"
    __table_args__ = (
        partial_index("uq_respondent_codes_living", "notice_id", where="ended_at IS NULL", unique=True),
        Index(None, "notice_id", "id"),
        Index(None, "made_by_id"),
        Index(None, "organization_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("decision_notices.id"))
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    code_key_id: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    ended_at: Mapped[datetime | None]
    """When a further copy was printed, whose code took the place of this one."""

    organization: Mapped[Organization] = relationship()
