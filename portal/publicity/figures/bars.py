"""Tables drawn as bars: one for each row, as long as its share of the longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.suppression import Sum
from portal.publicity.figures.tables import NONE, OBJECTS, Table

MOST = 12
"""So many rows, the longest, are drawn; the table has all."""
ROOM = 70
"""How much of the picture's width the longest bar takes, in percent: the rest is for its number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the key of its row, what it stands for, and its width in percent of the picture."""

    key: str
    amount: Sum
    width: float


def bars(table: Table) -> Sequence[Bar]:
    """The first figure of each row that has any, the longest first; a row that is withheld is named without a bar.

    None where the columns are of different kinds, and no one of them is what the table is about.
    """
    if table.sheet.figures == OBJECTS or table.figures[:1] != tuple(table.sheet.figures[:1]):
        return []
    rows = [(row.key, row.cells[0]) for row in table.rows if row.cells[0] != NONE]
    rows.sort(key=lambda row: -row[1].amount)
    longest = max((one.amount for _key, one in rows), default=0)
    return [Bar(key, one, _width(one.amount, longest)) for key, one in rows[:MOST]]


def _width(amount: int, longest: int) -> float:
    return round(ROOM * max(amount, 0) / longest, 1) if longest > 0 else 0
