"""Lines of the routing registry."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from portal.domain.routing import RegistryKind
from portal.domain.words import N_
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.organizations import Organization
from portal.records.registry import RegistryEntry

KIND_WORDS: Mapping[RegistryKind, str] = {
    RegistryKind.HOST: N_("Host"),
    RegistryKind.APP_ID: N_("App id"),
    RegistryKind.SHORT_LINK: N_("Host of short links"),
}


@dataclass(frozen=True)
class EntryFilters:
    """What the list can be narrowed to."""

    q: str = ""
    """A part of the host or id."""
    kind: RegistryKind | None = None
    organization: str = ""
    """Slug of who carries or makes it."""


@dataclass(frozen=True)
class Line:
    """One line with the organizations behind it."""

    entry: RegistryEntry
    platform: Organization | None
    provider: Organization | None


def get_entry(kind: RegistryKind, value: str, *, lock: bool = False) -> RegistryEntry | None:
    """The line that recognises this, the row held where `lock` says so."""
    query = select(RegistryEntry).where(RegistryEntry.kind == kind, RegistryEntry.value == value)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def list_entries(filters: EntryFilters, cursor: Cursor | None) -> tuple[Page[RegistryEntry], list[Line]]:
    """Lines by value, and what stands behind those of the page; two queries for a page of any length."""
    query = select(RegistryEntry)
    if filters.q:
        query = query.where(RegistryEntry.value.icontains(filters.q, autoescape=True))
    if filters.kind is not None:
        query = query.where(RegistryEntry.kind == filters.kind)
    if filters.organization:
        wanted = select(Organization.id).where(Organization.slug == filters.organization)
        query = query.where(or_(RegistryEntry.platform_id.in_(wanted), RegistryEntry.provider_id.in_(wanted)))
    page = page_by_key(db.session(), query, [Key(RegistryEntry.value), Key(RegistryEntry.id)], cursor)
    ids = {one for entry in page.items for one in (entry.platform_id, entry.provider_id) if one}
    found = {one.id: one for one in db.session.scalars(select(Organization).where(Organization.id.in_(ids)))}
    return page, [
        Line(entry, found.get(entry.platform_id or 0), found.get(entry.provider_id or 0)) for entry in page.items
    ]
