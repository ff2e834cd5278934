"""The name or number of a host in its one canonical spelling (UTS 46, RFC 3986, WHATWG numbers).

The standard library's own `idna` codec is the rule of 2003; this follows the non-transitional rule
of today for mapping and Punycode and leaves out only the refusals, which a register of abuse has no
use for: a name that ought not to exist must still be recognised when two people paste it.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata

MAX_HOST = 253
DOTS = str.maketrans("。．｡", "...")
IGNORED = re.compile("[\u00ad\u034f\u180b-\u180d\u180f\u200b-\u200d\u2060\u2064\ufe00-\ufe0f\ufeff]")
KEPT_BY_UTS_46 = {"ß": "ß", "ẞ": "ß", "ς": "ς"}  # the rule of 2003 spelled them ss and σ
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
LAST_OF_NUMBERS = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)")


def canonical_host(text: str) -> str | None:
    """ASCII, lower case, no trailing dot, addresses in their shortest form; None if it is no host."""
    if text.startswith("["):
        return _version_6(text)
    try:
        host = ".".join(_label(label) for label in _folded(text).removesuffix(".").split("."))
    except UnicodeError:  # Punycode that stands for no label
        return None
    if LAST_OF_NUMBERS.fullmatch(host):
        return _version_4(host)
    fits = len(host) <= MAX_HOST and all(LABEL.fullmatch(label) for label in host.split("."))
    return host if fits else None


def _folded(text: str) -> str:
    folded = "".join(KEPT_BY_UTS_46.get(one) or _fold(one) for one in IGNORED.sub("", text.translate(DOTS)))
    return unicodedata.normalize("NFKC", folded).translate(DOTS)


def _fold(character: str) -> str:
    return unicodedata.normalize("NFKC", character).casefold()


def _label(label: str) -> str:
    if label.startswith("xn--"):
        label = _folded(label[4:].encode("ascii").decode("punycode"))
        if "." in label:
            raise UnicodeError(label)
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _version_6(text: str) -> str | None:
    try:
        return f"[{ipaddress.IPv6Address(text[1:-1].partition('%')[0]).compressed}]" if text[-1] == "]" else None
    except ValueError:
        return None


def _version_4(host: str) -> str | None:
    """One to four numbers, decimal, octal or hexadecimal, as a browser reads them."""
    parts = host.split(".")
    if len(parts) > 4 or not all(NUMBER.fullmatch(part) and len(part) <= 16 for part in parts):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:  # 08 is no octal number
        return None
    *heads, last = numbers
    if any(head > 255 for head in heads) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last + sum(head * 256 ** (3 - place) for place, head in enumerate(heads))
    return str(ipaddress.IPv4Address(value))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)
