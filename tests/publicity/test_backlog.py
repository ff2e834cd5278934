"""Where cases waited when a month ended: read from their ledgers as of then, told in sizes, never live."""

from datetime import UTC, datetime

from flask import Flask

from portal.domain.periods import ALL_TIME
from portal.domain.status import Outcome, PublicStep, Status
from portal.publicity.figures.backlog import read_backlog
from portal.publicity.figures.open_cases import open_cases
from portal.publicity.figures.published import publish_ended_months
from portal.verification.verbs.dismissing import dismiss
from portal.web.transaction import transaction
from tests import factories
from tests.conftest import Clock

NOT_TRUE = (Outcome.UNSUBSTANTIATED, "It is real.", "The maker showed the footage.")
MARCH_ENDS = datetime(2026, 3, 31, 16, tzinfo=UTC)
"""24:00 in Shanghai."""


def test_cases_are_counted_as_they_stood_then_whatever_became_of_them(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        waits, goes_on, ends, was_over = (factories.case_of(factories.send_tip()) for _ in range(4))
        for case in (goes_on, ends, was_over):
            factories.accepted(case, cast.wei)
        dismiss(was_over, cast.wei, *NOT_TRUE)
        is_over = factories.waits_at(was_over, Status.CLOSED)
        clock.set(MARCH_ENDS)
        factories.accepted(waits, cast.wei)
        factories.refer(goes_on, cast.wei)
        dismiss(ends, cast.wei, *NOT_TRUE)
        factories.send_tip()
    assert open_cases(MARCH_ENDS) == {PublicStep.RECEIVED: 1, PublicStep.PLATFORM_CHECK: 2 if is_over else 3}


def test_a_backlog_is_told_in_sizes_of_the_latest_ended_month_and_stays(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = factories.the_cast()
        cases = [factories.case_of(factories.send_tip()) for _ in range(9)]
        for case in cases[:6]:
            factories.accepted(case, cast.wei)
        publish_ended_months({})
        assert read_backlog(ALL_TIME) is None
    pages = []
    for day in (1, 2):
        clock.set(datetime(2026, 4, day, 12, tzinfo=UTC))
        with transaction():
            publish_ended_months({})
        told = read_backlog(ALL_TIME)
        assert told is not None
        assert [(one.step, one.least, one.most) for one in told.steps] == [
            (PublicStep.RECEIVED, 0, 4),
            (PublicStep.PLATFORM_CHECK, 5, 9),
            (PublicStep.REGULATORS_DECISION, 0, 4),
            (PublicStep.BEING_CARRIED_OUT, 0, 4),
        ]
        pages.append(context.test_client().get("/figures/cases_open.csv", headers={"Accept-Language": "en"}).text)
        with transaction():
            factories.accepted(cases[6 + day], cast.wei)
    assert pages[0] == pages[1]
    assert '"2026-03","platform_check","Platform check",5,9' in pages[0]
