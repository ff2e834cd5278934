"""A first guess at what a single pasted text is, for the form that asks one question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from portal.domain.targets.identifiers import by_icp_number, by_mini_program, by_package
from portal.domain.targets.kinds import TargetType
from portal.domain.targets.labels import labelled
from portal.domain.targets.pasted import find_address, is_share_text, title_in
from portal.domain.targets.permalinks import named_by
from portal.domain.targets.platforms import known_platform, platform_slug
from portal.domain.targets.spellings import is_phone_number_alone

SHAPES: tuple[tuple[str, TargetType, str], ...] = (
    ("qq", TargetType.ACCOUNT, r"[1-9][0-9]{4,10}"),
    ("wechat", TargetType.ACCOUNT, r"wxid_\w+|(?!wx[0-9a-f]{16}$|gh_)[a-z][\w-]{5,19}"),
    ("douyin", TargetType.CONTENT, r"[67][0-9]{18}"),
    ("douyin", TargetType.ACCOUNT, r"(?!tt[0-9a-f]{16,18}$)[a-z0-9][\w.]{3,20}"),
    ("xiaohongshu", TargetType.CONTENT, r"[0-9a-f]{24}"),
    ("xiaohongshu", TargetType.ACCOUNT, r"[0-9]{8,11}"),
    ("weibo", TargetType.CONTENT, r"[0-9]{16}"),
    ("weibo", TargetType.ACCOUNT, r"[0-9]{10}"),
    ("taobao", TargetType.LISTING, r"[0-9]{8,14}"),
    ("goofish", TargetType.LISTING, r"[0-9]{8,14}"),
    ("jd", TargetType.LISTING, r"[0-9]{6,14}"),
    ("pinduoduo", TargetType.LISTING, r"[0-9]{8,14}"),
    ("huawei-store", TargetType.APP, r"c[0-9]{5,12}"),
    ("app-store", TargetType.APP, r"id[0-9]{5,12}|[0-9]{8,12}"),
    ("", TargetType.ACCOUNT, r"@[\w.:-]{2,64}"),
)
"""Platform → what a bare number or handle on it most probably is; the last row holds for all."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What `canonicalise` may be asked; a person can correct every part of it."""

    type: TargetType
    text: str
    platform: str | None = None
    name: str | None = None


def recognise(text: str, platform: str = "") -> Guess:
    """The likeliest reading of a pasted text; `unknown`, with the text as its name, if there is none.

    `platform` is where it was seen (slug or name), as far as somebody said so.
    """
    text, slug = text.strip(), platform_slug(platform)
    readers = (_phone, _mini_program, _package, _link, _filing, _platform)
    guesses = (guess(text) for guess in (_label, lambda text: _number(text, slug), *readers))
    guess = next(filter(None, guesses), Guess(TargetType.UNKNOWN, text, name=text or None))
    return replace(guess, platform=guess.platform or slug or None)


def _label(text: str) -> Guess | None:
    beside = labelled(text)
    return Guess(beside[0].type, text, beside[0].platform) if beside else None


def _number(text: str, platform: str) -> Guess | None:
    shapes = ((type, shape) for of, type, shape in SHAPES if of in ("", platform))
    found = next((type for type, shape in shapes if re.fullmatch(shape, text, re.IGNORECASE | re.ASCII)), None)
    return Guess(found, text, platform) if found and platform else None


def _phone(text: str) -> Guess | None:
    return Guess(TargetType.PHONE_CALL, text) if is_phone_number_alone(text) else None


def _mini_program(text: str) -> Guess | None:
    found = by_mini_program(text, "")
    return Guess(TargetType.MINI_PROGRAM, text, found.platform, title_in(text)) if found else None


def _package(text: str) -> Guess | None:
    return Guess(TargetType.APP, text) if by_package(text, "") else None


def _link(text: str) -> Guess | None:
    address, title = find_address(text), title_in(text)
    if address is None:
        return None
    if named := named_by(address):
        return Guess(named.type, text, named.platform, title)
    # share texts come from posts, not from whole sites
    return Guess(TargetType.CONTENT if is_share_text(text) else TargetType.WEBSITE, text, None, title)


def _filing(text: str) -> Guess | None:
    return Guess(TargetType.WEBSITE, text) if by_icp_number(text, "") else None


def _platform(text: str) -> Guess | None:
    platform = known_platform(text)
    return Guess(TargetType.PLATFORM, text, platform) if platform else None
