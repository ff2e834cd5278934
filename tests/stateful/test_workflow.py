"""Ten thousand steps by anybody in any order: no case leaves the table, no figure is wrong, no chain breaks.

A step is what somebody tries, whether it is taken or refused: after either, all must hold.
"""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Collection
from typing import NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from portal.disposal import enacting
from portal.domain.errors import StepNotAllowed
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

SHARDS = 4
STEPS = {"sqlite": 10_000 // SHARDS, "postgresql": 400}
"""At least so many are tried, in each shard."""
SHARE_TAKEN = 0.4
"""At least so much of it is not refused: a walk of refusals shows little."""
TIMES = 1
"""So often at least each kind is taken in each shard on SQLite, whatever its dice."""
STEPS_A_RUN, RUNS_A_ROUND, AIMS_A_ROUND = 50, 10, 5
MOST_ROUNDS = 20
"""Far more than is needed: a walk that takes longer is stuck."""


@pytest.fixture
def world(context: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> World:
    """A portal with the cast and nothing else."""
    return World(clock, monkeypatch)


class Walked(NamedTuple):
    """How often each kind of step was tried, and how often it was taken."""

    tried: Bag[str]
    taken: Bag[str]


SHORTENED = (Phase.generate, Phase.shrink)
"""A fault is told by the shortest way to it; which lines only it ran is not worth the minutes."""


def walk(driven: World, steps: int, times: int, shard: int = 0) -> Walked:
    """What is tried and taken until it is enough: so many steps, each kind so many times.

    The dice of each round are given by its number, so that a walk is the same whenever it is walked.
    What was taken least is what the runs of the next round aim at.
    """
    walked = Walked(Bag(), Bag())
    for number in range(MOST_ROUNDS):
        if walked.tried.total() >= steps and not lacking(walked.taken, times):
            break
        aims = sorted(DOINGS, key=lambda action: (walked.taken[action], action))[:AIMS_A_ROUND]
        further = run(driven, RUNS_A_ROUND, aims=aims, dice=1000 * shard + number)
        walked = Walked(walked.tried + further.tried, walked.taken + further.taken)
    return walked


def lacking(taken: Bag[str], times: int = 1) -> list[str]:
    """The kinds of action that were taken less often than that."""
    return [f"{action}: {taken[action]}" for action in DOINGS if taken[action] < times]


def run(
    driven: World,
    runs: int,
    phases: Collection[Phase] = SHORTENED,
    aims: Collection[Action] = tuple(DOINGS),
    dice: int = 0,
) -> Walked:
    """Let the machine run; what it has tried and taken."""
    aimed_at = aims

    class Run(Workflow):
        world = driven
        aims = aimed_at
        tried: Bag[str] = Bag()
        taken: Bag[str] = Bag()

    chosen = settings(
        max_examples=runs,
        stateful_step_count=STEPS_A_RUN,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=phases,
        database=None,
    )
    run_state_machine_as_test(seed(dice)(Run), settings=chosen)
    return Walked(Run.tried, Run.taken)


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_is_done_every_case_stays_legal(world: World, shard: int) -> None:
    """Ten thousand steps are tried, and no kind of them is never taken."""
    tried, taken = walk(world, STEPS["sqlite"], TIMES, shard)
    assert tried.total() >= STEPS["sqlite"]
    assert taken.total() >= SHARE_TAKEN * tried.total()
    assert not lacking(taken, TIMES)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whatever_is_done_every_case_stays_legal_on_postgresql(world: World) -> None:
    assert walk(world, STEPS["postgresql"], times=0).tried.total() >= STEPS["postgresql"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_control_a_kind_that_is_never_taken_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the desks' own verb refused whoever accepts a case: it is what a walk begins with."""
    assert "accept: 0" not in lacking(run(world, 3, ONCE).taken)

    def refuse(*_: object) -> None:
        raise StepNotAllowed()

    monkeypatch.setattr(accepting, "accept", refuse)
    assert "accept: 0" in lacking(run(world, 3, ONCE).taken)


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
