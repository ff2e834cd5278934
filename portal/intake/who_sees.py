"""The box "who will see what", read from the table of visibility."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from portal.domain.visibility import NEVER, VISIBILITY, Part, Viewer
from portal.domain.words import N_

PARTS: tuple[tuple[Part, str], ...] = (
    (Part.TARGET, N_("What you report")),
    (Part.MASKED_WORDS, N_("Your words, with phone numbers, ID numbers and the like hidden")),
    (Part.FREE_TEXT, N_("Your words as you write them")),
    (Part.FILE_FACTS, N_("Kind and size of your files")),
    (Part.FILES, N_("Your files")),
    (Part.MESSAGES, N_("Messages between you and the desks")),
    (Part.REPORTER_CONTACT, N_("Your e-mail address, if you leave it")),
)
"""Parts of a case as the reporter thinks of them."""

PLATFORM = frozenset({Viewer.HOLDING_PLATFORM})
AGENCIES = frozenset({Viewer.DESK_AGENCY, Viewer.LEAD_AGENCY, Viewer.SIGNING_AGENCY})


@dataclass(frozen=True, slots=True)
class Row:
    """One part, and whether a case's page ever shows it to these viewers."""

    words: str
    platform: bool
    agencies: bool


def who_sees() -> list[Row]:
    """The rows of the box, in the language of the page."""
    return [Row(gettext(words), _ever(part, PLATFORM), _ever(part, AGENCIES)) for part, words in PARTS]


def _ever(part: Part, viewers: frozenset[Viewer]) -> bool:
    return any(VISIBILITY[viewer].get(part, NEVER).statuses for viewer in viewers)
