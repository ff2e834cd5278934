"""Words that could not be sent because the visit was over: they wait on the page that asks for the code.

Nothing of them is stored: they travel in hidden fields and come back in the form they were written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask import request

from portal.web.forms import shown_number


class Kind(StrEnum):
    """In which form the words were written."""

    MESSAGE = "message"
    SUPPLEMENT = "supplement"
    APPEAL = "appeal"
    OBJECTION = "objection"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Unsent:
    """Words and where they were to go: `position` of the target in the tip, 0 for a respondent's notice."""

    kind: Kind
    position: int
    words: str

    @property
    def fields(self) -> list[tuple[str, str]]:
        """For hidden fields."""
        return [("unsent_kind", self.kind), ("unsent_position", str(self.position)), ("unsent_words", self.words)]


def posted() -> Unsent | None:
    """The words that the page with the code brought along; None where there are none."""
    kind, position, words = (request.form.get(f"unsent_{name}", "") for name in ("kind", "position", "words"))
    if kind not in set(Kind) or not words.strip():
        return None
    return Unsent(Kind(kind), shown_number(position) or 0, words)
