"""Lists of organizations."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from portal.domain.errors import NotFound
from portal.domain.permissions import OrganizationKind
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.organizations import Organization


@dataclass(frozen=True)
class OrganizationFilters:
    """What the list can be narrowed to."""

    q: str = ""
    """A part of a name."""
    kind: OrganizationKind | None = None


def get_organization(slug: str, *, lock: bool = False) -> Organization:
    """The organization with this short name, the row held where `lock` says so. Raises NotFound."""
    query = select(Organization).where(Organization.slug == slug)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def list_organizations(filters: OrganizationFilters, cursor: Cursor | None) -> Page[Organization]:
    """Organizations by short name."""
    query = select(Organization)
    if filters.q:
        names = (Organization.slug, Organization.name_zh, Organization.name_en)
        query = query.where(or_(*(name.icontains(filters.q, autoescape=True) for name in names)))
    if filters.kind is not None:
        query = query.where(Organization.kind == filters.kind)
    return page_by_key(db.session(), query, [Key(Organization.slug)], cursor)


def group_heads(but_for: str | None = None) -> list[Organization]:
    """The platforms that can head a group."""
    return list(
        db.session.scalars(
            select(Organization)
            .where(
                Organization.kind == OrganizationKind.PLATFORM,
                Organization.group_id.is_(None),
                Organization.slug != (but_for or ""),
            )
            .order_by(Organization.slug)
        )
    )


def platforms() -> list[Organization]:
    """Every platform, those without a desk too, by short name."""
    return list(
        db.session.scalars(
            select(Organization).where(Organization.kind == OrganizationKind.PLATFORM).order_by(Organization.slug)
        )
    )
