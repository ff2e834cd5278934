"""When other servers or the database are away: nothing is lost, and what can go on goes on."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.extensions import db
from portal.records import jobs
from portal.records.job_runner import Runner, Work
from portal.records.jobs import Job, attempts_within, enqueue, queue_state, retry
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.records.test_jobs import Refused, record_of


def turn_to_the_next(clock: Clock) -> None:
    """Let time pass until something can run."""
    waiting = select(Job.run_at).where(Job.failed_at.is_(None)).order_by(Job.run_at).limit(1)
    clock.set(db.session.scalars(waiting).one())
    db.session.rollback()


def test_what_another_server_must_take_is_tried_every_hour_for_days(context: Flask, clock: Clock) -> None:
    reachable_at, seen = clock() + timedelta(days=3), list[Mapping[str, Any]]()

    def send(payload: Mapping[str, Any]) -> None:
        if clock() < reachable_at:
            raise Refused
        seen.append(payload)

    runner = Runner({"mail_somebody": Work(send, outside=True)})
    with transaction():
        enqueue("mail_somebody", {})
    while not seen and queue_state().failed == 0:
        turn_to_the_next(clock)
        assert runner.drain() == 1
    assert (len(seen), queue_state().failed) == (1, 0)
    assert reachable_at <= clock() <= reachable_at + timedelta(hours=1)


def test_a_letter_is_given_up_by_its_age_and_can_be_tried_again(context: Flask, clock: Clock) -> None:
    def refuse(_payload: Mapping[str, Any]) -> None:
        raise Refused

    begun = clock()
    with transaction():
        enqueue("mail_somebody", {})
        enqueue("count", {"number": 1})
    runner = Runner({"mail_somebody": Work(refuse, outside=True), "count": Work(refuse)})
    while queue_state().unsent == 0:
        turn_to_the_next(clock)
        runner.drain()
    assert timedelta(days=4) <= clock() - begun + timedelta(hours=1) <= timedelta(days=4, hours=1)
    assert queue_state().failed == 2
    with transaction():
        assert (retry("mail_somebody"), retry("mail_somebody")) == (1, 0)
    seen: list[Mapping[str, Any]] = []
    assert Runner({"mail_somebody": Work(seen.append, outside=True)}).drain() == 1
    assert (len(seen), queue_state().failed, queue_state().unsent) == (1, 1, 0)


def test_waits_fill_the_time_that_was_promised() -> None:
    assert attempts_within(timedelta(seconds=10)) == 1
    assert attempts_within(timedelta(seconds=31)) == 3
    assert attempts_within(timedelta(days=2)) - attempts_within(timedelta(days=1)) == 24


@pytest.mark.parametrize("ends", ["waits", "lease", "still_leased"])
def test_a_database_that_goes_away_is_waited_for(
    context: Flask, clock: Clock, ends: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the runner asks it for just then: a look, a lease, or the mark of what is done."""
    with transaction():
        enqueue("note", {"number": 1})
    seen: list[int] = []
    answers, away = getattr(jobs, ends), iter([True, True, False])

    def ask(*words: Any, **named: Any) -> Any:
        clock.turn(minutes=1)
        if next(away, False):
            raise OperationalError("SELECT 1", {}, ConnectionError("gone"))
        return answers(*words, **named)

    def note_and_stop(payload: Mapping[str, Any]) -> None:
        seen.append(payload["number"])
        runner.stop()

    runner = Runner({"note": Work(note_and_stop)}, lease=timedelta())
    monkeypatch.setattr(jobs, ends, ask)
    runner.run(pause=0.01)
    assert seen == [1]
    assert caplog.text.count("The database does not answer (ConnectionError)") >= 1


def test_what_another_worker_has_in_hand_is_not_looked_for_at_once(context: Flask, clock: Clock) -> None:
    with transaction():
        enqueue("note", {"number": 1})
    looks = 0

    def look(*_words: Any, **_named: Any) -> None:
        nonlocal looks
        looks += 1

    runner = Runner({"note": record_of([])})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "lease", look)
        assert runner.drain() == 0
    assert looks == 1


def test_a_mail_server_that_hangs_does_not_delay_the_clocks(context: Flask, clock: Clock) -> None:
    order: list[str] = []
    with transaction():
        for number in range(3):
            enqueue("mail", {"number": number})
    clock.turn(minutes=10)
    with transaction():
        enqueue("clocks", {})
    works = {
        "mail": Work(lambda _payload: order.append("mail"), outside=True),
        "clocks": Work(lambda _payload: order.append("clocks")),
    }
    Runner(works).drain()
    assert order == ["clocks", "mail", "mail", "mail"]
