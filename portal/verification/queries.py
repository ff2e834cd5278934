"""The queue: which cases wait at the desk, what is due first, the same cost at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.domain.codes import CASE_NUMBER
from portal.domain.permissions import Actor
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.tip_labels import tip_label
from portal.domain.workflow import CHECKING
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.attachments import Attachment
from portal.records.case_view.summary import CLAIM_LASTS
from portal.records.cases import WAITS_AT_ITS_DESK, Case
from portal.records.exclusions import open_to
from portal.records.organizations import group_members
from portal.records.targets import Target, masked_display, masked_name
from portal.records.tips import TipCase
from portal.verification.rows import QueueRow, rows_of

PAGE = 30


class Desk(StrEnum):
    """Whose work is shown: the own desk's, or what a lead agency must look after elsewhere."""

    OWN = "own"
    CONFIRMATION = "confirmation"
    OVERDUE = "overdue"


class Sort(StrEnum):
    """What stands on top."""

    DUE = "due"
    PRIORITY = "priority"
    NEWEST = "newest"


class ClaimedBy(StrEnum):
    """Who works on it just now."""

    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What the address of the queue may ask for."""

    desk: Desk = Desk.OWN
    status: Status | None = None
    priority: Priority | None = None
    category: str | None = None
    claimed: ClaimedBy | None = None
    overdue: bool = False
    number: str | None = None
    sort: Sort = Sort.DUE

    @property
    def can_be_sorted(self) -> bool:
        """Whether an index serves another order than the usual one: of what the own desk must do alone."""
        return self.desk is Desk.OWN and not self.number and self.status in (None, *CHECKING)


def queue(actor: Actor, filters: QueueFilters, cursor: Cursor | None) -> Page[QueueRow]:
    """A page of the desk's cases, by default what is due first on top; closed ones the latest first.

    A case about the actor's own group is not among them, whoever holds it.
    """
    page = page_by_key(db.session(), _statement(actor, filters), _keys(filters), cursor, PAGE)
    return Page(rows_of(page.items, actor, own_desk=filters.desk is Desk.OWN), page.next, page.previous)


def newer(actor: Actor, filters: QueueFilters, since: datetime) -> int:
    """How many cases have come to this list since then, counted up to MOST_NEW: the index of assignments answers."""
    newest = replace(filters, sort=Sort.NEWEST)
    came = _statement(actor, newest).where(Case.assigned_at > since).with_only_columns(Case.id)
    return len(db.session.scalars(came.limit(MOST_NEW)).all())


MOST_NEW = 100


def neighbour(actor: Actor, filters: QueueFilters, case: Case, *, backwards: bool = False) -> str | None:
    """The number of the case after (or before) this one in the list; None at its end."""
    place = place_of(case, filters, backwards=backwards)
    return None if place is None else _first_number(actor, filters, case.id, place)


def place_of(case: Case, filters: QueueFilters, *, backwards: bool = False) -> Cursor | None:
    """Where in this list the case stands now; None where it cannot stand there."""
    values = tuple(getattr(case, str(key.column.key)) for key in _keys(filters))
    return None if None in values else Cursor(values, backwards)


def next_after(actor: Actor, filters: QueueFilters, case_id: int, place: Cursor | None) -> str | None:
    """The case to go on with after one that was dealt with: the one behind its place, else the first of the list."""
    behind = _first_number(actor, filters, case_id, place) if place is not None else None
    return behind or _first_number(actor, filters, case_id, None)


def _first_number(actor: Actor, filters: QueueFilters, but: int, place: Cursor | None) -> str | None:
    others = _statement(actor, filters).where(Case.id != but)
    found = page_by_key(db.session(), others, _keys(filters), place, 1).items
    return found[0].case_number if found else None


def find_cases(actor: Actor, words: str) -> list[Case]:
    """The case of this number at the own desk, and waiting ones whose number or target has these words in it.

    They are looked for among the LOOKED_THROUGH cases that are due first, so that the cost is bounded.
    """
    found = list(db.session.scalars(_statement(actor, QueueFilters(number=words)).limit(1)))
    first = _statement(actor, QueueFilters()).order_by(Case.due_at, Case.id).limit(LOOKED_THROUGH)
    sought = words.strip().casefold()
    found += [case for case in db.session.scalars(first) if sought in _shown(case) and case not in found]
    return found[:MOST_FOUND]


MOST_FOUND, LOOKED_THROUGH = 8, 200


def _shown(case: Case) -> str:
    """Masked words cannot be found: nobody guesses them letter by letter."""
    target = case.target
    return f"{case.case_number} {masked_name(target, str)} {masked_display(target, str)}".casefold()


def _statement(actor: Actor, filters: QueueFilters) -> Select[Case]:
    return (
        select(Case)
        .join(Target, Target.id == Case.target_id)
        .options(joinedload(Case.target), joinedload(Case.holder))
        .where(_desk(actor, filters), *_chosen(actor, filters), not_about_own_group(actor), open_to(actor, Case.id))
    )


def not_about_own_group(actor: Actor) -> ColumnElement[bool]:
    """Nothing about the actor's own organization or its group; the statement has joined Target."""
    return or_(Target.provider_id.is_(None), Target.provider_id.not_in(group_members(actor.organization_id)))


