"""What a receipt says is gone is looked at again, three times, and what was seen is kept once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.measures import MEASURES, Counter
from portal.domain.permissions import SYSTEM
from portal.domain.rechecks import PROBES, Probe, Result, Span, Why, probe_of
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.jobs import Job
from portal.records.lifting import lift
from portal.records.probing import Outside
from portal.records.rechecks import RECHECK, Recheck, keep_result, marks_of, stayed_gone
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.resolving import OwnMeasure, resolve, take_interim_measure
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, accepted, carried_out, case_of, refer, referred, send_tip, signed, tasks_of, the_cast
from tests.records.looks import ADDRESS, REMOVED, Seeing, removed, runner
from tests.records.outside_world import WORDS, World, a_world, says


def seen() -> list[tuple[Span, Result | None]]:
    db.session.expire_all()
    return [(one.span, one.result) for one in db.session.scalars(db.select(Recheck).order_by(Recheck.due_at))]


def test_a_receipt_plans_three_looks_and_each_is_made_when_it_is_due(context: Flask, clock: Clock) -> None:
    removed()
    looker = Seeing(Why.NOT_FOUND, Why.TOO_SLOW, Why.ANSWERS)
    assert seen() == [(Span.AT_ONCE, None), (Span.DAY, None), (Span.WEEK, None)]
    for hours, results in (
        (0, [Result.STILL_GONE, None, None]),
        (23, [Result.STILL_GONE, None, None]),
        (1, [Result.STILL_GONE, Result.COULD_NOT_TELL, None]),
        (6 * 24, [Result.STILL_GONE, Result.COULD_NOT_TELL, Result.CAME_BACK]),
    ):
        clock.turn(hours=hours)
        runner(looker).drain()
        assert [result for _, result in seen()] == results
    assert looker.asked == [(Probe.PAGE, ADDRESS)] * 3


def test_a_platforms_own_measure_is_looked_at_too(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
        own = OwnMeasure(ProposedMeasure("M11"), "Removed today.", {Counter.INFORMATION: 1})
        resolve(case, cast.wei, [own], ground="The post is gone.", opinion="Looked at it before and after.")
    assert len(seen()) == 3


def hidden_in_the_meantime(cast: Cast) -> tuple[Case, Task]:
    """A case that is being checked, and what its platform did until the decision."""
    case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
    hidden = OwnMeasure(ProposedMeasure("M12"), "Hidden today.", {Counter.INFORMATION: 1})
    return case, take_interim_measure(case, cast.wei, hidden)


def test_a_measure_of_the_meantime_is_looked_at_from_the_day_a_decision_makes_it_its_own(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        case, task = hidden_in_the_meantime(cast)
    clock.turn(days=2)
    assert seen() == []
    with transaction():
        refer(case, cast.wei, "M12")
        signed(case, cast.qian)
    assert [
        (one.span, one.due_at - clock()) for one in db.session.scalars(db.select(Recheck).order_by(Recheck.id))
    ] == [
        (Span.AT_ONCE, timedelta()),
        (Span.DAY, timedelta(days=1)),
        (Span.WEEK, timedelta(days=7)),
    ]
    clock.turn(days=8)
    runner(Seeing(Why.NOT_FOUND, Why.NOT_FOUND, Why.ANSWERS)).drain()
    assert [result for _, result in seen()] == [Result.STILL_GONE, Result.STILL_GONE, Result.CAME_BACK]
    [again] = [one for one in tasks_of(case) if one.is_open]
    assert (again.replaces_id, again.measure) == (task.id, "M12")


def test_control_a_measure_of_the_meantime_that_the_decision_leaves_out_is_not_looked_at(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        case, task = hidden_in_the_meantime(cast)
        refer(case, cast.wei, "M10")
        signed(case, cast.qian)
    assert (task.kind, task.lifted_at is None, seen()) == (TaskKind.INTERIM, False, [])


def test_a_measure_that_nobody_sees_from_outside_is_left_to_a_person(context: Flask, clock: Clock) -> None:
    task = removed(measure="M10")
    assert seen() == []
    assert marks_of([task]) == {}


def test_a_receipt_that_is_not_kept_plans_nothing(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(ADDRESS)), cast.wei, "M11"), cast.qian)
    with pytest.raises(RuntimeError), transaction():
        carried_out(case, cast.wei, REMOVED)
        raise RuntimeError
    assert seen() == []
    assert db.session.scalars(db.select(Job).where(Job.kind == RECHECK)).all() == []


def test_a_measure_that_was_lifted_is_not_looked_at_any_more(context: Flask, clock: Clock) -> None:
    task = removed()
    looker = Seeing(Why.NOT_FOUND)
    runner(looker).drain()
    with transaction():
        task = db.session.get_one(Task, task.id)
        lift(task.case, task, SYSTEM)
    assert [mark.span for mark in marks_of([db.session.get_one(Task, task.id)])[task.id]] == [Span.AT_ONCE]
    clock.turn(days=8)
    runner(looker).drain()
    assert seen() == [(Span.AT_ONCE, Result.STILL_GONE)]
    assert len(looker.asked) == 1


def test_a_look_that_was_made_is_not_made_over(context: Flask, clock: Clock) -> None:
    removed()
    runner(Seeing(Why.NOT_FOUND)).drain()
    first = db.session.scalars(db.select(Recheck).order_by(Recheck.due_at)).first()
    assert first is not None
    with transaction():
        keep_result({RECHECK: first.id}, Why.ANSWERS)
    assert seen()[0] == (Span.AT_ONCE, Result.STILL_GONE)


def held() -> list[tuple[int, bool]]:
    query = db.select(Task.id, stayed_gone()).where(Task.kind == TaskKind.DISPOSAL).order_by(Task.id)
    return [(task_id, bool(stayed)) for task_id, stayed in db.session.execute(query)]


def test_a_measure_that_held_for_a_week_is_known_and_no_earlier(context: Flask, clock: Clock) -> None:
    task = removed()
    looker = Seeing(*[Why.NOT_FOUND] * 3)
    clock.turn(days=2)
    runner(looker).drain()
    assert held() == [(task.id, False)]
    clock.turn(days=5)
    runner(looker).drain()
    assert held() == [(task.id, True)]


def told_of_a_relapse() -> list[int]:
    jobs = db.session.scalars(db.select(Job).where(Job.kind == "tell_colleagues").order_by(Job.id))
    return sorted(job.payload["organization"] for job in jobs if job.payload["event"] == "came_back")


def test_the_lead_agency_and_the_executor_hear_of_a_relapse_and_of_nothing_else(context: Flask, clock: Clock) -> None:
    task = removed()
    runner(Seeing(Why.NOT_FOUND)).drain()
    clock.turn(days=1)
    runner(Seeing(Why.TOO_SLOW)).drain()
    assert told_of_a_relapse() == []
    clock.turn(days=6)
    runner(Seeing(Why.ANSWERS)).drain()
    task = db.session.get_one(Task, task.id)
    assert told_of_a_relapse() == sorted([task.executor_id or 0, task.case.lead_agency_id])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as running:
        yield running


def test_a_page_that_comes_back_within_the_week_is_found(context: Flask, clock: Clock, world: World) -> None:
    """The whole way, against servers that answer: rule, row, job, client, result."""
    removed()

    class Here(Outside):
        """The target's address leads to the test's own server."""

        def look(self, probe: Probe, address: str) -> Why:
            return super().look(probe, world.url("/v/1"))

    here = runner(Here(world.client()))
    here.drain()
    world.pages["/v/1"] = says(WORDS)
    clock.turn(hours=24)
    here.drain()
    assert [result for _, result in seen()] == [Result.STILL_GONE, Result.CAME_BACK, None]
    assert world.inward_connections == 0


WORKER = """
import sys, time
from functools import partial
from pathlib import Path
from portal import create_app
from portal.config import Settings
from portal.domain.permissions import SYSTEM
from portal.domain.rechecks import Why
from portal.records.job_runner import Runner, Work
from portal.records.receipts import ExecutionReceipt
from portal.records.rechecks import RECHECK, keep_result, look_again
class Hanging:
    def look(self, probe, address):
        Path(sys.argv[1], "looking").touch()
        time.sleep(60)
