"""Which cells of a public table are withheld, so that no figure of fewer than five tips can be read or reckoned.

Withheld are cells of one to four, and as many of the next larger cells as it takes that nobody who
knows the total, every shown cell and this rule can tell the value of a withheld one. Where even
withholding every cell is not enough, the total goes too. All withheld cells look alike. The rule
looks at one table of one period: it does not guard against taking one period's table from another's.
Source: decision 14 (cells that count tips below five; quantities of disposed objects stay).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
LEAST = 5
"""The smallest count of tips that is shown."""


@dataclass(frozen=True, slots=True)
class Shown(Generic[Key]):
    """What a table may show of its cells and of their total; None stands for a withheld figure."""

    cells: Mapping[Key, int | None]
    total: int | None

    @property
    def withholds(self) -> bool:
        """Whether anything is withheld."""
        return self.total is None or None in self.cells.values()


def suppress(cells: Mapping[Key, int]) -> Shown[Key]:
    """What may be shown of cells that count tips. A cell of zero is no group and is always shown."""
    total = sum(cells.values())
    ascending = sorted((key for key, count in cells.items() if count), key=lambda key: cells[key])
    hidden = sum(cells[key] < LEAST for key in ascending)
    while hidden and not _safe([cells[key] for key in ascending], hidden) and hidden < len(ascending):
        hidden += 1
    withheld = set(ascending[:hidden])
    total_told = not withheld or _safe([cells[key] for key in ascending], hidden)
    return Shown(
        {key: None if key in withheld else count for key, count in cells.items()}, total if total_told else None
    )


def _safe(ascending: list[int], hidden: int) -> bool:
    """Whether each of the `hidden` smallest cells can still be anything from one to five.

    Known are their number and sum, and that none is larger than the smallest cell shown.
    """
    withheld, shown = ascending[:hidden], ascending[hidden:]
    together = sum(withheld)
    largest = together - (hidden - 1) if not shown else min(shown[0], together - (hidden - 1))
    smallest = 1 if not shown else max(1, together - (hidden - 1) * shown[0])
    return smallest == 1 and largest >= LEAST
