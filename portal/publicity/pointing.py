"""What in a text may lead to a person, put before whoever publishes it: it goes out once they have looked at each."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from portal.domain.errors import InputInvalid
from portal.domain.pointers import Pointer, pointers
from portal.domain.words import N_
from portal.publicity.rich_text import plain

LOOKED = "looked"
NOT_LOOKED = N_("Look at each of these and tick that it may be public, or take it out.")


def looked_field() -> BooleanField:
    """The tick of whoever publishes words in which something was found."""
    return BooleanField(_l("I have looked at each of these, and it may be public"))


def pointers_in(*versions: tuple[str, str]) -> list[Pointer]:
    """What may lead to a person in the title and the cleaned body of each language."""
    return pointers(*(text for title, body in versions for text in (title, plain(body))))


def ensure_looked_at(looked: bool, *versions: tuple[str, str]) -> None:
    """Raises InputInvalid for the tick where something is found and nobody says that they looked at it."""
    if not looked and pointers_in(*versions):
        raise InputInvalid(LOOKED, NOT_LOOKED)
