"""The queue: which cases wait at the desk, what is due first, the same cost at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.codes import CASE_NUMBER
from portal.domain.permissions import Actor
from portal.domain.priority import Priority
from portal.domain.status import STATUS_WORDS, Status
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.attachments import Attachment
from portal.records.case_view.summary import CLAIM_LASTS, claim_holds, day_of
from portal.records.cases import WAITS_AT_ITS_DESK, Case
from portal.records.organizations import Organization, group_members
from portal.records.people import User
from portal.records.targets import Target
from portal.records.tips import TipCase

PAGE = 30


class Desk(StrEnum):
    """Whose work is shown: the own desk's, or what a lead agency must look after elsewhere."""

    OWN = "own"
    CONFIRMATION = "confirmation"
    OVERDUE = "overdue"


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


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    case_number: str
    status: Status
    status_words: str
    priority: Priority
    urgent: bool
    category: Category
    target: Target
    holder: Organization | None
    due_at: datetime | None
    due_in: timedelta | None
    overdue: bool
    paused: bool
    closed_at: datetime | None
    claimed_by: str | None
    claimed_by_me: bool
    days_here: int


def queue(actor: Actor, filters: QueueFilters, cursor: Cursor | None) -> Page[QueueRow]:
    """A page of the desk's cases, what is due first on top; closed ones the latest first.

    A case about the actor's own group is not among them, whoever holds it.
    """
    page = page_by_key(db.session(), _statement(actor, filters), _keys(filters), cursor, PAGE)
    names = _names(page.items)
    rows = [_row(case, actor, filters.desk, names) for case in page.items]
    return Page(rows, page.next, page.previous)


def _statement(actor: Actor, filters: QueueFilters) -> Select[Case]:
    own_group = group_members(actor.organization_id)
    return (
        select(Case)
        .join(Target, Target.id == Case.target_id)
        .options(joinedload(Case.target), joinedload(Case.holder))
        .where(_desk(actor, filters), *_chosen(actor, filters))
        .where(or_(Target.provider_id.is_(None), Target.provider_id.not_in(own_group)))
    )


def _keys(filters: QueueFilters) -> list[Key]:
    if filters.status is Status.CLOSED:
        return [Key(Case.closed_at, descending=True), Key(Case.id, descending=True)]
    if filters.number:
        return [Key(Case.id)]
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
    own = and_(Case.holder_id == actor.organization_id, Case.assigned_at <= clock.now())
    return own if filters.status or filters.number else and_(own, WAITS_AT_ITS_DESK)


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


def _names(cases: Sequence[Case]) -> dict[int, str]:
    ids = {case.claimed_by_id for case in cases if case.claimed_by_id and claim_holds(case)}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _row(case: Case, actor: Actor, desk: Desk, names: dict[int, str]) -> QueueRow:
    claimed_by = names.get(case.claimed_by_id or 0) if case.holder_id == actor.organization_id else None
    return QueueRow(
        case_number=case.case_number,
        status=case.status,
        status_words=STATUS_WORDS[case.status],
        priority=case.priority,
        urgent=case.urgent,
        category=shipped_taxonomy().category(case.category),
        target=case.target,
        holder=None if desk is Desk.OWN else case.holder,
        due_at=case.due_at,
        due_in=case.due_at - clock.now() if case.due_at else None,
        overdue=case.overdue,
        paused=case.paused_at is not None,
        closed_at=case.closed_at,
        claimed_by=initials(claimed_by) if claimed_by else None,
        claimed_by_me=claimed_by is not None and case.claimed_by_id == actor.user_id,
        days_here=(day_of(clock.now()) - day_of(case.assigned_at)) // timedelta(days=1),
    )


def initials(name: str) -> str:
    """A name in as few characters as colleagues need: 魏岚 → 魏岚, Wei Lan → WL."""
    words = name.split()
    if words and not words[0].isascii():
        return words[0][:4]
    return "".join(word[0] for word in words[:2]).upper()


def file_of(case: Case, attachment_id: int) -> Attachment | None:
    """A file of a tip that led to this case; None for any other."""
    return db.session.scalar(
        select(Attachment)
        .join(TipCase, TipCase.tip_id == Attachment.tip_id)
        .where(Attachment.id == attachment_id, TipCase.case_id == case.id)
    )
