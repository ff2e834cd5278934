"""The calendar that every clock counts on now: the years of the release, and those an administrator entered.

A year of the release holds where its notice is published there; else what was entered holds (ADR 16).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from portal.data.workdays import shipped_calendar
from portal.domain.holiday_notice import Holiday, HolidayNotice
from portal.domain.workdays import Calendar, YearOfDays
from portal.extensions import db
from portal.records.adjustments import Adjustments, Adjusts, adjustments


@dataclass(frozen=True, slots=True)
class Made:
    """A calendar, and what it was made from."""

    adjustments: Adjustments
    shipped: Calendar
    calendar: Calendar


_memory: WeakKeyDictionary[Engine, Made] = WeakKeyDictionary()


def calendar_in_force() -> Calendar:
    """The calendar as it stands now, the same in every process."""
    found, shipped, made = adjustments(), shipped_calendar(), _memory.get(db.engine)
    if made is None or made.adjustments is not found or made.shipped is not shipped:
        made = _memory[db.engine] = Made(found, shipped, _joined(shipped, _entered(found)))
    return made.calendar


def with_year(calendar: Calendar, year: YearOfDays) -> Calendar:
    """The calendar as it would be with this year."""
    return replace(calendar, years={**calendar.years, year.year: year})


def is_shipped(year: int) -> bool:
    """Whether the release itself knows the notice of this year; then nobody enters another."""
    days = shipped_calendar().years.get(year)
    return days is not None and days.published


def entered_notice(year: int) -> HolidayNotice | None:
    """What an administrator entered for this year, whether it holds or not."""
    return _entered(adjustments()).get(year)


def disagreements() -> Mapping[int, list[date]]:
    """By year the days about which an entered notice and the release differ; the release holds."""
    found = {}
    for year, notice in _entered(adjustments()).items():
        if is_shipped(year):
            shipped, entered = shipped_calendar().years[year], notice.as_year()
            differing = shipped.holidays ^ entered.holidays | shipped.working_weekends ^ entered.working_weekends
            if differing:
                found[year] = sorted(differing)
    return found


def as_kept(notice: HolidayNotice) -> dict[str, Any]:
    """The notice as an adjustment keeps it; its year is the name."""
    return {
        "number": notice.number,
        "published_on": notice.published_on.isoformat(),
        "address": notice.address,
        "holidays": [
            {**asdict(one), "first": one.first.isoformat(), "last": one.last.isoformat()} for one in notice.holidays
        ],
        "working_weekends": [day.isoformat() for day in notice.working_weekends],
    }


def _joined(shipped: Calendar, entered: Mapping[int, HolidayNotice]) -> Calendar:
    for year, notice in entered.items():
        if not is_shipped(year):
            shipped = with_year(shipped, notice.as_year())
    return shipped


def _entered(found: Adjustments) -> dict[int, HolidayNotice]:
    return {
        int(name): _read(int(name), what.value)
        for (adjusts, name), what in found.items()
        if adjusts is Adjusts.CALENDAR_YEAR
    }


def _read(year: int, kept: Mapping[str, Any]) -> HolidayNotice:
    day = date.fromisoformat
    return HolidayNotice(
        year=year,
        number=kept["number"],
        published_on=day(kept["published_on"]),
        address=kept["address"],
        holidays=tuple(Holiday(one["code"], day(one["first"]), day(one["last"])) for one in kept["holidays"]),
        working_weekends=tuple(map(day, kept["working_weekends"])),
    )
