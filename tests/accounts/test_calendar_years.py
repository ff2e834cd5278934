"""A coming year of the calendar: entered from the State Council's notice, looked over, and then every clock's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.models import AdministrationEntry, Change
from portal.data import workdays
from portal.domain.holiday_notice import HOLIDAYS, Holiday, HolidayNotice, faults, oddities
from portal.domain.workdays import Calendar
from portal.extensions import db
from portal.job_process import make_runner
from portal.records import calendar
from portal.records.cases import get_case
from portal.records.clocks import is_provisional
from portal.records.jobs import Job
from tests.accounts.adjusting import another_worker, opened, send
from tests.conftest import Clock
from tests.people import Browsers
from tests.statements import selects
from tests.verification.desk import do, tip

YEAR = "/administration/calendar/2027"
NOTICE = {
    "number": "国办发明电〔2026〕9号",
    "published_on": "2026-11-05",
    "address": "https://www.gov.cn/zhengce/2027.htm",
    "new_year_first": "2027-01-01", "new_year_last": "2027-01-04",
    "spring_first": "2027-02-05", "spring_last": "2027-02-11",
    "qingming_first": "2027-04-03", "qingming_last": "2027-04-05",
    "labour_first": "2027-05-01", "labour_last": "2027-05-05",
    "dragon_boat_first": "2027-06-09", "dragon_boat_last": "2027-06-09",
    "mid_autumn_first": "2027-09-15", "mid_autumn_last": "2027-09-15",
    "national_first": "2027-10-01", "national_last": "2027-10-07",
    "work_1": "2027-01-09", "work_2": "2027-01-31", "work_3": "2027-04-25", "work_4": "2027-09-26",
    "work_5": "2027-10-09",
}  # fmt: skip
"""Thirteen days off by law, five more swapped for weekend days; 1 January 2027 is a Friday."""
BEFORE, AFTER = datetime(2027, 1, 5, 16, tzinfo=UTC), datetime(2027, 1, 6, 16, tzinfo=UTC)


@pytest.fixture
def ma(cast: Flask, browsers: Browsers, clock: Clock) -> FlaskClient:
    clock.set(datetime(2026, 12, 30, 4, tzinfo=UTC))
    return browsers("ma")


@pytest.fixture
def number(ma: FlaskClient, cast: Flask, browsers: Browsers) -> str:
    """A P2 case that came to its desk on 30 December 2026: three working days from then."""
    found = tip(cast, "https://xingyun.example/v/1", category="B02")
    assert do(browsers("wei"), found, "acceptance").status_code == 303
    return found


def enter(ma: FlaskClient, seen: dict[str, str] | None = None, **other: str) -> TestResponse:
    return send(ma, YEAR, {**NOTICE, "version": (seen or opened(ma, YEAR))["version"]}, **other)


def take(ma: FlaskClient, seen: dict[str, str] | None = None, **other: str) -> TestResponse:
    return enter(ma, seen, go="take", **other)


def count_again(app: Flask, clock: Clock) -> int:
    """Let the job process do what waits; how many recounts there were so far."""
    clock.turn(minutes=2)
    with app.app_context():
        make_runner(app).drain()
        return len(
            db.session.scalars(db.select(Job).where(Job.kind == "recount_dates", Job.done_at.is_not(None))).all()
        )


def due(app: Flask, number: str) -> datetime | None:
    with app.app_context():
        return get_case(number).due_at


def provisional(app: Flask) -> bool:
    with app.app_context():
        return is_provisional(BEFORE)


def entries(app: Flask) -> list[AdministrationEntry]:
    with app.app_context():
        query = db.select(AdministrationEntry).where(AdministrationEntry.change == Change.CALENDAR_YEAR_ENTERED)
        return list(db.session.scalars(query))


def typed(**other: str | None) -> HolidayNotice:
    """The notice as the form reads it."""
    values = {name: value for name, value in {**NOTICE, **other}.items() if value}
    days = {name: date.fromisoformat(value) for name, value in values.items() if name not in ("number", "address")}
    spans = [(code, days.get(f"{code}_first"), days.get(f"{code}_last")) for code in HOLIDAYS]
    return HolidayNotice(
        year=2027,
        number=values["number"],
        published_on=days["published_on"],
        address=values["address"],
        holidays=tuple(Holiday(code, first, last) for code, first, last in spans if first and last),
        working_weekends=tuple(day for name, day in sorted(days.items()) if name.startswith("work_")),
    )


def test_a_year_is_seen_before_it_is_taken_and_then_moves_what_was_provisional(
    ma: FlaskClient, cast: Flask, clock: Clock, number: str
) -> None:
    count_again(cast, clock)
    assert (due(cast, number), provisional(cast)) == (BEFORE, True)
    preview = enter(ma)
    assert preview.status_code == 200
    assert "推迟 1 天 · 1 个承诺时限" in preview.text
    assert (provisional(cast), entries(cast)) == (True, []), "a preview changes nothing"
    assert count_again(cast, clock) == 1, "only the year of the release was counted"
    assert take(ma).status_code == 303
    assert not provisional(cast)
    assert due(cast, number) == BEFORE
    assert count_again(cast, clock) == 2
    assert due(cast, number) == AFTER
    page = ma.get("/administration/calendar").text
    assert NOTICE["number"] in page
    assert '<time datetime="2027-01-09">' in page


def test_the_preview_says_that_nothing_moves_where_nothing_does(ma: FlaskClient, number: str) -> None:
    same = enter(ma, new_year_last="2027-01-03", work_1="")
    assert same.status_code == 200
    assert "没有承诺时限会变动" in same.text


def test_no_preview_names_a_case(ma: FlaskClient, number: str) -> None:
    assert number not in enter(ma).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "  "),
        ("published_on", "2027-11-05"),
        ("published_on", "2024-11-05"),
        ("address", "http://www.gov.cn/x"),
        ("address", "https://gov.cn.example.org/x"),
        ("address", "javascript:alert(1)"),
        ("spring_last", ""),
        ("spring_last", "2027-02-04"),
        ("spring_last", "2027-02-28"),
        ("spring_first", "0001-01-01"),
        ("spring_first", "soon"),
        ("national_last", "2028-01-02"),
        ("national_first", "2027-10-02"),
        ("new_year_first", "2026-11-30"),
        ("qingming_first", "2027-02-11"),
        ("labour_first", "2027-05-02"),
        ("work_1", "2027-01-11"),
        ("work_1", "2027-01-03"),
        ("work_1", "2027-01-31"),
        ("work_1", "2027-07-04"),
        ("work_1", "9999-12-25"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    ma: FlaskClient, cast: Flask, field: str, value: str
) -> None:
    answer = send(ma, YEAR, {**NOTICE, "version": "0", "go": "take", field: value})
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.text
    assert f'value="{NOTICE["spring_first"]}"' in answer.text or field == "spring_first", "what was typed stays"
    assert (entries(cast), provisional(cast)) == ([], True)


def test_new_year_may_begin_in_the_december_before_and_two_holidays_may_fall_together(ma: FlaskClient) -> None:
    answer = enter(ma, new_year_first="2026-12-31", mid_autumn_first="", mid_autumn_last="")
    assert answer.status_code == 200
    assert "中秋节" in answer.text


def test_a_day_too_many_is_told_before_the_year_is_taken() -> None:
    assert list(faults(typed())) == []
    assert list(oddities(typed())) == []
    (odd,) = oddities(typed(spring_last="2027-02-12"))
    assert odd[1] == {"given": 14, "by_law": 13}
    assert len(list(oddities(typed(work_5=None)))) == 1


def test_the_notice_of_2026_passes_as_it_was_published() -> None:
    shipped = workdays.shipped_calendar().years[2026]
    off = len([day for day in shipped.holidays if day.weekday() < 5])
    assert off - len(shipped.working_weekends) == 13


@pytest.mark.parametrize("year", [2025, 2026, 2028, 987654])
def test_a_year_of_the_release_and_one_that_is_far_cannot_be_entered(ma: FlaskClient, year: int) -> None:
    path = f"/administration/calendar/{year}"
    assert (ma.get(path).status_code, send(ma, path, {**NOTICE, "version": "0"}, go="take").status_code) == (404, 404)
    assert ma.get(YEAR).status_code == 200


def test_a_year_sent_twice_is_taken_once_and_a_correction_is_counted_again(
    ma: FlaskClient, cast: Flask, clock: Clock, number: str
) -> None:
    seen = opened(ma, YEAR)
    assert [take(ma, seen).status_code for _time in range(2)] == [303, 303]
    assert count_again(cast, clock) == 2
    assert len(entries(cast)) == 1
    assert take(ma, new_year_last="2027-01-03", work_1="").status_code == 303
    assert count_again(cast, clock) == 3
    assert due(cast, number) == BEFORE
    assert entries(cast)[1].details["holidays"]["after"][0] == "2027-01-01/2027-01-03"
    assert count_again(cast, clock) == 3, "what has not changed is not counted again"


def test_of_two_who_enter_a_year_the_later_is_told(ma: FlaskClient, cast: Flask) -> None:
    first, second = opened(ma, YEAR), opened(ma, YEAR)
    assert take(ma, first).status_code == 303
    told = take(ma, second, number="another")
    assert told.status_code == 409
    assert 'value="another"' in told.text
    assert len(entries(cast)) == 1


@pytest.fixture
def worker(cast: Flask) -> Iterator[Flask]:
    """A second process on the same database."""
    second = another_worker(cast)
    yield second
    with second.app_context():
        db.engine.dispose()


def test_every_process_counts_by_it_at_once(ma: FlaskClient, cast: Flask, worker: Flask) -> None:
    assert provisional(worker)
    take(ma)
    assert not provisional(worker)


def test_where_a_release_brings_the_year_it_holds_and_what_differs_is_loud(
    ma: FlaskClient, cast: Flask, clock: Clock, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(ma)
    count_again(cast, clock)
    assert due(cast, number) == AFTER
    published = typed(new_year_last="2027-01-03", work_1=None).as_year()
    release = Calendar({**workdays.shipped_calendar().years, 2027: replace(published, source="the file")})
    monkeypatch.setattr(calendar, "shipped_calendar", lambda: release)
    page = ma.get("/administration/calendar").text
    assert "the file" in page
    assert "与本版本自带的不一致" in page
    assert "2027-01-04, 2027-01-09" in page
    assert ma.get(YEAR).status_code == 404
    clock.turn(days=1)
    count_again(cast, clock)
    assert count_again(cast, clock) == 3, "the daily look at the calendar has queued it"


def test_a_release_that_agrees_says_nothing(ma: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    take(ma)
    release = Calendar({**workdays.shipped_calendar().years, 2027: typed().as_year()})
    monkeypatch.setattr(calendar, "shipped_calendar", lambda: release)
    assert "与本版本自带的不一致" not in ma.get("/administration/calendar").text


def test_a_year_that_was_entered_costs_a_page_no_more_questions(ma: FlaskClient, cast: Flask) -> None:
    path = "/administration/calendar"
    ma.get(path)
    without = selects(cast, ma, path)
    take(ma)
    ma.get(path)
    assert selects(cast, ma, path) == without
