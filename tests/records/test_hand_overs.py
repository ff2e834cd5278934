"""What is handed over is followed: to whom it went, under which number, and what was answered."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.disposal.leading import reopen
from portal.disposal.queries import Queue, clocks_of, counts_of, page_of
from portal.domain.deadlines import Step
from portal.domain.errors import ConditionFailed, InputInvalid, StepNotAllowed
from portal.domain.hand_overs import Authority, AuthorityAnswer
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records import ledger
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.hand_overs import HandOver, Reply, hand_overs_of, record_reply
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.verification.verbs.accepting import hand_over
from portal.verification.verbs.confirming import confirm, return_to_desk
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, accepted, case_of, judged, send_tip, the_cast
from tests.records.clock_runs import ADDRESS, entries, forget_notices, notices, run_twice

GROUND = {"ground": "It is a matter for the police.", "opinion": "Money was taken."}
NUMBER = "Xu-2026-118"


def handed(cast: Cast, authority: str = "Xuhui police", sample: int = 99, **said: Any) -> Case:
    case = accepted(case_of(send_tip(ADDRESS, **said)), cast.wei)
    case.sample = sample
    hand_over(case, cast.wei, Authority.POLICE, authority, **GROUND)
    return case


def today(**said: Any) -> Reply:
    day = portal_clock.day_of(portal_clock.now())
    return Reply(
        reference_on=day if "reference" in said else None, answered_on=day if "answer" in said else None, **said
    )


def followed(case: Case) -> HandOver:
    return hand_overs_of([case.id])[case.id]


def rows_of(case: Case) -> list[HandOver]:
    return list(db.session.scalars(db.select(HandOver).where(HandOver.case_id == case.id).order_by(HandOver.id)))


def listed(cast: Cast) -> list[str]:
    page = page_of(Queue.HANDED_OVER, cast.qian, None)
    assert counts_of([Queue.HANDED_OVER], cast.qian)[Queue.HANDED_OVER] == len(page.items)
    return [case.case_number for case in page.items]


def test_a_hand_over_has_ten_working_days_to_be_answered(context: Flask) -> None:
    with transaction():
        case = handed(the_cast())
    row = followed(case)
    assert (row.kind, row.authority, row.answer) == (Authority.POLICE, "Xuhui police", None)
    assert row.due_at == calendar_in_force().deadline(row.made_at, 10)


def test_what_a_regulator_has_still_to_confirm_went_nowhere_yet(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast, sample=0)
        assert (case.status, hand_overs_of([case.id])) == (Status.AWAITING_CONFIRMATION, {})
        return_to_desk(judged(case, cast.qian), cast.qian, "Which police?")
        hand_over(case, cast.wei, Authority.POLICE, "Haidian police", **GROUND)
        confirm(judged(case, cast.qian), cast.qian)
    assert [row.authority for row in rows_of(case)] == ["Haidian police"]
    assert followed(case).due_at is not None


def test_while_another_hand_over_awaits_its_confirmation_the_earlier_is_not_told_any_more(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        reopen(case, cast.wu, "They refused it.")
        case.sample = 0
        hand_over(case, cast.wei, Authority.MARKET, "Pudong market regulation", **GROUND)
        assert (case.status, hand_overs_of([case.id])) == (Status.AWAITING_CONFIRMATION, {})
        confirm(judged(case, cast.qian), cast.qian)
    assert followed(case).authority == "Pudong market regulation"


def test_the_number_and_the_answer_are_kept_as_they_come(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        record_reply(case, cast.wei, today(reference=NUMBER))
        assert (followed(case).reference, followed(case).answer) == (NUMBER, None)
        record_reply(case, cast.wu, today(answer=AuthorityAnswer.TAKEN_ON))
    row = followed(case)
    assert (row.reference, row.answer, row.ended_at) == (NUMBER, AuthorityAnswer.TAKEN_ON, None)
    assert case.status is Status.CLOSED
    written = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.action == Action.RECORD_REPLY)).all()
    assert [(one.body or {})["reference"] for one in written] == [NUMBER, ""]
    assert not [found for found in ledger.verify() if isinstance(found, ledger.Break)]


def test_the_reporters_are_told_that_there_is_news(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        forget_notices()
        record_reply(case, cast.wei, today(reference=NUMBER))
        told = db.session.scalars(db.select(Job.kind)).all()
    assert told == ["tell_reporters"]


def test_another_desk_records_nothing(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        for stranger in (cast.he, cast.zhou):
            with pytest.raises(ConditionFailed):
                record_reply(case, stranger, today(reference=NUMBER))


def test_nothing_is_recorded_of_what_was_not_handed_over(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(StepNotAllowed):
            record_reply(accepted(case_of(send_tip(ADDRESS)), cast.wei), cast.wei, today(reference=NUMBER))


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("reference", lambda day: Reply()),
        ("reference_on", lambda day: Reply(reference=NUMBER)),
        ("reference_on", lambda day: Reply(reference=NUMBER, reference_on=day + DAY)),
        ("reference_on", lambda day: Reply(reference=NUMBER, reference_on=day - DAY)),
        ("answered_on", lambda day: Reply(answer=AuthorityAnswer.TAKEN_ON)),
        ("words", lambda day: Reply(answer=AuthorityAnswer.REFUSED, answered_on=day)),
        ("words", lambda day: Reply(answer=AuthorityAnswer.DONE, answered_on=day, words=" ")),
    ],
)
def test_half_an_answer_and_a_day_that_cannot_be_are_refused(context: Flask, field: str, make: Any) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        with pytest.raises(InputInvalid) as refused:
            record_reply(case, cast.wei, make(portal_clock.day_of(portal_clock.now())))
    assert (refused.value.field, followed(case).reference, followed(case).answer) == (field, "", None)


def test_a_silent_authority_is_marked_once_and_the_lead_agency_told(context: Flask, clock: Clock) -> None:
    with transaction():
        case = handed(the_cast())
        due = followed(case).due_at
        assert due is not None
        forget_notices()
        clock.set(due)
        run_twice()
        assert entries() == []
        clock.turn(seconds=1)
        run_twice()
        assert followed(case).escalated_at == clock()
        assert entries() == [(Action.ESCALATE, Step.HAND_OVER)]
        assert notices() == [("authority_silent", "cyberspace")]


@pytest.mark.parametrize("ended", ["answered", "reopened"])
def test_nobody_waits_for_what_was_answered_or_is_open_again(context: Flask, clock: Clock, ended: str) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        if ended == "answered":
            record_reply(case, cast.wei, today(answer=AuthorityAnswer.TAKEN_ON))
        else:
            reopen(case, cast.wu, "It came back to us.")
            case.escalated_at = clock()  # its desk's own clock is no matter here
        clock.turn(days=30)
        run_twice()
        assert (Action.ESCALATE, Step.HAND_OVER) not in entries()


def test_the_lead_agency_has_a_list_of_what_lies_outside_until_it_is_finished_there(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        assert listed(cast) == [case.case_number]
        assert set(clocks_of(Queue.HANDED_OVER, [case], cast.qian)) == {case.id}
        record_reply(case, cast.wei, today(answer=AuthorityAnswer.TAKEN_ON))
        assert listed(cast) == [case.case_number]
        assert clocks_of(Queue.HANDED_OVER, [case], cast.qian) == {}, "no clock runs for what it took on"
        record_reply(case, cast.wei, today(answer=AuthorityAnswer.DONE, words="Two people were fined."))
        assert listed(cast) == []


def test_what_was_refused_is_reopened_and_can_go_to_another_authority(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = handed(cast)
        record_reply(case, cast.wei, today(answer=AuthorityAnswer.REFUSED, words="It is no crime."))
        assert listed(cast) == [case.case_number]
        reopen(case, cast.wu, "They refused it.")
        assert (case.status, listed(cast)) == (Status.VERIFYING, [])
        case.sample = 99
        hand_over(case, cast.wei, Authority.MARKET, "Pudong market regulation", **GROUND)
        assert (case.outcome, listed(cast)) == (Outcome.HANDED_OVER, [case.case_number])
    before, now = rows_of(case)
    assert before.ended_at is not None
    assert (now.authority, now.answer, now.ended_at) == ("Pudong market regulation", None, None)
