"""What is wrong with a body, as the members of a problem: where it is and what to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask_babel import gettext
from pydantic import ValidationError

from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.web.errors import sentence_of

SENTENCES: Mapping[str, str] = {
    "missing": N_("This is required."),
    "extra_forbidden": N_("There is no such field."),
    "string_type": N_("This must be a text."),
    "string_too_long": N_("At most %(max_length)s characters fit here."),
    "string_unicode": N_("This holds half of a character pair, which cannot be kept."),
    "list_type": N_("This must be a list."),
    "too_short": N_("At least %(min_length)s must stand here."),
    "too_long": N_("At most %(max_length)s can stand here."),
    "model_type": N_("This must be an object."),
    "enum": N_("This is none of the values possible here."),
    "literal_error": N_("This can only be true: without consent leave it out as a whole."),
}
"""Kind of fault (pydantic's name) → what is said about it; `stated` brings its own sentence."""

WHERE: Mapping[str, tuple[str | int, ...]] = {
    "target": ("target",),
    "notify": ("contact", "notify", "address"),
    "identity": ("contact", "identity", "words"),
}
"""Field of a domain error → its place in the body, where that differs."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend, in the language of the request."""

    pointer: str
    detail: str


class BodyRefused(Exception):
    """The body is JSON, and cannot be taken as it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__(len(faults))


def refused(error: ValidationError) -> BodyRefused:
    """Every fault the schema found."""
    return BodyRefused([Fault(pointer(one["loc"]), _sentence(one)) for one in error.errors(include_url=False)])


def refused_by_rule(error: InputInvalid, place: Sequence[str | int] | None = None) -> BodyRefused:
    """A fault that only the rules of the work can find; `place` where the error itself does not tell."""
    where = place if place is not None else WHERE.get(error.field, (error.field,))
    return BodyRefused([Fault(pointer(where), sentence_of(error))])


def pointer(place: Sequence[str | int]) -> str:
    """A JSON Pointer (RFC 6901) as a URI fragment."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in place)
    return "#" + "".join(f"/{quote(step, safe='~')}" for step in steps)


def _sentence(fault: Any) -> str:
    facts: dict[str, Any] = dict(fault.get("ctx", {}))
    msgid = facts.pop("sentence", None) or SENTENCES.get(fault["type"], InputInvalid.sentence)
    return str(gettext(msgid, **facts))
