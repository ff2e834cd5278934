"""A first guess at what a single pasted text is, for the form that asks one question."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.targets.identifiers import by_icp_number, by_mini_program, by_package
from portal.domain.targets.kinds import TargetType
from portal.domain.targets.pasted import find_address, title_in
from portal.domain.targets.permalinks import named_by
from portal.domain.targets.platforms import known_platform
from portal.domain.targets.spellings import is_phone_number_alone

TYPES: dict[str, TargetType] = {
    "user": TargetType.ACCOUNT,
    "official_account": TargetType.ACCOUNT,
    "live": TargetType.LIVE_ROOM,
    "item": TargetType.LISTING,
    "goods": TargetType.LISTING,
    "app": TargetType.APP,
    "model": TargetType.MODEL,
    "dataset": TargetType.DATASET,
    "agent": TargetType.AGENT,
    "repository": TargetType.TOOL,
}
"""kind of a permalink → type of target; every other kind is content."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What `canonicalise` may be asked; a person can correct every part of it."""

    type: TargetType
    text: str
    platform: str | None = None
    name: str | None = None


def recognise(text: str) -> Guess:
    """The likeliest reading of a pasted text; `unknown`, with the text as its name, if there is none."""
    text = text.strip()
    guesses = (guess(text) for guess in (_phone, _mini_program, _package, _link, _filing, _platform))
    return next(filter(None, guesses), Guess(TargetType.UNKNOWN, text, name=text or None))


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
        return Guess(TYPES.get(named.kind, TargetType.CONTENT), text, named.platform, title)
    # share texts come from posts, not from whole sites
    return Guess(TargetType.CONTENT if title else TargetType.WEBSITE, text, None, title)


def _filing(text: str) -> Guess | None:
    return Guess(TargetType.WEBSITE, text) if by_icp_number(text, "") else None


def _platform(text: str) -> Guess | None:
    platform = known_platform(text)
    return Guess(TargetType.PLATFORM, text, platform) if platform else None
