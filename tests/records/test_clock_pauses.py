"""A clock pauses only for the reporter of a one-tip case; the end of a case moves once, with a reason."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.errors import ReasonMissing, StepNotAllowed
from portal.domain.status import Status
from portal.extensions import db
from portal.records.clocks import extend, extension_reason, pause, resume
from portal.records.jobs import Job
from portal.web.transaction import transaction
from tests import factories
from tests.conftest import Clock


def test_a_one_tip_case_waits_for_its_reporter_and_is_due_later_by_that_time(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        case = factories.accepted(factories.case_of(factories.send_tip()), cast.wei)
        due = case.due_at
        assert due is not None
        assert pause(case)
        clock.turn(days=3)
        assert not case.overdue
        assert pause(case)
        clock.turn(days=2, minutes=5)
        resume(case)
        resume(case)
        assert case.due_at == due + timedelta(days=5, minutes=5)
        assert case.paused_seconds == 5 * 86400 + 300


def test_other_reporters_do_not_wait_for_one(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        address = "https://xingyun.example/v/same"
        case = factories.accepted(factories.case_of(factories.send_tip(address)), cast.wei)
        factories.send_tip(address)
        assert not pause(case)
        assert case.paused_at is None


def test_a_clock_that_ran_out_is_not_stopped_afterwards(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        case = factories.accepted(factories.case_of(factories.send_tip()), cast.wei)
        clock.turn(days=10)
        assert not pause(case)
        assert case.overdue


def test_agencies_do_not_wait_for_a_reporter(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        case = factories.referred(factories.case_of(factories.send_tip()), cast.wei)
        assert not pause(case)


def test_a_new_status_starts_a_clock_that_never_stood(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        case = factories.case_of(factories.send_tip())
        assert pause(case)
        clock.turn(hours=5)
        resume(case)
        factories.accepted(case, cast.wei)
        assert (case.paused_at, case.paused_seconds) == (None, 0)


def test_a_case_is_extended_once_and_its_reporters_are_told_why(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        case = factories.accepted(factories.case_of(factories.send_tip()), cast.wei)
        end = case.ends_at
        with pytest.raises(ReasonMissing):
            extend(case, cast.wei, " ")
        assert extension_reason(case) == ""
        extend(case, cast.wei, "A laboratory checks the recording.")
        assert case.ends_at == end + timedelta(days=30)
        assert extension_reason(case) == "A laboratory checks the recording."
        assert [job.payload["step"].split(":")[-1] for job in db.session.scalars(db.select(Job))] == ["extended"]
        with pytest.raises(StepNotAllowed):
            extend(case, cast.wei, "Again.")
        assert factories.waits_at(case, Status.VERIFYING)
