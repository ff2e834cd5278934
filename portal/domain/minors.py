"""Sexual pictures of minors: when no file is taken at all, only the address (domain facts 5, 6).

Nothing is uploaded, previewed or hashed: whoever sent such a picture would commit a crime by it, and
so would whoever keeps it. The address goes to the police.
"""

from __future__ import annotations

from collections.abc import Collection

from portal.domain.priority import Urgency

ABOUT_MINORS = frozenset({"B07"})
"""Categories that concern a person under 18 whatever is ticked."""
SEXUAL = frozenset({"A02"})
"""Categories (undressing, swapped faces) that concern intimate pictures whatever is ticked."""


def no_file_is_taken(category: str, urgency: Collection[Urgency]) -> bool:
    """Whether what is flagged may be a sexual picture of a minor, so that the form takes no file."""
    minor = Urgency.UNDER_18 in urgency or category in ABOUT_MINORS
    sexual = Urgency.INTIMATE_IMAGE in urgency or category in SEXUAL
    return minor and sexual
