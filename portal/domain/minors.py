"""Sexual pictures of minors: when no file is taken at all, only the address (domain facts 5, 6).

Nothing is uploaded, previewed or hashed: whoever sent such a picture would commit a crime by it, and
so would whoever keeps it. The address goes to the police.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from portal.domain.priority import Urgency


class Says(StrEnum):
    """Half of what makes a picture one that nobody may keep."""

    MINOR = "minor"
    SEXUAL = "sexual"


SAYS: dict[str, Says] = {
    Urgency.UNDER_18: Says.MINOR,
    "B07": Says.MINOR,  # harm to minors
    Urgency.INTIMATE_IMAGE: Says.SEXUAL,
    "A02": Says.SEXUAL,  # undressing
    "A11": Says.SEXUAL,  # models and tools that make such pictures
    "B03": Says.SEXUAL,  # pornography
}
"""Ticks and categories that say a half by themselves; the page hides its file field by the same table."""


def no_file_is_taken(category: str, urgency: Collection[Urgency]) -> bool:
    """Whether what is flagged may be a sexual picture of a minor, so that no file is taken."""
    return says_both((category, *urgency))


def says_both(said: Iterable[str]) -> bool:
    """Whether ticks and categories say both halves, be it of one tip or of all that led to a case."""
    return {SAYS.get(one) for one in said} >= set(Says)


def no_file_of_a_respondent(category: str) -> bool:
    """Whether a respondent sends no file in a case of this category: it says half of it by itself.

    What reporters said must not count here, as the answer would tell it.
    """
    return category in SAYS
