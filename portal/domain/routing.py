"""The shape of the routing registry: which host, app id or short link belongs to which platform."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.categories import Wording
from portal.domain.targets import PlatformKind


class RegistryKind(StrEnum):
    """What an entry recognises."""

    HOST = "host"
    APP_ID = "app_id"
    SHORT_LINK = "short_link"


@dataclass(frozen=True, slots=True)
class KnownPlatform:
    """A platform or a group that tips may lead to; only one with a desk has people here.

    `group` is the slug of the firm at the head of its group, None where it is its own head.
    """

    slug: str
    name: Wording
    group: str | None
    has_desk: bool


@dataclass(frozen=True, slots=True)
class RegistryLine:
    """One line: what it recognises, who carries what is found there and who makes it (slugs).

    A host stands for all hosts below it unless a longer line says otherwise, and says of what kind the platform
    is there: one firm may run a store and a forum. An app's line names its maker only: what carries it is its
    store (decision: an app's desk is its store).
    """

    kind: RegistryKind
    value: str
    platform: str | None
    provider: str | None
    platform_kind: PlatformKind | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """Platforms, heads of groups before their members, and the lines that lead to them."""

    platforms: tuple[KnownPlatform, ...]
    lines: tuple[RegistryLine, ...]
