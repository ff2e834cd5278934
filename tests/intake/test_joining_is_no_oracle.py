"""Whoever joins a case reads what a first reporter would read: nobody learns that a case existed."""

import re
from datetime import datetime

import pytest
from flask import Flask

from portal.clock import SHANGHAI
from portal.disposal.appealing import maintain
from portal.disposal.concluding import conclude
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.tips import TipCase
from tests.conftest import Clock
from tests.factories import Cast, carried_out, refer, referred, signed
from tests.intake.citizen import TIP, Citizen
from tests.intake.desks import ask, at_desk, case_number, write
from tests.intake.test_following import lines, standing

URL = TIP["targets-0-entered"]
CONTROL = "https://xingyun.example/v/7"


def shape(page: str) -> str:
    """The page without what belongs to this tip alone: tokens, its number, and the picture of its code."""
    return re.sub(r'value="[^"]*"|src="data:[^"]*"|QT-[0-9A-Z-]+', "", page)


def test_the_pages_of_first_and_joiner_are_equal_byte_for_byte(lin: Citizen, mallory: Citizen) -> None:
    lin.flag()
    mallory.flag()
    pages = [shape(who.follow(who.query_code).text) for who in (lin, mallory)]
    assert pages[0] == pages[1]


def test_the_receipts_of_first_and_joiner_are_equal(lin: Citizen, mallory: Citizen) -> None:
    receipts = [re.sub(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", "", shape(who.flag().text)) for who in (lin, mallory)]
    assert receipts[0] == receipts[1]


@pytest.mark.parametrize("ticks", [[], ["danger"]])
def test_a_joiners_ticks_do_not_move_the_day_the_first_was_promised(
    lin: Citizen, mallory: Citizen, ticks: list[str]
) -> None:
    lin.flag()
    code = lin.query_code
    before = re.findall(r"is promised by [^<]+", lin.follow(code).text)
    mallory.flag(urgency=ticks)
    assert re.findall(r"is promised by [^<]+", lin.follow(code).text) == before


def test_a_joiner_is_promised_the_day_of_the_own_tip_whatever_the_case_has_become(
    lin: Citizen, mallory: Citizen
) -> None:
    lin.flag(category="B05", urgency=["money_moving"])
    mallory.flag()
    joined = re.findall(r"is promised by [^<]+", mallory.follow(mallory.query_code).text)
    mallory.flag(**{"targets-0-entered": "https://xingyun.example/v/another"})
    assert re.findall(r"is promised by [^<]+", mallory.follow(mallory.query_code).text) == joined


def test_a_joiner_sees_nothing_before_the_promised_day_and_then_the_shortest_way(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    at_desk(app, lambda: ask(case_number(0), cast.wei, "Secret question"))
    at_desk(app, lambda: write(case_number(0), cast.wei, "Secret message"))
    clock.turn(hours=2)
    mallory.flag(description="Is this one reported already?")
    code = mallory.query_code
    at_desk(app, lambda: refer(case_number(0), cast.wei))
    mallory.follow(code)
    assert standing(mallory.page.text) == ["Received"]
    assert lines(mallory.page.text) == ["You sent this tip"]
    clock.turn(days=5)
    mallory.follow(code)
    assert standing(mallory.page.text) == ["Platform check"]
    assert lines(mallory.page.text) == ["Taken up; the check has begun", "You sent this tip"]
    clock.turn(days=3)
    mallory.follow(code)
    assert standing(mallory.page.text) == ["Regulators&#39; decision"]
    assert lines(mallory.page.text) == [
        "Passed to the agencies for a joint decision",
        "Taken up; the check has begun",
        "You sent this tip",
    ]
    for secret in ("Secret", TIP["description"]):
        assert secret not in mallory.page.text


def test_once_the_promised_days_are_over_both_read_the_same_again(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    codes = [lin.query_code]
    mallory.flag()
    codes.append(mallory.query_code)
    clock.turn(days=2, hours=5)

    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    clock.turn(days=5)
    at_desk(app, lambda: refer(case_number(0), cast.wei))
    clock.turn(hours=12)
    pages = [shape(who.follow(code).text) for who, code in zip((lin, mallory), codes, strict=True)]
    assert "joint decision" in pages[0]
    assert pages[0] == pages[1]


def test_what_a_first_reporter_reads_does_not_change_when_others_join(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast
) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    before = shape(lin.follow(code).text)
    for _ in range(3):
        mallory.flag()
    assert shape(lin.follow(code).text) == before


def test_a_joiner_can_write_and_withdraw_though_the_case_is_closed_already(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast
) -> None:
    lin.flag()
    mallory.flag()
    code = mallory.query_code
    at_desk(app, lambda: close(cast))
    mallory.follow(code)
    assert standing(mallory.page.text) == ["Received"]
    assert mallory.press("/follow/tip/0/message", **{"t0-body": "One more thing."}).status_code == 303
    mallory.open("/follow/tip/withdrawal")
    assert mallory.press("/follow/tip/withdrawal").location == "/follow"
    assert at_desk(app, withdrawn_rows) == 1


def shanghai(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=SHANGHAI)


JOINED = shanghai(2, 18)
JOINED = shanghai(2, 18)
ACCEPTED_LATEST, CHECKED_LATEST = shanghai(4, 23, 59, 59), shanghai(9, 23, 59, 59)
"""The last moments of what a tip of Monday 2 March of category B02 is promised."""


def signed_and_closed(case: Case, cast: Cast) -> None:
    signed(case, cast.qian, cast.zhou)
    carried_out(case, cast.wei)
    conclude(case, cast.qian, Outcome.SUBSTANTIATED, "The product passed itself off as a doctor.")


def taken_up(case: Case, cast: Cast) -> None:
    advance(case, Action.ACCEPT, cast.wei)


def passed_on(case: Case, cast: Cast) -> None:
    refer(case, cast.wei)


WORK = (taken_up, passed_on, signed_and_closed)


@pytest.mark.parametrize(
    ("moments", "kept"),
    [
        pytest.param(
            (shanghai(2, 11), shanghai(2, 12), shanghai(2, 19)),
            (ACCEPTED_LATEST, CHECKED_LATEST, CHECKED_LATEST),
            id="before",
        ),
        pytest.param(
            (shanghai(3, 11), shanghai(5, 12), shanghai(6, 13)),
            (ACCEPTED_LATEST, CHECKED_LATEST, CHECKED_LATEST),
            id="taken up before, decided while it is checked",
        ),
        pytest.param((shanghai(5), shanghai(10), shanghai(10)), (shanghai(5), shanghai(10), shanghai(10)), id="at"),
        pytest.param(
            (shanghai(6, 9), shanghai(11, 9), shanghai(16, 9)),
            (shanghai(6, 9), shanghai(11, 9), shanghai(16, 9)),
            id="after",
        ),
    ],
)
def test_a_joiner_reads_byte_for_byte_what_a_first_reporter_reads_whose_desks_kept_their_promises(
    app: Flask,
    lin: Citizen,
    mallory: Citizen,
    cast: Cast,
    clock: Clock,
    moments: tuple[datetime, ...],
    kept: tuple[datetime, ...],
) -> None:
    def flag(address: str) -> str:
        mallory.flag(**{"targets-0-entered": address})
        return mallory.query_code

    def work(stop: datetime) -> None:
        for number, times in enumerate((moments, kept)):
            for at, step in zip(times, WORK, strict=True):
                if at == stop:
                    step(case_number(number), cast)

    lin.flag()
    codes: list[str] = []
    looks = [shanghai(4, 12), shanghai(5), shanghai(7), shanghai(10), shanghai(18)]
    for stop in sorted({JOINED, *looks, *moments, *kept}):
        clock.set(stop)
        if stop == JOINED:
            codes += [flag(URL), flag(CONTROL)]
        at_desk(app, lambda: work(stop))  # noqa: B023  # called at once
        if stop in looks:
            joiner, control = (shape(mallory.follow(code).text).replace(CONTROL, URL) for code in codes)
            assert joiner == control, stop
    assert "Substantiated" in joiner
    assert "You can appeal until" in joiner


def test_a_joiners_dates_count_from_the_own_tip(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    clock.turn(days=20)
    mallory.flag()
    code = mallory.query_code
    assert "is promised by 24 March 2026." in mallory.follow(code).text
    clock.set(shanghai(25))
    page = mallory.follow(code).text
    assert standing(page) == ["Platform check"]
    assert "is promised by 27 March 2026." in page


def test_ticking_danger_on_ones_own_post_shows_nothing_two_hours_later(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    at_desk(app, lambda: referred(case_number(0), cast.wei))
    mallory.flag(urgency=["danger"])
    code = mallory.query_code
    clock.turn(hours=2, minutes=1)
    page = mallory.follow(code).text
    assert (standing(page), lines(page)) == (["Received"], ["You sent this tip"])
    assert "is late" not in page
    clock.turn(days=2)
    assert standing(mallory.follow(code).text) == ["Platform check"]


def test_the_timeline_of_a_joiner_names_the_desk_that_has_the_case(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    nobodys = {"targets-0-entered": "https://nowhere.example/2"}
    lin.flag(**nobodys)
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.qian))
    mallory.flag(**nobodys)
    code = mallory.query_code
    clock.turn(days=4)
    assert told_by(mallory.follow(code).text) == ["Regulator", "You"]


def told_by(page: str) -> list[str]:
    return re.findall(r'timeline__by">.*? · ([^<]+)<', page)


def test_who_is_not_shown_the_end_cannot_appeal_against_it(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    mallory.flag()
    code = mallory.query_code
    at_desk(app, lambda: close(cast))
    for _ in range(2):  # while it is "received", and while it is "platform check"
        mallory.follow(code)
        assert mallory.press("/follow/tip/0/appeal", reason="Because.").status_code == 409
        assert at_desk(app, lambda: case_number(0).status) is Status.CLOSED
        clock.turn(days=4)
    clock.turn(days=4)
    mallory.follow(code)
    mallory.open("/follow/tip/0/appeal")
    assert mallory.press("/follow/tip/0/appeal", reason="Because.").status_code == 303


def test_what_others_appeal_changes_nothing_on_ones_own_page(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    lins = lin.query_code
    mallory.flag()
    code = mallory.query_code
    clock.turn(days=10)
    at_desk(app, lambda: close(cast))
    clock.turn(days=1)
    before = shape(mallory.follow(code).text)
    appeal(lin, lins)
    assert shape(mallory.follow(code).text) == before
    assert "An appeal is being decided" in lin.follow(lins).text
    clock.turn(days=1)
    at_desk(app, lambda: maintain(case_number(0), cast.zhao, "It is a cartoon."))
    assert shape(mallory.follow(code).text) == before
    assert "Appeal decided: the outcome stands" in lin.follow(lins).text


def test_a_second_appeal_is_heard_with_the_first_and_neither_hears_of_the_other(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    codes = []
    for who in (lin, mallory):
        who.flag()
        codes.append(who.query_code)
    clock.turn(days=10)
    at_desk(app, lambda: close(cast))
    pages = []
    for who, code in zip((lin, mallory), codes, strict=True):
        assert appeal(who, code) == 303
        pages.append(shape(who.follow(code).text))
    assert pages[0] == pages[1]
    clock.turn(hours=1)
    at_desk(app, lambda: maintain(case_number(0), cast.zhao, "It is a cartoon."))
    for who, code in zip((lin, mallory), codes, strict=True):
        page = who.follow(code).text
        assert lines(page)[0] == "Appeal decided: the outcome stands"
        assert "You can appeal until" not in page


def appeal(who: Citizen, code: str) -> int:
    who.follow(code)
    who.open("/follow/tip/0/appeal")
    return who.press("/follow/tip/0/appeal", reason="It is no cartoon.").status_code


def close(cast: Cast) -> None:
    case = case_number(0)
    case.sample = 99
    advance(case, Action.ACCEPT, cast.wei)

    advance(case, Action.DISMISS, cast.wei, outcome=Outcome.UNSUBSTANTIATED, ground="It is a cartoon.")


def withdrawn_rows() -> int:

    return len(db.session.scalars(db.select(TipCase).where(TipCase.withdrawn_at.is_not(None))).all())
