"""The calendar of working days from the yearly files beside this reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from portal.data.tables import FOLDER, Row, naming, read_table, rows
from portal.domain.workdays import SATURDAY, Calendar, YearOfDays


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """The calendar the portal ships, read once."""
    return read_calendar(FOLDER)


def read_calendar(folder: Path) -> Calendar:
    """Every `workdays-*.toml` in the folder; DataFileInvalid names a day that cannot be right."""
    years = [_year(path) for path in sorted(folder.glob("workdays-*.toml"))]
    return Calendar({one.year: one for one in years})


def _year(path: Path) -> YearOfDays:
    table = read_table(path)
    holidays = rows(path, table, "holiday", _holiday)
    with naming(path, "head"):
        year = YearOfDays(
            year=int(table["year"]),
            published=bool(table["published"]),
            source=table["source"],
            holidays=frozenset(day for days, _ in holidays for day in days),
            working_weekends=frozenset(day for _, days in holidays for day in days),
        )
        _check(path, year)
        return year


def _check(path: Path, year: YearOfDays) -> None:
    if path.stem != f"workdays-{year.year}":
        raise ValueError(f"the file says {year.year}")
    first, last = date(year.year - 1, 12, 1), date(year.year, 12, 31)
    if strangers := [day for day in year.holidays | year.working_weekends if not first <= day <= last]:
        raise ValueError(f"{min(strangers)} is not of {year.year} or the December before")
    if both := year.holidays & year.working_weekends:
        raise ValueError(f"{min(both)} is both a holiday and a working weekend")
    if wrong := [day for day in year.working_weekends if day.weekday() < SATURDAY]:
        raise ValueError(f"{min(wrong)} is no weekend day")


def _holiday(row: Row) -> tuple[list[date], list[date]]:
    days = list(_span(row["from"], row["to"]))
    if not days:
        raise ValueError(f"ends before it begins: {row['from']}")
    return days, list(row["working_weekends"])


def _span(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
