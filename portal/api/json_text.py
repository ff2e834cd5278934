"""Reading a body as I-JSON (RFC 7493): what two readers could understand differently is refused.

That means no repeated member names, no NaN or Infinity, nothing but UTF-8; and, so that no reader can
be exhausted, no nesting beyond `DEEPEST`.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from portal.domain.errors import DomainError
from portal.domain.words import N_

DEEPEST = 32
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


class JsonInvalid(DomainError):
    """The body is not JSON, or not JSON that everybody reads alike."""

    sentence = N_("The body is not valid JSON.")


def check_json(body: bytes) -> None:
    """Raises JsonInvalid, with a sentence that says what is wrong."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise JsonInvalid(N_("The body is not UTF-8.")) from None
    _check_depth(text)
    try:
        json.loads(text, object_pairs_hook=_each_name_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as fault:
        raise JsonInvalid(
            N_("The body is not valid JSON: see line %(line)s, column %(column)s."),
            line=fault.lineno,
            column=fault.colno,
        ) from None
    except ValueError:  # a whole number of more digits than Python converts
        raise JsonInvalid(N_("A number in the body is too long.")) from None


def _check_depth(text: str) -> None:
    depth = 0
    for match in STRING_OR_BRACKET.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                raise JsonInvalid(N_("The body is nested deeper than %(most)s levels."), most=DEEPEST)
        elif match[0] in "]}":
            depth -= 1


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise JsonInvalid(N_("An object in the body names the same member twice."))
    return members


def _refuse_constant(_name: str) -> NoReturn:
    raise JsonInvalid(N_("NaN and Infinity are no JSON."))
