"""Ten thousand steps by anybody in any order: no case leaves the table, no figure is wrong, no chain breaks."""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Collection

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from portal.disposal import enacting
from portal.domain.permissions import Actor, Permission
from portal.domain.status import Outcome, Status
from portal.domain.workflow import TRANSITIONS, Action, Transition, steps
from portal.records.cases import Case
from portal.records.receipt_counts import count_receipt
from portal.records.receipts import ExecutionReceipt, take_receipt
from portal.records.tasks import Task
from portal.verification.verbs import accepting, resolving
from tests.conftest import Clock
from tests.stateful import deciding, drawing
from tests.stateful.doings import DOINGS, NOBODY_DOES
from tests.stateful.machine import Workflow
from tests.stateful.world import World

pytestmark = pytest.mark.slow

STEPS_A_RUN = 50
SHARDS = 6
RUNS = {"sqlite": 38, "postgresql": 7}
"""Of fifty steps each, in every shard; Hypothesis cuts a run short now and then."""
STEPS = {"sqlite": 1670, "postgresql": 250}
"""At least so many were really tried in a shard: six of them make ten thousand."""


@pytest.fixture
def world(context: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> World:
    """A portal with the cast and nothing else."""
    return World(clock, monkeypatch)


SHORTENED = (Phase.generate, Phase.shrink)
"""A fault is told by the shortest way to it; which lines only it ran is not worth the minutes."""


def run(driven: World, runs: int, phases: Collection[Phase] = SHORTENED) -> type[Workflow]:
    """Let the machine run; its class, which has counted."""

    class Run(Workflow):
        world = driven
        tried: Bag[str] = Bag()
        taken: Bag[str] = Bag()

    everyone = list(HealthCheck)
    chosen = settings(
        max_examples=runs,
        stateful_step_count=STEPS_A_RUN,
        deadline=None,
        suppress_health_check=everyone,
        phases=phases,
        database=None,
    )
    run_state_machine_as_test(Run, settings=chosen)
    return Run


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_is_done_every_case_stays_legal(world: World, shard: int) -> None:
    done = run(world, RUNS["sqlite"])
    assert done.tried.total() >= STEPS["sqlite"]
    assert done.taken.total() >= STEPS["sqlite"] / 3, "too little was possible: the run proves little"
    assert len(done.taken) >= len(DOINGS) / 2, f"never taken: {set(DOINGS) - set(done.taken)}"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whatever_is_done_every_case_stays_legal_on_postgresql(world: World) -> None:
    assert run(world, RUNS["postgresql"]).tried.total() >= STEPS["postgresql"]


ONCE = (Phase.generate,)
"""A control need not find the shortest way to its fault."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_control_a_row_too_many_in_the_table_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing before checking: the database's own guard has that pair of statuses, the reviewed table has not."""
    row = Transition(Status.SUBMITTED, Action.DISMISS, Status.CLOSED, Permission.CASE_DISMISS, None, frozenset(Outcome))
    monkeypatch.setattr(steps, "TRANSITIONS", (*TRANSITIONS, row))
    with pytest.raises(AssertionError, match="no such step in the table"):
        run(world, 100, ONCE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_control_a_status_written_past_the_one_function_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_it(case: Case, actor: Actor) -> None:
        case.status = Status.VERIFYING

    monkeypatch.setattr(accepting, "accept", write_it)
    with pytest.raises(AssertionError, match="the ledger ends at submitted"):
        run(world, 100, ONCE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_control_a_measure_ordered_a_second_time_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nobody looked what stands already: an order, and the decision that carries its measure.

    Both are of the one measure that is left, so that they meet soon.
    """
    monkeypatch.setattr(enacting, "standing", lambda *_: None)
    for room in (drawing, deciding):
        monkeypatch.setattr(room, "MEASURES_TRIED", ("M12",))
    with pytest.raises(AssertionError, match="is in force 2 times"):
        run(world, 200, ONCE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_control_a_resolution_counted_before_its_confirmation_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_and_count(case: Case, task: Task, actor: Actor, receipt: ExecutionReceipt) -> None:
        take_receipt(case, task, actor, receipt)
        count_receipt(case, task)

    monkeypatch.setattr(resolving, "take_receipt", take_and_count)
    with pytest.raises(AssertionError, match="kept, but done was"):
        run(world, 200, ONCE)


def test_every_action_is_done_by_somebody() -> None:
    assert {*DOINGS, *NOBODY_DOES} == set(Action)
