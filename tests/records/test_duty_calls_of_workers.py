"""The next on duty is called once, whatever happens to the workers that do it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from portal import clock
from portal.domain.duty import Rung
from portal.extensions import db
from portal.records.duty.calls import CALL_NEXT, DutyCall
from portal.records.jobs import Job
from portal.web.transaction import transaction
from tests.factories import case_of, send_tip, the_cast
from tests.records.test_duty_calls import URGENT
from tests.records.test_jobs import Start, start_worker, wait_until

__all__ = ["start_worker"]

pytestmark = pytest.mark.slow


def unanswered(amount: int) -> None:
    """So many urgent cases of Wei's platform, whose first ten minutes are over."""
    with transaction():
        the_cast()
        for _ in range(amount):
            case_of(send_tip(urgency=URGENT))
        db.session.execute(db.update(Job).where(Job.kind == CALL_NEXT).values(run_at=clock.now()))


def called() -> Counter[Rung]:
    db.session.rollback()
    return Counter(db.session.scalars(db.select(DutyCall.rung)))


def climbed() -> int:
    db.session.rollback()
    done = db.select(db.func.count()).select_from(Job).where(Job.kind == CALL_NEXT, Job.done_at.is_not(None))
    return db.session.scalar(done) or 0


def test_two_workers_call_the_next_of_each_case_once(context: Flask, start_worker: Start) -> None:
    unanswered(30)
    for _ in range(2):
        start_worker(60)
    wait_until(lambda: climbed() == 30, 60)
    assert called() == {Rung.HEADS: 30, Rung.REGULATOR: 30}


def test_a_worker_killed_while_it_calls_leaves_the_call_to_another(
    context: Flask, start_worker: Start, tmp_path: Path
) -> None:
    (tmp_path / "climb.hangs").touch()
    unanswered(1)
    first = start_worker(1)
    wait_until((tmp_path / "climb.started").exists)
    first.kill()
    first.wait()
    assert called() == {Rung.HEADS: 1}  # nothing of what it did was kept
    start_worker(1)
    wait_until(lambda: climbed() == 1)
    assert called() == {Rung.HEADS: 1, Rung.REGULATOR: 1}
    letters = db.session.scalars(db.select(Job.key).where(Job.kind == "mail_colleague"))
    assert len(set(letters)) == 3  # Wei; Qian and Wu
