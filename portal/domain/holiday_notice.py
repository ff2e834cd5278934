"""The State Council's notice of one year's days off, as somebody types it from the paper: what cannot be is refused.

放假安排: spans of days off, and weekend days that are worked instead (调休).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.domain.workdays import SATURDAY, YearOfDays

HOLIDAYS: Mapping[str, str] = {
    "new_year": N_("New Year"),
    "spring": N_("Spring Festival"),
    "qingming": N_("Qingming"),
    "labour": N_("Labour Day"),
    "dragon_boat": N_("Dragon Boat Festival"),
    "mid_autumn": N_("Mid-Autumn Festival"),
    "national": N_("National Day"),
}
"""The holidays of the whole people, in the order of the year (全国年节及纪念日放假办法, article 2)."""
BY_LAW = ((1, 1, "new_year"), (5, 1, "labour"), (10, 1, "national"))
"""Month and day that are off in every year, whatever the moon, and with which holiday."""
STATUTORY_DAYS = 13
"""So many days off the law gives; all others are swapped for weekend days that are worked (2024 revision)."""
LONGEST = timedelta(days=12)
NEAR = timedelta(days=14)
"""A weekend day is worked for a holiday at most so far away."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One span of days off, both ends included."""

    code: str
    first: date
    last: date

    @property
    def days(self) -> Iterator[date]:
        """Each of its days."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)

    def is_near(self, day: date) -> bool:
        """Whether a weekend day can have been swapped with it."""
        return self.first - NEAR <= day <= self.last + NEAR


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """What one notice says, and how it is found."""

    year: int
    number: str
    published_on: date
    address: str
    holidays: tuple[Holiday, ...]
    working_weekends: tuple[date, ...]

    def as_year(self) -> YearOfDays:
        """The year as the clocks count it."""
        return YearOfDays(
            year=self.year,
            published=True,
            source=f"{self.number}（{self.published_on:%Y-%m-%d}）",
            holidays=frozenset(day for holiday in self.holidays for day in holiday.days),
            working_weekends=frozenset(self.working_weekends),
        )


def faults(notice: HolidayNotice) -> Iterator[InputInvalid]:
    """Everything that cannot be, each at its field: `spring_first`, `spring_last`, or `work_1` counted from one.

    Weekend days are looked at where the spans are right: they are measured by them.
    """
    yield from _of_the_paper(notice)
    wrong = list(_of_spans(notice))
    yield from wrong or _of_weekends(notice)


def oddities(notice: HolidayNotice) -> Iterator[tuple[str, dict[str, object]]]:
    """What may be and is unusual: sentences with their facts, to be read before the year is taken."""
    year = notice.as_year()
    given = len([day for day in year.holidays if day.weekday() < SATURDAY]) - len(year.working_weekends)
    if given != STATUTORY_DAYS:
        yield (
            N_(
                "Days off from Monday to Friday, less the weekend days that are worked, make %(given)s. The law gives "
                "%(by_law)s. Compare each day with the notice."
            ),
            {"given": given, "by_law": STATUTORY_DAYS},
        )


def without_days(notice: HolidayNotice) -> list[str]:
    """Codes of the holidays for which nothing was entered, as where two fall together."""
    return [code for code in HOLIDAYS if code not in {holiday.code for holiday in notice.holidays}]


def _of_the_paper(notice: HolidayNotice) -> Iterator[InputInvalid]:
    if notice.published_on.year not in (notice.year - 1, notice.year):
        yield InputInvalid("published_on", N_("The notice for a year comes out in the year before it."))


def _of_spans(notice: HolidayNotice) -> Iterator[InputInvalid]:
    taken: dict[date, str] = {}
    for holiday in notice.holidays:
        first, last = f"{holiday.code}_first", f"{holiday.code}_last"
        if holiday.last < holiday.first:
            yield InputInvalid(last, N_("This is before the first day."))
            continue
        if holiday.last - holiday.first >= LONGEST:
            yield InputInvalid(last, N_("No holiday is that long."))
            continue
        if not date(notice.year - 1, 12, 1) <= holiday.first or holiday.last.year != notice.year:
            yield InputInvalid(
                first, N_("This is not of %(year)s. Only New Year may begin in the December before."), year=notice.year
            )
        elif both := sorted(day for day in holiday.days if day in taken):
            yield InputInvalid(first, N_("%(day)s belongs to another holiday too."), day=both[0].isoformat())
        taken |= dict.fromkeys(holiday.days, holiday.code)
    for month, day, code in BY_LAW:
        if date(notice.year, month, day) not in taken:
            yield InputInvalid(f"{code}_first", N_("This holiday is off by law; its own day is missing."))


def _of_weekends(notice: HolidayNotice) -> Iterator[InputInvalid]:
    off = notice.as_year().holidays
    for place, day in enumerate(notice.working_weekends, start=1):
        field = f"work_{place}"
        if day.weekday() < SATURDAY:
            yield InputInvalid(field, N_("%(day)s is no Saturday and no Sunday."), day=day.isoformat())
        elif day in off:
            yield InputInvalid(field, N_("%(day)s is a day off above."), day=day.isoformat())
        elif day in notice.working_weekends[: place - 1]:
            yield InputInvalid(field, N_("%(day)s stands here twice."), day=day.isoformat())
        elif not any(holiday.is_near(day) for holiday in notice.holidays):
            yield InputInvalid(field, N_("%(day)s is far from every holiday."), day=day.isoformat())
