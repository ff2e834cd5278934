"""How tips came in and were disposed of, month by month: a table, and the columns that draw it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.periods import Period, month_of
from portal.domain.suppression import Sum
from portal.domain.words import N_
from portal.extensions import db
from portal.publicity.figures.published import PublishedFigure, PublishedMonth, within
from portal.publicity.figures.tables import HEAD_SHEET, NONE, TOTAL
from portal.records.counters import TIPS_DISPOSED, TIPS_RECEIVED

NAME = "course"
TITLE = N_("Does what is disposed of keep up with what comes in?")
FIGURES = (TIPS_RECEIVED, TIPS_DISPOSED)
MONTHS = 12
"""So many months, the latest, are drawn and stand in the table."""
WIDTH, HEIGHT, FOOT = 600, 200, 30
"""Of the picture: its width, the height of the longest column, and what stands below for the names of months."""


@dataclass(frozen=True, slots=True)
class Month:
    """The totals of one published month, in the order of `FIGURES`."""

    month: Period
    totals: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the picture, and where it stands."""

    figure: str
    x: float
    y: float
    width: float
    height: float


def read_course(period: Period) -> Sequence[Month]:
    """The latest published months of a period, the earliest first."""
    names = select(PublishedMonth.month).where(*within(period, PublishedMonth.month)).distinct()
    latest = names.order_by(PublishedMonth.month.desc()).limit(MONTHS).subquery()
    row = PublishedFigure
    total = (row.month == latest.c.month) & (row.sheet == HEAD_SHEET) & (row.key == TOTAL) & row.figure.in_(FIGURES)
    query = select(latest.c.month, row.figure, row.amount).outerjoin(row, total).order_by(latest.c.month)
    months: dict[str, dict[str, Sum]] = defaultdict(dict)
    for month, figure, amount in db.session.execute(query):
        months[month][figure] = Sum(0, 1) if amount is None else Sum(amount)
    return [
        Month(month_of(date.fromisoformat(f"{name}-01")), tuple(told.get(figure, NONE) for figure in FIGURES))
        for name, told in months.items()
    ]


def columns(course: Sequence[Month]) -> Iterator[Column]:
    """A pair of columns for each month; a figure that is withheld, or zero, has none."""
    longest = max((total.amount for month in course for total in month.totals), default=0)
    room = WIDTH / MONTHS
    for at, month in enumerate(course):
        for place, (figure, total) in enumerate(zip(FIGURES, month.totals, strict=True)):
            if total.amount > 0:
                height = HEIGHT * total.amount / longest
                x = at * room + room * (0.12 + 0.38 * place)
                yield Column(figure, round(x, 1), round(HEIGHT - height, 1), round(0.34 * room, 1), round(height, 1))
