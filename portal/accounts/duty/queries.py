"""Whose roster it is, who can stand in it, and its lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.domain.duty import HEADS
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.permissions import Actor, Permission
from portal.domain.priority import Urgency
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.cases import Case
from portal.records.duty.calls import DutyCall, waiting_for
from portal.records.duty.rosters import DutyLeave, DutyShift
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.tips import Tip, TipCase


def organization_of(slug: str | None, actor: Actor) -> Organization:
    """The organization whose roster this person may read: their own (None), or any for who manages people.

    Raises NotFound, also for one that has no desk of people, such as the operator.
    """
    named = Organization.id == actor.organization_id if slug is None else Organization.slug == slug
    found = db.session.scalar(select(Organization).where(named))
    if found is None or found.kind not in HEADS:
        raise NotFound()
    if found.id != actor.organization_id and not actor.may(Permission.PEOPLE_MANAGE):
        raise NotFound()
    return found


def organization_to_arrange(slug: str, actor: Actor) -> Organization:
    """The same for whoever arranges it. Raises NotFound, NotAllowed."""
    found = organization_of(slug, actor)
    if not actor.may(Permission.DUTY_MANAGE):
        raise NotAllowed()
    return found


def people_for_duty(organization_id: int) -> list[User]:
    """Everybody of an organization who can be put on duty: active, and in a role that opens cases."""
    people = select(User).where(User.organization_id == organization_id, User.is_active).order_by(User.name, User.id)
    return [person for person in db.session.scalars(people) if person.to_actor().may(Permission.CASE_VIEW)]


def names_of(person_ids: Collection[int]) -> Mapping[int, str]:
    """What these people are called."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def shifts_to_come(organization: Organization, cursor: Cursor | None) -> Page[DutyShift]:
    """The shifts that are not over yet, by their end."""
    query = select(DutyShift).where(DutyShift.organization_id == organization.id, DutyShift.ends_at > clock.now())
    return page_by_key(db.session(), query, (Key(DutyShift.ends_at), Key(DutyShift.id)), cursor)


def leaves_to_come(organization: Organization, cursor: Cursor | None) -> Page[DutyLeave]:
    """The leaves that are not over yet, by their end."""
    query = select(DutyLeave).where(DutyLeave.organization_id == organization.id, DutyLeave.ends_at > clock.now())
    return page_by_key(db.session(), query, (Key(DutyLeave.ends_at), Key(DutyLeave.id)), cursor)


def get_shift(organization: Organization, shift_id: int, *, lock: bool = False) -> DutyShift:
    """One shift of this organization that is not over. Raises NotFound."""
    query = select(DutyShift).where(
        DutyShift.id == shift_id, DutyShift.organization_id == organization.id, DutyShift.ends_at > clock.now()
    )
    if lock:
        query = query.with_for_update(of=DutyShift).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def calls_for(actor: Actor, cursor: Cursor | None) -> Page[DutyCall]:
    """The calls that ring for this person, the one that is due first on top."""
    query = (
        select(DutyCall)
        .where(waiting_for(actor.user_id or 0))
        .options(joinedload(DutyCall.case).joinedload(Case.target))
    )
    return page_by_key(db.session(), query, (Key(DutyCall.due_at), Key(DutyCall.id)), cursor)


def ticks_of(case_ids: Collection[int]) -> Mapping[int, frozenset[Urgency]]:
    """Which urgencies the tips of these cases ticked that were not withdrawn, by case id."""
    query = select(TipCase.case_id, Tip.urgency).join(Tip, Tip.id == TipCase.tip_id)
    rows = db.session.execute(query.where(TipCase.case_id.in_(case_ids), TipCase.withdrawn_at.is_(None)).distinct())
    found: dict[int, frozenset[Urgency]] = {}
    for case_id, ticks in rows:
        found[case_id] = found.get(case_id, frozenset()) | {Urgency(tick) for tick in ticks}
    return found
