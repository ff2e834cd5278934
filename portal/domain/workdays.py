"""Chinese working days with their adjusted weekends (调休), counted on data that is passed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PLACE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """What the State Council's notice changes in one year's Monday-to-Friday week.

    `published` is False while there is no notice: then `holidays` holds the days that are holidays
    by the standing rule alone, and every date counted in that year is provisional.
    """

    year: int
    published: bool
    source: str
    holidays: frozenset[date]
    working_weekends: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the years it has data for; Monday to Friday, provisionally, of others."""

    years: Mapping[int, YearOfDays]

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day."""
        # the notice for a year may also change the last days of the December before it
        notices = [self.years[year] for year in (day.year, day.year + 1) if year in self.years]
        if any(day in notice.holidays for notice in notices):
            return False
        return day.weekday() < SATURDAY or any(day in notice.working_weekends for notice in notices)

    def is_provisional(self, day: date) -> bool:
        """Whether the answer about that day may change, because its year has no notice yet."""
        year = self.years.get(day.year)
        return year is None or not year.published

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself never counts; `day` for 0."""
        if count < 0:
            raise ValueError("working days are counted forward only")
        for one in self._days_after(day):
            if count == 0:
                break
            day = one
            count -= self.is_workday(one)
        return day

    def deadline(self, start: datetime, days: int) -> datetime:
        """The end (24:00 Asia/Shanghai, given in UTC) of the `days`-th working day after `start`.

        `start` is aware; the clock begins on the day after it, whatever the hour.
        """
        last = self.add_workdays(_day_of(start), days)
        return datetime.combine(last + ONE_DAY, time.min, PLACE).astimezone(UTC)

    def is_deadline_provisional(self, start: datetime, days: int) -> bool:
        """Whether that deadline was counted over a year without a notice and may move."""
        first = _day_of(start)
        last = self.add_workdays(first, days)
        reached = range(first.year, last.year + 1)
        return any(self.is_provisional(date(year, 12, 31)) for year in reached)

    def years_without_notice(self, today: date, ahead: int = 1) -> tuple[int, ...]:
        """This year and the next `ahead` ones as far as they are provisional; to be loud about."""
        years = range(today.year, today.year + ahead + 1)
        return tuple(year for year in years if self.is_provisional(date(year, 1, 1)))

    @staticmethod
    def _days_after(day: date) -> Iterator[date]:
        while True:
            day += ONE_DAY
            yield day


def _day_of(moment: datetime) -> date:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(PLACE).date()
