"""Figures month by month: a table, and the columns that draw it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.periods import Period, month_of
from portal.domain.suppression import Sum
from portal.domain.words import N_
from portal.extensions import db
from portal.publicity.figures.published import PublishedFigure, PublishedMonth, within
from portal.publicity.figures.tables import CHECKS_SHEET, FIGURE_WORDS, HEAD_SHEET, NONE, TOTAL
from portal.records.counters import CHECKS_IN_TIME, CHECKS_LATE, CHECKS_TAKEN_OVER, TIPS_DISPOSED, TIPS_RECEIVED

MONTHS = 12
"""So many months, the latest, are drawn and stand in the table."""
FEW = 4
"""Fewer months than these do not fill the picture."""
WIDTH, HEIGHT, FOOT, HEAD = 600, 200, 30, 26
"""Of the picture: its width, the height of the longest column, and what stands below for the names of months.

Where months are few, there is a line above for the figures too.
"""
LOOKS = ("full", "soft", "hatched")
"""How the columns of a month are told apart: without any colour."""


@dataclass(frozen=True, slots=True)
class Course:
    """One question about the months: from which table it is answered, and each column's words and figures."""

    name: str
    title: str
    what: str
    """What the picture shows, for whoever does not see it."""
    sheet: str
    columns: Mapping[str, Sequence[str]]


KEEPING_UP = Course(
    "course",
    N_("Does what is dealt with keep up with what comes in?"),
    N_("Two columns for each month: tips received, then tips dealt with. The table below has the figures."),
    HEAD_SHEET,
    {FIGURE_WORDS[figure]: (figure,) for figure in (TIPS_RECEIVED, TIPS_DISPOSED)},
)
PROMISES = Course(
    "promises",
    N_("Are the promised times of the platform check kept?"),
    N_("Columns for each month: checks that ended in time, late, and those taken over because the time ran out."),
    CHECKS_SHEET,
    {
        N_("In time"): CHECKS_IN_TIME,
        FIGURE_WORDS[CHECKS_LATE]: (CHECKS_LATE,),
        FIGURE_WORDS[CHECKS_TAKEN_OVER]: (CHECKS_TAKEN_OVER,),
    },
)
COURSES: Mapping[str, Course] = {course.name: course for course in (PROMISES, KEEPING_UP)}


@dataclass(frozen=True, slots=True)
class Month:
    """The totals of one published month, in the order of the columns."""

    month: Period
    totals: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the picture, and where it stands."""

    look: str
    amount: int
    is_part: bool
    """Whether some of it is withheld, so that it is at least so high."""
    x: float
    y: float
    width: float
    height: float


def read_course(course: Course, period: Period) -> Sequence[Month]:
    """The latest published months of a period, the earliest first."""
    counted = [figure for figures in course.columns.values() for figure in figures]
    names = select(PublishedMonth.month).where(*within(period, PublishedMonth.month))
    names = names.where(PublishedMonth.figure == counted[0])
    latest = names.order_by(PublishedMonth.month.desc()).limit(MONTHS).subquery()
    row = PublishedFigure
    total = (row.month == latest.c.month) & (row.sheet == course.sheet) & (row.key == TOTAL) & row.figure.in_(counted)
    query = select(latest.c.month, row.figure, row.amount).outerjoin(row, total).order_by(latest.c.month)
    months: dict[str, dict[str, Sum]] = defaultdict(dict)
    for month, figure, amount in db.session.execute(query):
        months[month][figure] = Sum(0, 1) if amount is None else Sum(amount)
    return [
        Month(month_of(date.fromisoformat(f"{name}-01")), tuple(_added(told, one) for one in course.columns.values()))
        for name, told in months.items()
    ]


def _added(told: Mapping[str, Sum], figures: Sequence[str]) -> Sum:
    return sum((told.get(figure, NONE) for figure in figures), NONE)


def are_few(months: Sequence[Month]) -> bool:
    """Whether there is room for the whole name of each month, and for the figure at each column."""
    return len(months) <= FEW


def room(months: Sequence[Month]) -> float:
    """How much of the width each month has."""
    return WIDTH / max(len(months), FEW)


def columns(months: Sequence[Month]) -> Iterator[Column]:
    """The columns of each month beside each other; a figure that is withheld, or zero, has none."""
    longest = max((total.amount for month in months for total in month.totals), default=0)
    space = room(months)
    for at, month in enumerate(months):
        width = 0.76 * space / len(month.totals)
        for place, total in enumerate(month.totals):
            if total.amount > 0:
                height = HEIGHT * total.amount / longest
                x, y = (at + 0.12) * space + place * width, HEIGHT - height
                placed = (round(number, 1) for number in (x, y, 0.9 * width, height))
                yield Column(LOOKS[place], total.amount, total.withheld > 0, *placed)
