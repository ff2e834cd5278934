"""Whoever lets a clock run out is marked once, and whoever may act then is told."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.deadlines import STEP_OF_STATUS, Step
from portal.domain.priority import Urgency
from portal.domain.visibility import Part
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records import ledger
from portal.records.approvals import Approval
from portal.records.case_view.look import Look
from portal.records.case_view.past import LATE, read_history
from portal.records.cases import Case
from portal.records.clocks import extend, lapses, overdue, pause, sweep
from portal.records.clocks.figures import running_clocks
from portal.records.clocks.sweep import run_clocks
from portal.records.findings import ProposedMeasure
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.records.rounds import open_round
from portal.records.tasks import TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    accepted,
    case_of,
    organization,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)
from tests.records.clock_runs import ADDRESS, asked, entries, forget_notices, notices, run_twice


def test_a_silent_desk_is_marked_once_and_the_lead_agency_told(context: Flask, clock: Clock) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        assert case.due_at is not None
        clock.set(case.due_at)
        run_twice()
        assert entries() == []
        clock.turn(seconds=1)
        run_twice()
        assert case.escalated_at == clock()
        assert entries() == [(Action.ESCALATE, Step.ACCEPT)]
        assert notices() == [("overdue", "cyberspace")]


def test_the_history_says_which_clock_ran_out(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(ADDRESS))
        clock.turn(days=20)
        run_twice()
        look = Look(case=case, actor=cast.qian, parts=frozenset({Part.HISTORY}), tips_at=None, say=str)
        assert [step.words for step in read_history(look)][:-1] == [LATE[Step.LEAD], LATE[Step.ACCEPT]]


def test_every_clock_that_can_run_out_has_its_words() -> None:
    assert set(LATE) == {*STEP_OF_STATUS.values(), Step.VOTE, Step.LEAD, Step.HAND_OVER, Step.ABSOLUTE_END, *TaskKind}


def test_the_mark_makes_no_colleagues_page_stale(context: Flask, clock: Clock) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        version = case.version
        clock.turn(days=10)
        run_clocks({})
        assert (case.escalated_at, case.version) == (clock(), version)


def test_where_the_lead_agency_is_silent_too_another_may_take_the_lead(context: Flask, clock: Clock) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        clock.turn(days=4)
        run_twice()
        assert case.lead_due_at is not None
        clock.set(case.lead_due_at)
        run_twice()
        assert case.lead_escalated_at is None
        clock.turn(seconds=1)
        run_twice()
        assert case.lead_escalated_at == clock()
        assert entries() == [(Action.ESCALATE, Step.ACCEPT), (Action.ESCALATE, Step.LEAD)]
        assert [event for event, _ in notices()] == ["overdue", "lead_overdue"]
        assert notices()[1][1] != "cyberspace"


def test_a_late_joint_decision_is_the_leads_own_lateness(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip(ADDRESS)), cast.wei, "M31")
        clock.turn(days=30)
        run_twice()
        steps = [step for action, step in entries() if action == Action.ESCALATE]
        assert sorted(steps) == sorted([Step.DECISION, Step.VOTE, Step.VOTE])
        assert case.lead_escalated_at == clock()
        assert ("lead_overdue", "market") in notices() or ("lead_overdue", "communications") in notices()


def test_the_absolute_end_is_told_even_where_each_step_is_in_time(context: Flask, clock: Clock) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        case.due_at = case.ends_at + timedelta(days=30)
        clock.set(case.ends_at + timedelta(seconds=1))
        run_twice()
        assert entries() == [(Action.ESCALATE, Step.ABSOLUTE_END)]


def test_an_extension_starts_the_last_clock_anew(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
        case.due_at = case.ends_at + timedelta(days=60)
        clock.set(case.ends_at + timedelta(seconds=1))
        run_twice()
        extend(case, cast.wei, "A laboratory checks the recording.")
        run_twice()
        assert len(entries()) == 1
        clock.turn(days=30)
        run_twice()
        assert entries() == [(Action.ESCALATE, Step.ABSOLUTE_END)] * 2


def test_a_silent_agency_is_marked_and_the_lead_told(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        signed(referred(case_of(send_tip(ADDRESS)), cast.wei, "M31"), cast.qian)
        forget_notices()
        rows = {row.agency_id: row for row in db.session.scalars(db.select(Approval))}
        silent = rows[organization("market").id]
        clock.set(silent.due_at + timedelta(seconds=1))
        run_twice()
        assert [row.escalated_at for row in rows.values() if row.decision is None] == [clock()]
        assert rows[organization("cyberspace").id].escalated_at is None
        assert ("vote_overdue", "cyberspace") in notices()


def test_votes_of_an_earlier_round_are_left_alone(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip(ADDRESS)), cast.wei, "M31")
        open_round(
            case,
            cast.qian,
            opinion="x",
            public_ground="x",
            evidence=[],
            measures=[ProposedMeasure("M31")],
            found_by=organization("cyberspace"),
        )
        clock.turn(days=30)
        run_twice()
        marked = db.session.scalars(db.select(Approval.round).where(Approval.escalated_at.is_not(None))).all()
        assert set(marked) == {2}


def test_a_measure_not_carried_out_is_marked_once(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(ADDRESS)), cast.wei, "M31"), cast.qian, cast.zhou)
        (task,) = tasks_of(case)
        forget_notices()
        clock.set(task.due_at + timedelta(seconds=1))
        run_twice()
        assert task.escalated_at == clock()
        assert ("task_overdue", "cyberspace") in notices()
        assert (Action.ESCALATE, "task") in entries()


def test_more_than_a_batch_is_handled_by_further_jobs(
    context: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (lapses, overdue, sweep):
        monkeypatch.setattr(module, "BATCH", 3)
    with transaction():
        the_cast()
        for number in range(7):
            send_tip(f"https://xingyun.example/v/{number}", urgency=frozenset({Urgency.DANGER}))
        clock.turn(hours=3)
        for expected in (3, 6, 7):
            run_clocks({})
            marked = db.session.scalars(db.select(Case.id).where(Case.escalated_at.is_not(None))).all()
            assert len(marked) == expected
        waiting = db.session.scalars(db.select(Job.id).where(Job.kind == "clocks")).all()
        assert len(waiting) == 2  # a batch that was full leaves a job behind


def test_one_case_that_cannot_be_handled_stops_no_other(
    context: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        the_cast()
        broken, sound = case_of(send_tip(ADDRESS)), case_of(send_tip("https://bailu.example/p/2"))
        first = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.case_id == broken.id)).one()
        taken = ledger.append

        def refuse(entry: LedgerEntry, body: Any) -> LedgerEntry:
            if entry.case_id == first.case_id:
                raise OSError
            return taken(entry, body)

        monkeypatch.setattr(ledger, "append", refuse)
        clock.turn(days=10)
        run_clocks({})
        db.session.expire_all()
        assert (broken.escalated_at, sound.escalated_at) == (None, clock())


def test_the_figures_say_how_the_clocks_stand(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(ADDRESS)
        waiting = accepted(case_of(receipt), cast.wei)
        asked(waiting, cast, receipt.tip_id)
        pause(waiting)
        signed(referred(case_of(send_tip("https://xingyun.example/v/2")), cast.wei, "M31"), cast.qian)
        clock.turn(days=80)
        assert running_clocks() == {
            "cases overdue": 1,
            "of them not marked yet": 1,
            "cases past their absolute end": 2,
            "cases waiting for their reporter": 1,
            "signatures overdue": 1,
            "tasks overdue": 0,
            "interim orders not ratified": 0,
        }
