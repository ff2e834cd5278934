"""The official counters count an object once, however often a measure on it is stated, taken over or restated."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.disposal.appealing import vary
from portal.disposal.concluding import conclude
from portal.disposal.executing import execute, substitute
from portal.disposal.interim import order
from portal.disposal.leading import reopen
from portal.domain.errors import MeasureNotAllowed
from portal.domain.measures import Counter
from portal.domain.permissions import Role
from portal.domain.priority import Urgency
from portal.domain.status import Outcome, Status
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from portal.records.findings import ProposedMeasure
from portal.records.ledger import LedgerEntry
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.confirming import confirm, return_to_desk
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.resolving import OwnMeasure, resolve, take_interim_measure
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    Cast,
    accepted,
    add_person,
    appealed,
    case_of,
    organization,
    refer,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)

TEN = {Counter.INFORMATION: 10}
HIDDEN = OwnMeasure(ProposedMeasure("M12"), "Hidden since today.", TEN)
REMOVED = OwnMeasure(ProposedMeasure("M11"), "Removed today.", TEN)
WORDS = {"ground": "The post is gone.", "opinion": "Looked at the post before and after."}


def counted() -> tuple[int, int]:
    """How many pieces of information, and how many times a measure was carried out."""
    sums = db.session.execute(select(CounterDelta.figure, func.sum(CounterDelta.amount)).group_by(CounterDelta.figure))
    figures: dict[str, int] = {figure: int(amount) for figure, amount in sums}
    return figures.get(Counter.INFORMATION, 0), figures.get("measures_taken", 0)


def in_force(case: Case) -> list[tuple[TaskKind, str | None]]:
    tasks = db.session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.id))
    return [(task.kind, task.measure) for task in tasks if task.in_force]


def checking(cast: Cast, urgency: frozenset[Urgency] = frozenset()) -> Case:
    case = accepted(case_of(send_tip("https://xingyun.example/v/1", urgency=urgency)), cast.wei)
    case.sample = 99
    return case


def decided(cast: Cast, *codes: str) -> Case:
    """A case closed by a joint decision of these measures on content."""
    case = checking(cast)
    refer(case, cast.wei, *codes)
    signed(case, cast.qian)
    for task in tasks_of(case):
        execute(case, task, cast.wei, ExecutionReceipt("Gone.", TEN))
    conclude(case, cast.qian, Outcome.SUBSTANTIATED, "Shown.")
    return case


def test_a_decision_takes_over_what_the_platform_did_in_the_meantime(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        take_interim_measure(case, cast.wei, HIDDEN)
        refer(case, cast.wei, "M12")
        signed(case, cast.qian)
        assert [task.is_open for task in tasks_of(case)] == [False]
        conclude(case, cast.qian, Outcome.SUBSTANTIATED, "Shown.")
        (taken,) = tasks_of(case)
        entry = db.session.scalars(
            select(LedgerEntry).where(LedgerEntry.case_id == case.id, LedgerEntry.action == "approve")
        ).one()
    assert (counted(), in_force(case)) == ((10, 1), [(TaskKind.DISPOSAL, "M12")])
    assert (entry.body or {})["taken_over"] == [{"task": taken.id, "measure": "M12", "kind": "interim"}]


def test_control_another_measure_of_the_decision_is_a_task_and_counts(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        take_interim_measure(case, cast.wei, HIDDEN)
        refer(case, cast.wei, "M12", "M13")
        signed(case, cast.qian)
        (task,) = [one for one in tasks_of(case) if one.is_open]
        execute(case, task, cast.wei, ExecutionReceipt("No longer found.", TEN))
    assert (task.measure, counted()) == ("M13", (20, 2))


def test_an_order_not_carried_out_yet_becomes_the_decisions_only_task(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        task = order(case, cast.qian, "M12", "It spreads by the hour.")
        refer(case, cast.wei, "M12")
        signed(case, cast.wu)
        assert (tasks_of(case), task.is_open, task.ratified_at is not None) == ([task], True, True)
        execute(case, task, cast.wei, ExecutionReceipt("Hidden.", TEN))
    assert counted() == (10, 1)


def test_what_stands_is_not_ordered_again_in_the_meantime(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        take_interim_measure(case, cast.wei, HIDDEN)
        with pytest.raises(MeasureNotAllowed):
            order(case, cast.qian, "M12", "It spreads by the hour.")
        order(case, cast.qian, "M13", "It spreads by the hour.")
        with pytest.raises(MeasureNotAllowed):
            take_interim_measure(case, cast.wei, OwnMeasure(ProposedMeasure("M13"), "Not found now.", TEN))
    assert counted() == (10, 1)


def test_an_order_binds_a_platform_that_only_announced_its_measure(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        announced = take_interim_measure(case, cast.wei, OwnMeasure(ProposedMeasure("M12")))
        ordered = order(case, cast.qian, "M12", "It spreads by the hour.")
    assert (announced.is_open, ordered.is_open) == (False, True)


def test_a_decision_varied_to_more_orders_only_what_is_new(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(decided(cast, "M11"))
        vary(
            case, add_person("feng", "market", Role.SIGNATORY), "And a label.", [*map(ProposedMeasure, ("M11", "M10"))]
        )
        signed(case, cast.qian)
        (task,) = [task for task in tasks_of(case) if task.is_open]
        assert task.measure == "M10"
        execute(case, task, cast.wei, ExecutionReceipt("Labelled.", TEN))
        conclude(case, cast.wu, Outcome.SUBSTANTIATED, "Shown.")
    assert (counted(), in_force(case)) == ((20, 2), [(TaskKind.DISPOSAL, "M11"), (TaskKind.DISPOSAL, "M10")])


def test_own_measures_count_once_a_regulator_has_confirmed_and_not_before(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, frozenset({Urgency.DANGER}))
        resolve(case, cast.wei, [REMOVED], **WORDS)
        assert (case.status, counted()) == (Status.AWAITING_CONFIRMATION, (0, 0))
        return_to_desk(case, cast.qian, "Look at the second post as well.")
        resolve(case, cast.wei, [REMOVED], **WORDS)
        assert counted() == (0, 0)
        confirm(case, cast.qian)
    assert (counted(), in_force(case)) == ((10, 1), [(TaskKind.OWN_MEASURE, "M11")])


def test_an_interim_measure_that_ends_the_case_counts_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        take_interim_measure(case, cast.wei, HIDDEN)
        take_interim_measure(case, cast.wei, OwnMeasure(ProposedMeasure("M13"), "Not found now.", TEN))
        assert counted() == (20, 2)
        resolve(
            case, cast.wei, [OwnMeasure(ProposedMeasure("M12"), "Still hidden.", {Counter.INFORMATION: 12})], **WORDS
        )
    assert counted() == (22, 2)
    assert in_force(case) == [(TaskKind.OWN_MEASURE, "M12")]
    assert [task.measure for task in tasks_of(case, TaskKind.LIFT)] == ["M13"]


def test_reopening_takes_back_what_had_ended_the_case_until_it_closes_again(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        resolve(case, cast.wei, [REMOVED], **WORDS)
        assert counted() == (10, 1)
        clock.turn(days=40)
        reopen(case, cast.qian, "There is a second post.")
        assert counted() == (0, 0)
        resolve(case, cast.wei, [REMOVED], **WORDS)
        assert counted() == (10, 1)
        reopen(case, cast.qian, "It was no fake.")
        dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, **WORDS)
    assert (counted(), in_force(case)) == ((0, 0), [])


def test_an_own_measure_that_a_decision_carries_counts_when_that_is_concluded(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, frozenset({Urgency.DANGER}))
        resolve(case, cast.wei, [REMOVED], **WORDS)
        return_to_desk(case, cast.qian, "The agencies must look at this.")
        refer(case, cast.wei, "M11")
        signed(case, cast.wu)
        assert (tasks_of(case), counted()) == ([], (0, 0))
        conclude(case, cast.wu, Outcome.SUBSTANTIATED, "Shown.")
    assert counted() == (10, 1)


def test_a_platform_does_not_claim_as_its_own_what_the_agencies_ordered(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = decided(cast, "M11")
        reopen(case, cast.qian, "There is a second post.")
        with pytest.raises(MeasureNotAllowed):
            resolve(case, cast.wei, [REMOVED], **WORDS)


def test_a_task_goes_to_nobody_who_has_it_already(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(checking_abroad(cast), cast.wu, cast.zhou)
        at_xingyun, at_bailu = tasks_of(case)
        clock.turn(days=20)
        with pytest.raises(MeasureNotAllowed):
            substitute(case, at_xingyun, cast.qian, organization("bailu"), "No answer.")
        substitute(case, at_xingyun, cast.qian, "Operator of the index", "No answer.")
        with pytest.raises(MeasureNotAllowed):
            substitute(case, at_bailu, cast.qian, "Operator of the index", "No answer.")


def checking_abroad(cast: Cast) -> Case:
    """A case of unlinking on every platform, referred."""
    case = accepted(case_of(send_tip("https://far-away.example/")), cast.qian)
    refer(case, cast.qian, "M44")
    return case
