"""Numbers and codes: Crockford base 32 with a check character over GF(32).

The check character is a weighted sum in GF(2^5) with the powers of a primitive element as weights.
Up to 31 characters it finds every single wrong character and every swap of two.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"O": "0", "〇": "0", "I": "1", "L": "1"})
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def _double(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value & 0b100000 else value


def check_character(payload: str) -> str:
    """The check character of `payload` (at most 30 characters of `ALPHABET`)."""
    total = 0
    for character in payload:  # Horner's rule: weights are the powers of x
        total = _double(total ^ _VALUE[character])
    return ALPHABET[total]


@dataclass(frozen=True)
class CodeShape:
    """How one kind of code looks: prefix, random characters, grouping."""

    prefix: str
    random_characters: int
    group: int
    labels: tuple[str, ...] = ()
    """What stands before it on a receipt and comes along when it is copied; letters and digits only, in capitals."""

    @property
    def random_bits(self) -> int:
        """How many random bits one code carries (5 a character)."""
        return 5 * self.random_characters

    def from_bits(self, number: int) -> str:
        """The written code whose random part is `number` (0 ≤ number < 2**random_bits)."""
        characters = []
        for _ in range(self.random_characters):
            number, value = divmod(number, 32)
            characters.append(ALPHABET[value])
        payload = "".join(reversed(characters))
        return self.written(payload + check_character(payload))

    def written(self, compact: str) -> str:
        """A compact code in groups, as people read it."""
        groups = [compact[at : at + self.group] for at in range(0, len(compact), self.group)]
        return "-".join(([self.prefix] if self.prefix else []) + groups)

    def characters(self, entered: str) -> str:
        """The letters and digits of what a person typed, without prefix or label, in capitals."""
        folded = unicodedata.normalize("NFKC", entered[:200]).upper()
        letters = "".join(c for c in folded if c.isalnum())
        for label in self.labels:
            letters = letters.removeprefix(label)
        # a number that is whole without them begins with the same letters by chance
        whole = len(letters) == self.random_characters + 1
        return letters if whole else letters.removeprefix(self.prefix)

    def read(self, entered: str) -> str | None:
        """What a person typed, as the compact code without prefix; None where it cannot be one.

        Forgives spaces, dashes, case, full-width forms, O/0, I/L/1, and a label that was copied with it.
        """
        compact = self.characters(entered).translate(_LOOKALIKES)
        if len(compact) != self.random_characters + 1 or any(c not in _VALUE for c in compact):
            return None
        return compact if check_character(compact[:-1]) == compact[-1] else None


QUERY_CODE = CodeShape(prefix="", random_characters=24, group=5, labels=("QUERYCODE", "查询码", "查詢碼"))
"""What a reporter keeps: 120 random bits, five groups of five, the last character a check."""

RESPONDENT_CODE = CodeShape(
    prefix="SU", random_characters=24, group=5, labels=("YOURCODE", "CODE", "您的申辩码", "申辩码", "申辯碼")
)
"""What a respondent is handed with the service copy of a notice: 120 random bits that lead to nothing but it. As of a
notice's number, no letter of the alphabet stands in the prefix's place."""

TIP_NUMBER = CodeShape(prefix="QT", random_characters=11, group=4)
"""What a reporter may say aloud: 55 random bits, tells nothing of order or number of tips."""

NOTICE_NUMBER = CodeShape(
    prefix="JU", random_characters=15, group=4, labels=("NOTICENUMBER", "NUMBER", "通知书编号", "通知書編號", "编号")
)
"""What a notice of a decision is called by, and may be told to anybody: 75 random bits, so that nobody counts or
guesses them. U is no letter of the alphabet, so the prefix is never taken for a part of the number."""

CASE_NUMBER = CodeShape(prefix="AJ", random_characters=11, group=4)
"""What desks call a case by; never shown to a reporter, since joiners would learn of each other."""
