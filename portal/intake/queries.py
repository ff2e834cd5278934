"""What the citizen's pages read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.domain.permissions import OrganizationKind, Role
from portal.domain.status import Status
from portal.extensions import db
from portal.records.appeals import Appeal
from portal.records.attachments import Attachment, attachments_of
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.messages import Message, SupplementRequest
from portal.records.organizations import Organization
from portal.records.tasks import Task
from portal.records.tips import Tip, TipCase


def platforms() -> Sequence[Organization]:
    """Every platform the portal knows, with a desk or without."""
    return db.session.scalars(
        select(Organization)
        .where(Organization.kind == OrganizationKind.PLATFORM, Organization.is_active)
        .order_by(Organization.slug)
    ).all()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a case's ledger by an organization, without who did it."""

    case_id: int
    at: datetime
    action: str
    before: Status | None
    after: Status
    by: OrganizationKind


@dataclass(frozen=True, slots=True)
class Following:
    """A tip with everything its status page needs, read in a constant number of queries."""

    tip: Tip
    merged: Mapping[int, Case]
    """Cases that others were merged into, by id."""
    events: Sequence[Event]
    messages: Sequence[Message]
    supplements: Sequence[SupplementRequest]
    tasks: Sequence[Task]
    appeals: Sequence[Appeal]
    files: Sequence[Attachment]

    def case_of(self, row: TipCase) -> Case:
        """The case that decides about this target: the one it was merged into, if it was."""
        found = row.case
        while found.merged_for_good and found.merged_into_id is not None:
            found = self.merged[found.merged_into_id]
        return found


def live_tip(tip_id: int) -> Tip | None:
    """The tip, unless it was withdrawn."""
    return db.session.scalar(
        select(Tip)
        .where(Tip.id == tip_id, Tip.withdrawn_at.is_(None))
        .options(selectinload(Tip.case_rows).joinedload(TipCase.case))
    )


def follow(tip_id: int) -> Following | None:
    """The tip and what belongs to it; None when there is none or it was withdrawn."""
    tip = live_tip(tip_id)
    if tip is None:
        return None
    merged = _merged(row.case for row in tip.case_rows)
    case_ids = [row.case_id for row in tip.case_rows] + list(merged)
    return Following(
        tip=tip,
        merged=merged,
        events=_events(case_ids),
        messages=_messages(tip.id),
        supplements=_of_tip(SupplementRequest, tip.id),
        tasks=_done_tasks(case_ids),
        appeals=_of_tip(Appeal, tip.id),
        files=attachments_of(tip.id),
    )


def live_positions(tip_id: int) -> Sequence[int]:
    """The places of those targets of a tip that were not withdrawn."""
    return db.session.scalars(
        select(TipCase.position)
        .where(TipCase.tip_id == tip_id, TipCase.withdrawn_at.is_(None))
        .order_by(TipCase.position)
    ).all()


def news(tip_id: int) -> tuple[int, int]:
    """The newest message that the reporter has read or written (0: none), and how many are unread."""
    unread = Message.read_at.is_(None) & (Message.sender_role != Role.REPORTER)
    row = db.session.execute(
        select(
            func.coalesce(func.max(case((unread, 0), else_=Message.id)), 0),
            func.coalesce(func.sum(case((unread, 1), else_=0)), 0),
        ).where(Message.tip_id == tip_id)
    ).one()
    return int(row[0]), int(row[1])


def _merged(cases: Iterable[Case]) -> Mapping[int, Case]:
    """The cases these ended in, step by step; a merge into a merged case is rare, and one query more."""
    found: dict[int, Case] = {}
    wanted = {one.merged_into_id for one in cases if one.merged_into_id}
    while wanted:
        step = db.session.scalars(select(Case).where(Case.id.in_(wanted))).all()
        found |= {one.id: one for one in step}
        wanted = {one.merged_into_id for one in step if one.merged_into_id} - found.keys()
    return found


def _events(case_ids: Sequence[int]) -> Sequence[Event]:
    """What organizations did on these cases; what other reporters did is not read at all."""
    rows = db.session.execute(
        select(
            LedgerEntry.case_id,
            LedgerEntry.at,
            LedgerEntry.action,
            LedgerEntry.status_before,
            LedgerEntry.status_after,
            Organization.kind,
        )
        .join(Organization, LedgerEntry.organization_id == Organization.id)
        .where(LedgerEntry.case_id.in_(case_ids), LedgerEntry.organization_id.is_not(None))
        .order_by(LedgerEntry.case_id, LedgerEntry.sequence)
    )
    return [Event(*row) for row in rows]


def _messages(tip_id: int) -> Sequence[Message]:
    return db.session.scalars(
        select(Message).where(Message.tip_id == tip_id).options(joinedload(Message.organization)).order_by(Message.id)
    ).all()


OfTip = TypeVar("OfTip", SupplementRequest, Appeal)


def _of_tip(model: type[OfTip], tip_id: int) -> Sequence[OfTip]:
    return db.session.scalars(select(model).where(model.tip_id == tip_id).order_by(model.id)).all()


def _done_tasks(case_ids: Sequence[int]) -> Sequence[Task]:
    return db.session.scalars(
        select(Task).where(Task.case_id.in_(case_ids), Task.done_at.is_not(None)).order_by(Task.id)
    ).all()
