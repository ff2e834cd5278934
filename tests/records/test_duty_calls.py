"""An urgent case is on somebody's screen at once, and unanswered for ten minutes at the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from portal.domain.duty import Rank, Rung
from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import Actor, Role
from portal.domain.priority import Priority, Urgency
from portal.extensions import db
from portal.records.access_log import Access, log_access
from portal.records.advancing import DUTY_ANSWERED, DUTY_CALLED
from portal.records.cases import Case
from portal.records.duty import calls
from portal.records.duty.calls import DutyCall, count_waiting_for, take
from portal.records.duty.rosters import DutyLeave, DutyShift
from portal.records.job_runner import Runner, Work
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.records.people import User
from portal.verification.verbs.claiming import claim
from portal.verification.verbs.passing_on import reroute
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, accepted, add_person, case_of, organization, send_tip, the_cast

URGENT = frozenset({Urgency.MONEY_MOVING})
WORKS = {calls.CALL_DUTY: Work(calls.ring), calls.CALL_NEXT: Work(calls.climb)}
DONE_ELSEWHERE: Mapping[str, Work] = {
    kind: Work(lambda _payload: None) for kind in ("mail_colleague", "post_call", "tell_colleagues", "tell_reporters")
}


def drain() -> None:
    Runner({**WORKS, **DONE_ELSEWHERE}).drain()


def on_duty(person: Actor, rank: Rank, starts: datetime, hours: int = 8) -> None:
    shift = DutyShift(organization_id=person.organization_id, person_id=person.user_id, rank=rank)
    shift.starts_at, shift.ends_at, shift.entered_at = starts, starts + timedelta(hours=hours), starts
    db.session.add(shift)
    db.session.flush()


def a_night(clock: Clock) -> tuple[Cast, Actor, Actor]:
    """The cast, with a primary and a deputy on duty at Wei's platform, whom Wei heads."""
    cast = the_cast()
    first, second = (add_person(name, "xingyun", Role.VERIFIER) for name in ("first", "second"))
    on_duty(first, Rank.PRIMARY, clock())
    on_duty(second, Rank.DEPUTY, clock())
    return cast, first, second


def urgent(**said: object) -> Case:
    return case_of(send_tip(urgency=URGENT, **said))  # type: ignore[arg-type]  # passed on as given


def waits_for(*people: Actor) -> list[str]:
    """Before whom a call is now."""
    db.session.rollback()
    return [one.name for one in people if count_waiting_for(one.user_id or 0)]


def rungs() -> list[Rung]:
    return list(db.session.scalars(db.select(DutyCall.rung).order_by(DutyCall.id)))


def mailed() -> list[str]:
    """Whom letters go to, in the order in which they were queued."""
    names = dict(db.session.execute(db.select(User.id, User.name)).all())
    letters = db.session.scalars(db.select(Job).where(Job.kind == "mail_colleague").order_by(Job.id))
    return [names[job.payload["user"]] for job in letters if job.payload["event"] == "duty"]


