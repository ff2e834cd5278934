"""What is usual (类案): how often each measure was taken in earlier cases, and whether a decision leaves that range.

Earlier cases of the same category and priority are counted, by rules that fit on a page, and nothing is
decided here: agencies may always do something else, and then write down why. Only cases whose target a
measure could have met are counted for it, so that an app is never compared with posts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from portal.domain.measures import MEASURES
from portal.domain.measures.fitting import MeetsWhat, meets
from portal.domain.status import Outcome
from portal.domain.targets import TargetType

LATEST = 100
"""So many earlier cases are looked at, the latest first: practice changes."""
FEWEST = 10
"""With fewer cases to compare there is no usual range."""
USUAL_FROM, RARE_BELOW = 0.5, 0.1
"""A measure is usual where every second case had it, and rare where not one in ten had."""

UPHELD: frozenset[Outcome] = frozenset({Outcome.SUBSTANTIATED, Outcome.PARTLY, Outcome.RESOLVED_BY_PLATFORM})
"""Outcomes that measures belong to; only these cases are counted for the usual measure."""
JUDGED: frozenset[Outcome] = UPHELD | {Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT}
"""Outcomes by which somebody judged the matter itself."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier case that was judged: what it was about, how it ended, and which measures held to its end."""

    target_type: TargetType
    outcome: Outcome
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class HowOften:
    """In how many of so many comparable cases a measure was taken."""

    code: str
    times: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.times / self.of

    @property
    def tenths(self) -> int:
        """Rounded to tenths, halves up: what a page says, for one case more or less means nothing."""
        return (20 * self.times + self.of) // (2 * self.of)

    @property
    def is_rare(self) -> bool:
        """Whether taking it leaves the usual range."""
        return self.share < RARE_BELOW

    @property
    def is_usual(self) -> bool:
        """Whether leaving it out leaves the usual range."""
        return self.share >= USUAL_FROM


def how_often(code: str, earlier: Sequence[Precedent]) -> HowOften | None:
    """How often this measure was taken where it could be; None where too few cases tell."""
    measure = MEASURES[code]
    upheld = [one for one in earlier if one.outcome in UPHELD and meets(measure, one.target_type) is not None]
    if len(upheld) < FEWEST:
        return None
    return HowOften(code, sum(code in one.measures for one in upheld), len(upheld))


def taken_before(target_type: TargetType, earlier: Sequence[Precedent]) -> list[HowOften]:
    """The measures that earlier cases took and that this target could meet, the most frequent first."""
    codes = {code for one in earlier for code in one.measures if meets(MEASURES[code], target_type) is not None}
    counted = [found for code in codes if (found := how_often(code, earlier)) is not None and found.times]
    return sorted(counted, key=lambda one: (-one.share, one.code))


def departures(codes: Collection[str], target_type: TargetType, earlier: Sequence[Precedent]) -> list[HowOften]:
    """Where these measures leave the usual range: rare ones that are chosen, usual ones that are not.

    What would work on something else than was reported is never missed.
    """
    return [*_rare(codes, earlier), *_missing(codes, target_type, earlier)]


def _rare(codes: Collection[str], earlier: Sequence[Precedent]) -> Iterator[HowOften]:
    for code in codes:
        found = how_often(code, earlier) if code in MEASURES else None
        if found is not None and found.is_rare:
            yield found


def _missing(codes: Collection[str], target_type: TargetType, earlier: Sequence[Precedent]) -> Iterator[HowOften]:
    for found in taken_before(target_type, earlier):
        if found.is_usual and found.code not in codes and meets(MEASURES[found.code], target_type) is MeetsWhat.TARGET:
            yield found
