"""Which cells of a public table are withheld, so that no figure of fewer than five tips can be read or reckoned.

Withheld are cells of one to four and, where these could be worked out, all below ten, twenty, and so
on, until nobody who knows the total, every shown cell and this rule can tell the value of a withheld
one. A total so small that it would tell its cells is withheld with all of them. All withheld cells
look alike. Tables that cut one figure in several ways are looked at together, for each tells the total
of the others. Figures of which one bounds the other (no case has fewer than one tip) withhold whole
rows, zeros too, by the smallest count in each. Longer periods only add up what their months show, so
that taking one period from another tells nothing new.
Source: decision 14 (cells that count tips below five; quantities of disposed objects stay); ADR 0013.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
LEAST = 5
"""The smallest count of tips that is shown."""
BOUNDS = (LEAST, 10, 20, 50, 100, 200, 500, 1000)
"""Below the first of these that is safe every cell is withheld; where none is, every cell."""


SIZES = (0, *BOUNDS, 2000, 5000, 10_000, 20_000, 50_000)
"""Where each size begins of a figure that is told in sizes: what waits, of which two months tell what came between."""


def size_of(count: int) -> int:
    """Where the size of this count begins: 0 for fewer than five, none among them."""
    return max(size for size in SIZES if size <= count)


def most_of_size(size: int) -> int | None:
    """The largest count of the size that begins here; None for the last."""
    after = SIZES.index(size) + 1
    return SIZES[after] - 1 if after < len(SIZES) else None


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

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.amount + other.amount, self.withheld + other.withheld)

    @property
    def tells_nothing(self) -> bool:
        """Whether no month shows any of it."""
        return self.withheld > 0 and self.amount == 0


Tables = Mapping[str, Mapping[Key, int]]
"""By name: the tables that cut one figure in different ways, so that all have one total."""


def suppress_together(figures: Mapping[str, Tables[Key]]) -> Mapping[str, Mapping[str, Shown[Key]]]:
    """What may be shown of figures that are told row by row beside each other, by figure and table.

    Where a total is so small that it would tell the cells of one table, none shows anything but empty
    rows. A row without any count is no group and is always shown.
    """
    names = {name for tables in figures.values() for name in tables}
    rows = {name: _smallest(tables[name] for tables in figures.values()) for name in names}
    totals = {sum(cells.values()) for tables in figures.values() for cells in tables.values()}
    hidden = any(map(_tells_its_cells, rows.values())) or any(0 < total < LEAST for total in totals)
    withheld = {name: _withheld(counts, None if hidden else _bound(counts)) for name, counts in rows.items()}
    return {
        figure: {
            name: _shown(cells, withheld[name], None if hidden else sum(cells.values()))
            for name, cells in tables.items()
        }
        for figure, tables in figures.items()
    }


def _smallest(tables: Iterable[Mapping[Key, int]]) -> Mapping[Key, int]:
    """Of each row the smallest count that is not zero; zero where it has none."""
    rows: dict[Key, int] = {}
    for cells in tables:
        for key, count in cells.items():
            rows[key] = min(filter(None, (count, rows.get(key))), default=0)
    return rows


def _tells_its_cells(rows: Mapping[Key, int]) -> bool:
    """Whether all of it is so little that its sum tells what it is made of."""
    groups = sum(count > 0 for count in rows.values())
    return 0 < sum(rows.values()) < max(LEAST, 2 * groups + 1)


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


def _withheld(rows: Mapping[Key, int], bound: int | None) -> frozenset[Key]:
    return frozenset(key for key, count in rows.items() if count and (bound is None or count < bound))


def _shown(cells: Mapping[Key, int], withheld: frozenset[Key], total: int | None) -> Shown[Key]:
    known = {key: None if key in withheld else count for key, count in cells.items()}
    return Shown(known | dict.fromkeys(withheld, None), total)