def test_a_case_ticked_urgent_is_on_somebodys_screen_at_once_and_unanswered_for_ten_minutes_at_the_next(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        cast, first, second = a_night(clock)
        case = urgent()
        assert case.holder_id == first.organization_id
    everybody = (first, second, cast.wei, cast.qian, cast.wu, cast.he)
    assert waits_for(*everybody) == ["first"]
    for minutes, now_waiting in (
        (9, ["first"]),
        (1, ["first", "second"]),
        (9, ["first", "second"]),
        (1, ["first", "second", "wei"]),
        (10, ["first", "second", "wei", "qian", "wu"]),  # the regulator's desk, whom no roster names
        (60, ["first", "second", "wei", "qian", "wu"]),
    ):
        clock.turn(minutes=minutes)
        drain()
        assert waits_for(*everybody) == now_waiting
    assert rungs() == [Rung.PRIMARY, Rung.DEPUTY, Rung.HEADS, Rung.REGULATOR]
    assert mailed() == ["first", "second", "wei", "qian", "wu"]
    told = db.select(LedgerEntry.body).where(LedgerEntry.action == DUTY_CALLED).order_by(LedgerEntry.sequence)
    assert [body["rung"] for body in db.session.scalars(told) if body] == rungs()


def test_control_a_case_that_nobody_ticked_calls_nobody(context: Flask, clock: Clock) -> None:
    with transaction():
        _, first, second = a_night(clock)
        assert case_of(send_tip()).priority is not Priority.P0
    clock.turn(hours=2)
    drain()
    assert waits_for(first, second) == []
    assert rungs() == []


@pytest.mark.parametrize("answer", ["says so", "opens it", "claims it", "accepts it"])
def test_whoever_answers_stops_the_ladder(context: Flask, clock: Clock, answer: str) -> None:
    with transaction():
        cast, first, second = a_night(clock)
        case = urgent()
    clock.turn(minutes=4)
    with transaction():
        case = db.session.get_one(Case, case.id)
        ways: dict[str, Callable[[], object]] = {
            "says so": partial(take, case, first),
            "opens it": partial(log_access, first, Access.VIEWED, case_id=case.id),
            "claims it": partial(claim, case, cast.wei),
            "accepts it": partial(accepted, case, cast.wei),
        }
        ways[answer]()
    assert waits_for(first, second, cast.wei) == []
    clock.turn(minutes=30)
    drain()
    assert rungs() == [Rung.PRIMARY]
    call = db.session.scalars(db.select(DutyCall)).one()
    assert call.answered_at == clock() - timedelta(minutes=30)
    assert call.answered_by_id == (first if answer in ("says so", "opens it") else cast.wei).user_id


def test_a_look_of_somebody_who_was_not_called_answers_nothing(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, first, second = a_night(clock)
        case = urgent()
        log_access(cast.wei, Access.VIEWED, case_id=case.id)
        with pytest.raises(StepNotAllowed):
            take(case, cast.wei)
    clock.turn(minutes=10)
    drain()
    assert waits_for(first, second) == ["first", "second"]


def test_i_have_it_stands_in_the_ledger_once_however_often_it_is_said(context: Flask, clock: Clock) -> None:
    with transaction():
        _, first, second = a_night(clock)
        case = urgent()
        version = case.version
        take(case, first)
        take(case, first)
        assert case.version == version  # a colleague's open page need not know
        with pytest.raises(StepNotAllowed):
            take(case, second)
    answers = db.select(LedgerEntry.actor_id).where(LedgerEntry.action == DUTY_ANSWERED)
    assert list(db.session.scalars(answers)) == [first.user_id]


def test_a_rung_without_anybody_is_passed_over_at_once(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, first, second = a_night(clock)
        leave = DutyLeave(organization_id=first.organization_id, person_id=first.user_id)
        leave.starts_at, leave.ends_at, leave.entered_at = clock(), clock() + timedelta(days=1), clock()
        db.session.add(leave)
        db.session.flush()
        urgent()
    assert waits_for(first, second, cast.wei) == ["second"]


def test_a_further_urgent_tip_calls_nobody_a_second_time_and_the_first_urgent_one_calls(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        _, first, _ = a_night(clock)
        case = case_of(send_tip("https://xingyun.example/v/7"))
        accepted(case, first)
        assert rungs() == []
        clock.turn(minutes=1)
        send_tip("https://xingyun.example/v/7", urgency=URGENT)
        send_tip("https://xingyun.example/v/7", urgency=URGENT)
    assert waits_for(first) == ["first"]
    assert rungs() == [Rung.PRIMARY]


def test_a_case_that_comes_to_another_desk_calls_there(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, first, _ = a_night(clock)
        on_duty(cast.he, Rank.PRIMARY, clock())
        case = urgent()
        clock.turn(minutes=2)
        reroute(case, cast.qian, "bailu", "It stands there.")
    assert waits_for(cast.he) == ["he"]
    clock.turn(minutes=9)
    drain()
    assert rungs() == [Rung.PRIMARY, Rung.PRIMARY]  # the first desk has it no longer
    assert waits_for(first) == []


def test_a_case_of_the_highest_priority_calls_when_it_reaches_its_desk(context: Flask, clock: Clock) -> None:
    with transaction():
        _, first, _ = a_night(clock)
        case = case_of(send_tip())
        case.priority, case.assigned_at = Priority.P0, clock() + timedelta(minutes=20)
        calls.call_out(case)
    assert waits_for(first) == []
    clock.turn(minutes=20)
    drain()
    assert waits_for(first) == ["first"]


def test_the_job_that_runs_again_calls_nobody_twice(context: Flask, clock: Clock) -> None:
    with transaction():
        _, first, second = a_night(clock)
        case = urgent()
    clock.turn(minutes=10)
    again = {"case": case.id, "desk": organization("xingyun").id, "rung": Rung.PRIMARY}
    for _ in range(3):
        with transaction():
            calls.climb(again)
    assert rungs() == [Rung.PRIMARY, Rung.DEPUTY]
    assert mailed() == ["first", "second"]
    assert waits_for(first, second) == ["first", "second"]
