"""Earlier cases beside a decision: what was usual in them, where these measures leave it, and the most alike to read.

Shares are told in tenths and amounts in sizes: a desk learns what is usual, and never that one more case ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.domain.measures import MEASURES
from portal.domain.measures.fitting import fitting
from portal.domain.permissions import Actor
from portal.domain.precedents import FEWEST, UPHELD, HowOften, how_often, taken_before
from portal.domain.status import OUTCOME_WORDS
from portal.domain.suppression import size_of
from portal.records.cases import Case
from portal.records.organizations import group_members
from portal.records.precedents import EarlierCase, departures_of, earlier_cases

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A measure, and in how many of ten comparable cases it was taken."""

    code: str
    words: str
    tenths: int
    is_rare: bool


@dataclass(frozen=True, slots=True)
class AlikeView:
    """One earlier case that the viewer may open."""

    case_number: str
    closed_at: datetime
    outcome_words: str
    measures: Sequence[str]
    """The words of each."""


@dataclass(frozen=True, slots=True)
class PrecedentsView:
    """What earlier cases of the same category and priority say."""

    at_least: int
    """So many of them are looked at, or more."""
    upheld_tenths: int
    """In how many of ten something wrong was found."""
    tells_of_measures: bool
    """Whether enough of them were upheld to say what is usual."""
    usual: Sequence[Share]
    """The measures of these, the most frequent first."""
    departures: Sequence[Share]
    """Rare measures among those in question, and usual ones that are not."""
    alike: Sequence[AlikeView]


def read_precedents(case: Case, actor: Actor, codes: Collection[str] = ()) -> PrecedentsView | None:
    """What earlier cases say to these measures, or to none yet; None while there are too few to compare with."""
    earlier = earlier_cases(case)
    if len(earlier) < FEWEST:
        return None
    precedents = [one.precedent for one in earlier]
    upheld = HowOften("", sum(one.outcome in UPHELD for one in precedents), len(precedents))
    return PrecedentsView(
        at_least=size_of(len(earlier)),
        upheld_tenths=upheld.tenths,
        tells_of_measures=any(how_often(one.code, precedents) for one in fitting(case.target.type)),
        usual=_shares(taken_before(case.target.type, precedents)),
        departures=_shares(departures_of(case, codes, earlier)) if codes else (),
        alike=[_alike(one) for one in _most_alike(case, actor, earlier)],
    )


def _shares(found: Iterable[HowOften]) -> list[Share]:
    return [Share(one.code, MEASURES[one.code].words, one.tenths, one.is_rare) for one in found]


def _most_alike(case: Case, actor: Actor, earlier: Iterable[EarlierCase]) -> list[EarlierCase]:
    """The latest about the same kind of target, then the others; those alone that this colleague may open.

    Whoever held or leads a case sees its summary and outcome (table 4), but a platform nothing of what
    is said against its own group.
    """
    own_group = group_members(actor.organization_id)
    known = [
        one
        for one in earlier
        if actor.organization_id in (one.holder_id, one.lead_agency_id) and one.provider_id not in own_group
    ]
    return sorted(known, key=lambda one: one.precedent.target_type is not case.target.type)[:MOST_ALIKE]


def _alike(one: EarlierCase) -> AlikeView:
    measures = [MEASURES[code].words for code in sorted(one.precedent.measures)]
    return AlikeView(one.case_number, one.closed_at, OUTCOME_WORDS[one.precedent.outcome], measures)
