"""What a platform must not read in a citizen's words: numbers and names that lead to a person.

Platforms see words only after this masking. It rather hides a number too many than one too few, and a checksum
or a cue word keeps ordinary figures readable. A name is hidden behind the phrase with which people say who they
are (`named_people`); any other name is whom the tip is about, and stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.domain.named_people import ADDRESSES, NAMES_BEHIND, PLATES, SCHOOLS, WORKPLACES
from portal.domain.words import N_

GAP = r"[ \t\-‐‑‒–—−._·•/()\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff\u20e3]{0,3}"
"""Up to three spaces, dashes, dots or invisible characters between two digits of one number."""
DIGIT = rf"(?:{GAP}\d)"

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"


def is_id_card(found: str) -> bool:
    """Whether the 18 characters carry the check character of GB 11643."""
    characters = _bare(found)
    total = sum(int(digit) * weight for digit, weight in zip(characters, ID_WEIGHTS, strict=False))
    return characters[-1] == ID_CHECKS[total % 11]


def is_bank_card(found: str) -> bool:
    """Whether the digits pass the Luhn check of ISO/IEC 7812."""
    digits = [int(digit) for digit in reversed(_bare(found))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def has_digit(found: str) -> bool:
    """Whether a digit is among the characters."""
    return any(character.isdigit() for character in found)


def _bare(found: str) -> str:
    return "".join(one for one in found.upper() if one.isdigit() or one == "X")


def _always(_found: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class MaskingRule:
    """What is hidden, the marker that stands for it, and a check that spares look-alikes.

    Only the group `secret` is replaced where the pattern names one, so that a cue word stays.
    """

    marker: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = _always


def _rule(marker: str, pattern: str, holds: Callable[[str], bool] = _always) -> MaskingRule:
    return MaskingRule(marker, re.compile(pattern, re.IGNORECASE), holds)


PHONE = N_("[phone number masked]")
ID_CARD = N_("[ID number masked]")
BANK_CARD = N_("[bank card masked]")
MAIL = N_("[e-mail masked]")
ACCOUNT = N_("[account masked]")
PLATE = N_("[licence plate masked]")
NAME = N_("[name masked]")
ADDRESS = N_("[address masked]")
SCHOOL = N_("[school masked]")
WORKPLACE = N_("[workplace masked]")

CHAT = r"(?:微信|薇信|威信|v信|扣扣|企鹅|抖音|快手|小红书)"
LATIN_CHAT = r"(?<![a-z])(?:wechat|weixin|we\s?chat|vx|wx|qq|telegram|whatsapp)"
NAMELY = r"\s{0,3}(?:群?(?:账号|帐号|号码|号)|群|id|number|no\.?)?\s{0,3}(?:[:：=是为]|is)?\s{0,3}"
EXACTLY = r"\s{0,3}(?:群?(?:账号|帐号|号码|号)|id|number|no\.?|[:：=])\s{0,3}(?:[:：=是为]|is)?\s{0,3}"
CHAT_NAME = r"(?P<secret>[a-z0-9][a-z0-9_\-]{4,200})"

NEARBY = r"[^\d\]]{0,8}"  # a cue inside a marker is none: it never reaches beyond the bracket

CARD_SHAPES = (  # how a card begins, how many digits follow
    (rf"6{GAP}[02]", 17),
    (rf"6{GAP}[02]", 16),
    (rf"6{GAP}[02]", 15),
    (rf"9{GAP}5", 17),
    (r"[3-6]", 15),
    (rf"3{GAP}[47]", 13),
)

RULES: tuple[MaskingRule, ...] = (
    _rule(
        MAIL,
        r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}\s?(?:@|\(at\)|\[at\])\s?"
        r"[^\W_](?:[\w-]{0,62}\.){1,8}[\w-]{2,24}",
    ),
    _rule(ID_CARD, rf"(?<!\d)[1-9]{DIGIT}{{16}}{GAP}(?:\d(?!\d)|x)", is_id_card),
    _rule(ID_CARD, rf"(?:身份证|证件|id card){NEARBY}(?P<secret>\d{DIGIT}{{13,16}}{GAP}[\dx])(?!\d)"),
    _rule(BANK_CARD, rf"(?:银行卡|卡号|账户|帐户|card){NEARBY}(?P<secret>\d{DIGIT}{{11,18}})(?!\d)"),
    *(_rule(BANK_CARD, rf"(?<!\d){first}{DIGIT}{{{more}}}(?!\d)", is_bank_card) for first, more in CARD_SHAPES),
    _rule(PHONE, rf"(?:(?:\+|(?<!\d)00){GAP}|(?<!\d))(?:8{GAP}6{GAP})?1{GAP}[3-9]{DIGIT}{{9}}(?!\d)"),
    _rule(PHONE, rf"\+{GAP}[1-9]{DIGIT}{{7,14}}(?!\d)"),
    _rule(PHONE, rf"(?<!\d)0(?:10|2\d|[3-9]\d\d){GAP}[2-9]{DIGIT}{{6,7}}(?!\d)"),
    _rule(ACCOUNT, rf"(?:{CHAT}|{LATIN_CHAT}){EXACTLY}{CHAT_NAME}"),
    _rule(ACCOUNT, rf"(?:{CHAT}|{LATIN_CHAT}(?=[\s:：=是为])){NAMELY}{CHAT_NAME}", has_digit),
    _rule(ACCOUNT, r"@[\w.·-]{1,200}"),
    *(_rule(PLATE, pattern, has_digit) for pattern in PLATES),
    *(_rule(ADDRESS, pattern) for pattern in ADDRESSES),
    *(_rule(SCHOOL, pattern) for pattern in SCHOOLS),
    *(_rule(WORKPLACE, pattern) for pattern in WORKPLACES),
    *(_rule(NAME, pattern) for pattern in NAMES_BEHIND),
)


def mask(text: str, say: Callable[[str], str] = str) -> str:
    """The text with every secret of `RULES` replaced by its marker.

    `say` translates a marker into the reader's language. Masking twice changes nothing more.
    """
    plain = _plain(text)
    for rule in RULES:
        places = list(_places(rule, plain))
        if places:
            marker = say(rule.marker)
            text, plain = _with(marker, text, places), _with(_plain(marker), plain, places)
    return text


MARKERS = tuple(dict.fromkeys(rule.marker for rule in RULES))


def read_copy(copy: str, say: Callable[[str], str]) -> str:
    """A kept copy (`mask` in no language), as it may be read today: the stricter of its rules and of those in force.

    What was masked when the words were sent stays masked whatever became of the rule (ADR 0032).
    """
    stricter = mask(copy)
    for marker in MARKERS:
        stricter = stricter.replace(marker, say(marker))
    return stricter


def secrets(text: str) -> Iterator[tuple[str, str]]:
    """Each secret of `RULES` that stands in the text, as the marker of its rule and the characters themselves."""
    plain = _plain(text)
    for rule in RULES:
        places = list(_places(rule, plain))
        yield from ((rule.marker, text[start:end]) for start, end in places)
        text, plain = _with(rule.marker, text, places), _with(rule.marker, plain, places)


def _with(marker: str, text: str, places: Sequence[tuple[int, int]]) -> str:
    pieces, kept = [], 0
    for start, end in places:
        pieces += [text[kept:start], marker]
        kept = end
    return "".join([*pieces, text[kept:]])


def _places(rule: MaskingRule, plain: str) -> Iterator[tuple[int, int]]:
    """Where what the rule hides begins and ends in a text made plain."""
    group, position = "secret" if "secret" in rule.pattern.groupindex else 0, 0
    while match := rule.pattern.search(plain, position):
        position = match.start() + 1  # a look-alike may hide the beginning of the real thing
        if rule.holds(match[group]):
            yield match.span(group)
            position = match.end(group)


def _plain(text: str) -> str:
    """The same number of characters, with full-width and other digits, letters and signs as ASCII."""
    return text if text.isascii() else text.translate(PLAIN_CHARACTERS)


class _PlainCharacters(dict[int, str]):
    """Each character's plain form, looked up the first time it comes."""

    def __missing__(self, point: int) -> str:
        plain = self[point] = _plain_character(chr(point))
        return plain


PLAIN_CHARACTERS = _PlainCharacters()


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    folded = unicodedata.normalize("NFKC", character)
    digit = unicodedata.decimal(folded, None) if len(folded) == 1 else None
    if digit is not None:
        return str(digit)
    return folded if len(folded) == 1 else character
