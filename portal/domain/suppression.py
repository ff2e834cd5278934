"""Which cells of a public table are withheld, so that no figure of fewer than five tips can be read or reckoned.

Withheld are cells of one to four and, where these could be worked out, all below ten, twenty, and so
on, until nobody who knows the total, every shown cell and this rule can tell the value of a withheld
one. A total so small that it would tell its cells is withheld with all of them. All withheld cells
look alike. Tables that cut one figure in several ways are looked at together, for each tells the total
of the others. Longer periods only add up what their months show, so that taking one period from
another tells nothing new.
Source: decision 14 (cells that count tips below five; quantities of disposed objects stay); ADR 0013.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
LEAST = 5
"""The smallest count of tips that is shown."""
BOUNDS = (LEAST, 10, 20, 50, 100, 200, 500, 1000)
"""Below the first of these that is safe every cell is withheld; where none is, every cell."""


@dataclass(frozen=True, slots=True)
class Shown(Generic[Key]):
    """What a table may show of its cells and of their total; None stands for a withheld figure."""

    cells: Mapping[Key, int | None]
    total: int | None

    @property
    def withholds(self) -> bool:
        """Whether anything is withheld."""
        return self.total is None or None in self.cells.values()


@dataclass(frozen=True, slots=True)
class Sum:
    """What several months show of one cell together."""

    amount: int
    withheld: int = 0
    """In how many of them the figure is withheld: the sum is at least `amount`."""

    @property
    def tells_nothing(self) -> bool:
        """Whether no month shows any of it."""
        return self.withheld > 0 and self.amount == 0


def suppress_together(tables: Mapping[str, Mapping[Key, int]]) -> Mapping[str, Shown[Key]]:
    """What may be shown of tables that cut the same figure in different ways, so that all have one total.

    Where the total is so small that it would tell the cells of one of them, none shows anything but
    zeros. A cell of zero is no group and is always shown.
    """
    groups = max((sum(count > 0 for count in cells.values()) for cells in tables.values()), default=0)
    total = max((sum(cells.values()) for cells in tables.values()), default=0)
    if 0 < total < max(LEAST, 2 * groups + 1):
        return {name: Shown(_below(cells, None), None) for name, cells in tables.items()}
    return {name: Shown(_below(cells, _bound(cells)), total) for name, cells in tables.items()}


def _bound(cells: Mapping[Key, int]) -> int | None:
    """Below what cells are withheld: 0 for none of them, None for all."""
    counts = [count for count in cells.values() if count]
    if all(count >= LEAST for count in counts):
        return 0
    return next((bound for bound in BOUNDS if _safe([count for count in counts if count < bound], bound)), None)


def _safe(withheld: list[int], bound: int) -> bool:
    """Whether each of these can still have several values, for whoever knows their number and their sum.

    Asked is nothing but number, sum and bound, so that every other way to deal out the sum would be
    withheld alike: knowing this rule does not help.
    """
    return len(withheld) > 1 and len(withheld) < sum(withheld) < len(withheld) * (bound - 1)


def _below(cells: Mapping[Key, int], bound: int | None) -> Mapping[Key, int | None]:
    return {key: None if count and (bound is None or count < bound) else count for key, count in cells.items()}
