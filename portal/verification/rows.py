"""The lines of the queue: what a colleague must know of a case before opening it, in a few queries for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, union_all

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.domain.priority import Priority
from portal.domain.status import STATUS_WORDS, Status
from portal.domain.time_left import TimeLeft
from portal.domain.visibility import Part, Viewer, always_seen
from portal.extensions import db
from portal.records.access_log import AccessEntry
from portal.records.case_view.summary import claim_holds, time_left_of
from portal.records.cases import Case
from portal.records.messages import Message, SupplementRequest
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.targets import Target
from portal.records.tips import TipCase


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    case_number: str
    status: Status
    status_words: str
    priority: Priority
    urgent: bool
    returned: bool
    """Whether the agencies sent its finding back and the desk has not answered yet."""
    category: Category
    target: Target
    holder: Organization | None
    clock: TimeLeft | None
    paused: bool
    closed_at: datetime | None
    tips: int | None
    unread: int
    claimed_by: str | None
    claimed_by_initials: str | None
    claimed_by_me: bool
    days_here: int


def rows_of(cases: Sequence[Case], actor: Actor, *, own_desk: bool) -> list[QueueRow]:
    """These cases as lines, in their order: three more queries, however many there are."""
    ids = [case.id for case in cases]
    names, unread = _names(cases), _unread(ids, actor) if ids else {}
    tips = _tips(ids) if ids and sees_tip_counts(actor) else None
    return [_row(case, actor, own_desk, names, tips, unread) for case in cases]


def sees_tip_counts(actor: Actor) -> bool:
    """Whether table 4 opens the number of tips to this actor, of every case in the queue."""
    platform = actor.kind is OrganizationKind.PLATFORM
    return always_seen(Viewer.HOLDING_PLATFORM if platform else Viewer.LEAD_AGENCY, Part.TIP_COUNT)


def _row(
    case: Case,
    actor: Actor,
    own_desk: bool,
    names: Mapping[int, str],
    tips: Mapping[int, int] | None,
    unread: Mapping[int, int],
) -> QueueRow:
    claimed_by = names.get(case.claimed_by_id or 0) if case.holder_id == actor.organization_id else None
    return QueueRow(
        case_number=case.case_number,
        status=case.status,
        status_words=STATUS_WORDS[case.status],
        priority=case.priority,
        urgent=case.urgent,
        returned=case.returns > 0 and case.status is Status.VERIFYING,
        category=shipped_taxonomy().category(case.category),
        target=case.target,
        holder=None if own_desk else case.holder,
        clock=time_left_of(case),
        paused=case.paused_at is not None,
        closed_at=case.closed_at,
        tips=None if tips is None else tips.get(case.id, 0),
        unread=unread.get(case.id, 0),
        claimed_by=claimed_by,
        claimed_by_initials=initials(claimed_by) if claimed_by else None,
        claimed_by_me=claimed_by is not None and case.claimed_by_id == actor.user_id,
        days_here=(clock.today() - clock.day_of(case.assigned_at)) // timedelta(days=1),
    )


def _names(cases: Iterable[Case]) -> dict[int, str]:
    ids = {case.claimed_by_id for case in cases if case.claimed_by_id and claim_holds(case)}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _tips(case_ids: Sequence[int]) -> dict[int, int]:
    counted = (
        select(TipCase.case_id, func.count())
        .where(TipCase.case_id.in_(case_ids), TipCase.withdrawn_at.is_(None))
        .group_by(TipCase.case_id)
    )
    return _counts(counted)


def _unread(case_ids: Sequence[int], actor: Actor) -> dict[int, int]:
    """Words of reporters that came after anybody of the actor's organization last opened the case."""
    written = union_all(
        select(Message.case_id, Message.sent_at.label("at")).where(
            Message.case_id.in_(case_ids), Message.sender_role == Role.REPORTER
        ),
        select(SupplementRequest.case_id, SupplementRequest.answered_at.label("at")).where(
            SupplementRequest.case_id.in_(case_ids), SupplementRequest.answered_at.is_not(None)
        ),
    ).subquery()
    opened = (
        select(AccessEntry.case_id, func.max(AccessEntry.at).label("at"))
        .where(AccessEntry.case_id.in_(case_ids), AccessEntry.organization_id == actor.organization_id)
        .group_by(AccessEntry.case_id)
        .subquery()
    )
    return _counts(
        select(written.c.case_id, func.count())
        .outerjoin(opened, opened.c.case_id == written.c.case_id)
        .where((opened.c.at.is_(None)) | (written.c.at > opened.c.at))
        .group_by(written.c.case_id)
    )


def _counts(query: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def initials(name: str) -> str:
    """A name in as few characters as colleagues need: 魏岚 → 魏岚, Wei Lan → WL."""
    words = name.split()
    if words and not words[0].isascii():
        return words[0][:4]
    return "".join(word[0] for word in words[:2]).upper()
