"""What ends by itself when its time is over: questions, interim orders, measures of a set time."""

from datetime import timedelta

from flask import Flask

from portal.disposal.executing import execute
from portal.disposal.interim import ratify
from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.records.clocks import pause
from portal.records.tasks import TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    accepted,
    case_of,
    send_tip,
    tasks_of,
    the_cast,
)
from tests.records.clock_runs import ADDRESS, asked, entries, notices, ordered, receipt_of, run_twice


def test_a_clock_that_stands_still_does_not_run_out(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(ADDRESS)
        case = accepted(case_of(receipt), cast.wei)
        asked(case, cast, receipt.tip_id)
        assert pause(case)
        clock.turn(days=8)
        run_twice()
        assert (entries(), case.paused_at is not None) == ([], True)


def test_an_unanswered_question_expires_and_the_clock_runs_again(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(ADDRESS)
        case = accepted(case_of(receipt), cast.wei)
        due, request = case.due_at, asked(case, cast, receipt.tip_id)
        assert due is not None
        pause(case)
        clock.turn(days=9, seconds=1)
        run_twice()
        assert request.expired_at == clock()
        assert (case.paused_at, case.due_at) == (None, due + timedelta(days=9, seconds=1))
        assert entries() == [(Action.LAPSE, "supplement")]


def test_a_second_reporter_ends_the_waiting_for_the_first(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(ADDRESS)
        case = accepted(case_of(receipt), cast.wei)
        asked(case, cast, receipt.tip_id)
        pause(case)
        send_tip(ADDRESS)
        run_twice()
        assert case.paused_at is None


def test_an_order_that_nobody_carried_out_falls_away(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case, task = ordered(cast)
        clock.turn(hours=72)
        run_twice()
        assert (task.dropped_at, task.lifted_at) == (clock(), None)
        assert tasks_of(case, TaskKind.LIFT) == []
        assert (Action.LAPSE, "lapsed") in entries()
        assert ("lapsed", "cyberspace") in notices()


def test_an_order_that_was_carried_out_is_undone_when_it_lapses(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case, task = ordered(cast)
        execute(case, task, cast.wei, receipt_of(task))
        clock.turn(hours=72)
        run_twice()
        (undoing,) = tasks_of(case, TaskKind.LIFT)
        assert task.lifted_at == clock()
        assert (undoing.undoes_id, undoing.measure, undoing.executor_id) == (task.id, "M12", task.executor_id)
        assert ("task", "xingyun") in notices()


def test_a_ratified_order_stays(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case, task = ordered(cast)
        ratify(case, task, cast.wu)
        ratify(case, task, cast.zhou)
        clock.turn(hours=80)
        run_twice()
        assert (task.dropped_at, task.lifted_at) == (None, None)
        assert (Action.LAPSE, "lapsed") not in entries()


def test_an_order_may_lapse_after_its_case_was_closed(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case, task = ordered(cast)
        execute(case, task, cast.wei, receipt_of(task))
        case.sample = 99
        advance(case, Action.DISMISS, cast.wei, outcome=Outcome.UNSUBSTANTIATED)
        clock.turn(hours=72)
        run_twice()
        (undoing,) = tasks_of(case, TaskKind.LIFT)
        clock.set(undoing.due_at + timedelta(seconds=1))
        run_twice()
        assert undoing.escalated_at == clock()


def test_a_measure_of_a_set_time_is_lifted_when_it_is_over(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case, task = ordered(cast)
        execute(case, task, cast.wei, receipt_of(task))
        task.ratified_at, task.days = clock(), 30
        clock.turn(days=30, seconds=-1)
        run_twice()
        assert task.lifted_at is None
        clock.turn(seconds=1)
        run_twice()
        assert task.lifted_at == clock()
        assert len(tasks_of(case, TaskKind.LIFT)) == 1
        assert (Action.LAPSE, "expired") in entries()
