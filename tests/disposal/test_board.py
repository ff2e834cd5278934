"""The board of tasks: who carries out what of the cases an agency leads."""

import re

import pytest
from flask import Flask

from portal.disposal import board
from portal.disposal.board import page_of_columns, tasks_of_executor
from portal.records.cases import get_case
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import Cast, carried_out, case_of, referred, send_tip, signed, the_cast
from tests.people import Browsers
from tests.statements import selects


def being_carried_out(cast: Cast, *addresses: str, measure: str = "M31") -> list[str]:
    """Numbers of cases in which the cyberspace office leads and the platform has one task each."""
    cases = [signed(referred(case_of(send_tip(one)), cast.wei, measure), cast.qian, cast.zhou) for one in addresses]
    return [case.case_number for case in cases]


def five(start: int = 1) -> list[str]:
    return [f"https://xingyun.example/v/{number}" for number in range(start, start + 5)]


def cards(page: str) -> list[str]:
    return re.findall(r'<li class="task-card.*?</li>', page, re.DOTALL)


def test_a_card_tells_what_it_is_about_and_a_receipt_sinks_below_what_is_open(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        done, still_open = being_carried_out(cast, *five()[:2])
        carried_out(get_case(done), cast.wei)
    page = browsers("qian").get("/disposal/board").text
    first, second = cards(page)
    assert still_open in first
    assert done in second
    assert "time-left__bar" in first
    assert "time-left__bar" not in second


def overdue_by_executor(cast: Cast) -> list[tuple[str, int]]:
    return [(getattr(one.executor, "slug", "outside"), one.overdue) for one in page_of_columns(cast.qian, None).items]


def test_who_is_late_stands_first_and_who_has_answered_last(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        (number,) = being_carried_out(cast, "https://xingyun.example/v/1")
        clock.turn(days=1)
        signed(referred(case_of(send_tip("https://bailu.example/v/2")), cast.he, "M31"), cast.qian, cast.zhou)
    assert overdue_by_executor(cast) == [("xingyun", 0), ("bailu", 0)]
    clock.turn(days=60)
    assert overdue_by_executor(cast) == [("xingyun", 1), ("bailu", 1)]
    with transaction():
        carried_out(get_case(number), cast.wei)
    assert overdue_by_executor(cast) == [("bailu", 1), ("xingyun", 0)]


def test_a_column_shows_a_few_tasks_and_the_rest_on_request(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        numbers = being_carried_out(cast, *five(), *five(6)[:2])
        (column,) = page_of_columns(cast.qian, None).items
    assert (len(column.tasks), column.beyond, column.still_open) == (board.CARDS, 2, 7)
    qian = browsers("qian")
    assert f'executor={column.word}"' in qian.get("/disposal/board").text
    assert len(cards(qian.get(f"/disposal/board?executor={column.word}").text)) == len(numbers)


def test_executors_beyond_a_page_stand_on_the_next_one(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "COLUMNS", 1)
    with transaction():
        cast = the_cast()
        being_carried_out(cast, "https://xingyun.example/v/1")
        signed(referred(case_of(send_tip("https://bailu.example/v/2")), cast.he, "M31"), cast.qian, cast.zhou)
        first = page_of_columns(cast.qian, None)
        second = page_of_columns(cast.qian, first.next)
        words = {column.word for page in (first, second) for column in page.items}
        assert (len(words), second.next) == (2, None)
        assert page_of_columns(cast.qian, second.previous).items[0].word == first.items[0].word


def test_another_agency_finds_no_task_of_a_case_it_does_not_lead(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        (number,) = being_carried_out(cast, "https://xingyun.example/v/1")
        word = page_of_columns(cast.qian, None).items[0].word
        assert page_of_columns(cast.zhou, None).items == []
        assert tasks_of_executor(cast.zhou, word, None).items == []
        assert tasks_of_executor(cast.qian, word, None).items != []
    assert number not in browsers("zhou").get("/disposal/board").text


@pytest.mark.parametrize("word", ["portal-99999", "portal-99999999999999999999", "portal-", "portal-²", "platform"])
def test_a_word_that_names_nobody_is_no_page(app: Flask, browsers: Browsers, word: str) -> None:
    assert browsers("qian").get("/disposal/board", query_string={"executor": word}).status_code == 404


def test_seven_tasks_cost_the_board_as_many_statements_as_one(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        being_carried_out(cast, "https://xingyun.example/v/1")
    qian = browsers("qian")
    qian.get("/disposal/board")
    with_one = selects(app, qian, "/disposal/board")
    with app.app_context(), transaction():
        being_carried_out(cast, *five(2), "https://xingyun.example/v/7")
        signed(referred(case_of(send_tip("https://bailu.example/v/8")), cast.he, "M31"), cast.qian, cast.zhou)
    assert selects(app, qian, "/disposal/board") == with_one
