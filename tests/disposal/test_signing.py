"""Joint approval: who signs, what, how often, and when it stands."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.disposal.leading import amend, decide, excuse
from portal.disposal.signing import approve, return_for_facts, take_back
from portal.domain.errors import (
    AlreadyVoted,
    ConditionFailed,
    MeasureNotAllowed,
    NotAllowed,
    ReasonMissing,
    StaleVersion,
    StepNotAllowed,
)
from portal.domain.status import Status
from portal.domain.targets import TargetType
from portal.domain.workflow import Action, permitted
from portal.extensions import db
from portal.records import ledger
from portal.records.case_facts import facts
from portal.records.findings import ProposedMeasure
from portal.records.ledger import LedgerEntry
from portal.records.rounds import approvals_of_round, standing_finding
from portal.verification.verbs.merging import lock_in_order, merge
from portal.verification.verbs.splitting import split
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    accepted,
    case_of,
    organization,
    refer,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
    waits_at,
)


def seen(case: object) -> str:
    return standing_finding(case).seen_hash  # type: ignore[arg-type]  # a Case


def test_the_agencies_follow_from_the_measures_and_the_category(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        delisting = referred(case_of(send_tip(category="A09")), cast.wei, "M31")
        blocking = referred(case_of(send_tip(category="B02")), cast.wei, "M42")
        labelling = referred(case_of(send_tip(category="B02")), cast.wei, "M10")
    by_slug = [
        {organization(slug).id: slug for slug in ("cyberspace", "communications", "market")}[agency]
        for case in (delisting, blocking, labelling)
        for agency in sorted(approvals_of_round(case))
    ]
    assert by_slug == ["cyberspace", "market", "cyberspace", "communications", "cyberspace"]


def test_a_delisting_stands_with_the_second_signature_and_becomes_a_task(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        approve(case, cast.qian, seen(case))
        assert (case.status, tasks_of(case)) == (Status.AWAITING_APPROVAL, [])
        approve(case, cast.zhou, seen(case))
    assert waits_at(case, Status.IN_DISPOSAL)
    (task,) = tasks_of(case)
    assert (task.measure, task.executor_id, task.due_at) == ("M31", organization("xingyun").id, case.due_at)


def test_an_agency_signs_once_in_a_round(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        approve(case, cast.qian, seen(case))
        with pytest.raises(AlreadyVoted):
            approve(case, cast.wu, seen(case))


def test_nobody_signs_another_version_than_the_one_they_saw(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip(type=TargetType.APP)), cast.wei, "M31")
        before = seen(case)
        amend(case, cast.wu, [ProposedMeasure("M30", 30)], "Thirty days are enough.")
        with pytest.raises(StaleVersion):
            approve(case, cast.qian, before)
        assert seen(case) != before


def test_an_amendment_voids_the_signatures(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(type=TargetType.APP)), cast.wei, "M31"), cast.zhou)
        amend(case, cast.wu, [ProposedMeasure("M30", 30)], "Thirty days are enough.")
    assert [row.decision for row in approvals_of_round(case).values()] == [None, None]


def test_whoever_amends_has_a_hand_in_the_finding_and_so_has_their_agency(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M10")
        assert len(approvals_of_round(case)) == 1
        amend(
            case, cast.qian, [ProposedMeasure("M11"), ProposedMeasure("M22", note="@dr-wang")], "It is worse than that."
        )
        assert set(approvals_of_round(case)) == {organization("cyberspace").id, organization("market").id}
        with pytest.raises(ConditionFailed):
            approve(case, cast.qian, seen(case))
        approve(case, cast.wu, seen(case))
        assert waits_at(case, Status.AWAITING_APPROVAL)
        approve(case, cast.zhou, seen(case))
    assert waits_at(case, Status.IN_DISPOSAL)


@pytest.mark.parametrize("measures", [["M42"], ["M50", "M50"]])
def test_an_amendment_puts_before_the_agencies_only_what_a_referral_could(context: Flask, measures: list[str]) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip("13800138000", type=TargetType.PHONE_CALL)), cast.qian, "M02")
        with pytest.raises(MeasureNotAllowed):
            amend(case, cast.wu, [ProposedMeasure(code) for code in measures], "Block the call.")


def test_what_another_agency_found_and_the_lead_amended_needs_a_third(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip())
        case.holder_id = organization("market").id
        referred(case, cast.zhou, "M10")
        amend(case, cast.qian, [ProposedMeasure("M11")], "It is worse than that.")
        assert organization("communications").id in approvals_of_round(case)


def test_hands_go_with_the_tips_to_the_case_that_was_split_off_or_goes_on(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        first, _ = send_tip("https://unheard-of.example/1"), send_tip("https://unheard-of.example/1")
        case = accepted(case_of(first), cast.qian)
        second = split(case, cast.qian, ["B"], "A09", "Two problems.")
        referred(second, cast.wu, "M02")
        with pytest.raises(ConditionFailed):
            approve(second, cast.qian, seen(second))
        other = accepted(case_of(send_tip("https://unheard-of.example/2")), cast.wu)
        lock_in_order(case.case_number, other.case_number)
        merge(case, cast.wu, other.case_number, "The same matter.")
        refer(other, cast.wu, "M02")
        with pytest.raises(ConditionFailed):
            approve(other, cast.qian, seen(other))
        approve(other, cast.zhou, seen(other))


def test_nobody_approves_their_own_finding_and_a_colleague_with_another_agency_does(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip("https://unheard-of.example/x")), cast.qian, "M10")
        assert len(approvals_of_round(case)) == 2
        with pytest.raises(ConditionFailed):
            approve(case, cast.qian, seen(case))
        approve(case, cast.wu, seen(case))
        assert waits_at(case, Status.AWAITING_APPROVAL)
        approve(case, cast.zhou, seen(case))
    assert waits_at(case, Status.IN_DISPOSAL)


def test_an_agency_that_is_not_asked_does_not_sign(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        with pytest.raises(ConditionFailed):
            approve(case, cast.zhao, seen(case))
        with pytest.raises(NotAllowed):
            approve(case, cast.wei, seen(case))


def test_a_finding_goes_back_twice_and_then_the_lead_decides_with_the_dissent_recorded(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        for _ in range(2):
            refer(case, cast.wei, "M31", "M10")
            return_for_facts(case, cast.zhou, seen(case), "Which account sold it?")
            assert waits_at(case, Status.VERIFYING)
        refer(case, cast.wei, "M31", "M10")
        return_for_facts(case, cast.zhou, seen(case), "Still not shown.")
        assert waits_at(case, Status.AWAITING_APPROVAL)
        with pytest.raises(StepNotAllowed):
            decide(case, cast.wu, "The store page shows it.")
        approve(case, cast.qian, seen(case))
        assert waits_at(case, Status.AWAITING_APPROVAL)
        decide(case, cast.wu, "The store page shows it.")
    assert waits_at(case, Status.IN_DISPOSAL)
    assert [task.measure for task in tasks_of(case)] == ["M10"]


def test_a_return_needs_its_reason(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        with pytest.raises(ReasonMissing):
            return_for_facts(case, cast.zhou, seen(case), " ")


def test_a_silent_agency_is_excused_only_when_its_time_ran_out(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31", "M10")
        approve(case, cast.qian, seen(case))
        market = organization("market").id
        with pytest.raises(StepNotAllowed):
            excuse(case, cast.wu, market, "No answer for days.")
        clock.turn(days=14)
        excuse(case, cast.wu, market, "No answer for days.")
    assert waits_at(case, Status.IN_DISPOSAL)
    assert [task.measure for task in tasks_of(case)] == ["M10"]


def test_excusing_never_removes_an_agency_that_the_measure_names(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M42", "M10")
        approve(case, cast.qian, seen(case))
        clock.turn(days=14)
        excuse(case, cast.wu, organization("communications").id, "No answer for days.")
    assert [task.measure for task in tasks_of(case)] == ["M10"]


def test_a_signature_taken_back_is_waited_for_again_by_the_day_it_had(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        own = approvals_of_round(case)[cast.qian.organization_id or 0]
        due = own.due_at
        approve(case, cast.qian, seen(case), "Agreed.")
        clock.turn(minutes=5)
        take_back(case, cast.wu, seen(case))
        assert (own.decision, own.decided_by_id, own.seen_hash, own.reason) == (None, None, None, "")
        assert own.due_at == due, "no time is won by it"
        approve(case, cast.zhou, seen(case))
        assert case.status is Status.AWAITING_APPROVAL, "what was taken back counts for nothing"
        approve(case, cast.wu, seen(case))
    assert waits_at(case, Status.IN_DISPOSAL)
    entries = select(LedgerEntry.action).where(LedgerEntry.case_id == case.id).order_by(LedgerEntry.sequence)
    actions = list(db.session.scalars(entries))
    assert actions[-5:] == ["approve", "take_back", "approve", "approve", "notice_issued"]
    assert not [fault for fault in ledger.verify() if isinstance(fault, ledger.Break)]


def test_what_was_taken_back_can_be_answered_otherwise(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        approve(case, cast.qian, seen(case))
        take_back(case, cast.qian, seen(case))
        return_for_facts(case, cast.qian, seen(case), "Which account?")
    assert waits_at(case, Status.VERIFYING)


def test_nothing_is_taken_back_once_the_round_is_decided_or_void(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        decided, returned = (referred(case_of(send_tip(at)), cast.wei, "M31") for at in ADDRESSES)
        for case in (decided, returned):
            approve(case, cast.qian, seen(case))
        approve(decided, cast.zhou, seen(decided))
        return_for_facts(returned, cast.zhou, seen(returned), "Which account?")
        for case in (decided, returned):
            assert Action.TAKE_BACK not in set(permitted(cast.qian, facts(case)))
            with pytest.raises(StepNotAllowed):
                take_back(case, cast.qian, seen(case))
    assert (decided.status, returned.status) == (Status.IN_DISPOSAL, Status.VERIFYING)


ADDRESSES = ("https://xingyun.example/v/1", "https://xingyun.example/v/2")


def test_nobody_takes_back_what_is_not_a_signature_of_their_own_agency(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        approve(case, cast.qian, seen(case))
        for actor in (cast.zhou, cast.zhao):
            with pytest.raises(ConditionFailed):
                take_back(case, actor, seen(case))
        case.returns = 2
        return_for_facts(case, cast.zhou, seen(case), "No.")
        with pytest.raises(ConditionFailed):
            take_back(case, cast.zhou, seen(case))
        assert Action.TAKE_BACK in set(permitted(cast.wu, facts(case)))


def test_a_page_of_an_earlier_round_takes_back_no_signature_of_this_one(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip(type=TargetType.APP)), cast.wei, "M31")
        approve(case, cast.qian, old := seen(case))
        amend(case, cast.wu, [ProposedMeasure("M30", days=30)], "Thirty days are enough.")
        approve(case, cast.qian, seen(case))
        with pytest.raises(StaleVersion):
            take_back(case, cast.qian, old)
        assert approvals_of_round(case)[cast.qian.organization_id or 0].decision is not None


def test_the_lead_decides_nothing_while_a_signature_is_taken_back(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31")
        case.returns = 2
        approve(case, cast.qian, seen(case))
        return_for_facts(case, cast.zhou, seen(case), "No.")
        take_back(case, cast.qian, seen(case))
        with pytest.raises(StepNotAllowed):
            decide(case, cast.wu, "We go on.")
        approve(case, cast.qian, seen(case))
        decide(case, cast.wu, "We go on.")
    assert waits_at(case, Status.IN_DISPOSAL)
