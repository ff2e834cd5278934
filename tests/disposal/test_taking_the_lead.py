"""Where the lead agency is silent another takes the lead, with a lead's own time."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.disposal.leading import excuse, take_lead
from portal.domain.errors import ConditionFailed, StepNotAllowed
from portal.domain.status import Status
from portal.domain.workflow import Action, permitted
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.rounds import approvals_of_round
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, case_of, organization, referred, send_tip, the_cast

WHY = "The lead agency let its time run out."


def a_silent_round(clock: Clock) -> tuple[Cast, Case]:
    """A delisting that the cyberspace office and market regulation are asked to sign, long overdue."""
    cast = the_cast()
    case = referred(case_of(send_tip(category="A09")), cast.wei, "M31")
    clock.turn(days=30)
    return cast, case


def test_the_deputy_takes_the_lead_of_a_silent_lead_agency_and_ends_the_round(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, case = a_silent_round(clock)
        take_lead(case, cast.zhou, WHY)
        assert case.lead_agency_id == organization("market").id
        for agency_id in sorted(approvals_of_round(case)):
            excuse(case, cast.zhou, agency_id, WHY)
        assert case.status is Status.IN_DISPOSAL


def test_nobody_takes_the_lead_while_the_lead_agency_has_time(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip(category="A09")), cast.wei, "M31")
        with pytest.raises(StepNotAllowed):
            take_lead(case, cast.zhou, WHY)


def test_only_the_deputy_takes_the_lead(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, case = a_silent_round(clock)
        for actor in (cast.qian, cast.zhao):
            with pytest.raises(ConditionFailed):
                take_lead(case, actor, WHY)


@pytest.mark.parametrize("past_the_absolute_end", [False, True])
def test_the_new_lead_has_its_own_time_before_the_next_may_follow(
    context: Flask, clock: Clock, past_the_absolute_end: bool
) -> None:
    with transaction():
        cast, case = a_silent_round(clock)
        clock.turn(days=60 * past_the_absolute_end)
        take_lead(case, cast.zhou, WHY)
        clock.turn(hours=1)
        assert Action.TAKE_LEAD not in set(permitted(cast.zhao, facts(case)))
        assert case.lead_due_at is not None
        clock.set(case.lead_due_at + timedelta(seconds=1))
        assert Action.TAKE_LEAD in set(permitted(cast.zhao, facts(case)))
