"""Where cases waited when a month ended: by public step, in sizes and never in numbers (ADR 0013)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.periods import Period, read_period
from portal.domain.status import PUBLIC_STEP_WORDS, PublicStep
from portal.domain.suppression import SIZES, most_of_size
from portal.domain.words import N_
from portal.extensions import db
from portal.publicity.figures.bars import ROOM
from portal.publicity.figures.published import BACKLOG, PublishedFigure, PublishedMonth, within

TITLE = N_("Where do open cases wait?")
STEPS = tuple(step for step in PublicStep if step is not PublicStep.CLOSED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One step: at least and at most so many cases, None where there is no upper end; and the width of its bar."""

    step: PublicStep
    words: str
    least: int
    most: int | None
    width: float


@dataclass(frozen=True, slots=True)
class Backlog:
    """The open cases when a month ended."""

    month: Period
    steps: tuple[Waiting, ...]


def read_backlog(period: Period) -> Backlog | None:
    """That of the latest published month of the period; None where none is published."""
    month = select(PublishedMonth.month).where(PublishedMonth.figure == BACKLOG, *within(period, PublishedMonth.month))
    latest = month.order_by(PublishedMonth.month.desc()).limit(1).subquery()
    row = PublishedFigure
    told = (row.month == latest.c.month) & (row.sheet == BACKLOG) & (row.figure == BACKLOG)
    rows = db.session.execute(select(latest.c.month, row.key, row.amount).outerjoin(row, told)).all()
    named = read_period(rows[0][0]) if rows else None
    if named is None:
        return None
    sizes = dict.fromkeys(STEPS, 0) | {PublicStep(key): amount for _month, key, amount in rows if key}
    return Backlog(named, tuple(_waiting(step, size, max(sizes.values())) for step, size in sizes.items()))


def _waiting(step: PublicStep, size: int, largest: int) -> Waiting:
    """A bar is one part longer for each size, so that it says no more than the size does."""
    width = round(ROOM * SIZES.index(size) / SIZES.index(largest), 1) if largest else 0
    return Waiting(step, PUBLIC_STEP_WORDS[step], size, most_of_size(size), width)
