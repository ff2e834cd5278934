"""What came back opens its task again, once, and counts once."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.disposal.concluding import conclude
from portal.disposal.executing import execute
from portal.domain.measures import Counter
from portal.domain.permissions import SYSTEM, Actor
from portal.domain.priority import Priority
from portal.domain.rechecks import Why
from portal.domain.status import Outcome, Status
from portal.domain.visibility import visible_parts
from portal.extensions import db
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.case_view.work import read_tasks
from portal.records.cases import Case
from portal.records.clocks.sweep import run_clocks
from portal.records.counters import CounterDelta
from portal.records.findings import ProposedMeasure
from portal.records.ledger import LedgerEntry
from portal.records.lifting import lift_everything
from portal.records.people import User
from portal.records.receipt_counts import count_receipt, take_back_own_measures
from portal.records.receipts import ExecutionReceipt
from portal.records.rechecks import marks_of
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.confirming import confirm
from portal.verification.verbs.resolving import OwnMeasure, resolve
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, carried_out, case_of, send_tip, tasks_of, the_cast
from tests.records.looks import ADDRESS, REMOVED, Seeing, removed, runner


def came_back(task: Task) -> Task:
    """The task that is open again after a look."""
    runner(Seeing(Why.ANSWERS)).drain()
    again: Task = db.session.scalars(db.select(Task).where(Task.replaces_id == task.id)).one()
    return again


def sums() -> dict[str, int]:
    query = db.select(CounterDelta.figure, db.func.sum(CounterDelta.amount)).group_by(CounterDelta.figure)
    return {figure: int(amount) for figure, amount in db.session.execute(query)}


def test_what_came_back_opens_its_task_again_in_a_closed_case_and_counts_once(context: Flask, clock: Clock) -> None:
    first = removed()
    with transaction():
        case = db.session.get_one(Case, first.case_id)
        carried_out(case, the_executor(first), REMOVED)
        conclude(case, the_lead(case), Outcome.SUBSTANTIATED, "It was made to deceive.")
    counted = sums()
    again = came_back(first)
    case, first = db.session.get_one(Case, case.id), db.session.get_one(Task, first.id)
    assert (case.status, again.is_open, first.in_force) == (Status.CLOSED, True, False)
    assert (again.measure, again.executor_id, again.kind) == ("M11", first.executor_id, TaskKind.DISPOSAL)
    assert again.due_at > again.ordered_at
    entry = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.action == "relapse")).one()
    assert (entry.role, entry.body) == ("system", {"task": first.id, "measure": "M11"})
    with transaction():
        carried_out(db.session.get_one(Case, case.id), the_executor(again), REMOVED)
    assert db.session.get_one(Task, again.id).in_force
    figures = ("information", "measures_taken")
    assert [sums()[one] for one in figures] == [counted[one] for one in figures]


def test_the_page_says_that_a_measure_goes_on_and_only_of_one_that_was_lifted_that_it_was(
    context: Flask, clock: Clock
) -> None:
    first = removed()
    again = came_back(first)
    with transaction():
        case = db.session.get_one(Case, first.case_id)
        carried_out(case, the_executor(again), REMOVED)
        lift_everything(case, the_lead(case))
    lead = the_lead(case)
    seen = {one.id: one for one in read_tasks(Look(case=case, actor=lead, parts=visible_parts(lead, facts(case))))}
    assert [seen[one.id].goes_on for one in (first, again)] == [True, False]
    assert all(seen[one.id].lifted_at for one in (first, again))


def test_a_task_that_is_open_again_is_looked_at_anew_and_the_old_one_no_more(context: Flask, clock: Clock) -> None:
    first = removed()
    again = came_back(first)
    with transaction():
        carried_out(db.session.get_one(Case, again.case_id), the_executor(again), REMOVED)
    clock.turn(days=8)
    looker = Seeing(*[Why.NOT_FOUND] * 3)
    runner(looker).drain()
    assert len(looker.asked) == 3
    assert {task.id: len(marks) for task in (first, again) for marks in [marks_of([fresh(task)])[task.id]]} == {
        first.id: 1,
        again.id: 3,
    }


def fresh(task: Task) -> Task:
    return db.session.get_one(Task, task.id, populate_existing=True)


def the_executor(task: Task) -> Actor:
    return somebody_of(task.executor_id)


def the_lead(case: Case) -> Actor:
    return somebody_of(case.lead_agency_id)


def somebody_of(organization_id: int | None) -> Actor:
    people = db.session.scalars(db.select(User).where(User.organization_id == organization_id).order_by(User.id))
    user: User = next(iter(people))
    return user.to_actor()


def test_a_case_that_is_being_carried_out_waits_for_the_task_that_is_open_again(context: Flask, clock: Clock) -> None:
    again = came_back(removed())
    case = db.session.get_one(Case, again.case_id)
    assert (case.status, case.due_at) == (Status.IN_DISPOSAL, again.due_at)


def test_what_ends_the_measures_of_a_case_drops_a_task_that_is_open_again(context: Flask, clock: Clock) -> None:
    again = came_back(removed())
    with transaction():
        lifted = lift_everything(db.session.get_one(Case, again.case_id), SYSTEM)
    assert (lifted, fresh(again).dropped_at is not None) == ([], True)


def test_a_task_that_is_open_again_and_not_answered_is_overdue_like_any(context: Flask, clock: Clock) -> None:
    again = came_back(removed())
    clock.turn(days=60)
    with transaction():
        run_clocks({})
    assert fresh(again).escalated_at is not None


def test_a_platforms_own_measure_that_came_back_counts_nothing_once_the_case_is_opened_again(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
        own = OwnMeasure(ProposedMeasure("M11"), "Removed today.", {Counter.INFORMATION: 7})
        resolve(case, cast.wei, [own], ground="The post is gone.", opinion="Looked at it before and after.")
        first = tasks_of(case, TaskKind.OWN_MEASURE)[0]
        count_receipt(case, first)
    again = came_back(first)
    assert sums()[Counter.INFORMATION] == 7
    with transaction():
        take_back_own_measures(db.session.get_one(Case, again.case_id))
    assert sums()[Counter.INFORMATION] == 0


@pytest.mark.parametrize("seen", ["before the confirmation", "after it"])
def test_a_platforms_own_measure_that_came_back_is_counted_once_it_is_carried_out_again(
    context: Flask, clock: Clock, seen: str
) -> None:
    """Nothing closes the case a second time, to count what was removed the second time."""
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
        case.priority = Priority.P0
        own = OwnMeasure(ProposedMeasure("M11"), "Removed today.", {Counter.INFORMATION: 7})
        resolve(case, cast.wei, [own], ground="The post is gone.", opinion="Looked at it before and after.")
        first = tasks_of(case, TaskKind.OWN_MEASURE)[0]
    again = came_back(first) if seen == "before the confirmation" else None
    with transaction():
        confirm(db.session.get_one(Case, case.id), cast.qian)
    again = again or came_back(first)
    with transaction():
        receipt = ExecutionReceipt("Removed again.", {Counter.INFORMATION: 9})
        execute(db.session.get_one(Case, case.id), db.session.get_one(Task, again.id), cast.wei, receipt)
    assert (sums()[Counter.INFORMATION], sums()["measures_taken"]) == (9, 1)


def by_month(figure: str) -> dict[str, int]:
    found = db.session.execute(db.select(CounterDelta.day, CounterDelta.amount).where(CounterDelta.figure == figure))
    months: dict[str, int] = {}
    for day, amount in found:
        months[f"{day:%Y-%m}"] = months.get(f"{day:%Y-%m}", 0) + int(amount)
    return {month: amount for month, amount in months.items() if amount}


@pytest.mark.parametrize(("stated", "later"), [(1, {}), (4, {"2026-04": 3})], ids=["as much", "more than before"])
def test_what_was_counted_in_an_ended_month_stays_there_whatever_comes_back(
    context: Flask, clock: Clock, stated: int, later: dict[str, int]
) -> None:
    """It was removed then; the same things removed again are not removed once more."""
    first = removed()
    clock.turn(days=31)
    again = came_back(first)
    for _ in range(2):
        with transaction():
            case, task = db.session.get_one(Case, again.case_id), db.session.get_one(Task, again.id)
            if task.is_open:
                receipt = ExecutionReceipt("Removed again.", {Counter.INFORMATION: stated})
                execute(case, task, the_executor(task), receipt)
            count_receipt(case, task)
    assert by_month("information") == {"2026-03": 1} | later
    assert by_month("measures_taken") == {"2026-03": 1}