def _keys(filters: QueueFilters) -> list[Key]:
    if filters.status is Status.CLOSED:
        return [Key(Case.closed_at, descending=True), Key(Case.id, descending=True)]
    if filters.number:
        return [Key(Case.id)]
    if filters.can_be_sorted and filters.sort is Sort.PRIORITY:
        return [Key(Case.priority), Key(Case.due_at), Key(Case.id)]
    if filters.can_be_sorted and filters.sort is Sort.NEWEST:
        return [Key(Case.assigned_at, descending=True), Key(Case.id, descending=True)]
    return [Key(Case.due_at), Key(Case.id)]


def _desk(actor: Actor, filters: QueueFilters) -> ColumnElement[bool]:
    if filters.desk is Desk.CONFIRMATION:
        return and_(Case.lead_agency_id == actor.organization_id, Case.status == Status.AWAITING_CONFIRMATION)
    if filters.desk is Desk.OVERDUE:
        return and_(
            Case.lead_agency_id == actor.organization_id,
            Case.status.in_([Status.SUBMITTED, Status.VERIFYING]),
            Case.holder_id != actor.organization_id,
            _overdue(),
        )
    own = and_(Case.holder_id == actor.organization_id, _assigned(filters) <= clock.now())
    archive = filters.number or (filters.status and not (filters.can_be_sorted and filters.sort is not Sort.DUE))
    return own if archive else and_(own, WAITS_AT_ITS_DESK)


def _assigned(filters: QueueFilters) -> ColumnElement[datetime]:
    """When a case reached its desk: hidden from the planner unless the list is sorted by it.

    Nearly every case meets the condition, and an index that answers it would have all of them sorted.
    """
    if filters.can_be_sorted and filters.sort is Sort.NEWEST:
        return Case.assigned_at.expression
    return func.coalesce(Case.assigned_at, Case.assigned_at)


def _chosen(actor: Actor, filters: QueueFilters) -> list[ColumnElement[bool]]:
    now, chosen = clock.now(), []
    if filters.status:
        chosen.append(Case.status == filters.status)
    if filters.priority:
        chosen.append(Case.priority == filters.priority)
    if filters.category:
        chosen.append(Case.category == filters.category)
    if filters.claimed is ClaimedBy.ME:
        chosen.append(Case.id.in_(_claimed_by(actor)))
    if filters.claimed is ClaimedBy.NOBODY:
        chosen.append(or_(Case.claimed_at.is_(None), Case.claimed_at <= now - CLAIM_LASTS))
    if filters.overdue:
        chosen.append(_overdue())
    if filters.number:
        compact = CASE_NUMBER.read(filters.number)
        chosen.append(Case.case_number == (CASE_NUMBER.written(compact) if compact else ""))
    return chosen


def _claimed_by(actor: Actor) -> Sequence[int]:
    """Asked first and by itself: nobody holds many, and the queue's own order would pass all others."""
    claimed = select(Case.id).where(Case.claimed_by_id == actor.user_id, Case.claimed_at > clock.now() - CLAIM_LASTS)
    return db.session.scalars(claimed.limit(MOST_CLAIMED)).all()


MOST_CLAIMED = 200


def _overdue() -> ColumnElement[bool]:
    return and_(Case.due_at < clock.now(), Case.paused_at.is_(None))


def labels_of_tips(case: Case, most: int) -> list[str]:
    """The letters of the case's tips that were not withdrawn, in order; at most so many."""
    row = select(TipCase.in_case).where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None))
    return [tip_label(place) for place in db.session.scalars(row.order_by(TipCase.in_case).limit(most))]


def file_of(case: Case, attachment_id: int) -> Attachment | None:
    """A file of a tip that led to this case; None for any other."""
    return db.session.scalar(
        select(Attachment)
        .join(TipCase, TipCase.tip_id == Attachment.tip_id)
        .where(Attachment.id == attachment_id, TipCase.case_id == case.id)
    )
