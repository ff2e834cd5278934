"""Organizations (单位): platforms, agencies, and whoever runs the portal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.errors import NotFound
from portal.domain.measures import AgencyFunction
from portal.domain.permissions import OrganizationKind
from portal.domain.quorum import other_agencies
from portal.extensions import Base, db

NATIONAL = "000000"
"""Region of an agency competent everywhere (GB/T 2260 codes otherwise)."""


class Organization(Base):
    """One organization. A platform without a desk is known to the registry but has no people here."""

    __tablename__ = "organizations"
    __table_args__ = (
        CheckConstraint("(kind = 'agency') = (function IS NOT NULL)", name="agency_has_function"),
        CheckConstraint("signing_levels BETWEEN 1 AND 3", name="signing_levels_are_three_at_most"),
        Index(None, "group_id"),
        Index(None, "function", "region"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name_zh: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    kind: Mapped[OrganizationKind]
    function: Mapped[AgencyFunction | None]
    region: Mapped[str] = mapped_column(String(6), default=NATIONAL)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    """The parent at the head of its group; None where it is its own head."""
    has_desk: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    signing_levels: Mapped[int] = mapped_column(default=1, server_default="1")
    """Of an agency, by how many people an answer goes: signed; drafted and signed; drafted, reviewed and signed."""
    created_at: Mapped[datetime]

    @property
    def head_id(self) -> int:
        """The id that all organizations of one group share."""
        return self.group_id or self.id


def agency(function: AgencyFunction, region: str = NATIONAL) -> Organization | None:
    """The active agency competent for a region (属地), else the national one, else any, else None."""
    return agencies([function], region).get(function)


def other_agency(category: str, region: str, than: Collection[int]) -> int | None:
    """The agency nearest to a category besides `than`: deputy of a lead, decider of an appeal; or None."""
    nearest_first = (*other_agencies(category), AgencyFunction.CYBERSPACE)
    competent = agencies(nearest_first, region, than)
    return next((competent[function].id for function in nearest_first if function in competent), None)


def agencies(
    functions: Collection[AgencyFunction], region: str, but: Collection[int] = ()
) -> dict[AgencyFunction, Organization]:
    """Of each function the active agency competent for a region, none of `but`; none of a function that has none."""
    found = db.session.scalars(
        select(Organization).where(
            Organization.function.in_(functions), Organization.is_active, Organization.id.not_in(but)
        )
    ).all()
    farthest_first = sorted(found, key=lambda one: (one.region != region, one.region != NATIONAL, one.id), reverse=True)
    return {one.function: one for one in farthest_first if one.function is not None}


def lead_agency(region: str = NATIONAL) -> Organization:
    """The cyberspace office that leads cases of a region; also the regulator's desk.

    Raises NotFound where the portal has none yet: without one no case can be held.
    """
    found = agency(AgencyFunction.CYBERSPACE, region)
    if found is None:
        raise NotFound()
    return found


def group_members(organization_id: int | None) -> frozenset[int]:
    """Ids of all organizations in the group of this one, itself included; empty for None."""
    if organization_id is None:
        return frozenset()
    head = db.session.scalar(select(Organization).where(Organization.id == organization_id))
    if head is None:
        return frozenset()
    members = select(Organization.id).where((Organization.group_id == head.head_id) | (Organization.id == head.head_id))
    return frozenset(db.session.scalars(members)) | {organization_id}


def desks() -> list[Organization]:
    """Every platform with a desk here, in the order they came."""
    platforms = select(Organization).where(
        Organization.kind == OrganizationKind.PLATFORM, Organization.has_desk, Organization.is_active
    )
    return list(db.session.scalars(platforms.order_by(Organization.id)))
