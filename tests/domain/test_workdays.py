"""Working days with adjusted weekends, and what happens in a year without a notice."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.data.tables import FOLDER, DataFileInvalid
from portal.data.workdays import read_calendar, shipped_calendar
from portal.domain.workdays import PLACE, Calendar, YearOfDays

CALENDAR = shipped_calendar()
days_around_our_time = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def shanghai(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the clock of Asia/Shanghai."""
    return datetime(year, month, day, hour, minute, tzinfo=PLACE)


def test_2026_has_248_working_days() -> None:
    first = date(2026, 1, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    # 261 days Monday to Friday, 19 of them holidays, 6 weekend days worked
    assert sum(CALENDAR.is_workday(day) for day in days) == 248


@pytest.mark.parametrize("day", [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
def test_an_adjusted_weekend_is_worked(day: tuple[int, int]) -> None:
    assert CALENDAR.is_workday(date(2026, *day))


@pytest.mark.parametrize("day", [(1, 1), (2, 16), (2, 23), (4, 6), (5, 5), (6, 19), (9, 25), (10, 7)])
def test_a_holiday_on_a_weekday_is_not_worked(day: tuple[int, int]) -> None:
    assert not CALENDAR.is_workday(date(2026, *day))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday → Monday
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the Saturday before the festival is worked
        (date(2026, 2, 13), 3, date(2026, 2, 25)),  # over nine days off
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
    ],
)
def test_counting_working_days(start: date, count: int, end: date) -> None:
    assert CALENDAR.add_workdays(start, count) == end


@pytest.mark.parametrize(
    "start",
    [shanghai(2026, 11, 23, 0, 0), shanghai(2026, 11, 23, 9, 0), shanghai(2026, 11, 23, 23, 59)],
)
def test_the_clock_starts_the_next_day_and_ends_at_midnight(start: datetime) -> None:
    assert CALENDAR.deadline(start, 1) == shanghai(2026, 11, 25, 0, 0)


def test_the_day_of_the_start_is_that_of_shanghai() -> None:
    late_on_the_22nd_in_utc = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # the 23rd in Shanghai
    assert CALENDAR.deadline(late_on_the_22nd_in_utc, 1) == datetime(2026, 11, 24, 16, tzinfo=UTC)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.deadline(shanghai(2026, 11, 22).replace(tzinfo=None), 1)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_workdays(date(2026, 1, 1), -1)


def test_a_notice_may_change_the_december_before_its_year() -> None:
    # as the notice for 2019 did: 29 December 2018 worked, 31 December off
    notice = YearOfDays(2019, True, "", frozenset({date(2018, 12, 31)}), frozenset({date(2018, 12, 29)}))
    assert Calendar({2019: notice}).add_workdays(date(2018, 12, 28), 2) == date(2019, 1, 1)


def test_a_year_without_data_counts_monday_to_friday_and_says_so() -> None:
    empty = Calendar({})
    start = shanghai(2031, 1, 3, 10, 0)  # a Friday
    assert empty.deadline(start, 1) == shanghai(2031, 1, 7, 0, 0)
    assert empty.is_deadline_provisional(start, 1)


def test_a_deadline_within_a_published_year_is_firm() -> None:
    assert not CALENDAR.is_deadline_provisional(shanghai(2026, 11, 22, 10, 0), 15)


def test_a_deadline_that_reaches_an_unpublished_year_is_provisional() -> None:
    assert CALENDAR.is_deadline_provisional(shanghai(2026, 12, 31, 10, 0), 1)


def test_the_years_to_be_loud_about() -> None:
    assert CALENDAR.years_without_notice(date(2026, 11, 22)) == (2027,)
    assert CALENDAR.years_without_notice(date(2027, 11, 22)) == (2027, 2028)


@given(days_around_our_time, st.integers(1, 60))
def test_a_counted_day_is_worked_and_the_right_number_lies_between(start: date, count: int) -> None:
    end = CALENDAR.add_workdays(start, count)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert CALENDAR.is_workday(end)
    assert sum(CALENDAR.is_workday(day) for day in between) == count


@given(days_around_our_time, st.integers(0, 23), st.integers(0, 59))
def test_more_working_days_end_later(day: date, hour: int, minute: int) -> None:
    start = shanghai(day.year, day.month, day.day, hour, minute)
    assert start < CALENDAR.deadline(start, 1) < CALENDAR.deadline(start, 2)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("year = 2026", "year = 2028", "the file says 2028"),
        ("to = 2026-01-03", "to = 2025-01-03", "ends before it begins: 2026-01-01"),
        ("[2026-05-09]", "[2026-05-08]", "2026-05-08 is no weekend day"),
        ("[2026-05-09]", "[2026-05-03]", "2026-05-03 is both a holiday and a working weekend"),
        ("[2026-05-09]", "[2027-05-09]", "2027-05-09 is not of 2026 or the December before"),
        ("published = true\n", "", "'published' is missing"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    file = tmp_path / "workdays-2026.toml"
    shutil.copy(FOLDER / "workdays-2026.toml", file)
    file.write_text(file.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(DataFileInvalid, match=says):
        read_calendar(tmp_path)
