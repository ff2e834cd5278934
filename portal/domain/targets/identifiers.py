"""How each type of target says which one it is: readers tried in turn, first answer wins (table)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.targets.addresses import Address, read_address
from portal.domain.targets.kinds import TargetType
from portal.domain.targets.labels import labelled
from portal.domain.targets.pasted import find_address, title_in
from portal.domain.targets.permalinks import named_by
from portal.domain.targets.platforms import PAGES, UNIQUE_NAMES, known_platform, platform_slug
from portal.domain.targets.spellings import phone_number


@dataclass(frozen=True, slots=True)
class Identified:
    """One thing and no other: its key, what people read, and what routing asks for."""

    key: str
    display: str
    host: str | None = None
    platform: str | None = None
    app_id: str | None = None
    name: str | None = None
    whole_site: bool = False
    """Whether it is a site as a whole, not a page of it."""
    page: TargetType | None = None
    """What the table of permalinks says its page is; None where no row knows it."""


Reader = Callable[[str, str], Identified | None]
"""Reads the text as typed, given the platform's slug or an empty string."""

PACKAGE = re.compile(r"(?:com|cn|org|net|edu|gov|io)(?:\.[a-z][a-z0-9_]{0,60}){1,8}", re.IGNORECASE)
STORE_NUMBER = re.compile(r"c\d{5,12}|(?:id)?\d{5,12}|[a-z]\w{0,60}(?:\.[a-z]\w{0,60}){1,8}", re.IGNORECASE | re.ASCII)
MINI_PROGRAMS = (
    (re.compile(r"(?<![0-9a-z])wx[0-9a-f]{16}(?![0-9a-z])", re.IGNORECASE), "wechat"),
    (re.compile(r"(?<![0-9a-z])gh_[0-9a-f]{12}(?![0-9a-z])", re.IGNORECASE), "wechat"),
    (re.compile(r"(?<![0-9a-z])tt[0-9a-f]{16,18}(?![0-9a-z])", re.IGNORECASE), "douyin"),
    (re.compile(r"(?<!\d)20(?:1[4-9]|2\d)\d{12}(?!\d)"), "alipay"),
)
MINI_PROGRAM_LINK = re.compile(r"#小程序://[^/\s]{1,60}/([0-9a-zA-Z]{6,32})")
ICP_NUMBER = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])\s?ICP备\s?(\d{6,10})号(?:-(\d{1,4}))?",
    re.IGNORECASE,
)
QQ_NUMBER = re.compile(r"[1-9][0-9]{4,10}")
PHONE_IN_TEXT = re.compile(r"\+?\d[\d\s()（）.-]{1,24}\d")
SHORTEST_IN_TEXT = 7  # digits; a shorter number within a sentence is a year or a sum
NUMBERS: dict[TargetType, tuple[str, re.Pattern[str]]] = {
    TargetType.CONTENT: ("content", re.compile(r"(?=\D*\d)[\w:-]{6,64}", re.ASCII)),
    TargetType.TUTORIAL: ("content", re.compile(r"(?=\D*\d)[\w:-]{6,64}", re.ASCII)),
    TargetType.LIVE_ROOM: ("live", re.compile(r"(?=\D*\d)\w{3,64}", re.ASCII)),
    TargetType.LISTING: ("item", re.compile(r"[0-9]{5,20}")),
    TargetType.GROUP: ("group", re.compile(r"[0-9]{5,16}")),
    TargetType.AGENT: ("agent", re.compile(r"(?=\D*\d)[\w-]{5,64}", re.ASCII)),
    TargetType.MODEL: ("model", re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}", re.ASCII)),
    TargetType.DATASET: ("dataset", re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}", re.ASCII)),
    TargetType.APP: ("app", STORE_NUMBER),
    TargetType.MINI_PROGRAM: ("mini_program", re.compile(r"[0-9]{6,20}")),
}
"""type → the word in its key, and what may be a number on a platform (never a bare name)."""


def identify(type: TargetType, text: str, platform: str) -> Identified | None:
    """Which one it is, None where the text is a name or tells too little."""
    slug = platform_slug(platform)
    if (beside := labelled(text)) and type in LABELLED_AS[beside[0].type]:
        label, number = beside
        slug, text = label.platform, number
    for reader in READERS[type]:
        if found := reader(text, slug):
            return found
    return None


LABELLED_AS: dict[TargetType, frozenset[TargetType]] = {
    TargetType.ACCOUNT: frozenset({TargetType.ACCOUNT, TargetType.PRIVATE_CHAT}),
    TargetType.GROUP: frozenset({TargetType.GROUP}),
}
"""What a label calls a thing → the types for which it is the number that is asked for."""


def by_address(text: str, _platform: str) -> Identified | None:
    """What a link names: a permalink of a known platform, else the page."""
    address = find_address(text)
    if address is None:
        return None
    named = named_by(address)
    app_id = _app_id(named.number if named and named.kind == "app" else "", address)
    return Identified(
        key=named.key if named else f"web:{address.key}",
        display=named.page if named else str(address),
        host=address.host,
        platform=named.platform if named else None,
        app_id=app_id,
        name=title_in(text),
        whole_site=named is None and address == address.site,
        page=named.type if named else None,
    )


