"""What a page is on a platform of some kind, where no row of the table of permalinks knows it (table)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from portal.domain.targets.canonical import CanonicalTarget
from portal.domain.targets.kinds import TargetType
from portal.domain.words import N_


class PlatformKind(StrEnum):
    """What a platform carries for others on a host of the routing registry."""

    SOCIAL = "social"
    STORE = "store"
    MARKETPLACE = "marketplace"
    HUB = "hub"
    CODE = "code"
    AGENTS = "agents"
    SEARCH = "search"
    SITES = "sites"
    OTHER = "other"


PLATFORM_KIND_WORDS: Mapping[PlatformKind, str] = {
    PlatformKind.SOCIAL: N_("Social media, video, news"),
    PlatformKind.STORE: N_("App store"),
    PlatformKind.MARKETPLACE: N_("Marketplace"),
    PlatformKind.HUB: N_("Models and data sets"),
    PlatformKind.CODE: N_("Program code"),
    PlatformKind.AGENTS: N_("AI service, AI agents"),
    PlatformKind.SEARCH: N_("Search engine"),
    PlatformKind.SITES: N_("Other people’s websites"),
    PlatformKind.OTHER: N_("Something else"),
}

PAGES_OF: Mapping[PlatformKind, TargetType] = {
    PlatformKind.SOCIAL: TargetType.CONTENT,
    PlatformKind.STORE: TargetType.APP,
    PlatformKind.MARKETPLACE: TargetType.LISTING,
    PlatformKind.HUB: TargetType.MODEL,
    PlatformKind.CODE: TargetType.TOOL,
    PlatformKind.AGENTS: TargetType.AGENT,
    PlatformKind.SEARCH: TargetType.CONTENT,
    PlatformKind.SITES: TargetType.CONTENT,
    PlatformKind.OTHER: TargetType.CONTENT,
}
"""Kind → what a page is there. Never a website: of a page that a platform carries nobody blocks the domain."""

DATASETS = re.compile(r"/data-?sets?(?:/|$)", re.IGNORECASE)
"""How hubs tell data sets from models in their addresses."""


def type_carried(target: CanonicalTarget, kind: PlatformKind | None, *, front: bool, below: bool) -> TargetType:
    """What a link is whose type was left to the portal, or called a website.

    `kind` is that of the registered host that carries it, None where nobody does; `front` says that it is
    that host's own front page, `below` that it stands on a host below. A row of permalinks knows better than
    a kind; on a host that lends names to sites of others, a name below is such a site.
    """
    if target.page is not None:
        return target.page
    if kind is None:
        return target.type
    if front:
        return TargetType.PLATFORM
    if kind is PlatformKind.SITES and below:
        return TargetType.WEBSITE
    if kind is PlatformKind.HUB and DATASETS.search(target.display):
        return TargetType.DATASET
    return PAGES_OF[kind]
