"""Filters in the address of a list, as typed values and back."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from werkzeug.datastructures import MultiDict

from portal.domain.errors import InputInvalid
from portal.domain.words import N_

Filters = TypeVar("Filters")
UNKNOWN = N_("The list cannot be filtered by “%(value)s”.")


def read_filters(kind: type[Filters], arguments: MultiDict[str, str]) -> Filters:
    """Fill the dataclass `kind` from the address; what is absent or empty keeps its default.

    Fields may be `str`, `int`, `date`, `bool` or a StrEnum, each alone, `| None`, or in a `tuple[…, ...]`
    (given several times). Raises InputInvalid with the field that holds no such value.
    """
    hints = get_type_hints(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # any dataclass; its type cannot be bounded
        words = [word for word in arguments.getlist(field.name) if word]
        if words:
            found[field.name] = _parse(field.name, hints[field.name], words)
    return kind(**found)


def write_filters(filters: object) -> dict[str, str | list[str]]:
    """The arguments for `url_for`; defaults are left out, so that addresses stay short."""
    arguments: dict[str, str | list[str]] = {}
    for field in fields(filters):  # type: ignore[arg-type]  # any dataclass; its type cannot be bounded
        value = getattr(filters, field.name)
        if value is None or (field.default is not MISSING and value == field.default):
            continue
        arguments[field.name] = [_word(one) for one in value] if isinstance(value, tuple) else _word(value)
    return arguments


def _parse(name: str, hint: Any, words: list[str]) -> Any:
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_parse_one(name, inner, word) for word in words)
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    return _parse_one(name, hint, words[-1])


def _parse_one(name: str, hint: Any, word: str) -> Any:
    if not word.isprintable():
        raise InputInvalid(name, UNKNOWN, value=ascii(word))
    try:
        if hint is bool:
            return BOOLEANS[word]
        if hint is date:
            return date.fromisoformat(word)
        return hint(word)
    except (KeyError, ValueError):
        raise InputInvalid(name, UNKNOWN, value=word) from None


BOOLEANS: Mapping[str, bool] = {"1": True, "0": False}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.value if isinstance(value, StrEnum) else str(value)