def _app_id(number: str, address: Address) -> str | None:
    values = [address.path.rpartition("/")[2], *(value for _, value in address.query)]
    return number or next((value for value in values if PACKAGE.fullmatch(value)), None)


def by_whole_platform(text: str, platform: str) -> Identified | None:
    """A platform as a whole, by its site or its name; its site is the same thing flagged as a website."""
    if address := find_address(text) or find_address(platform):
        site = address.site
        return Identified(f"web:{site.key}", str(site), site.host, whole_site=True)
    slug = platform or known_platform(text)
    return Identified(f"platform:{slug}", slug, platform=slug) if slug else None


def by_icp_number(text: str, _platform: str) -> Identified | None:
    """A site by its filing number."""
    match = ICP_NUMBER.search(_plain(text))
    if match is None:
        return None
    number = f"{match[1]}ICP备{match[2]}号" + (f"-{match[3]}" if match[3] else "")
    return Identified(f"icp:{number}", number)


def by_account(text: str, platform: str) -> Identified | None:
    """An account by its number or handle on a named platform; names that several may bear do not count."""
    handle = _plain(text).removeprefix("@").strip()
    if not platform or not re.fullmatch(r"[\w.:-]{2,64}", handle):
        return None
    if not (handle.isascii() or platform in UNIQUE_NAMES):
        return None
    return _on_platform(TargetType.ACCOUNT, platform, "user", handle)


def by_qq_number(text: str, platform: str) -> Identified | None:
    """A chat partner by the number of their QQ account, which may look like a telephone number."""
    number = _plain(text)
    return by_account(number, platform) if platform == "qq" and QQ_NUMBER.fullmatch(number) else None


def by_package(text: str, _platform: str) -> Identified | None:
    """An app by its package name alone, in whatever store."""
    package = _plain(text)
    if not PACKAGE.fullmatch(package):
        return None
    return Identified(f"package:app:{package.lower()}", package, app_id=package)


def by_mini_program(text: str, platform: str) -> Identified | None:
    """A mini program by its AppID or its share link."""
    if link := MINI_PROGRAM_LINK.search(text):
        return Identified(f"wechat:mini_program_link:{link[1]}", link[0], None, "wechat", None)
    for pattern, owner in MINI_PROGRAMS:
        if match := pattern.search(_plain(text)):
            number = match[0].lower()
            return Identified(f"{owner}:mini_program:{number}", number, None, owner, number)
    return None


def by_phone_number(text: str, _platform: str) -> Identified | None:
    """A phone number, alone or within a sentence."""
    plain = _plain(text)
    within = [one for one in (*PHONE_IN_TEXT.findall(plain), *plain.split()) if _digits(one) >= SHORTEST_IN_TEXT]
    number = next(filter(None, map(phone_number, (plain, *within))), None)
    return Identified(f"phone:{number}", number) if number else None


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def by_number(type: TargetType) -> Reader:
    """A reader for numbers of that type on a named platform."""
    kind, shape = NUMBERS[type]

    def read(text: str, platform: str) -> Identified | None:
        number = _plain(text)
        return _on_platform(type, platform, kind, number) if platform and shape.fullmatch(number) else None

    return read


def _on_platform(type: TargetType, platform: str, kind: str, number: str) -> Identified:
    if kind == "app":
        number = re.sub(r"^id(?=\d)", "", number, flags=re.IGNORECASE)
    page = read_address(PAGES[type, platform].format(number)) if (type, platform) in PAGES else None
    named = named_by(page) if page else None
    app_id = number if kind in ("app", "mini_program") else None
    if page and named:
        return Identified(named.key, named.page, page.host, named.platform, app_id, page=named.type)
    return Identified(f"{platform}:{kind}:{number.lower()}", number, None, platform, app_id)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _link_or_number(type: TargetType) -> tuple[Reader, ...]:
    return (by_number(type), by_address)


READERS: dict[TargetType, tuple[Reader, ...]] = {
    TargetType.WEBSITE: (by_address, by_icp_number),
    TargetType.CONTENT: _link_or_number(TargetType.CONTENT),
    TargetType.ACCOUNT: (by_account, by_address),
    TargetType.LIVE_ROOM: _link_or_number(TargetType.LIVE_ROOM),
    TargetType.APP: (by_number(TargetType.APP), by_package, by_address),
    TargetType.MINI_PROGRAM: (by_mini_program, *_link_or_number(TargetType.MINI_PROGRAM)),
    TargetType.AGENT: _link_or_number(TargetType.AGENT),
    TargetType.LISTING: _link_or_number(TargetType.LISTING),
    TargetType.TUTORIAL: _link_or_number(TargetType.TUTORIAL),
    TargetType.TOOL: (by_address,),
    TargetType.MODEL: _link_or_number(TargetType.MODEL),
    TargetType.DATASET: _link_or_number(TargetType.DATASET),
    TargetType.PHONE_CALL: (by_phone_number,),
    TargetType.PRIVATE_CHAT: (by_qq_number, by_phone_number, by_account, by_address),
    TargetType.GROUP: _link_or_number(TargetType.GROUP),
    TargetType.ACCOUNT_CLUSTER: (),
    TargetType.PLATFORM: (by_whole_platform,),
    TargetType.UNKNOWN: (),
}
"""Nothing is read for a cluster and for "I cannot say where": they never join by themselves."""
