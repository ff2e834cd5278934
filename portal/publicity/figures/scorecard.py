"""Platforms beside each other: what share of their checks ended in time, and how much of what they removed came back.

All of it only adds up what the published months show of how checks ended and what looking again found: a
month in which any of a platform's figures of one table is withheld is left out of that share, and how many
months were counted stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, cast, func, select

from portal.domain.periods import Period
from portal.extensions import db
from portal.publicity.figures.published import PublishedFigure, within
from portal.publicity.figures.tables import CHECKS_SHEET, LOOKS_SHEET, TOTAL
from portal.records.counters import CHECKS_IN_TIME, LOOKS_CAME_BACK

NAME, CAME_BACK_NAME = "scorecard", "came-back"
"""The two tables of the page: shares of checks in time, and what came back."""
PARTS = (*CHECKS_IN_TIME, LOOKS_CAME_BACK)
"""The figures that a share tells of; the others of their table make it whole."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the months that show a platform in full come to; no month, and nothing is known of its share."""

    key: str
    """The platform's id."""
    months: int = 0
    withheld: int = 0
    """Months in which some of its figures are withheld."""
    whole: int = 0
    """Checks that ended, or measures that were looked at."""
    part: int = 0
    """Of these: checks in time, or measures that came back."""

    @property
    def share(self) -> int | None:
        """The part in percent of the whole, rounded down: only who is never late has all of them."""
        return 100 * self.part // self.whole if self.whole else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted at all, rather than withheld."""
        return not (self.months or self.withheld)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Both tables of a period."""

    checks: Sequence[Score]
    """Every platform that ended a check, the largest share first, those without any last."""
    came_back: Sequence[Score]
    """Every platform that ended a check or was looked at, the largest share first, those without any last."""


def read_scorecard(period: Period) -> Scorecard:
    """What the published months of the period tell of each platform: one statement."""
    row = PublishedFigure
    whole = row.amount.type
    sheets = (CHECKS_SHEET, LOOKS_SHEET)
    month = (
        select(
            row.sheet,
            row.key,
            func.sum(row.amount).label("whole"),
            func.sum(case((row.figure.in_(PARTS), row.amount), else_=0)).label("part"),
            func.max(case((row.amount.is_(None), 1), else_=0)).label("hidden"),
        )
        .where(row.sheet.in_(sheets), row.key != TOTAL, *within(period, row.month))
        .group_by(row.sheet, row.key, row.month)
        .subquery()
    )
    shown = [func.sum(case((month.c.hidden == 0, one), else_=0)) for one in (1, month.c.whole, month.c.part)]
    months, all_of_it, part = (cast(func.coalesce(one, 0), whole) for one in shown)
    query = select(month.c.sheet, month.c.key, months, cast(func.sum(month.c.hidden), whole), all_of_it, part)
    scores: dict[str, dict[str, Score]] = {sheet: {} for sheet in sheets}
    for sheet, *told in db.session.execute(query.group_by(month.c.sheet, month.c.key)):
        scores[sheet][told[0]] = Score(*told)
    checks, looks = scores[CHECKS_SHEET], scores[LOOKS_SHEET]
    unseen = {key: Score(key) for key in checks.keys() - looks.keys()}
    return Scorecard(_in_order(checks), _in_order(looks | unseen))


def _in_order(scores: Mapping[str, Score]) -> Sequence[Score]:
    return sorted(scores.values(), key=_rank, reverse=True)


def _rank(one: Score) -> tuple[float, int, int]:
    return (one.part / one.whole if one.whole else -1, one.whole, -int(one.key))
