"""One look at a case: who looks, what table 4 opens to them, and where in its tips they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.permissions import Actor
from portal.domain.visibility import Part
from portal.paging import Cursor
from portal.records.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What every section's reader is given; it reads nothing that `parts` does not open."""

    case: Case
    actor: Actor
    parts: frozenset[Part]
    tips_at: Cursor | None = None
    each_tip: bool = False
    """Whether tips that say the same are wanted one by one."""
    say: Callable[[str], str] = str
    """Translates the markers that stand for masked words."""

    def shows(self, part: Part) -> bool:
        """Whether this part is open."""
        return part in self.parts
