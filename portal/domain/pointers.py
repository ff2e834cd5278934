"""What in words meant for everybody may lead to a person: numbers and names to be looked at before they are published.

Nothing is masked here: the hotline of an agency may stand in a bulletin, and whoever publishes decides it. It knows
patterns, as `masking` does, and names only behind the word for a reporter. It rather shows a word too many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.masking import (
    ACCOUNT,
    ADDRESS,
    BANK_CARD,
    ID_CARD,
    MAIL,
    NAME,
    PHONE,
    PLATE,
    SCHOOL,
    WORKPLACE,
    secrets,
)
from portal.domain.named_people import HAN, SURNAMES, TWO
from portal.domain.words import N_

KINDS: Mapping[str, str] = {
    PHONE: N_("Telephone number"),
    ID_CARD: N_("ID number"),
    BANK_CARD: N_("Bank card number"),
    MAIL: N_("E-mail address"),
    ACCOUNT: N_("Account name"),
    PLATE: N_("Licence plate"),
    NAME: N_("Name of a person"),
    ADDRESS: N_("Postal address"),
    SCHOOL: N_("School or class"),
    WORKPLACE: N_("Place of work"),
}
"""What a secret of masking is called, by its marker."""
REPORTER = N_("Reporter's name")

SOMEBODY = rf"(?:(?:(?!马上|任何|金额)[{SURNAMES}]|{TWO}){HAN}{{1,2}}|{HAN}某某?)"
NAMED = re.compile(rf"(?<!被)举报人(?:姓名|名叫|叫|系|为|是)?[\s:：,，（(]{{0,3}}(?P<name>{SOMEBODY})")
"""A name behind the word for a reporter, not for whom the report is about; 某 stands behind any family name."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What was found, under what it is called."""

    kind: str
    found: str


def pointers(*texts: str) -> list[Pointer]:
    """What may lead to a person in any of these plain texts, each once, in the order of the rules."""
    found = [Pointer(KINDS[marker], words) for text in texts for marker, words in secrets(text)]
    named = [Pointer(REPORTER, match["name"]) for text in texts for match in NAMED.finditer(text)]
    return list(dict.fromkeys([*named, *found]))
