"""Lists of people."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.organizations import Organization
from portal.records.people import User


@dataclass(frozen=True)
class PeopleFilters:
    """What the list can be narrowed to."""

    q: str = ""
    """A part of the name or of the address."""
    organization: str = ""
    """The slug of an organization."""
    active: bool | None = None


def list_people(filters: PeopleFilters, cursor: Cursor | None) -> Page[User]:
    """People by address, each with organization and roles."""
    query = select(User)
    if filters.q:
        query = query.where(
            User.email.icontains(filters.q, autoescape=True) | User.name.icontains(filters.q, autoescape=True)
        )
    if filters.organization:
        query = query.where(User.organization.has(Organization.slug == filters.organization))
    if filters.active is not None:
        query = query.where(User.is_active == filters.active)
    return page_by_key(db.session(), query, [Key(User.email)], cursor)
