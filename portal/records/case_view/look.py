"""One look at a case: who looks, what table 4 opens to them, and where in its tips they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.permissions import Actor, Permission
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

    @property
    def opens_words(self) -> bool:
        """Whether the words as written are closed to the viewer, and open on a recorded reason.

        Table 4 opens files and words to a regulator at the same statuses, the words on a reason.
        """
        may_ask = self.shows(Part.FILES) and self.actor.may(Permission.WORDS_OPEN)
        return may_ask and not self.shows(Part.FREE_TEXT)
