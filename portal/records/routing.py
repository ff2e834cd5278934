"""From what a reporter named to target rows, with the platform that carries them and who makes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import aliased

from portal import clock
from portal.domain.permissions import OrganizationKind
from portal.domain.routing import RegistryKind
from portal.domain.status import Status
from portal.domain.targets import CanonicalTarget, TargetType, canonicalise, type_carried
from portal.extensions import db
from portal.records.cases import Case
from portal.records.organizations import Organization
from portal.records.registry import RegistryEntry
from portal.records.targets import Target

FRONTS = ("www.", "m.")
"""Hosts below a registered one that show its own front page."""
BETWEEN_NAMES = re.compile(r"[\s,;，；、（）()“”]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTarget:
    """One thing as the reporter named it."""

    type: TargetType
    entered: str
    platform: str = ""
    """Slug of the platform chosen from the list, where the entry does not tell it."""
    name: str = ""
    """What the app, account or provider is called."""
    guessed: bool = False
    """Whether nobody said what it is, and `type` is what it looks like."""

    def as_sent(self) -> dict[str, Any]:
        """For telling a repeat from something else."""
        return {"type": self.type, "entered": self.entered, "platform": self.platform, "name": self.name}

    def canonical(self) -> CanonicalTarget:
        """Its canonical form. Raises InputInvalid for an entry that cannot be read."""
        return canonicalise(self.type, self.entered, platform=self.platform or None, name=self.name or None)


def as_read(named: Sequence[NamedTarget]) -> list[NamedTarget]:
    """Each with the type by which it is kept: a page is what its platform carries, and no website.

    What a reporter says it is stands, but for "a website" where a registered platform carries the page: nobody
    blocks a platform's domain because of one post. Raises InputInvalid for an entry that cannot be read.
    """
    canonical = [one.canonical() for one in named]
    return [_as_read(*one) for one in zip(named, canonical, _entries(canonical), strict=True)]


def find_or_add_targets(named: Sequence[NamedTarget]) -> list[tuple[NamedTarget, Target]]:
    """The target row of each, its row locked, in the order named and as it is read; the same thing named twice once.

    Rows are locked in the order of their keys, so that two tips never wait for each other.
    Raises InputInvalid for an entry that cannot be read.
    """
    first: dict[str, tuple[int, NamedTarget, CanonicalTarget]] = {}
    for at, one in enumerate(named):
        canonical = one.canonical()
        first.setdefault(key_of(canonical) or f"unshared {at}", (at, one, canonical))
    in_order = [first[key] for key in sorted(first)]
    rows = []
    for (at, one, canonical), lines in zip(in_order, _entries([row[2] for row in in_order]), strict=True):
        read = _as_read(one, canonical, lines)
        rows.append((at, read, _find_or_add(read, canonical, lines)))
    return [(one, target) for _, one, target in sorted(rows, key=lambda row: row[0])]


def key_of(canonical: CanonicalTarget) -> str | None:
    """By what tips join, whatever type each chose; None for what identifies nothing."""
    return canonical.digest if canonical.identifies else None


def _find_or_add(named: NamedTarget, canonical: CanonicalTarget, lines: Sequence[RegistryEntry]) -> Target:
    """The row of this target, locked until the transaction ends.

    It is routed while no case about it is open: what an administrator has mended in the registry,
    and what a later reporter chose, counts from the next case on and moves none under way.
    """
    key = key_of(canonical)
    if key is not None and (known := _locked(key)) is not None:
        if not is_in_an_open_case(known):
            known.host, known.provider = _routed(canonical, lines, named.platform)
            known.type = named.type if known.type is TargetType.WEBSITE else known.type
        return known
    host, provider = _routed(canonical, lines, named.platform)
    target = Target(
        type=named.type,
        key=key,
        display=canonical.display,
        name=named.name,
        host=host,
        provider=provider,
        created_at=clock.now(),
    )
    return _added(target)


def _locked(key: str) -> Target | None:
    return db.session.scalar(select(Target).where(Target.key == key).with_for_update(of=Target))


def is_in_an_open_case(target: Target, but_for: Case | None = None) -> bool:
    """Whether a case about it is open, another than that one."""
    query = select(Case.id).where(Case.target_id == target.id, Case.status != Status.CLOSED).limit(1)
    if but_for is not None:
        query = query.where(Case.id != but_for.id)
    return db.session.scalar(query) is not None


def _added(target: Target) -> Target:
    """Add it, unless somebody else added the same at this moment: then theirs."""
    if target.key is None or db.engine.dialect.name == "sqlite":  # SQLite has one writer at a time
        db.session.add(target)
        db.session.flush()
        return target
    db.session.execute(
        select(func.pg_advisory_xact_lock(int.from_bytes(bytes.fromhex(target.key[:16]), "big", signed=True)))
    )
    if (theirs := _locked(target.key)) is not None:
        return theirs
    db.session.add(target)
    db.session.flush()
    return target


def route(canonical: CanonicalTarget, chosen: str = "") -> tuple[Organization | None, Organization | None]:
    """Who carries a target and who makes it, by the registry; what nobody knows stays None.

    The longest host name wins; an app id wins over its store's host for the maker. Where the registry
    knows nothing of the address, the platform it names or the reporter chose stands. A whole
    platform is made by itself, and so is the front page of a registered host: the site is the platform.
    """
    return _routed(canonical, _entries([canonical])[0], chosen)


def routes(canonicals: Sequence[CanonicalTarget]) -> list[tuple[Organization | None, Organization | None]]:
    """The same for several, by what each says itself, in two queries at most."""
    carrier, maker = aliased(Organization), aliased(Organization)
    query = (
        select(RegistryEntry, carrier, maker)
        .outerjoin(carrier, carrier.id == RegistryEntry.platform_id)
        .outerjoin(maker, maker.id == RegistryEntry.provider_id)
        .where(_matches(canonicals))
    )
    found = db.session.execute(query).all()  # held, so that no organization is asked for again
    slugs = {one.platform for one in canonicals} - {None}
    named = db.session.scalars(select(Organization).where(Organization.slug.in_(slugs))).all() if slugs else ()
    known, lines = {one.slug: one for one in named}, [line for line, _, _ in found]
    return [_routed(one, _matching(one, lines), known=known) for one in canonicals]


def provider_now(target: Target) -> int | None:
    """Id of the organization that makes this target, by the registry as it stands; None where it knows nobody."""
    [(_host, provider)] = routes([canonicalise(target.type, target.display, name=target.name)])
    return None if provider is None else provider.id


def own_desk_checks(host: Organization | None, provider: Organization | None) -> bool:
    """Whether whoever carries a target checks it: with a desk here, and not where it is about its own group."""
    if host is None or host.kind is not OrganizationKind.PLATFORM or not (host.has_desk and host.is_active):
        return False
    return provider is None or provider.head_id != host.head_id


def platforms_host_in(text: str) -> str | None:
    """The first host named in a text that a registered platform carries and that is nobody's own site, else None."""
    named = [NamedTarget(type=TargetType.WEBSITE, entered=word) for word in BETWEEN_NAMES.split(text) if "." in word]
    canonical = [one.canonical() for one in named]
    for one, read, lines in zip(canonical, as_read(named), _entries(canonical), strict=True):
        if read.type is not TargetType.WEBSITE and any(line.platform_kind for line in lines):
            return one.host
    return None


