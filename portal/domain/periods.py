"""The periods figures are stated for: a month, a quarter, and all time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ALL: Final = "all"
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(20\d{2})-Q([1-4])")


@dataclass(frozen=True, slots=True)
class Period:
    """A month (`2026-03`), a quarter (`2026-Q1`) or all time (`all`); first and last day, None where open."""

    name: str
    first: date | None
    last: date | None

    @property
    def is_all(self) -> bool:
        """Whether it is all time."""
        return self.name == ALL

    @property
    def is_quarter(self) -> bool:
        """Whether it is a quarter."""
        return "Q" in self.name


ALL_TIME = Period(ALL, None, None)


def month_of(day: date) -> Period:
    """The month of a day."""
    return _months(day.strftime("%Y-%m"), day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    """The quarter of a day."""
    quarter = (day.month + 2) // 3
    return _months(f"{day.year}-Q{quarter}", date(day.year, 3 * quarter - 2, 1), 3)


def _months(name: str, first: date, count: int) -> Period:
    """A period of whole months within one year."""
    ends = first.month + count
    after = date(first.year + 1, 1, 1) if ends > 12 else date(first.year, ends, 1)
    return Period(name, first, after - timedelta(days=1))


def names_of(day: date) -> tuple[str, ...]:
    """Under which names something of this day is summed up: its month, its quarter, all time."""
    return (month_of(day).name, quarter_of(day).name, ALL)


def read_period(name: str) -> Period | None:
    """The period of this name, or None where there is none."""
    if name == ALL:
        return ALL_TIME
    if found := _MONTH.fullmatch(name):
        return month_of(date(int(found[1]), int(found[2]), 1))
    if found := _QUARTER.fullmatch(name):
        return quarter_of(date(int(found[1]), 3 * int(found[2]), 1))
    return None


def periods_between(first: date, last: date) -> Iterator[Period]:
    """All time, then every quarter and its months that the days from `first` to `last` touch, the latest first."""
    yield ALL_TIME
    day, seen = last, set[str]()
    while month_of(day).last >= first:  # type: ignore[operator]  # a month has both ends
        for period in (quarter_of(day), month_of(day)):
            if period.name not in seen:
                seen.add(period.name)
                yield period
        day = day.replace(day=1) - timedelta(days=1)
