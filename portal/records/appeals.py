"""Appeals (申诉): against the result of a closed case, by its reporter or its respondent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.permissions import OrganizationKind, Role
from portal.extensions import Base, db
from portal.records.ledger import LedgerEntry
from portal.records.organizations import Organization
from portal.records.people import User, UserRole

if TYPE_CHECKING:
    from portal.records.cases import Case


class AppealDecision(StrEnum):
    """How an appeal ends."""

    MAINTAINED = "maintained"
    VARIED = "varied"
    REVOKED = "revoked"


class Appeal(Base):
    """One appeal; at most one of a case is undecided."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by_id IS NULL)",
            name="decision_is_whole",
        ),
        Index(None, "case_id", "decided_at"),
        Index(None, "tip_id"),
        Index(None, "decided_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tips.id"))
    """Whose appeal it is; None where the respondent appeals."""
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    decision: Mapped[AppealDecision | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ground: Mapped[str] = mapped_column(Text, default="")


def appeal_agency(case: Case) -> Organization:
    """Who decides an appeal: an agency without a hand in the case that can sign, else the lead agency.

    An agency of the lead's own kind goes before others, since the matter is its own.
    """
    hands = select(LedgerEntry.organization_id).where(
        LedgerEntry.case_id == case.id, LedgerEntry.organization_id.is_not(None)
    )
    signs = (
        select(UserRole.user_id)
        .join(User, User.id == UserRole.user_id)
        .where(User.organization_id == Organization.id, User.is_active, UserRole.role == Role.SIGNATORY)
    )
    others = db.session.scalars(
        select(Organization)
        .where(
            Organization.kind == OrganizationKind.AGENCY,
            Organization.is_active,
            Organization.id.not_in(hands),
            Organization.id.not_in({case.lead_agency_id, case.holder_id}),
            signs.exists(),
        )
        .order_by(Organization.id)
    ).all()
    own_kind = (agency for agency in others if agency.function is case.lead_agency.function)
    return next(own_kind, None) or next(iter(others), None) or case.lead_agency
