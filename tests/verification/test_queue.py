"""The queue: what is due first on top, filters in the address, the same cost at any size."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.records.cases import Case
from portal.verification.queries import ClaimedBy, Desk, QueueFilters, queue
from portal.verification.verbs.claiming import claim
from portal.verification.verbs.dismissing import dismiss
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, send_tip, the_cast
from tests.people import Browsers
from tests.statements import selects
from tests.verification.desk import tip


def numbers(actor: Actor, **filters: object) -> list[str]:
    return [row.case_number for row in queue(actor, QueueFilters(**filters), None).items]  # type: ignore[arg-type]  # by name


def flagged(number: int, **said: object) -> Case:
    return case_of(send_tip(f"https://xingyun.example/v/{number}", **said))  # type: ignore[arg-type]  # passed on


def test_what_is_due_first_stands_on_top(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        cases = [flagged(1, category="B08"), flagged(2, category="B05"), flagged(3, category="B04")]
    assert numbers(cast.wei) == [cases[1].case_number, cases[2].case_number, cases[0].case_number]


def test_a_desk_sees_its_own_cases_alone(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        ours, theirs = flagged(1), case_of(send_tip("https://bailu.example/p/1"))
        regulators = case_of(send_tip("https://own.xingyun.example/app"))
    assert (numbers(cast.wei), numbers(cast.he)) == ([ours.case_number], [theirs.case_number])
    assert numbers(cast.qian) == [regulators.case_number]
    assert numbers(cast.he, number=ours.case_number) == []


def test_a_case_is_in_the_queue_from_its_assignment_on(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = flagged(1)
        case.assigned_at = clock.moment + timedelta(minutes=30)
    assert numbers(cast.wei) == []
    clock.turn(minutes=31)
    assert numbers(cast.wei) == [case.case_number]


def test_each_filter_shows_what_it_says(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        plain, fraud = flagged(1, category="B02"), flagged(2, category="B05")
        checked, done = accepted(flagged(3, category="B02"), cast.wei), accepted(flagged(4, category="B08"), cast.wei)
        done.sample = 99
        dismiss(done, cast.wei, Outcome.UNSUBSTANTIATED, "Satire.", "Looked.")
        claim(plain, cast.wei)
        clock.turn(hours=3)
        claim(checked, cast.wei)
    by_number = {case.case_number: name for case, name in ((plain, "plain"), (fraud, "fraud"), (checked, "checked"))}
    by_number[done.case_number] = "done"

    def shown(**filters: object) -> list[str]:
        return [by_number[number] for number in numbers(cast.wei, **filters)]

    assert sorted(shown()) == ["checked", "fraud", "plain"]
    assert shown(status=checked.status) == ["checked"]
    assert shown(status=done.status) == ["done"]
    assert shown(priority=fraud.priority) == ["fraud"]
    assert sorted(shown(category="B02")) == ["checked", "plain"]
    assert shown(claimed=ClaimedBy.ME) == ["checked"]  # the other claim is older than half an hour
    assert sorted(shown(claimed=ClaimedBy.NOBODY)) == ["fraud", "plain"]
    assert shown(overdue=True) == ["fraud"]
    assert shown(number=done.case_number.lower().replace("-", " ")) == ["done"]
    assert shown(number="nonsense") == []


def test_a_lead_agency_sees_what_platforms_let_lie(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        late, sampled = flagged(1, category="B05"), accepted(flagged(2, category="B08"), cast.wei)
        sampled.sample = 0
        dismiss(sampled, cast.wei, Outcome.UNSUBSTANTIATED, "Satire.", "Looked.")
        clock.turn(hours=3)
    assert numbers(cast.qian, desk=Desk.OVERDUE) == [late.case_number]
    assert numbers(cast.qian, desk=Desk.CONFIRMATION) == [sampled.case_number]
    assert (numbers(cast.zhou, desk=Desk.OVERDUE), numbers(cast.zhou, desk=Desk.CONFIRMATION)) == ([], [])


def test_thirty_cases_cost_as_many_queries_as_one(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    tip(cast)
    wei.get("/verification")
    with_one = selects(cast, wei, "/verification")
    for number in range(2, 31):
        tip(cast, f"https://xingyun.example/v/{number}")
    assert selects(cast, wei, "/verification") == with_one


def test_thirty_tips_cost_a_case_page_as_many_queries_as_one(cast: Flask, browsers: Browsers) -> None:
    wei, number = browsers("wei"), tip(cast)
    wei.get(f"/verification/{number}")
    with_one = selects(cast, wei, f"/verification/{number}")
    for _ in range(29):
        tip(cast)
    assert selects(cast, wei, f"/verification/{number}") == with_one


def walk(browser: FlaskClient, path: str, pattern: str) -> list[str]:
    found: list[str] = []
    place: str | None = path
    while place:
        text = browser.get(place).text
        found += re.findall(pattern, text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        place = following[1].replace("&amp;", "&") if following else None
    return found


def test_pages_of_queue_and_tips_meet_each_row_once(cast: Flask, browsers: Browsers) -> None:
    wei, first = browsers("wei"), tip(cast)
    others = [tip(cast, f"https://xingyun.example/v/{number}") for number in range(2, 34)]
    for _ in range(11):
        tip(cast)
    rows = walk(wei, "/verification?priority=P2", r'class="govuk-link code" href="/verification/([^"?]+)')
    assert sorted(rows) == sorted([first, *others])
    assert walk(wei, f"/verification/{first}?tips=each", r'id="tip-([A-Z]+)"') == list("ABCDEFGHIJKL")


@pytest.mark.parametrize(
    ("query", "status"),
    [("desk=confirmation", 403), ("desk=nowhere", 422), ("status=lost", 422), ("page=forged", 400), ("overdue=2", 422)],
)
def test_an_address_that_means_nothing_is_refused(cast: Flask, browsers: Browsers, query: str, status: int) -> None:
    assert browsers("wei").get(f"/verification?{query}").status_code == status
