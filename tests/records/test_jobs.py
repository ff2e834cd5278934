"""Jobs are done at least once and, inside the database, once: whatever happens to their workers."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.records.counters import CounterDelta, count
from portal.records.job_runner import Runner, Work
from portal.records.jobs import ATTEMPTS, Job, enqueue, lateness, purge, queue_state
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.databases import ROOT

Start = Callable[[float], subprocess.Popen[bytes]]


@pytest.fixture
def start_worker(database_url: str, tmp_path: Path) -> Iterator[Start]:
    started = []

    def start(lease: float) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.records.job_worker", database_url, str(tmp_path), str(lease)]
        started.append(subprocess.Popen(command, cwd=ROOT))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def all_done() -> bool:
    db.session.rollback()
    return queue_state().waiting == 0


def effects() -> Counter[str]:
    db.session.rollback()
    return Counter(db.session.scalars(select(CounterDelta.figure)))


@pytest.mark.slow
def test_each_of_five_hundred_jobs_has_its_effect_once_under_three_workers(context: Flask, start_worker: Start) -> None:
    with transaction():
        for number in range(500):
            enqueue("count", {"number": number})
    for _ in range(3):
        start_worker(60)
    wait_until(all_done, 60)
    assert effects() == {f"job {number}": 1 for number in range(500)}
    assert set(db.session.scalars(select(Job.attempts))) == {1}


@pytest.mark.slow
def test_a_worker_killed_before_its_commit_leaves_the_job_to_another(
    context: Flask, start_worker: Start, tmp_path: Path
) -> None:
    with transaction():
        enqueue("count-and-hang", {"number": 1})
    first = start_worker(1)
    wait_until((tmp_path / "count.started").exists)
    first.kill()
    first.wait()
    assert effects() == {}
    start_worker(1)
    wait_until(all_done)
    assert effects() == {"job 1": 1}


@pytest.mark.slow
def test_a_worker_killed_between_effect_and_mark_loses_nothing(
    context: Flask, start_worker: Start, tmp_path: Path
) -> None:
    with transaction():
        enqueue("post-and-hang", {"number": 1})
    first = start_worker(1)
    wait_until((tmp_path / "post.started").exists)
    first.kill()
    first.wait()
    assert not all_done()
    start_worker(1)
    wait_until(all_done)
    assert (tmp_path / "posted").read_text() == "1\n1\n"  # at least once: the receiver tells repeats by their key


@pytest.mark.slow
def test_a_worker_told_to_stop_finishes_the_job_in_hand_and_begins_no_other(
    context: Flask, start_worker: Start, tmp_path: Path
) -> None:
    with transaction():
        enqueue("count-slowly", {"number": 1})
        enqueue("count", {"number": 2})
    worker = start_worker(60)
    wait_until((tmp_path / "slow.started").exists)
    worker.terminate()
    assert worker.wait(20) == 0
    assert effects() == {"job 1": 1}


def record_of(seen: list[int]) -> Work:
    return Work(lambda payload: seen.append(payload["number"]))


def test_a_job_exists_only_if_its_cause_was_kept(context: Flask) -> None:
    with pytest.raises(KeyError), transaction():
        enqueue("note", {"number": 1})
        raise KeyError
    seen: list[int] = []
    Runner({"note": record_of(seen)}).drain()
    assert seen == []


def test_the_same_key_is_queued_once(context: Flask) -> None:
    seen: list[int] = []
    for _ in range(2):
        with transaction():
            enqueue("note", {"number": 1}, key="same")
            enqueue("note", {"number": 2}, key="same")
    Runner({"note": record_of(seen)}).drain()
    assert seen == [1]


def test_a_job_waits_for_its_time(context: Flask, clock: Clock) -> None:
    seen: list[int] = []
    runner = Runner({"note": record_of(seen)})
    with transaction():
        enqueue("note", {"number": 1}, run_at=clock() + timedelta(hours=1))
    assert runner.drain() == 0
    clock.turn(hours=1)
    assert runner.drain() == 1
    assert seen == [1]


class Refused(Exception):
    pass


def test_a_failing_job_is_tried_ever_later_and_then_left_for_people(context: Flask, clock: Clock) -> None:
    def refuse(_payload: Mapping[str, Any]) -> None:
        raise Refused("lin@example.org has no such mailbox")

    runner = Runner({"refuse": Work(refuse)})
    with transaction():
        enqueue("refuse", {})
    waits = []
    for _ in range(ATTEMPTS):
        assert runner.drain() == 1
        job = db.session.scalars(select(Job)).one()
        waits.append((job.run_at - clock()).total_seconds())
        db.session.rollback()
        clock.set(job.run_at)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280]
    assert runner.drain() == 0
    assert (queue_state().failed, queue_state().waiting) == (1, 0)
    assert job.last_error.startswith("Refused at test_jobs.py:")  # and not the words, which held an address


def test_what_a_failing_job_wrote_is_undone_and_others_go_on(context: Flask, clock: Clock) -> None:
    def write_and_fail(_payload: Mapping[str, Any]) -> None:
        count("half", 1)
        db.session.flush()
        raise Refused

    seen: list[int] = []
    with transaction():
        enqueue("fail", {})
        enqueue("note", {"number": 2})
    Runner({"fail": Work(write_and_fail), "note": record_of(seen)}).drain()
    assert effects() == {}
    assert seen == [2]


def test_a_job_that_ends_every_worker_is_given_up(context: Flask, clock: Clock) -> None:
    with transaction():
        enqueue("note", {"number": 1})
        db.session.scalars(select(Job)).one().attempts = ATTEMPTS
    seen: list[int] = []
    Runner({"note": record_of(seen)}).drain()
    assert seen == []
    assert queue_state().failed == 1


def test_an_effect_outside_may_not_write(context: Flask, clock: Clock) -> None:
    def write(_payload: Mapping[str, Any]) -> None:
        count("forbidden", 1)
        db.session.flush()

    with transaction():
        enqueue("write", {})
    Runner({"write": Work(write, outside=True)}).drain()
    assert effects() == {}
    assert db.session.scalars(select(Job.last_error)).one() != ""


def test_a_recurring_job_runs_once_in_each_of_its_times(context: Flask, clock: Clock) -> None:
    ran: list[Mapping[str, Any]] = []
    runner = Runner({"tick": Work(ran.append, every=timedelta(minutes=1))})
    for _ in range(3):
        runner.drain()
        runner.drain()
        clock.turn(minutes=1)
    assert len(ran) == 3
    clock.turn(hours=2)
    Runner({"tick": Work(ran.append, every=timedelta(minutes=1))}).drain()
    assert len(ran) == 4  # what a standing runner missed is not made up for


def test_a_standing_runner_shows_as_lateness(context: Flask, clock: Clock) -> None:
    assert lateness() == timedelta()
    Runner({"tick": Work(lambda _payload: None, every=timedelta(minutes=1))}).drain()
    assert lateness() == timedelta()
    clock.turn(minutes=11)
    assert lateness() == timedelta(minutes=10)


def test_done_jobs_are_purged_after_a_week_and_failed_ones_kept(context: Flask, clock: Clock) -> None:
    with transaction():
        enqueue("note", {"number": 1})
        enqueue("note", {"number": 2})
    Runner({"note": record_of([])}).drain()
    with transaction():
        second = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
        assert second is not None
        second.done_at, second.failed_at = None, clock()
    clock.turn(days=7)
    with transaction():
        assert purge() == 0
    clock.turn(seconds=1)
    with transaction():
        assert purge() == 1
    assert queue_state().failed == 1
