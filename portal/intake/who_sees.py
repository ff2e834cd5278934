"""The box "who will see what", read from the table of visibility."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from portal.domain.visibility import NEVER, VISIBILITY, Part, Seen, Viewer
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
    on_a_reason: bool
    """Whether a colleague of an agency has to put a reason on record first."""


def who_sees() -> list[Row]:
    """The rows of the box, in the language of the page."""
    return [
        Row(
            gettext(words),
            platform=any(cell.statuses for cell in _cells(part, PLATFORM)),
            agencies=any(cell.statuses for cell in _cells(part, AGENCIES)),
            on_a_reason=all(cell.on_a_reason for cell in _cells(part, AGENCIES)),
        )
        for part, words in PARTS
    ]


def _cells(part: Part, viewers: frozenset[Viewer]) -> list[Seen]:
    return [VISIBILITY[viewer].get(part, NEVER) for viewer in viewers]
