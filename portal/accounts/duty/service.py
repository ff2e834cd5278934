"""What is done with a roster: put people on duty, take a shift out, hand one over, enter leave. Each step is logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal import clock
from portal.accounts.administration import log_change
from portal.accounts.duty.queries import get_shift, organization_of, organization_to_arrange, people_for_duty
from portal.accounts.models import Change
from portal.domain.duty import LONGEST_SHIFT, MOST_TURNS, Rank
from portal.domain.errors import InputInvalid, NotAllowed, NotFound
from portal.domain.permissions import Actor, Permission
from portal.domain.words import N_
from portal.extensions import db
from portal.records.duty.rosters import DutyLeave, DutyShift
from portal.records.organizations import Organization
from portal.records.people import User

Spans = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to stand in which rank, and when (aware, in any zone)."""

    person_id: int
    rank: Rank
    spans: Spans


def add_shifts(slug: str, wanted: Wanted, by: Actor) -> int:
    """Put a person on duty; returns for how many shifts. Raises InputInvalid, NotFound, NotAllowed."""
    organization = organization_to_arrange(slug, by)
    person = _person(organization, wanted.person_id)
    now = clock.now()
    spans = [(starts, ends) for starts, ends in wanted.spans if ends > now]
    if not spans:
        raise InputInvalid("first_day", N_("All of this is in the past."))
    if len(spans) > MOST_TURNS:
        raise InputInvalid("last_day", N_("These are more than %(most)s shifts at once."), most=MOST_TURNS)
    _refuse_twice(organization, wanted, spans)
    for starts, ends in spans:
        if ends - starts > LONGEST_SHIFT:
            raise InputInvalid("ends", N_("A shift lasts at most seven days."))
        shift = DutyShift(organization_id=organization.id, person_id=person.id, rank=wanted.rank)
        shift.starts_at, shift.ends_at = starts, ends
        shift.entered_at, shift.entered_by_id = now, by.user_id
        db.session.add(shift)
    said = {"rank": wanted.rank, "shifts": len(spans), "from": _said(spans[0][0]), "to": _said(spans[-1][1])}
    log_change(Change.SHIFTS_ADDED, by, person=person, organization=organization, details=said)
    return len(spans)


def remove_shift(slug: str, shift_id: int, by: Actor) -> None:
    """Take a shift out; what of it is past stays. Raises NotFound, NotAllowed."""
    organization = organization_to_arrange(slug, by)
    shift = get_shift(organization, shift_id, lock=True)
    log_change(Change.SHIFT_REMOVED, by, person=shift.person, organization=organization, details=_details(shift))
    _end_now(shift)


def hand_over(slug: str, shift_id: int, to_id: int, by: Actor) -> None:
    """Give a shift, or what is left of it, to a colleague: whose it is may, and who arranges the roster.

    Raises NotFound, NotAllowed, InputInvalid.
    """
    organization = organization_of(slug, by)
    shift = get_shift(organization, shift_id, lock=True)
    if shift.person_id != by.user_id and not by.may(Permission.DUTY_MANAGE):
        raise NotAllowed()
    heir, now = _person(organization, to_id), clock.now()
    if heir.id == shift.person_id:
        raise InputInvalid("person", N_("The shift is theirs already."))
    given = DutyShift(organization_id=organization.id, person_id=heir.id, rank=shift.rank)
    given.starts_at, given.ends_at = max(shift.starts_at, now), shift.ends_at
    given.entered_at, given.entered_by_id = now, by.user_id
    db.session.add(given)
    said = {**_details(shift), "to": heir.name}
    log_change(Change.SHIFT_HANDED_OVER, by, person=shift.person, organization=organization, details=said)
    _end_now(shift)


def add_leave(slug: str, person_id: int, starts: datetime, ends: datetime, by: Actor) -> None:
    """Enter that a person is away: they may themselves, and who arranges the roster.

    Raises InputInvalid, NotFound, NotAllowed.
    """
    organization = organization_of(slug, by)
    if person_id != by.user_id and not by.may(Permission.DUTY_MANAGE):
        raise NotAllowed()
    person = _person(organization, person_id)
    if ends <= starts:
        raise InputInvalid("last_day", N_("This is before the first day."))
    if ends <= clock.now():
        raise InputInvalid("last_day", N_("All of this is in the past."))
    leave = DutyLeave(organization_id=organization.id, person_id=person.id, starts_at=starts, ends_at=ends)
    leave.entered_at, leave.entered_by_id = clock.now(), by.user_id
    db.session.add(leave)
    said = {"from": _said(starts), "to": _said(ends)}
    log_change(Change.LEAVE_ADDED, by, person=person, organization=organization, details=said)


def remove_leave(slug: str, leave_id: int, by: Actor) -> None:
    """Take a leave back: whose it is may, and who arranges the roster. Raises NotFound, NotAllowed."""
    organization = organization_of(slug, by)
    own = DutyLeave.id == leave_id, DutyLeave.organization_id == organization.id
    leave = db.session.scalar(select(DutyLeave).where(*own).with_for_update(of=DutyLeave))
    if leave is None:
        raise NotFound()
    if leave.person_id != by.user_id and not by.may(Permission.DUTY_MANAGE):
        raise NotAllowed()
    said = {"from": _said(leave.starts_at), "to": _said(leave.ends_at)}
    log_change(Change.LEAVE_REMOVED, by, person=leave.person, organization=organization, details=said)
    db.session.delete(leave)


def _person(organization: Organization, person_id: int) -> User:
    found = next((one for one in people_for_duty(organization.id) if one.id == person_id), None)
    if found is None:
        raise InputInvalid("person", N_("Choose somebody of this desk."))
    return found


def _refuse_twice(organization: Organization, wanted: Wanted, spans: Spans) -> None:
    """The same person twice at once would look as if two were there."""
    held = db.session.execute(
        select(DutyShift.starts_at, DutyShift.ends_at).where(
            DutyShift.organization_id == organization.id,
            DutyShift.person_id == wanted.person_id,
            DutyShift.ends_at > min(starts for starts, _ in spans),
            DutyShift.starts_at < max(ends for _, ends in spans),
        )
    ).all()
    if any(starts < until and since < ends for starts, ends in spans for since, until in held):
        raise InputInvalid("person", N_("This person is on duty at that time already."))


def _end_now(shift: DutyShift) -> None:
    if shift.starts_at < clock.now():
        shift.ends_at = clock.now()
    else:
        db.session.delete(shift)


def _details(shift: DutyShift) -> dict[str, str]:
    return {"rank": shift.rank, "from": _said(shift.starts_at), "until": _said(shift.ends_at)}


def _said(moment: datetime) -> str:
    return moment.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")
