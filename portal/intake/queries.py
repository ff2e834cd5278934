"""What the citizen's pages read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.domain.routing import RegistryKind
from portal.domain.status import Outcome
from portal.domain.whereabouts import Desk
from portal.extensions import db
from portal.records.assisted_entries import AssistedEntry
from portal.records.attachments import Attachment, attachments_of
from portal.records.cases import Case
from portal.records.hand_overs import HandOver, hand_overs_of
from portal.records.messages import Message, SupplementRequest
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.rechecks import stayed_gone
from portal.records.registry import RegistryEntry
from portal.records.showing import Ways, ways_of
from portal.records.targets import Target
from portal.records.tasks import Task
from portal.records.tips import Tip, TipCase
from portal.records.whereabouts import first_desks


def platforms() -> Sequence[Organization]:
    """Every platform the portal knows, with a desk or without."""
    return db.session.scalars(
        select(Organization)
        .where(Organization.kind == OrganizationKind.PLATFORM, Organization.is_active)
        .order_by(Organization.slug)
    ).all()


def registered_hosts() -> Sequence[tuple[str, Organization]]:
    """Every host and short-link domain of the registry with the platform it leads to."""
    found = db.session.execute(
        select(RegistryEntry.value, Organization)
        .join(Organization, Organization.id == RegistryEntry.platform_id)
        .where(RegistryEntry.kind.in_([RegistryKind.HOST, RegistryKind.SHORT_LINK]))
        .order_by(RegistryEntry.value)
    )
    return [(host, platform) for host, platform in found]


@dataclass(frozen=True, slots=True)
class Following:
    """A tip with everything its status page needs, read in a constant number of queries."""

    tip: Tip
    ways: Ways
    messages: Sequence[Message]
    supplements: Sequence[SupplementRequest]
    tasks: Sequence[Task]
    stayed_gone: frozenset[int]
    """Tasks whose measure was seen to hold after a week."""
    files: Sequence[Attachment]
    hand_overs: Mapping[int, HandOver]
    """Which authority outside the portal has a case, by case id."""
    first_desks: Mapping[int, tuple[Desk, Organization | None]]
    """Where each target went first, by its position."""


def live_tip(tip_id: int) -> Tip | None:
    """The tip with its cases and targets, unless it was withdrawn.

    One query: most tips name one target, so the words of a tip are rarely sent along twice.
    """
    rows = joinedload(Tip.case_rows)
    target = rows.joinedload(TipCase.target)
    found = db.session.scalars(
        select(Tip)
        .where(Tip.id == tip_id, Tip.withdrawn_at.is_(None))
        .options(rows.joinedload(TipCase.case), target.joinedload(Target.host), target.joinedload(Target.provider))
    )
    return found.unique().one_or_none()


def follow(tip_id: int) -> Following | None:
    """The tip and what belongs to it; None when there is none or it was withdrawn."""
    tip = live_tip(tip_id)
    if tip is None:
        return None
    ways = ways_of(tip.case_rows)
    case_ids = [row.case_id for row in tip.case_rows] + list(ways.merged)
    tasks = _done_tasks(case_ids)
    return Following(
        tip=tip,
        ways=ways,
        messages=_messages(tip.id),
        supplements=_supplements(tip.id),
        tasks=list(tasks),
        stayed_gone=frozenset(task.id for task, stayed in tasks.items() if stayed),
        files=attachments_of(tip.id),
        hand_overs=hand_overs_of(_gone([row.case for row in tip.case_rows] + list(ways.merged.values()))),
        first_desks=first_desks(tip.case_rows),
    )


def _gone(cases: Sequence[Case]) -> Sequence[int]:
    """Which of these cases an authority outside the portal has."""
    return [case.id for case in cases if case.outcome is Outcome.HANDED_OVER]


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


def _messages(tip_id: int) -> Sequence[Message]:
    return db.session.scalars(
        select(Message).where(Message.tip_id == tip_id).options(joinedload(Message.organization)).order_by(Message.id)
    ).all()


def _supplements(tip_id: int) -> Sequence[SupplementRequest]:
    return db.session.scalars(
        select(SupplementRequest)
        .where(SupplementRequest.tip_id == tip_id)
        .options(joinedload(SupplementRequest.asked_by).lazyload(User.role_rows))
        .order_by(SupplementRequest.id)
    ).all()


def _done_tasks(case_ids: Sequence[int]) -> Mapping[Task, bool]:
    """Tasks that were carried out, and whether each was seen to hold after a week."""
    found = select(Task, stayed_gone()).where(Task.case_id.in_(case_ids), Task.done_at.is_not(None)).order_by(Task.id)
    return {row[0]: row[1] for row in db.session.execute(found)}


def entered_today(clerk: Actor) -> int:
    """How many tips this clerk has entered since midnight in Shanghai."""
    midnight = clock.now().astimezone(clock.SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        db.session.scalar(
            select(func.count()).where(AssistedEntry.user_id == clerk.user_id, AssistedEntry.at >= midnight)
        )
        or 0
    )
