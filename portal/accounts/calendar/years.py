"""The years of the calendar as rows of a page, the missing ones among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.workdays import ONE_DAY, Calendar, YearOfDays

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year; `notice` is None where the portal has no file of it."""

    year: int
    notice: YearOfDays | None
    holidays: tuple[Span, ...]
    working_weekends: tuple[date, ...]


def year_rows(calendar: Calendar, today: date) -> list[YearRow]:
    """Every year there is data for, and those the clocks need and lack; the latest first."""
    years = {*calendar.years, *calendar.years_without_notice(today)}
    return [_row(year, calendar.years.get(year)) for year in sorted(years, reverse=True)]


def _row(year: int, notice: YearOfDays | None) -> YearRow:
    if notice is None:
        return YearRow(year, None, (), ())
    return YearRow(year, notice, tuple(_spans(sorted(notice.holidays))), tuple(sorted(notice.working_weekends)))


def _spans(days: list[date]) -> Iterator[Span]:
    """Days that follow each other, as first and last."""
    first = None
    for place, day in enumerate(days):
        first = first or day
        if place + 1 == len(days) or days[place + 1] != day + ONE_DAY:
            yield first, day
            first = None
