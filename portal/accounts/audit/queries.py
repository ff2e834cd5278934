"""The access log and the administration log, newest first, with the names behind the ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import Select, false, select
from sqlalchemy.orm import InstrumentedAttribute

from portal import clock
from portal.accounts.models import AdministrationEntry, Change
from portal.domain.words import N_
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.access_log import Access, AccessEntry
from portal.records.cases import Case
from portal.records.organizations import Organization
from portal.records.people import User, as_address

T = TypeVar("T")

ACCESS_WORDS: Mapping[Access, str] = {
    Access.VIEWED: N_("opened a case"),
    Access.DOWNLOADED: N_("downloaded a file"),
    Access.WORDS_OPENED: N_("opened reporters' words as written"),
    Access.UNSEALED: N_("unsealed a reporter's contact"),
}
CHANGE_WORDS: Mapping[Change, str] = {
    Change.PERSON_INVITED: N_("invited a person"),
    Change.PERSON_REINVITED: N_("invited a person again"),
    Change.PERSON_RENAMED: N_("renamed a person"),
    Change.ROLES_CHANGED: N_("changed a person's roles"),
    Change.PERSON_DISABLED: N_("disabled a person"),
    Change.PERSON_ENABLED: N_("enabled a person"),
    Change.ORGANIZATION_CREATED: N_("added an organization"),
    Change.ORGANIZATION_CHANGED: N_("changed an organization"),
    Change.REGISTRY_ENTRY_ADDED: N_("added a line to the registry"),
    Change.REGISTRY_ENTRY_CHANGED: N_("changed a line of the registry"),
    Change.REGISTRY_ENTRY_REMOVED: N_("removed a line of the registry"),
    Change.JOB_RETRIED: N_("let a job be tried again"),
    Change.JOB_GIVEN_UP: N_("gave up a job"),
    Change.CATEGORY_REWORDED: N_("changed a category's words"),
    Change.CATEGORY_RETIRED: N_("retired a category"),
    Change.CATEGORY_OFFERED_AGAIN: N_("offered a category again"),
    Change.MEASURE_RETIRED: N_("retired a measure"),
    Change.MEASURE_OFFERED_AGAIN: N_("let a measure be proposed again"),
    Change.CALENDAR_YEAR_ENTERED: N_("entered a year of the calendar"),
    Change.SETTING_CHANGED: N_("changed a setting"),
    Change.SETTING_RESTORED: N_("took a setting back to its default"),
    Change.SHIFTS_ADDED: N_("put a person on duty"),
    Change.SHIFT_REMOVED: N_("took a shift out of a roster"),
    Change.SHIFT_HANDED_OVER: N_("handed a shift over"),
    Change.LEAVE_ADDED: N_("entered a leave"),
    Change.LEAVE_REMOVED: N_("took a leave back"),
}


@dataclass(frozen=True)
class AccessFilters:
    """What the access log can be narrowed to."""

    person: str = ""
    """An e-mail address."""
    case: str = ""
    """A case number."""
    access: Access | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ChangeFilters:
    """What the administration log can be narrowed to."""

    actor: str = ""
    """The administrator's e-mail address."""
    change: Change | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class AccessLine:
    """One line of the access log; `case_number` is empty for a file that hangs on no case."""

    entry: AccessEntry
    person: User
    organization: Organization
    case_number: str


@dataclass(frozen=True)
class ChangeLine:
    """One line of the administration log; nobody acted where it came from the command line."""

    entry: AdministrationEntry
    actor: User | None
    subject: str
    details: str


def list_accesses(filters: AccessFilters, cursor: Cursor | None) -> tuple[Page[AccessEntry], list[AccessLine]]:
    """A page of the access log; four queries whatever its length."""
    query = by_day(select(AccessEntry), AccessEntry.at, filters.since, filters.until)
    if filters.person:
        query = query.where(AccessEntry.user_id.in_(select(User.id).where(User.email == as_address(filters.person))))
    if filters.case:
        query = query.where(AccessEntry.case_id.in_(select(Case.id).where(Case.case_number == filters.case.strip())))
    if filters.access is not None:
        query = query.where(AccessEntry.access == filters.access)
    page = page_by_key(db.session(), query, [Key(AccessEntry.id, descending=True)], cursor)
    people = people_of(entry.user_id for entry in page.items)
    organizations = organizations_of(entry.organization_id for entry in page.items)
    cases = {entry.case_id for entry in page.items if entry.case_id}
    numbers = {
        row.id: row.case_number
        for row in db.session.execute(select(Case.id, Case.case_number).where(Case.id.in_(cases)))
    }
    return page, [
        AccessLine(
            entry, people[entry.user_id], organizations[entry.organization_id], numbers.get(entry.case_id or 0, "")
        )
        for entry in page.items
    ]


def list_changes(filters: ChangeFilters, cursor: Cursor | None) -> tuple[Page[AdministrationEntry], list[ChangeLine]]:
    """A page of the administration log; three queries whatever its length."""
    query = by_day(select(AdministrationEntry), AdministrationEntry.at, filters.since, filters.until)
    if filters.actor:
        query = query.where(
            AdministrationEntry.actor_id.in_(select(User.id).where(User.email == as_address(filters.actor)))
        )
    if filters.change is not None:
        query = query.where(AdministrationEntry.change == filters.change)
    page = page_by_key(db.session(), query, [Key(AdministrationEntry.id, descending=True)], cursor)
    people = people_of(one for entry in page.items for one in (entry.actor_id, entry.person_id) if one)
    organizations = organizations_of(entry.organization_id for entry in page.items if entry.organization_id)
    return page, [_change_line(entry, people, organizations) for entry in page.items]


def _change_line(
    entry: AdministrationEntry, people: Mapping[int, User], organizations: Mapping[int, Organization]
) -> ChangeLine:
    subject = [people[entry.person_id].email] if entry.person_id else []
    subject += [organizations[entry.organization_id].slug] if entry.organization_id else []
    subject += [str(entry.details["value"])] if "value" in entry.details else []
    details = "; ".join(f"{field}: {_told(what)}" for field, what in entry.details.items() if field != "value")
    return ChangeLine(entry, people.get(entry.actor_id or 0), " · ".join(subject), details)


def _told(what: object) -> str:
    """A value, or what it was and what it is."""
    if isinstance(what, dict):
        return f"{_told(what['before'])} → {_told(what['after'])}"
    if isinstance(what, list):
        return ", ".join(str(one) for one in what) or "–"
    return "–" if what is None else str(what)


def by_day(
    query: Select[T], moment: InstrumentedAttribute[datetime], since: date | None, until: date | None
) -> Select[T]:
    """Only what lies within these days of Shanghai, the last one included."""
    if since and until and since > until:
        return query.where(false())
    if since:
        query = query.where(moment >= _midnight(since))
    if until:
        query = query.where(moment < _midnight(until) + timedelta(days=1))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.SHANGHAI)


def people_of(ids: Iterable[int]) -> dict[int, User]:
    """The people behind these ids."""
    return {one.id: one for one in db.session.scalars(select(User).where(User.id.in_(set(ids))))}


def organizations_of(ids: Iterable[int]) -> dict[int, Organization]:
    """The organizations behind these ids."""
    return {one.id: one for one in db.session.scalars(select(Organization).where(Organization.id.in_(set(ids))))}
