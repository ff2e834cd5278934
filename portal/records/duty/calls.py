"""Calls (呼叫): an urgent case is put before whoever is on duty, and before the next where nobody answers.

Each rung of the ladder is a row and an entry of the case's ledger. Whoever is called answers by saying so, or by
opening the case; anybody of the desk answers by doing something to it. A page that is looked at writes nothing but
its line in the access log, so that what was answered by looking is found when the clock of the call runs out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, and_, delete, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from portal import clock
from portal.domain.deadlines import Step, due_at
from portal.domain.duty import Roster, Rung, rungs_after
from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import SYSTEM, Actor
from portal.domain.priority import Priority
from portal.domain.words import N_
from portal.extensions import Base, db
from portal.records.access_log import AccessEntry
from portal.records.advancing import DUTY_ANSWERED, DUTY_CALLED, record
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.duty.rosters import roster_of
from portal.records.exclusions import out_of
from portal.records.jobs import enqueue
from portal.records.ledger import LedgerEntry

CALL_DUTY, CALL_NEXT = "call_duty", "call_next_on_duty"
"""The jobs: a case that reaches its desk later is called out then; a call that nobody answers goes on."""


class DutyCall(Base):
    """One rung of the ladder on which one case climbs at one desk."""

    __tablename__ = "duty_calls"
    __table_args__ = (
        UniqueConstraint("case_id", "desk_id", "rung"),
        CheckConstraint("answered_by_id IS NULL OR answered_at IS NOT NULL", name="answer_has_its_time"),
        Index(None, "desk_id"),
        Index(None, "answered_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    """The desk at which the case lies; the last rung calls a regulator about it."""
    rung: Mapped[Rung]
    called_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When the next rung is called."""
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None where it was answered by nobody: the case left the desk, or ended."""

    case: Mapped[Case] = relationship()


class DutyRing(Base):
    """One person whom a call is before just now; gone once it is answered."""

    __tablename__ = "duty_rings"
    __table_args__ = (Index(None, "call_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("duty_calls.id"), primary_key=True)


def is_pressing(case: Case) -> bool:
    """Whether it is called out: an urgency was ticked, or it is of the highest priority."""
    return case.urgent or case.priority is Priority.P0


def call_out(case: Case) -> None:
    """Call whoever is on duty at the desk of a pressing case: at once, or when the case reaches its desk.

    Once for each desk. The caller holds the case's row.
    """
    if case.assigned_at > clock.now():
        key = f"{CALL_DUTY}:{case.id}:{case.holder_id}"
        enqueue(CALL_DUTY, {"case": case.id, "desk": case.holder_id}, run_at=case.assigned_at, key=key)
    elif not _calls(case.id, case.holder_id):
        _call_next(case, None)


def ring(payload: Mapping[str, Any]) -> None:
    """The job `call_duty`: the case has reached its desk."""
    case = _locked(payload["case"])
    if case.is_open and case.holder_id == payload["desk"] and is_pressing(case):
        call_out(case)


def climb(payload: Mapping[str, Any]) -> None:
    """The job `call_next_on_duty`: ten minutes are over. Safe to run again: a rung is called once."""
    case = _locked(payload["case"])
    calls = _calls(case.id, payload["desk"])
    if not calls or calls[-1].rung != payload["rung"] or calls[-1].answered_at is not None:
        return
    if case.holder_id != payload["desk"] or not case.is_open:
        _settle(calls, None, clock.now())
    elif (answer := _answer(calls)) is not None:
        _settle(calls, answer.person_id, answer.at)
    else:
        _call_next(case, calls[-1].rung)


def take(case: Case, actor: Actor) -> None:
    """ "I'll take it": the call is answered, and nobody further is called. The caller holds the case's row.

    Saying it twice is saying it once. Raises StepNotAllowed where this person is not called.
    """
    calls = _calls(case.id, case.holder_id)
    if calls and calls[-1].answered_at is not None and calls[-1].answered_by_id == actor.user_id:
        return
    called = _rings(calls)
    if actor.user_id not in called:
        raise StepNotAllowed(N_("This call is answered already, or was not for you."))
    record(case, DUTY_ANSWERED, actor, before=case.status, body={"rung": calls[-1].rung})
    _settle(calls, actor.user_id, clock.now())


def stop_ringing(case: Case, person_id: int) -> None:
    """Call a person no more about a locked case, and the next at once where the call was before nobody else."""
    calls = _calls(case.id, case.holder_id)
    waiting = [one.id for one in calls if one.answered_at is None]
    silenced = delete(DutyRing).where(DutyRing.call_id.in_(waiting), DutyRing.person_id == person_id)
    if waiting and db.session.execute(silenced.returning(DutyRing.call_id)).all() and not _rings(calls):
        _call_next(case, calls[-1].rung)


def count_waiting_for(person_id: int) -> int:
    """How many calls ring for this person; asked with every page of a desk."""
    amount = select(func.count()).select_from(DutyCall).where(waiting_for(person_id))
    return db.session.scalar(amount) or 0


def waiting_for(person_id: int) -> ColumnElement[bool]:
    """The condition on `DutyCall` that it rings for this person and nobody has answered it, not even by looking."""
    same = aliased(DutyCall)
    rings = select(DutyRing.call_id).where(DutyRing.person_id == person_id)
    called = (
        select(DutyRing.person_id)
        .join(same, same.id == DutyRing.call_id)
        .where(same.case_id == DutyCall.case_id, same.desk_id == DutyCall.desk_id)
        .correlate(DutyCall)
    )
    looked = select(AccessEntry.id).where(
        AccessEntry.case_id == DutyCall.case_id,
        AccessEntry.at >= DutyCall.called_at,
        AccessEntry.user_id.in_(called),
    )
    acted = select(LedgerEntry.sequence).where(
        LedgerEntry.case_id == DutyCall.case_id,
        LedgerEntry.organization_id == DutyCall.desk_id,
        LedgerEntry.at >= DutyCall.called_at,
    )
    unanswered = (one.correlate(DutyCall).exists() for one in (looked, acted))
    return and_(DutyCall.id.in_(rings), DutyCall.answered_at.is_(None), *(~one for one in unanswered))


@dataclass(frozen=True, slots=True)
class _Answer:
    """Who answered by what they did, and when."""

    person_id: int | None
    at: datetime


def _answer(calls: Collection[DutyCall]) -> _Answer | None:
    """What was done since the first call: a look of somebody who was called, or a step of the desk."""
    first = min(calls, key=lambda one: one.called_at)
    looked = select(AccessEntry.user_id, AccessEntry.at).where(
        AccessEntry.case_id == first.case_id, AccessEntry.at >= first.called_at, AccessEntry.user_id.in_(_rings(calls))
    )
    acted = select(LedgerEntry.actor_id, LedgerEntry.at).where(
        LedgerEntry.case_id == first.case_id,
        LedgerEntry.organization_id == first.desk_id,
        LedgerEntry.at >= first.called_at,
    )
    first_of_each = (looked.order_by(AccessEntry.id).limit(1), acted.order_by(LedgerEntry.sequence).limit(1))
    found = [row for query in first_of_each for row in db.session.execute(query)]
    return min((_Answer(*row) for row in found), key=lambda one: one.at, default=None)


def _call_next(case: Case, after: Rung | None) -> None:
    """Call the next rung on which anybody stands; where none is left, the last one goes on ringing."""
    now = clock.now()
    told = _rings(_calls(case.id, case.holder_id)) | out_of(case.id).people
    rung, people = next(_ladder(case, now, after, told), (None, ()))
    if rung is None:
        return
    due = due_at(Step.ANSWER, case.priority, now, calendar_in_force())
    call = DutyCall(case_id=case.id, desk_id=case.holder_id, rung=rung, called_at=now, due_at=due)
    db.session.add(call)
    db.session.flush()
    db.session.add_all(DutyRing(call_id=call.id, person_id=person) for person in people)
    record(case, DUTY_CALLED, SYSTEM, before=case.status, body={"rung": rung, "people": list(people)})
    for person in people:
        key = f"mail_colleague:duty:{call.id}:{person}"
        sent = {"user": person, "case": case.id, "event": "duty", "by": due.isoformat(), "key": key}
        enqueue("mail_colleague", sent, key=key)
    enqueue("post_call", {"call": call.id}, key=f"post_call:{call.id}")
    again = {"case": case.id, "desk": case.holder_id, "rung": rung}
    enqueue(CALL_NEXT, again, run_at=due, key=f"{CALL_NEXT}:{call.id}")


def _ladder(
    case: Case, now: datetime, after: Rung | None, told: Collection[int]
) -> Iterator[tuple[Rung, tuple[int, ...]]]:
    """The rungs that are left, each with whom it calls anew: those of the desk, then whom the regulator has on duty."""
    own = roster_of(case.holder_id, now)
    of_lead = Roster() if case.holder_id == case.lead_agency_id else roster_of(case.lead_agency_id, now)
    ladder = chain(own.ladder(now), [(Rung.REGULATOR, of_lead.on_duty(now))])
    left = rungs_after(after)
    for rung, people in ladder:
        fresh = tuple(one for one in people if one not in told)
        if rung in left and fresh:
            yield rung, fresh


def _settle(calls: Collection[DutyCall], person_id: int | None, at: datetime) -> None:
    for call in calls:
        if call.answered_at is None:
            call.answered_at, call.answered_by_id = at, person_id
    db.session.execute(delete(DutyRing).where(DutyRing.call_id.in_([call.id for call in calls])))


def _calls(case_id: int, desk_id: int) -> list[DutyCall]:
    """The calls of a case at a desk, the latest last."""
    of_desk = select(DutyCall).where(DutyCall.case_id == case_id, DutyCall.desk_id == desk_id)
    return list(db.session.scalars(of_desk.order_by(DutyCall.id).execution_options(populate_existing=True)))


def _rings(calls: Collection[DutyCall]) -> frozenset[int]:
    rings = select(DutyRing.person_id).where(DutyRing.call_id.in_([call.id for call in calls]))
    return frozenset(db.session.scalars(rings)) if calls else frozenset()


def _locked(case_id: int) -> Case:
    one = select(Case).where(Case.id == case_id).with_for_update(of=Case)
    return db.session.scalars(one.execution_options(populate_existing=True)).one()
