"""After a merge or a split a reporter reads on where the page stood: no line lost, no date from another's time."""

import re

from flask import Flask

from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.merging import lock_in_order, merge
from portal.verification.verbs.splitting import split
from tests.conftest import Clock
from tests.factories import Cast, refer
from tests.intake.citizen import Citizen
from tests.intake.desks import at_desk, case_number
from tests.intake.test_following import lines, standing

ONE, OTHER = ({"targets-0-entered": f"https://nowhere.example/{place}"} for place in (1, 2))
"""Nobody's host: a regulator has both cases, and may say that two addresses are one matter."""


def dates(page: str) -> list[str]:
    return re.findall(r"[Pp]romised by [^.]+? 2026[^.]*", page)


def merge_second_into_first(app: Flask, cast: Cast) -> None:
    def work() -> None:
        gone, into = case_number(1).case_number, case_number(0).case_number
        lock_in_order(gone, into)
        merge(case_number(1), cast.qian, into, "The same video under another address.")

    at_desk(app, work)


def accept(app: Flask, position: int, cast: Cast) -> None:
    at_desk(app, lambda: advance(case_number(position), Action.ACCEPT, cast.qian))


def test_a_fresh_tip_merged_into_an_old_case_keeps_its_own_dates(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(**ONE)
    accept(app, 0, cast)
    clock.turn(days=20)
    mallory.flag(**OTHER)
    code = mallory.query_code
    before = mallory.follow(code).text
    assert dates(before) == ["promised by 24 March 2026"]
    merge_second_into_first(app, cast)
    page = mallory.follow(code).text
    assert (standing(page), lines(page), dates(page)) == (["Received"], ["You sent this tip"], dates(before))
    clock.turn(days=3)
    page = mallory.follow(code).text
    assert (standing(page), dates(page)) == (["Check by a regulator"], ["promised by 27 March 2026"])


def test_a_tip_that_was_taken_up_stays_so_when_its_case_is_merged(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(**ONE)
    clock.turn(days=7)
    mallory.flag(**OTHER)
    code = mallory.query_code
    clock.turn(hours=2)
    accept(app, 1, cast)
    before = mallory.follow(code).text
    clock.turn(days=1)
    merge_second_into_first(app, cast)
    assert [page_of(mallory.follow(code).text), standing(before)] == [page_of(before), ["Check by a regulator"]]
    clock.turn(hours=2)
    accept(app, 0, cast)
    at_desk(app, lambda: refer(case_number(0), cast.qian))
    assert lines(mallory.follow(code).text) == [
        "Passed to the agencies for a joint decision",
        "Taken up; the check has begun",
        "You sent this tip",
    ]


def page_of(page: str) -> tuple[list[str], list[str], list[str]]:
    return standing(page), lines(page), dates(page)


def test_a_tip_merged_into_a_closed_case_is_told_at_once_that_it_was_dealt_with(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(**ONE)
    accept(app, 0, cast)

    def close() -> None:
        case_number(0).sample = 99
        dismiss(case_number(0), cast.qian, Outcome.UNSUBSTANTIATED, "It is a cartoon.", "Looked.")

    at_desk(app, close)
    clock.turn(days=20)
    mallory.flag(**OTHER)
    merge_second_into_first(app, cast)
    page = mallory.follow(mallory.query_code).text
    assert standing(page) == ["done"]
    assert "Dealt with before your tip" in page
    assert "You can appeal until 21 September 2026." in page


def test_a_split_leaves_its_tip_where_it_stood_with_fresh_dates(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(**ONE)
    mallory.flag(**ONE, category="A07")
    code = mallory.query_code
    accept(app, 0, cast)
    clock.turn(days=10)
    before = mallory.follow(code).text
    assert standing(before) == ["Check by a regulator"]
    at_desk(app, lambda: split(case_number(0), cast.qian, ["B"], "A07", "Two problems."))
    page = mallory.follow(code).text
    assert (standing(page), lines(page)) == (standing(before), lines(before))
    assert dates(page) == ["promised by 17 March 2026"]
    clock.turn(days=1)
    accept(app, 1, cast)
    assert lines(mallory.follow(code).text) == lines(before)


def test_a_tip_that_was_split_off_and_merged_again_reads_as_before(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(**ONE)
    mallory.flag(**ONE, category="A07")
    code = mallory.query_code
    accept(app, 0, cast)
    clock.turn(days=10)
    before = mallory.follow(code).text
    at_desk(app, lambda: split(case_number(0), cast.qian, ["B"], "A07", "Two problems."))
    clock.turn(hours=1)
    merge_second_into_first(app, cast)
    page = mallory.follow(code).text
    assert (standing(page), lines(page)) == (standing(before), lines(before))