def _routed(
    canonical: CanonicalTarget,
    entries: Sequence[RegistryEntry],
    chosen: str = "",
    known: Mapping[str, Organization] | None = None,
) -> tuple[Organization | None, Organization | None]:
    platform_id = next((entry.platform_id for entry in entries if entry.platform_id), None)
    provider_id = next((entry.provider_id for entry in entries if entry.provider_id), None)
    slug = canonical.platform or chosen
    named = _by_slug(slug) if known is None else known.get(slug)
    host = db.session.get(Organization, platform_id) if platform_id else named
    provider = db.session.get(Organization, provider_id) if provider_id else None
    if canonical.type is TargetType.PLATFORM or _front_page(canonical, entries):
        provider = provider or host
    return host, provider


def _as_read(named: NamedTarget, canonical: CanonicalTarget, entries: Sequence[RegistryEntry]) -> NamedTarget:
    if not (named.guessed or named.type is TargetType.WEBSITE):
        return named
    line = next((entry for entry in entries if entry.platform_kind), None)
    kind = line.platform_kind if line else None
    below = line is not None and line.value not in _fronts(canonical)
    return replace(
        named, type=type_carried(canonical, kind, front=_front_page(canonical, entries), below=below), guessed=False
    )


def _front_page(canonical: CanonicalTarget, entries: Sequence[RegistryEntry]) -> bool:
    """Whether it is the site itself that a line names; a host below it may be somebody's own."""
    return canonical.whole_site and any(
        entry.kind is not RegistryKind.APP_ID and entry.value in _fronts(canonical) for entry in entries
    )


def _fronts(canonical: CanonicalTarget) -> set[str]:
    return {canonical.host or "", *((canonical.host or "").removeprefix(prefix) for prefix in FRONTS)}


def _entries(canonicals: Sequence[CanonicalTarget]) -> list[list[RegistryEntry]]:
    """Of each target the registry lines that match, the most telling first; one query for them all."""
    lines = db.session.scalars(select(RegistryEntry).where(_matches(canonicals))).all()
    return [_matching(one, lines) for one in canonicals]


def _matching(canonical: CanonicalTarget, lines: Sequence[RegistryEntry]) -> list[RegistryEntry]:
    wanted = _wanted(canonical)
    return sorted((one for one in lines if (one.kind, one.value) in wanted), key=_place_in(wanted))


def _wanted(canonical: CanonicalTarget) -> list[tuple[RegistryKind, str]]:
    """What a registry line that matches recognises, the most telling first."""
    wanted: list[tuple[RegistryKind, str]] = []
    if canonical.app_id:
        wanted.append((RegistryKind.APP_ID, canonical.app_id))
    for suffix in _suffixes(canonical.host):
        wanted += [(RegistryKind.HOST, suffix), (RegistryKind.SHORT_LINK, suffix)]
    return wanted


def _place_in(wanted: Sequence[tuple[RegistryKind, str]]) -> Callable[[RegistryEntry], int]:
    return lambda entry: wanted.index((entry.kind, entry.value))


def _matches(canonicals: Iterable[CanonicalTarget]) -> ColumnElement[bool]:
    """Asks for the registry lines that match any of these."""
    wanted = {one for canonical in canonicals for one in _wanted(canonical)}
    return tuple_(RegistryEntry.kind, RegistryEntry.value).in_(wanted)


def _suffixes(host: str | None) -> Iterable[str]:
    labels = host.split(".") if host else []
    return (".".join(labels[at:]) for at in range(max(len(labels) - 1, 0)))


def _by_slug(slug: str) -> Organization | None:
    return db.session.scalar(select(Organization).where(Organization.slug == slug)) if slug else None
