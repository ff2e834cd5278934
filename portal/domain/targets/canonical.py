"""The canonical form of a target: the key by which tips about one thing meet (design 1)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from portal.domain.errors import InputInvalid
from portal.domain.targets.identifiers import Identified, identify
from portal.domain.targets.kinds import KINDS, TargetType
from portal.domain.targets.platforms import folded, platform_slug
from portal.domain.words import N_

MAX_TEXT = 4000
"""Characters of what somebody pastes; a longer text is no address and no share text."""
MAX_NAME = 200
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UnreadableTarget(InputInvalid):
    """What was entered for a target cannot be kept or read; the sentence says what to mend."""

    sentence = N_("Please check the address or name of what you flag.")

    def __init__(self, sentence: str | None = None, **facts: object) -> None:
        super().__init__("target", sentence, **facts)


@dataclass(frozen=True, slots=True)
class CanonicalTarget:
    """A target as every later tip about it would be read.

    `key` is the same however the thing was typed and whatever type was chosen; where `identifies`
    is False it is a mere name and nothing may join on it. `display` is what people read, and reads
    back as the same target. `host` is the host of the address, `platform` the slug of the platform
    named by the address or by the reporter, `app_id` the number of an app or mini program in lower case;
    `whole_site` says that the address is a site and no page of it, `page` what the table of permalinks
    says the page is (None where it does not know it).
    """

    type: TargetType
    key: str
    display: str
    identifies: bool
    host: str | None = None
    platform: str | None = None
    app_id: str | None = None
    name: str | None = None
    whole_site: bool = False
    page: TargetType | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the key, in hexadecimal: of fixed length, for a unique column."""
        return hashlib.sha256(self.key.encode()).hexdigest()


def canonicalise(
    type: TargetType,
    text: str,
    *,
    platform: str | None = None,
    name: str | None = None,
) -> CanonicalTarget:
    """The canonical form of what a citizen entered.

    `text` is an address, a share text, a number or a name; `platform` is where it was seen (slug or
    name) and `name` what it is called, as far as the form asked for them. Total: raises nothing but
    UnreadableTarget, for text that is empty, too long, or holds what no database can keep.
    """
    text, platform, name = (_clean(part) for part in (text, platform or "", name or ""))
    called = text or name
    if not called and type is not TargetType.UNKNOWN:
        raise UnreadableTarget(N_("Say what you flag: an address, a number or a name."))
    found = identify(type, called, platform) if KINDS[type].joinable and called else None
    if found and len(found.display) <= MAX_TEXT:
        return _identified(type, found, platform, name)
    return CanonicalTarget(
        type=type,
        key=f"name:{folded(called)}",
        display=called,
        identifies=False,
        platform=platform_slug(platform) or None,
        name=name[:MAX_NAME] or None,
    )


def _identified(type: TargetType, found: Identified, platform: str, name: str) -> CanonicalTarget:
    return CanonicalTarget(
        type=type,
        key=found.key,
        display=found.display,
        identifies=True,
        host=found.host,
        platform=found.platform or platform_slug(platform) or None,
        app_id=found.app_id.lower() if found.app_id else None,
        name=(name or found.name or "")[:MAX_NAME] or None,
        whole_site=found.whole_site,
        page=found.page,
    )


def _clean(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise UnreadableTarget(
            N_("This is too long. Paste the address alone, at most %(most)s characters."), most=MAX_TEXT
        )
    if UNSTORABLE.search(text):
        raise UnreadableTarget(N_("This holds characters that cannot be kept. Type the address anew."))
    return text.strip()
