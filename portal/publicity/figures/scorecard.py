"""Platforms beside each other: what share of their checks ended in time.

All of it only adds up what the published months show of how checks ended: a month in which any of a
platform's figures is withheld is left out of its share, and how many months were counted stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, cast, func, select

from portal.domain.periods import Period
from portal.extensions import db
from portal.publicity.figures.published import PublishedFigure, within
from portal.publicity.figures.tables import CHECKS_SHEET, TOTAL
from portal.records.counters import CHECKS_IN_TIME

NAME = "scorecard"


@dataclass(frozen=True, slots=True)
class Score:
    """What the months that show a platform in full come to; no month, and nothing is known of its share."""

    key: str
    """The platform's id."""
    months: int
    withheld: int
    """Months in which some of its figures are withheld."""
    checks: int
    in_time: int

    @property
    def share(self) -> int | None:
        """Checks in time, in percent of all, rounded down: only who is never late has all of them."""
        return 100 * self.in_time // self.checks if self.checks else None


def read_scores(period: Period) -> Sequence[Score]:
    """Every platform that ended a check in the period, the largest share first, those without any last."""
    row = PublishedFigure
    whole = row.amount.type
    in_time = case((row.figure.in_(CHECKS_IN_TIME), row.amount), else_=0)
    month = (
        select(
            row.key,
            func.sum(row.amount).label("checks"),
            func.sum(in_time).label("in_time"),
            func.max(case((row.amount.is_(None), 1), else_=0)).label("hidden"),
        )
        .where(row.sheet == CHECKS_SHEET, row.key != TOTAL, *within(period, row.month))
        .group_by(row.key, row.month)
        .subquery()
    )
    shown = [func.sum(case((month.c.hidden == 0, one), else_=0)) for one in (1, month.c.checks, month.c.in_time)]
    months, checks, timely = (cast(func.coalesce(one, 0), whole) for one in shown)
    query = select(month.c.key, months, cast(func.sum(month.c.hidden), whole), checks, timely).group_by(month.c.key)
    scores = [Score(*told) for told in db.session.execute(query)]
    return sorted(scores, key=lambda one: (-1 if one.share is None else one.share, one.checks), reverse=True)
