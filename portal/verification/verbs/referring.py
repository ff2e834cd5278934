"""Referring (提请联合处置): a finding with proposed measures, put before the agencies that the tables name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal import clock
from portal.domain.errors import DomainError, InputInvalid, MeasureNotAllowed, told_together
from portal.domain.measures import MEASURES, Measure
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.notices import tell_colleagues, tell_reporters
from portal.records.organizations import Organization
from portal.records.precedents import check_departure
from portal.records.rounds import approvals_of_round, asked_to_sign, check_proposed, functions_of, open_round


@dataclass(frozen=True, slots=True)
class Signer:
    """An agency that a referral would ask."""

    agency: Organization
    due_at: datetime
    named_by: Sequence[Measure]
    """Measures that cannot do without it; none where it signs since one agency alone is not enough."""


@dataclass(frozen=True, slots=True)
class WhoSigns:
    """Whom a referral would ask if it were sent now, or why it cannot be sent so."""

    signers: Sequence[Signer] = ()
    refused: DomainError | None = None


def refer(
    case: Case,
    actor: Actor,
    *,
    opinion: str,
    public_ground: str,
    evidence: Sequence[str],
    measures: Sequence[ProposedMeasure],
    departure: str = "",
) -> None:
    """Put the finding before the agencies; who they are follows from measure, category and place.

    `departure` says why the measures leave what is usual, where they do.
    Raises InputInvalid for a blank part, MeasureNotAllowed, Several of these, and what `advance()` raises.
    """
    with told_together() as check:
        check(_check_words, opinion, public_ground, evidence)
        check(check_referred, case, measures, departure)
    finding = open_round(
        case,
        actor,
        opinion=opinion,
        public_ground=public_ground,
        evidence=evidence,
        measures=measures,
        found_by=case.holder,
        departure=departure,
    )
    advance(case, Action.REFER, actor, body={"round": finding.round, "version": finding.seen_hash})
    for agency_id in approvals_of_round(case):
        tell_colleagues(case, agency_id, "to_sign")
    tell_reporters(case, "referred")


def check_referred(case: Case, measures: Sequence[ProposedMeasure], departure: str) -> None:
    """Whether these measures may be put before the agencies, the unusual ones with their reason.

    Raises MeasureNotAllowed, InputInvalid, or Several of them.
    """
    with told_together() as check:
        check(check_proposed, case, measures)
        check(check_departure, case, [measure.code for measure in measures], departure)


def who_signs(case: Case, measures: Sequence[ProposedMeasure]) -> WhoSigns:
    """Whom `refer()` would ask about these measures, by the tables it asks itself, and by when each answers."""
    known = [MEASURES[measure.code] for measure in measures if measure.code in MEASURES]
    try:
        asked = asked_to_sign(case, [one.code for one in known], functions_of(case.holder), clock.now())
    except MeasureNotAllowed as error:
        return WhoSigns(refused=error)
    return WhoSigns(
        [Signer(one.agency, one.due_at, [row for row in known if one.agency.function in row.named]) for one in asked]
    )


def _check_words(opinion: str, public_ground: str, evidence: Sequence[str]) -> None:
    if not opinion.strip():
        raise InputInvalid("opinion", N_("Write what you looked at and what it showed."))
    if not public_ground.strip():
        raise InputInvalid("public_ground", N_("Write the ground in words that the reporter can follow."))
    if not any(line.strip() for line in evidence):
        raise InputInvalid("evidence", N_("Name what the finding rests on; measures need evidence."))
