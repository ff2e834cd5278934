"""Rosters (值班表): shifts and leave, and who of an organization is on duty at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.duty import HEADS, Leave, Rank, Roster, Shift
from portal.domain.permissions import OrganizationKind
from portal.extensions import Base, db
from portal.records.organizations import Organization
from portal.records.people import User, UserRole


class DutyShift(Base):
    """One person of an organization in one rank for some hours."""

    __tablename__ = "duty_shifts"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_later"),
        Index(None, "organization_id", "ends_at", "id"),
        Index(None, "ends_at", "organization_id"),
        Index(None, "person_id", "ends_at"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    rank: Mapped[Rank]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None where the portal itself or its demo did."""

    person: Mapped[User] = relationship(foreign_keys=person_id)


class DutyLeave(Base):
    """One person who is away for a while, whatever shifts say."""

    __tablename__ = "duty_leaves"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_later"),
        Index(None, "organization_id", "ends_at", "id"),
        Index(None, "person_id", "ends_at"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    person: Mapped[User] = relationship(foreign_keys=person_id)


def roster_of(organization_id: int, starts_at: datetime, ends_at: datetime | None = None) -> Roster:
    """The roster of one organization as it stands in a stretch of time; without its end, at that moment."""
    return _rosters([organization_id], starts_at, ends_at or starts_at)[organization_id]


def rosters_kept(at: datetime) -> Mapping[int, Roster]:
    """The roster of each agency that keeps one, as it stands at that moment: a shift of it is not over yet."""
    kept = (
        select(DutyShift.organization_id)
        .join(Organization, Organization.id == DutyShift.organization_id)
        .where(DutyShift.ends_at > at, Organization.kind == OrganizationKind.AGENCY)
        .distinct()
    )
    found = db.session.scalars(kept).all()
    return _rosters(found, at, at) if found else {}


def _rosters(organization_ids: Collection[int], starts_at: datetime, ends_at: datetime) -> dict[int, Roster]:
    shifts: dict[int, list[Shift]] = defaultdict(list)
    leaves: dict[int, list[Leave]] = defaultdict(list)
    for kept in db.session.scalars(
        select(DutyShift)
        .join(User, User.id == DutyShift.person_id)
        .where(
            DutyShift.organization_id.in_(organization_ids),
            DutyShift.ends_at > starts_at,
            DutyShift.starts_at <= ends_at,
            User.is_active,
        )
        .order_by(DutyShift.starts_at, DutyShift.id)
    ):
        shifts[kept.organization_id].append(Shift(kept.person_id, kept.rank, kept.starts_at, kept.ends_at))
    for away in db.session.scalars(
        select(DutyLeave).where(
            DutyLeave.organization_id.in_(organization_ids),
            DutyLeave.ends_at > starts_at,
            DutyLeave.starts_at <= ends_at,
        )
    ):
        leaves[away.organization_id].append(Leave(away.person_id, away.starts_at, away.ends_at))
    heads = _heads(organization_ids)
    return {one: Roster(shifts[one], leaves[one], heads[one]) for one in organization_ids}


def _heads(organization_ids: Collection[int]) -> Mapping[int, list[int]]:
    """Everybody active who heads a desk, by organization."""
    heads: dict[int, list[int]] = defaultdict(list)
    rows = db.session.execute(
        select(User.organization_id, User.id)
        .join(UserRole, UserRole.user_id == User.id)
        .where(User.organization_id.in_(organization_ids), UserRole.role.in_(HEADS.values()), User.is_active)
        .order_by(User.id)
    )
    for organization_id, person_id in rows:
        heads[organization_id].append(person_id)
    return heads
