"""Which keys are taken as Idempotency-Key: those that nobody guesses, since a key opens its receipt."""

from __future__ import annotations

import re

from portal.domain.errors import DomainError
from portal.domain.words import N_

SHAPE = re.compile(r"[A-Za-z0-9_-]{22,128}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
RANDOM_UUID = re.compile(r".{14}[47].{4}[89ab].*", re.IGNORECASE)
HEX = re.compile(r"[0-9a-f]+", re.IGNORECASE)
SHORTEST_HEX = 32
FEWEST_DIFFERENT = 8
"""Fewer different characters than any random key has (once in 10⁷ keys)."""


class KeyUnusable(DomainError):
    """The header is missing, or its value is no key of 128 random bits."""

    sentence = N_(
        "The header Idempotency-Key is required: a fresh random UUID (version 4 or 7), or at least 128 random bits "
        "as 32 hexadecimal or 22 base64url characters. Send the same key again only to repeat the same request."
    )


def read_key(header: str | None) -> str:
    """The key in its one spelling, with or without the quotation marks of a structured header.

    Raises KeyUnusable.
    """
    key = (header or "").strip()
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if not SHAPE.fullmatch(key) or len(set(key)) < FEWEST_DIFFERENT:
        raise KeyUnusable()
    if UUID.fullmatch(key):
        if not RANDOM_UUID.fullmatch(key):
            raise KeyUnusable()
        return key.lower()
    if HEX.fullmatch(key) and len(key) < SHORTEST_HEX:
        raise KeyUnusable()
    return key
