"""Cases change desks: transfer, reroute, take-over; nobody checks a tip against their own group."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.errors import ConditionFailed, InputInvalid, NotAllowed, StepNotAllowed
from portal.domain.priority import Urgency
from portal.domain.status import Status
from portal.extensions import db
from portal.records.cases import Case
from portal.records.reasons import StepReason
from portal.verification.queries import QueueFilters, queue
from portal.verification.verbs.accepting import accept
from portal.verification.verbs.passing_on import receiving_platforms, reroute, take_over, transfer
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, organization, send_tip, the_cast

WHY = "The account is theirs."


def last_reason(case: Case) -> str | None:
    words: str | None = db.session.scalar(
        db.select(StepReason.words).where(StepReason.case_id == case.id).order_by(StepReason.sequence.desc())
    )
    return words


def test_a_transfer_moves_the_case_to_the_other_desk_with_a_new_clock(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip())
        due = case.due_at
        clock.turn(days=1)
        transfer(case, cast.wei, "bailu", WHY)
    assert (case.holder.slug, case.status, last_reason(case)) == ("bailu", Status.SUBMITTED, WHY)
    assert case.due_at is not None
    assert due is not None
    assert case.due_at > due
    with transaction(), pytest.raises(ConditionFailed):
        accept(case, cast.wei)


def test_an_urgent_case_is_looked_at_within_two_hours_at_the_next_desk_as_well(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(urgency=frozenset({Urgency.DANGER})))
        transfer(case, cast.wei, "bailu", WHY)
        assert case.due_at == clock() + timedelta(hours=2)
        reroute(case, cast.qian, "xingyun", WHY)
    assert case.due_at == clock() + timedelta(hours=2)


@pytest.mark.parametrize("slug", ["xingyun", "xingchen", "cyberspace", "nobody", ""])
def test_a_transfer_goes_only_to_another_platforms_desk(context: Flask, slug: str) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(InputInvalid):
            transfer(case_of(send_tip()), cast.wei, slug, WHY)


def test_a_transfer_needs_its_reason(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(InputInvalid):
            transfer(case_of(send_tip()), cast.wei, "bailu", " ")


def test_platforms_pass_a_case_on_twice_and_no_more(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip())
        transfer(case, cast.wei, "bailu", WHY)
        transfer(case, cast.he, "xingyun", WHY)
        with pytest.raises(StepNotAllowed):
            transfer(case, cast.wei, "bailu", WHY)
        reroute(case, cast.qian, "bailu", WHY)
    assert case.holder.slug == "bailu"


def test_a_case_about_a_group_is_never_given_to_that_group(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://own.xingyun.example/app"))
        assert case.holder.slug == "cyberspace"
        assert [desk.slug for desk in receiving_platforms(case)] == ["bailu"]
        with pytest.raises(InputInvalid):
            reroute(case, cast.qian, "xingyun", WHY)


def test_the_queue_of_a_group_never_shows_a_case_about_it(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip())
        shown = queue(cast.wei, QueueFilters(), None).items
        case.target.provider_id = organization("xingchen").id  # found out later: the sister firm makes it
        db.session.flush()
        hidden = queue(cast.wei, QueueFilters(), None).items
        by_number = queue(cast.wei, QueueFilters(number=case.case_number), None).items
        with pytest.raises(ConditionFailed):
            accept(case, cast.wei)
        take_over(case, cast.qian, "A conflict of interest.")
    assert ([row.case_number for row in shown], hidden, by_number) == ([case.case_number], [], [])
    assert (case.holder.slug, case.status) == ("cyberspace", Status.VERIFYING)


def test_the_lead_agency_takes_over_once_the_clock_ran_out(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip())
        with pytest.raises(StepNotAllowed):
            take_over(case, cast.qian, "Nothing happened.")
        clock.turn(days=10)
        with pytest.raises(ConditionFailed):
            reroute(case, cast.zhou, "bailu", WHY)
        with pytest.raises(NotAllowed):
            take_over(case, cast.wei, "Ours.")
        take_over(case, cast.qian, "Nothing happened.")
    assert (case.holder.slug, case.status, last_reason(case)) == ("cyberspace", Status.VERIFYING, "Nothing happened.")
