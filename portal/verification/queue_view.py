"""How a colleague likes the queue: its density, its columns, and whether single keys do anything.

Kept in the cookie of preferences, which names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.domain.words import N_


class Density(StrEnum):
    """How much room a line takes."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Column(StrEnum):
    """What a line tells besides the case and its time; in the order of the page."""

    PRIORITY = "priority"
    CATEGORY = "category"
    TIPS = "tips"
    UNREAD = "unread"
    STATUS = "status"
    CLAIMED = "claimed"
    AGE = "age"


COLUMN_WORDS: Mapping[Column, str] = {
    Column.PRIORITY: N_("Priority"),
    Column.CATEGORY: N_("Category"),
    Column.TIPS: N_("Tips"),
    Column.UNREAD: N_("Unread"),
    Column.STATUS: N_("Status"),
    Column.CLAIMED: N_("Claimed"),
    Column.AGE: N_("Days here"),
}

DENSITY_WORDS: Mapping[Density, str] = {
    Density.COMFORTABLE: N_("Comfortable"),
    Density.COMPACT: N_("Compact"),
}


@dataclass(frozen=True, slots=True)
class QueueView:
    """A colleague's choice."""

    density: Density = Density.COMFORTABLE
    columns: frozenset[Column] = field(default=frozenset(Column))

    def as_word(self) -> str:
        """The choice as one word for the cookie."""
        return ".".join([self.density, *(column for column in Column if column in self.columns)])

    @classmethod
    def from_word(cls, word: str) -> QueueView:
        """The choice from the cookie; whatever else stands there means the usual view."""
        density, *columns = word.split(".")
        try:
            return cls(Density(density), frozenset(Column(one) for one in columns))
        except ValueError:
            return cls()