app = create_app(Settings.from_environment({"DATABASE_URL": sys.argv[2], "PORTAL_DATA": sys.argv[1]}))
with app.app_context():
    Runner({RECHECK: Work(partial(look_again, looker=Hanging()), outside=True, keep=keep_result)}).drain()
"""


@pytest.mark.slow
def test_a_worker_killed_while_it_looks_leaves_the_look_to_another(
    context: Flask, database_url: str, tmp_path: Path
) -> None:
    removed()
    process = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path), database_url])
    end = time.monotonic() + 30
    while not (tmp_path / "looking").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    process.kill()
    process.wait()
    with transaction():
        leased = db.session.scalars(db.select(Job).where(Job.kind == RECHECK, Job.leased_until.is_not(None))).one()
        leased.leased_until = leased.run_at  # its minute is over
    runner(Seeing(Why.NOT_FOUND)).drain()
    assert seen()[0] == (Span.AT_ONCE, Result.STILL_GONE)


def test_only_what_was_reported_itself_is_looked_up() -> None:
    assert probe_of("M22", TargetType.ACCOUNT, "https://xingyun.example/u/1") is Probe.PAGE
    assert probe_of("M22", TargetType.CONTENT, ADDRESS) is None  # the account behind the post has another address
    assert probe_of("M40", TargetType.WEBSITE, "https://bad.example/") is Probe.NAME
    assert probe_of("M31", TargetType.APP, "com.bad.app") is None
    assert probe_of("M10", TargetType.CONTENT, ADDRESS) is None


def test_every_measure_with_a_probe_is_in_the_catalogue_and_can_be_lifted() -> None:
    assert set(PROBES) <= set(MEASURES)
    assert all(MEASURES[code].reversible for code in PROBES)
