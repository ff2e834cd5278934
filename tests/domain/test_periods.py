"""Periods of figures: months, quarters, all time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.periods import names_of, periods_between, read_period

DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_day_lies_in_every_period_it_is_summed_up_under(day: date) -> None:
    for name in names_of(day):
        period = read_period(name)
        assert period is not None
        assert period.first is None or period.last is None or period.first <= day <= period.last


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("all", None, None),
    ],
)
def test_a_period_has_its_first_and_last_day(name: str, first: date | None, last: date | None) -> None:
    period = read_period(name)
    assert period is not None
    assert (period.name, period.first, period.last) == (name, first, last)


@pytest.mark.parametrize("name", ["", "2026", "2026-13", "2026-0", "2026-Q5", "2026-03-02", "２０２６-03", "2026-03\n"])
def test_anything_else_is_no_period(name: str) -> None:
    assert read_period(name) is None


def test_the_periods_of_a_portal_run_from_its_first_day_to_today() -> None:
    found = [period.name for period in periods_between(date(2025, 12, 30), date(2026, 2, 2))]
    assert found == ["all", "2026-Q1", "2026-02", "2026-01", "2025-Q4", "2025-12"]
