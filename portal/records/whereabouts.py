"""Where a reporter reads that a target lies: by the own words, and the way that is shown (`domain.whereabouts`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.domain.showing import Shown
from portal.domain.targets import CanonicalTarget, canonicalise
from portal.domain.whereabouts import AT_A_DESK, Desk, walked
from portal.records.cases import Case
from portal.records.organizations import Organization
from portal.records.routing import key_of, own_desk_checks, routes
from portal.records.targets import Target
from portal.records.tips import TipCase


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a target lies for its reporter."""

    platform: Organization | None
    """The platform on which it was named, where that may be said."""
    by_platform: Sequence[bool]
    """Of each step of the way that is shown whether that platform took it."""
    desk: Desk | None
    """Whose desk has it now; None where no single desk has."""


def first_desks(rows: Sequence[TipCase]) -> Mapping[int, tuple[Desk, Organization | None]]:
    """Where each target of a tip goes first and the platform of that desk, by position; in two queries.

    The rows' targets are loaded already, with their organizations.
    """
    own = [canonicalise(row.type, row.entered) for row in rows]
    return {
        row.position: _first(row, one, row.target, *way) for row, one, way in zip(rows, own, routes(own), strict=True)
    }


def whereabouts(row: TipCase, case: Case, first: tuple[Desk, Organization | None], shown: Shown) -> Whereabouts:
    """What may be said of it. Of the case nothing is asked but for its first reporter, who reads what is so."""
    named, desk = walked(first[0], shown.way)
    platform = first[1]
    joined = row.shown_from > row.joined_at
    if platform is not None and desk is Desk.NAMED and not joined and case.holder_id != platform.id and case.is_open:
        named, desk, platform = [False] * len(named), Desk.UNSAID, None
    return Whereabouts(platform, named, desk if shown.status in AT_A_DESK else None)


def _first(
    row: TipCase, own: CanonicalTarget, target: Target, host: Organization | None, provider: Organization | None
) -> tuple[Desk, Organization | None]:
    """By what the reporter wrote; a platform chosen beside it is known where the target cannot be told without it."""
    if host is None and (_is_its_own(own, target) or _told_by_platform(row, target)):
        host, provider = target.host, target.provider
    elif host is None:
        return Desk.UNSAID, None  # the registry knows nothing: whether a platform was chosen is not kept
    return (Desk.NAMED, host) if own_desk_checks(host, provider) else (Desk.REGULATORS, None)


def _is_its_own(own: CanonicalTarget, target: Target) -> bool:
    """Whether nobody else can have named this row, nor a desk have corrected it."""
    return target.key is None and target.display == own.display


def _told_by_platform(row: TipCase, target: Target) -> bool:
    if target.host is None or target.key is None:
        return False
    return (
        key_of(canonicalise(row.type, row.entered, platform=target.host.slug))
        == target.key
        != key_of(canonicalise(row.type, row.entered))
    )
