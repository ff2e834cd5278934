"""Every step is told, also one that leaves the version of the case alone."""

from datetime import timedelta

from flask import Flask

from portal.disposal.executing import substitute
from portal.extensions import db
from portal.intake.corresponding import answer_supplement, write_message
from portal.records.case_facts import facts
from portal.records.clocks.sweep import run_clocks
from portal.records.notices import tell_reporters
from portal.verification.verbs.asking import ask_supplement
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, organization, referred, send_tip, signed, tasks_of, the_cast
from tests.records.clock_runs import ADDRESS, forget_notices, notices


def test_a_second_message_is_told_as_the_first_was(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(ADDRESS)
        accepted(case_of(receipt), cast.wei)
        forget_notices()
        write_message(receipt.tip_id, 0, "The first.", "1")
        write_message(receipt.tip_id, 0, "He struck again.", "2")
        write_message(receipt.tip_id, 0, "He struck again.", "2")  # a double click
        assert notices() == [("supplement", "xingyun")] * 2


def test_the_answer_of_every_reporter_is_told(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipts = [send_tip(ADDRESS), send_tip(ADDRESS)]
        case = accepted(case_of(receipts[0]), cast.wei)
        for label in "AB":
            ask_supplement(case, cast.wei, label, "Which account?")
        forget_notices()
        for number, receipt in enumerate(receipts):
            answer_supplement(receipt.tip_id, 0, f"Answer {number}.")
        assert notices() == [("supplement", "xingyun")] * 2


def test_each_task_that_runs_late_is_told(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(ADDRESS)), cast.wei, "M31", "M22"), cast.qian, cast.zhou)
        forget_notices()
        for task in sorted(tasks_of(case), key=lambda task: task.due_at):
            clock.set(task.due_at + timedelta(seconds=61))
            run_clocks({})
        assert notices().count(("task_overdue", "cyberspace")) == 2


def test_the_same_step_is_told_once(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
        for _ in range(2):
            tell_reporters(case, "accepted")
        assert db.session.execute(db.text("SELECT count(*) FROM jobs")).scalar_one() == 1


def test_a_substitute_hears_of_the_task_and_has_its_own_time(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(ADDRESS)), cast.wei, "M31"), cast.qian, cast.zhou)
        (task,) = tasks_of(case)
        clock.set(task.due_at + timedelta(hours=1))
        run_clocks({})
        assert case.escalated_at is not None
        forget_notices()
        given = substitute(case, task, cast.qian, organization("bailu"), "The executor was silent.")
        assert notices() == [("task", "bailu")]
        assert case.due_at == given.due_at
        assert [case.escalated_at, case.lead_due_at] == [None, None]
        clock.set(given.due_at)
        run_clocks({})
        assert not facts(case).lead_overdue
        clock.turn(seconds=61)
        run_clocks({})
        db.session.flush()
        assert case.overdue
        assert case.escalated_at == clock()


def test_a_substitute_outside_the_portal_has_its_time_too(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(ADDRESS)), cast.wei, "M31"), cast.qian, cast.zhou)
        (task,) = tasks_of(case)
        clock.set(task.due_at + timedelta(hours=1))
        forget_notices()
        given = substitute(case, task, cast.qian, "The app's own provider", "The executor was silent.")
        assert (notices(), case.due_at) == ([], given.due_at)
