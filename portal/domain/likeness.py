"""When two tips say the same (相同线索), so that a desk reads it once, however many send it.

Source: domain facts 6 (a cluster of like tips weighs one). Only letters count: copies are told apart by
numbers, signs, spaces and capitals alone, which anybody who sends thousands can vary at will. Whoever says
it in words of their own says something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from unicodedata import normalize

CHARACTERS = 32
"""Of a mark: 128 bits in hexadecimal."""


def likeness(words: str, beside: Iterable[str] = ()) -> str:
    """The same mark for tips with the same letters and the same things `beside` them, in any order."""
    spelt = normalize("NFKC", words).casefold()
    letters = "".join(one for one in spelt if one.isalpha()) or spelt
    told = "\x1f".join([letters, *sorted(beside)])
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=CHARACTERS // 2).hexdigest()
