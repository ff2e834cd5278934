"""How each character of a code is said on the telephone, so that nobody hears another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.domain.words import N_

SPOKEN: Mapping[str, str] = {
    "0": N_("zero"),
    "1": N_("one"),
    "2": N_("two"),
    "3": N_("three"),
    "4": N_("four"),
    "5": N_("five"),
    "6": N_("six"),
    "7": N_("seven"),
    "8": N_("eight"),
    "9": N_("nine"),
    "A": N_("Alfa"),
    "B": N_("Bravo"),
    "C": N_("Charlie"),
    "D": N_("Delta"),
    "E": N_("Echo"),
    "F": N_("Foxtrot"),
    "G": N_("Golf"),
    "H": N_("Hotel"),
    "J": N_("Juliett"),
    "K": N_("Kilo"),
    "M": N_("Mike"),
    "N": N_("November"),
    "P": N_("Papa"),
    "Q": N_("Quebec"),
    "R": N_("Romeo"),
    "S": N_("Sierra"),
    "T": N_("Tango"),
    "V": N_("Victor"),
    "W": N_("Whiskey"),
    "X": N_("X-ray"),
    "Y": N_("Yankee"),
    "Z": N_("Zulu"),
}
"""Character of `codes.ALPHABET` → its word: English by the ICAO alphabet, Chinese by place names whose
pinyin begins with the letter, and digits with 幺 for one, as over every Chinese telephone."""


@dataclass(frozen=True, slots=True)
class SpelledGroup:
    """One group of a code, as it stands written and as it is said."""

    written: str
    spoken: Sequence[tuple[str, str]]
    """Each character with its word."""


def spell(code: str) -> list[SpelledGroup]:
    """The groups of a written code, from the first to the last."""
    return [SpelledGroup(group, [(one, SPOKEN[one]) for one in group]) for group in code.split("-")]
