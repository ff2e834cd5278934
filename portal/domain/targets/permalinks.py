"""What an address names for good: the first row of the table that knows such a page."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.targets.addresses import Address
from portal.domain.targets.kinds import TargetType
from portal.domain.targets.pages.hubs import HUBS
from portal.domain.targets.pages.shops import SHOPS
from portal.domain.targets.pages.social import SOCIAL
from portal.domain.targets.pages.stores import STORES
from portal.domain.targets.pages.video import VIDEO
from portal.domain.targets.permalink import Permalink

PERMALINKS: tuple[Permalink, ...] = (*VIDEO, *SOCIAL, *SHOPS, *STORES, *HUBS)
BY_HOST: dict[str, tuple[Permalink, ...]] = {
    host: tuple(row for row in PERMALINKS if host in row.hosts) for row in PERMALINKS for host in row.hosts
}


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
class Named:
    """What a permalink names."""

    platform: str
    kind: str
    number: str
    page: str

    @property
    def key(self) -> str:
        """The same for every address of the thing."""
        return f"{self.platform}:{self.kind}:{self.number}"

    @property
    def type(self) -> TargetType:
        """What such a page is."""
        return TYPES.get(self.kind, TargetType.CONTENT)


def named_by(address: Address) -> Named | None:
    """The thing the address names for good, None where no row of the table knows such a page."""
    labels = address.host.split(".")
    for start in range(len(labels) - 1):
        listed = ".".join(labels[start:])
        for row in BY_HOST.get(listed, ()):
            if row.shown_at(listed, address.host) and (named := _read(row, address)):
                return named
    return None


def _read(row: Permalink, address: Address) -> Named | None:
    match = row.path.fullmatch(address.path + address.fragment) or row.path.fullmatch(address.path)
    values = [address.parameter(name) for name in row.parameters]
    parts = [*match.groups(), *values] if match else [None]
    number = "/".join(part for part in parts if part)
    if not match or not number or None in values:
        return None
    number = row.respell(number)
    return Named(row.platform, row.kind, number, row.page.format(number) if row.page else str(address))
