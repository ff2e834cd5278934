"""Stays (暂缓执行): whom a decision strikes asks that its measures stand still; granted until a day, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import JSON_DOCUMENT, Base, db, partial_index
from portal.records.decision_notices.models import DecisionNotice


class StayRequest(Base):
    """One request by one notice, and how it was answered."""

    __tablename__ = "stay_requests"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="answer_is_whole"),
        CheckConstraint("granted_until IS NULL OR decided_at IS NOT NULL", name="granted_by_somebody"),
        CheckConstraint("ended_at IS NULL OR granted_until IS NOT NULL", name="only_a_stay_ends"),
        partial_index("uq_stay_requests_waiting", "notice_id", where="decided_at IS NULL", unique=True),
        partial_index(
            "ix_stay_requests_running", "granted_until", "id", where="granted_until IS NOT NULL AND ended_at IS NULL"
        ),
        Index(None, "notice_id", "id"),
        Index(None, "decided_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("decision_notices.id"))
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """By when it is to be answered."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    granted_until: Mapped[date | None]
    """The last day on which the measures stand still; None while nobody answered, and where it was refused."""
    ground: Mapped[str] = mapped_column(Text, default="")
    task_ids: Mapped[list[int]] = mapped_column(JSON_DOCUMENT, default=list)
    """The tasks whose measures it stopped: these are ordered anew when it ends."""
    ended_at: Mapped[datetime | None]

    notice: Mapped[DecisionNotice] = relationship()

    @property
    def refused(self) -> bool:
        """Whether it was answered with no."""
        return self.decided_at is not None and self.granted_until is None

    @property
    def runs(self) -> bool:
        """Whether measures stand still by it."""
        return self.granted_until is not None and self.ended_at is None


def stays_of_notice(notice_id: int) -> Sequence[StayRequest]:
    """What was asked under this notice, the oldest first."""
    return db.session.scalars(
        select(StayRequest).where(StayRequest.notice_id == notice_id).order_by(StayRequest.id)
    ).all()


def stays_of_case(case_id: int) -> Sequence[StayRequest]:
    """What was asked under any notice of this case, the newest first."""
    of_case = select(StayRequest).join(DecisionNotice).where(DecisionNotice.case_id == case_id)
    return db.session.scalars(of_case.order_by(StayRequest.id.desc())).all()


def waiting_stay(case_id: int) -> StayRequest | None:
    """The request of this case that nobody has answered yet."""
    of_case = select(StayRequest).join(DecisionNotice).where(DecisionNotice.case_id == case_id)
    return db.session.scalar(of_case.where(StayRequest.decided_at.is_(None)).order_by(StayRequest.id).limit(1))
