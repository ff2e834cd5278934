"""Appeals: somebody without a hand in the case maintains, varies or revokes."""

import pytest
from flask import Flask

from portal.disposal.appealing import maintain, revoke, vary
from portal.disposal.concluding import conclude
from portal.disposal.leading import reopen
from portal.domain.errors import ConditionFailed, NotAllowed, OutcomeNotAllowed
from portal.domain.permissions import Role
from portal.domain.status import Outcome, Status
from portal.domain.workflow import RETURNS_ALLOWED, Action
from portal.extensions import db
from portal.intake.appealing import appeal
from portal.records.advancing import advance, record
from portal.records.appeals import Appeal, AppealDecision, undecidable
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.jobs import Job
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    Cast,
    accepted,
    add_person,
    appealed,
    carried_out,
    case_of,
    delisted,
    organization,
    send_tip,
    signed,
    tasks_of,
    the_cast,
    waits_at,
)


def panel(cast: Cast):  # type: ignore[no-untyped-def]  # an Actor
    """Somebody at market regulation who never saw the case."""
    return add_person("feng", "market", Role.SIGNATORY)


def test_whoever_had_a_hand_in_the_case_does_not_decide_the_appeal(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip()), cast))
        assert case.appeal_agency_id == organization("market").id
        with pytest.raises(ConditionFailed):
            maintain(case, cast.zhou, "It stands.")
        with pytest.raises(ConditionFailed):
            maintain(case, cast.wu, "It stands.")
        with pytest.raises(NotAllowed):
            maintain(case, cast.wei, "It stands.")


def decided_with_many_reporters(cast: Cast, number: int) -> tuple[Case, list[int]]:
    """A case that so many people reported, closed by a joint decision."""
    tips = [send_tip("https://xingyun.example/v/many") for _ in range(number)]
    return delisted(case_of(tips[0]), cast), [tip.tip_id for tip in tips]


def test_a_further_appeal_is_answered_by_the_decision_on_the_first(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case, tip_ids = decided_with_many_reporters(cast, 5)
        appeal(tip_ids[0], 0, "It goes on.")
        maintain(case, cast.zhao, "It stands.")
        clock.turn(days=30)  # by now the end is shown to those who joined as well
        for tip_id in tip_ids[1:]:
            appeal(tip_id, 0, f"And mine, {tip_id}?")
        assert waits_at(case, Status.CLOSED)
        made = db.session.scalars(db.select(Appeal).where(Appeal.case_id == case.id)).all()
        assert [(one.decision, one.ground) for one in made] == [(AppealDecision.MAINTAINED, "It stands.")] * 5
        reopen(case, cast.wu, "One of them names a new address.")
    assert case.status is Status.VERIFYING


def test_a_claim_or_a_message_is_no_hand_in_the_decision(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip()), cast))
        case.appeal_agency_id = organization("communications").id
        record(case, Action.CLAIM, cast.zhao, before=case.status, body={})
        record(case, Action.MESSAGE, cast.zhao, before=case.status, body={})
        maintain(case, cast.zhao, "It stands.")
    assert case.status is Status.CLOSED


def test_where_the_own_agency_has_nobody_left_another_one_stands_in(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip()), cast))
        assert case.appeal_agency_id == organization("market").id
        with pytest.raises(ConditionFailed):
            maintain(case, cast.zhou, "It stands.")
        maintain(case, cast.zhao, "It stands.")
    assert case.status is Status.CLOSED


def test_where_nobody_is_without_a_hand_somebody_without_a_part_in_the_decision_decides(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
        record(case, Action.RATIFY, cast.zhao, before=case.status, body={})
        record(case, Action.INTERIM_ORDER, cast.wu, before=case.status, body={})
        appealed(case)
        with pytest.raises(ConditionFailed):
            maintain(case, cast.qian, "It stands.")
        maintain(case, cast.zhao, "It stands.")
    assert case.status is Status.CLOSED


def test_where_everybody_decided_the_portal_says_that_a_colleague_is_missing(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case, (tip_id,) = decided_with_many_reporters(cast, 1)
        record(case, Action.EXCUSE, cast.wu, before=case.status, body={})
        record(case, Action.DECIDE, cast.zhao, before=case.status, body={})
        assert undecidable() == []
        appeal(tip_id, 0, "It goes on.")
        assert undecidable() == [case.case_number]
        assert "appeal_undecidable" in str([job.payload for job in db.session.scalars(db.select(Job))])
        maintain(case, panel(cast), "It stands.")
    assert undecidable() == []


def test_a_maintained_decision_closes_with_the_outcome_it_had(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip()), cast))
        maintain(case, panel(cast), "It stands.")
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.SUBSTANTIATED)


def test_a_revoked_decision_lifts_every_measure_before_it_closes(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip()), cast))
        revoke(case, panel(cast), "It was a parody.")
        (undoing,) = tasks_of(case, TaskKind.LIFT)
        assert (case.status, undoing.undoes_id) == (Status.IN_DISPOSAL, tasks_of(case)[0].id)
        carried_out(case, cast.wei, ExecutionReceipt("Listed again."))
        for decided_again in (Outcome.SUBSTANTIATED, Outcome.PARTLY):
            with pytest.raises(OutcomeNotAllowed):
                conclude(case, cast.qian, decided_again, "We see it otherwise.")
        conclude(case, cast.qian, Outcome.UNSUBSTANTIATED, "It was a parody.")
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.UNSUBSTANTIATED)
    assert [task.in_force for task in tasks_of(case)] == [False]


def test_a_varied_decision_is_signed_anew_and_lifts_what_it_no_longer_orders(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip()), cast))
        vary(case, panel(cast), "A label is enough.", [ProposedMeasure("M10")])
        assert waits_at(case, Status.AWAITING_APPROVAL)
        signed(case, cast.qian)
    assert waits_at(case, Status.IN_DISPOSAL)
    assert [task.measure for task in tasks_of(case) if task.is_open] == ["M10"]
    assert [task.measure for task in tasks_of(case, TaskKind.LIFT)] == ["M31"]


def test_a_reopened_case_may_be_sent_back_for_facts_as_often_as_a_new_one(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
        case.returns = RETURNS_ALLOWED
        reopen(case, cast.wu, "A new film turned up.")
    assert case.returns == 0


def test_a_revoked_dismissal_is_checked_anew_by_the_agency_that_decided(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        case.sample = 99
        advance(case, Action.DISMISS, cast.wei, outcome=Outcome.UNSUBSTANTIATED, ground="Nothing found.")
        revoke(appealed(case), panel(cast), "It is there.")
    assert (case.status, case.holder_id) == (Status.VERIFYING, organization("market").id)
