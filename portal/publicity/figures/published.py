"""Figures of tips, cases and measures as they were published: by ended month, once, and never changed (ADR 0013)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from portal import clock
from portal.domain.periods import Period, month_of
from portal.domain.suppression import Sum, size_of
from portal.extensions import Base, db
from portal.publicity.figures.open_cases import open_cases
from portal.publicity.figures.queries import first_counted, first_day, read_amounts
from portal.publicity.figures.tables import PUBLISHED, TOTAL, Publication, Published, month_tables, publication
from portal.records.counters import CHECKS, INTERIM, LOOKS

SETTLES = timedelta(hours=1)
"""So long after its end a month is published: what was counted in its last minute is committed by then."""
MOST_AT_ONCE = 12
"""Months that one job publishes."""


BACKLOG = "cases_open"
"""The figure of cases that are open when a month ends, and its table: told in sizes, not suppressed."""


class PublishedMonth(Base):
    """A figure of a month that is published."""

    __tablename__ = "published_months"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    """A name of `domain.periods`, such as `2026-03`."""
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    published_at: Mapped[datetime]


class PublishedFigure(Base):
    """One cell of one table of a month; None is a withheld one. A cell of zero has no row."""

    __tablename__ = "published_figures"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    sheet: Mapped[str] = mapped_column(String(40), primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """A code, an outcome, the id of a platform; empty for the total of the table."""
    amount: Mapped[int | None]


def publish_ended_months(_payload: Mapping[str, Any]) -> None:
    """The job: publish the months that have ended and are not published yet, the earliest first.

    What changes afterwards, when a case is reopened, is counted where it is closed again: a published
    figure that moved by one would tell of one case.
    """
    known = {(row.month, row.figure) for row in db.session.scalars(select(PublishedMonth))}
    since = {figure: first_counted(figures) for figures in (CHECKS, LOOKS, INTERIM) for figure in figures}
    every = (*PUBLISHED, BACKLOG)
    missing = {
        month: {one for one in every if (month.name, one) not in known and _is_counted(one, month, since)}
        for month in _ended_months()
    }
    due = [month for month, figures in missing.items() if figures]
    for month in due[:MOST_AT_ONCE]:
        _publish(month, missing[month])


def _is_counted(figure: str, month: Period, since: Mapping[str, date | None]) -> bool:
    """Whether the portal counted this figure then; of months before it began to nothing is known, not zero.

    `since`: the first day of the figures that were not counted from the beginning.
    """
    if figure not in since:
        return True
    begins = since[figure]
    return begins is not None and month.last is not None and month.last >= begins


def _ended_months() -> Iterator[Period]:
    month = month_of(first_day())
    while month.last is not None and month.last < _settled_on():
        yield month
        month = month_of(month.last + timedelta(days=1))


def _settled_on() -> date:
    return clock.day_of(clock.now() - SETTLES)


def _publish(month: Period, figures: Collection[str]) -> None:
    now = clock.now()
    db.session.add_all(PublishedMonth(month=month.name, figure=figure, published_at=now) for figure in figures)
    db.session.add_all(
        PublishedFigure(month=month.name, sheet=sheet, figure=figure, key=key, amount=amount)
        for (sheet, figure), shown in month_tables(read_amounts(month)).items()
        for key, amount in [*shown.cells.items(), (TOTAL, shown.total)]
        if figure in figures and amount != 0
    )
    if BACKLOG in figures and month.last is not None:
        _publish_backlog(month.name, month.last)


def _publish_backlog(month: str, last: date) -> None:
    """As the ledgers tell of the month's last moment, however late the job runs."""
    ended = datetime.combine(last + timedelta(days=1), time(), clock.SHANGHAI)
    sizes = {step: size_of(count) for step, count in open_cases(ended).items()}
    db.session.add_all(
        PublishedFigure(month=month, sheet=BACKLOG, figure=BACKLOG, key=step, amount=size)
        for step, size in sizes.items()
        if size
    )


def read_publication(period: Period) -> Publication:
    """Everything that the page of a period shows."""
    return publication(read_amounts(period), read_published(period))


def read_published(period: Period) -> Published:
    """What the published months of a period show together."""
    row = PublishedFigure
    together = cast(func.coalesce(func.sum(row.amount), 0), row.amount.type)
    hidden = cast(func.sum(case((row.amount.is_(None), 1), else_=0)), row.amount.type)
    query = select(row.sheet, row.figure, row.key, together, hidden).group_by(row.sheet, row.figure, row.key)
    cells: dict[tuple[str, str], dict[str, Sum]] = defaultdict(dict)
    for sheet, figure, key, amount, withheld in db.session.execute(query.where(*within(period, row.month))):
        cells[sheet, figure][key] = Sum(amount, withheld)
    return cells


def published_months(period: Period) -> list[Period]:
    """The first and the last published month of a period; empty where nothing of it is published."""
    month = PublishedMonth.month
    ends = db.session.execute(select(func.min(month), func.max(month)).where(*within(period, month))).one()
    return [month_of(date.fromisoformat(f"{name}-01")) for name in ends if name]


def within(period: Period, month: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
    """That a month lies in the period; names of months sort as the months do."""
    if period.first is None or period.last is None:
        return []
    return [month.between(month_of(period.first).name, month_of(period.last).name)]
