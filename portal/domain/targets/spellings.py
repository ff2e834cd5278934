"""Things that have two numbers: the conversions that platforms publish or that are public knowledge."""

from __future__ import annotations

import re
import unicodedata

BASE_62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE_58_OF_BILIBILI = "FcwAPNKTMug3GV5Lj7EJnHpWsx4tb8haYeviqBz6rkCy12mUSDQX9RdoZf"
BILIBILI_ORDER = (8, 7, 0, 5, 1, 3, 2, 4, 6)
BILIBILI_XOR = 23442827791579
BILIBILI_TOP = 1 << 51

MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
LANDLINE = re.compile(r"(?:(?:\+?86|0086)0?|0)((?:10|2\d|[3-9]\d\d)[2-9]\d{6,7})")
ABROAD = re.compile(r"(?:\+|00)([1-9]\d{6,14})")
SERVICE = re.compile(r"(?:400|800)\d{7}|9[56]\d{3,6}|106\d{4,17}|1[01]\d{1,4}|12\d{3}")
IP_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
ALSO_AN_ACCOUNT = re.compile(r"9[56]\d{4,6}|106\d{4,8}|1[01]\d{4}")
"""Service numbers that look like the number of an account just as well: 95123456 is a QQ number too."""
NOT_DIALLED = re.compile(r"[\s\-‐‑‒–—−._·•/()\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def weibo_number(short: str) -> str:
    """The decimal number of a status, from the short spelling in its address (or from itself)."""
    if short.isdigit() and len(short) > 12:  # a short spelling has at most nine characters
        return short
    blocks = [short[max(end - 4, 0) : end] for end in range(len(short), 0, -4)][::-1]
    decimals = [str(_base_62(block)) for block in blocks]
    return decimals[0] + "".join(decimal.zfill(7) for decimal in decimals[1:])


def _base_62(block: str) -> int:
    number = 0
    for character in block:
        number = number * 62 + BASE_62.index(character)
    return number


def bilibili_bv(number: str) -> str:
    """The BV spelling of an old decimal video number; the number itself where it is too large."""
    value = int(number)
    if value >= BILIBILI_TOP:
        return f"av{number}"
    value = (BILIBILI_TOP | value) ^ BILIBILI_XOR
    spelled = [""] * len(BILIBILI_ORDER)
    for place in BILIBILI_ORDER:
        value, digit = divmod(value, 58)
        spelled[place] = BASE_58_OF_BILIBILI[digit]
    return "BV1" + "".join(spelled)


def phone_number(text: str) -> str | None:
    """The number as `+8613800138000` (E.164), a service number as dialled; None if it is none."""
    plain = unicodedata.normalize("NFKC", text)
    if IP_ADDRESS.fullmatch(plain.strip()):
        return None
    dialled = NOT_DIALLED.sub("", plain)
    for pattern in (MOBILE, LANDLINE):
        if match := pattern.fullmatch(dialled):
            return f"+86{match[1]}"
    if match := ABROAD.fullmatch(dialled):
        return f"+{match[1]}"
    return dialled if SERVICE.fullmatch(dialled) else None


def is_phone_number_alone(text: str) -> bool:
    """Whether a number that nobody called a telephone number can be hardly anything else."""
    number = phone_number(text)
    return number is not None and not ALSO_AN_ACCOUNT.fullmatch(number)
