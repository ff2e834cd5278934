"""Whoever joins a case reads what a first reporter would read: nobody learns that a case existed."""

import re

import pytest
from flask import Flask

from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import advance
from portal.records.tips import TipCase
from tests.conftest import Clock
from tests.factories import Cast, refer
from tests.intake.citizen import TIP, Citizen
from tests.intake.desks import ask, at_desk, case_number, write
from tests.intake.test_following import lines, standing


def shape(page: str) -> str:
    """The page without what belongs to this tip alone: tokens and its number."""
    return re.sub(r'value="[^"]*"|QT-[0-9A-Z-]+', "", page)


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
    before = re.findall(r"Promised by [^<]+", lin.follow(code).text)
    mallory.flag(urgency=ticks)
    assert re.findall(r"Promised by [^<]+", lin.follow(code).text) == before


def test_a_joiner_is_promised_the_day_of_the_own_tip_whatever_the_case_has_become(
    lin: Citizen, mallory: Citizen
) -> None:
    lin.flag(category="B05", urgency=["money_moving"])
    mallory.flag()
    joined = re.findall(r"Promised by [^<]+", mallory.follow(mallory.query_code).text)
    mallory.flag(**{"targets-0-entered": "https://xingyun.example/v/another"})
    assert re.findall(r"Promised by [^<]+", mallory.follow(mallory.query_code).text) == joined


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
    assert standing(mallory.page.text) == ["Regulators&#39; decision"]
    assert lines(mallory.page.text) == [
        "Passed to the agencies for a joint decision",
        "Taken up; the check has begun",
        "You sent this tip",
    ]
    for secret in ("Secret", TIP["description"]):
        assert secret not in mallory.page.text


def test_once_the_promised_day_is_over_both_read_the_same_again(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    codes = [lin.query_code]
    mallory.flag()
    codes.append(mallory.query_code)
    clock.turn(days=2, hours=5)

    def work() -> None:
        advance(case_number(0), Action.ACCEPT, cast.wei)
        refer(case_number(0), cast.wei)

    at_desk(app, work)
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


def close(cast: Cast) -> None:
    case = case_number(0)
    case.sample = 99
    advance(case, Action.ACCEPT, cast.wei)

    advance(case, Action.DISMISS, cast.wei, outcome=Outcome.UNSUBSTANTIATED, ground="It is a cartoon.")


def withdrawn_rows() -> int:

    return len(db.session.scalars(db.select(TipCase).where(TipCase.withdrawn_at.is_not(None))).all())
