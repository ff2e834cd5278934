"""The administrator sees which years the clocks count on; a year that lacks is loud."""

from datetime import UTC, date, datetime

import pytest

from portal.accounts.calendar.years import year_rows
from portal.domain.workdays import Calendar, YearOfDays
from tests.conftest import Clock
from tests.people import Browsers

PAGE = "/administration/calendar"


def test_the_years_that_are_there_show_their_worked_weekends(browsers: Browsers) -> None:
    text = browsers("ma").get(PAGE).text
    assert '<time datetime="2026-02-14">' in text
    assert '<time datetime="2026-02-15">' in text
    assert '<time datetime="2026-02-16">' not in text, "days within a run of days off are not listed one by one"


@pytest.mark.parametrize(("year", "times"), [(2026, 0), (2027, 1)])
def test_only_a_year_that_lacks_is_said_to_be_missing(browsers: Browsers, clock: Clock, year: int, times: int) -> None:
    clock.set(datetime(year, 3, 1, tzinfo=UTC))
    assert browsers("ma").get(PAGE).text.count("没有这一年的数据文件") == times


def test_days_off_are_runs_and_the_latest_year_comes_first() -> None:
    off = frozenset({date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 5)})
    calendar = Calendar({2026: YearOfDays(2026, True, "a notice", off, frozenset())})
    rows = year_rows(calendar, date(2026, 6, 1))
    assert [(row.year, row.notice is None) for row in rows] == [(2027, True), (2026, False)]
    assert rows[1].holidays == ((date(2026, 1, 1), date(2026, 1, 2)), (date(2026, 1, 5), date(2026, 1, 5)))
