"""The measures of table 6 with what is adjusted about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Text, cast, func, select

from portal.domain.errors import NotFound
from portal.domain.measures import MEASURES, Measure, Nature
from portal.domain.status import Status
from portal.domain.words import N_
from portal.extensions import db
from portal.records.adjustments import Adjusts, version_of
from portal.records.cases import Case
from portal.records.findings import Finding
from portal.records.offers import is_retired_measure
from portal.records.tasks import Task


class Proposal(StrEnum):
    """Whether desks may propose it."""

    PROPOSED = "proposed"
    RETIRED = "retired"


PROPOSAL_WORDS: Mapping[Proposal, str] = {
    Proposal.PROPOSED: N_("can be proposed"),
    Proposal.RETIRED: N_("retired"),
}


@dataclass(frozen=True)
class MeasureFilters:
    """What the list can be narrowed to."""

    q: str = ""
    """A part of code or words, in the reader's language."""
    nature: Nature | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure and whether it may be proposed now."""

    measure: Measure
    proposal: Proposal
    version: int


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What stands and stays when a measure is retired."""

    on_the_table: int
    """Cases whose agencies are asked to sign it now."""
    to_carry_out: int
    """Orders of it that still have no receipt."""


def list_measures(filters: MeasureFilters, said: Mapping[str, str]) -> list[MeasureLine]:
    """The measures that match, in the order of table 6; `said` is by code what the reader reads of each."""
    wanted = filters.q.casefold().split()
    lines = (_line(measure) for measure in MEASURES.values())
    return [
        line
        for line in lines
        if all(word in f"{line.measure.code} {said[line.measure.code]}".casefold() for word in wanted)
        and filters.nature in (None, line.measure.nature)
        and filters.proposal in (None, line.proposal)
    ]


def get_measure(code: str) -> MeasureLine:
    """The measure of this code. Raises NotFound."""
    if code not in MEASURES:
        raise NotFound()
    return _line(MEASURES[code])


def under_way(code: str) -> UnderWay:
    """How many cases and orders stand with this measure now."""
    proposing = (
        select(func.count())
        .select_from(Case)
        .join(Finding, (Finding.case_id == Case.id) & (Finding.round == Case.round))
        .where(Case.status == Status.AWAITING_APPROVAL, cast(Finding.measures, Text).contains(f'"code": "{code}"'))
    )
    to_carry_out = select(func.count()).where(Task.measure == code, Task.done_at.is_(None), Task.dropped_at.is_(None))
    return UnderWay(db.session.scalar(proposing) or 0, db.session.scalar(to_carry_out) or 0)


def _line(measure: Measure) -> MeasureLine:
    retired = is_retired_measure(measure.code)
    return MeasureLine(
        measure,
        Proposal.RETIRED if retired else Proposal.PROPOSED,
        version_of(Adjusts.MEASURE_OFFER, measure.code),
    )
