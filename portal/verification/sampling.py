"""How what the sample drew turned out, by category: how often verdicts given blind agreed, how often it came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.blind_verdicts import share
from portal.domain.categories import Category
from portal.extensions import db
from portal.records.blind_verdicts import BlindVerdict, SampledProposal

LOOKED_BACK = timedelta(days=365)
"""Which answers are counted: long enough for rare categories, and no platform is held to what it did years ago."""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One category. A share is None where it would rest on too few; so is the number that it rests on."""

    category: Category
    agreed: int | None
    verdicts: int | None
    returned: int | None
    answered: int | None


def sample_rows() -> Sequence[SampleRow]:
    """Every category of which an agency has answered something that the sample drew, in the order of the taxonomy.

    All agencies and platforms together, in two queries; a verdict counts once its proposal is answered.
    """
    recent = SampledProposal.answered_at > clock.now() - LOOKED_BACK
    answered = db.session.execute(
        select(SampledProposal.category, func.count(), func.count().filter(SampledProposal.returned.is_(True)))
        .where(recent)
        .group_by(SampledProposal.category)
        .order_by(SampledProposal.category)
    ).all()
    judged = db.session.execute(
        select(
            SampledProposal.category, func.count(), func.count().filter(BlindVerdict.outcome == SampledProposal.outcome)
        )
        .join(
            BlindVerdict,
            (BlindVerdict.case_id == SampledProposal.case_id) & (BlindVerdict.sequence == SampledProposal.sequence),
        )
        .where(recent)
        .group_by(SampledProposal.category)
    ).all()
    verdicts = {category: (whole, part) for category, whole, part in judged}
    return [_row(category, verdicts.get(category, (0, 0)), (whole, part)) for category, whole, part in answered]


def _row(category: str, judged: tuple[int, int], answered: tuple[int, int]) -> SampleRow:
    agreed, returned = share(judged[1], judged[0]), share(answered[1], answered[0])
    return SampleRow(
        category=shipped_taxonomy().category(category),
        agreed=agreed,
        verdicts=None if agreed is None else judged[0],
        returned=returned,
        answered=None if returned is None else answered[0],
    )
