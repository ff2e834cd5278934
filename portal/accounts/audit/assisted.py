"""Which clerk entered which tip: what an auditor follows when somebody says that they never called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.accounts.audit.queries import by_day, organizations_of, people_of
from portal.domain.codes import TIP_NUMBER
from portal.domain.words import N_
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.assisted_entries import AssistedEntry, CallEnd
from portal.records.organizations import Organization
from portal.records.people import User, as_address
from portal.records.tips import Tip

CALL_END_WORDS: Mapping[CallEnd, str] = {
    CallEnd.READ_BACK: N_("the caller read the code back"),
    CallEnd.BROKEN_OFF: N_("the call broke off"),
}


@dataclass(frozen=True)
class AssistedFilters:
    """What the list of assisted entries can be narrowed to."""

    person: str = ""
    """The clerk's e-mail address."""
    tip: str = ""
    """A tip number, as somebody tells it."""
    end: CallEnd | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class AssistedLine:
    """One entry and who made it; what the tip says, and its number, are not the auditor's to read."""

    entry: AssistedEntry
    person: User
    organization: Organization


def list_assisted(filters: AssistedFilters, cursor: Cursor | None) -> tuple[Page[AssistedEntry], list[AssistedLine]]:
    """A page of the entries, newest first; three queries whatever its length."""
    query = by_day(select(AssistedEntry), AssistedEntry.at, filters.since, filters.until)
    if filters.person:
        query = query.where(AssistedEntry.user_id.in_(select(User.id).where(User.email == as_address(filters.person))))
    if filters.tip:
        number = TIP_NUMBER.written(TIP_NUMBER.read(filters.tip) or "")
        query = query.where(AssistedEntry.tip_id.in_(select(Tip.id).where(Tip.tip_number == number)))
    if filters.end is not None:
        query = query.where(AssistedEntry.call_end == filters.end)
    page = page_by_key(db.session(), query, [Key(AssistedEntry.tip_id, descending=True)], cursor)
    people = people_of(entry.user_id for entry in page.items)
    organizations = organizations_of(entry.organization_id for entry in page.items)
    return page, [AssistedLine(one, people[one.user_id], organizations[one.organization_id]) for one in page.items]
