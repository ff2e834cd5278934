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
    (Part.MESSAGES, N_("Messages between you and the desks; a platform reads yours with the same things hidden")),
    (Part.REPORTER_CONTACT, N_("Your e-mail address, if you leave it")),
)
"""Parts of a case as the reporter thinks of them."""

PLATFORM = frozenset({Viewer.HOLDING_PLATFORM})
AGENCIES = frozenset({Viewer.DESK_AGENCY, Viewer.LEAD_AGENCY, Viewer.SIGNING_AGENCY})


ON_A_REASON = N_("one person at a time, who puts on record what for")
TWO_PERSONS = N_("two people of the lead agency together, who put on record what for")


@dataclass(frozen=True, slots=True)
class Row:
    """One part, and whether these viewers ever see it."""

    words: str
    platform: bool
    agencies: bool
    condition: str = ""
    """On what condition a colleague of an agency does."""


def who_sees() -> list[Row]:
    """The rows of the box, in the language of the page; the name, which no case's page ever shows, last."""
    name = Row(gettext("Your name, if you leave it"), platform=False, agencies=True, condition=gettext(TWO_PERSONS))
    return [*(_row(part, gettext(words)) for part, words in PARTS), name]


def _row(part: Part, words: str) -> Row:
    agencies = _cells(part, AGENCIES)
    return Row(
        words,
        platform=any(cell.statuses for cell in _cells(part, PLATFORM)),
        agencies=any(cell.statuses for cell in agencies),
        condition=gettext(ON_A_REASON) if all(cell.on_a_reason for cell in agencies) else "",
    )


def _cells(part: Part, viewers: frozenset[Viewer]) -> list[Seen]:
    return [VISIBILITY[viewer].get(part, NEVER) for viewer in viewers]
