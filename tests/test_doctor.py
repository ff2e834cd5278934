"""The doctor: a missing year is loud, and grave only when clocks run in it already."""

from datetime import UTC, datetime

from flask import Flask

from tests.conftest import Clock
from tests.people import Browsers


def said(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["doctor", "--calendar"])
    return result.exit_code, result.output


def test_the_coming_year_without_holidays_is_said_and_is_not_grave(app: Flask, clock: Clock) -> None:
    code, output = said(app)
    assert code == 0
    assert "workdays-2027.toml" in output
    assert "workdays-2026.toml" not in output


def test_the_present_year_without_holidays_is_grave(app: Flask, clock: Clock) -> None:
    clock.set(datetime(2028, 3, 1, tzinfo=UTC))
    code, output = said(app)
    assert code == 1
    assert "workdays-2028.toml" in output


def test_the_administrator_reads_the_same_on_a_page_and_nobody_else_does(browsers: Browsers, clock: Clock) -> None:
    clock.set(datetime(2028, 3, 1, tzinfo=UTC))
    assert "2028" in browsers("ma").get("/administration/operations").text
    assert [browsers(one).get("/administration/operations").status_code for one in ("wei", "qian")] == [403, 403]
