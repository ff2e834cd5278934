"""A round of signatures: what is put before the agencies, who is asked, and how the count stands.

Which agencies are asked follows from the tables (measure, category, place), never from the desk that
refers. A referral, an amendment and a varied decision all open a round through `open_round()`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from portal import clock
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import MeasureNotAllowed, StepNotAllowed, told_together
from portal.domain.measures import MEASURES, AgencyFunction
from portal.domain.permissions import Actor
from portal.domain.quorum import Tally, functions_asked, tally
from portal.domain.words import N_
from portal.extensions import db
from portal.records.approvals import Approval, Vote
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.exclusions import out_of
from portal.records.findings import Finding, ProposedMeasure, current_finding
from portal.records.organizations import Organization, agencies
from portal.records.people import User
from portal.records.precedents import check_departure
from portal.records.proposing import check_measure, refuse_retired_measures

OUT_FOR_GOOD = N_(
    "The agency that must sign one of these measures stays out of this case, and the portal knows no other of its "
    "kind. Choose another measure, or hand the case over."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency that a round asks, and by when it is to answer."""

    agency: Organization
    due_at: datetime


def open_round(
    case: Case,
    actor: Actor,
    *,
    opinion: str,
    public_ground: str,
    evidence: Sequence[str],
    measures: Sequence[ProposedMeasure],
    found_by: Organization,
    departure: str = "",
) -> Finding:
    """Put a finding and its measures before the agencies: the next round, everyone asked anew.

    The caller holds the case's row, has asked `check_proposed()` and takes the step itself. Raises
    MeasureNotAllowed when the portal lacks an agency that must sign, and InputInvalid when the
    measures leave what is usual and `departure` does not say why.
    """
    proposed = [measure.check() for measure in measures]
    departure = check_departure(case, [measure.code for measure in proposed], departure)
    case.round += 1
    finding = Finding(
        case_id=case.id,
        round=case.round,
        author_id=actor.user_id,
        organization_id=found_by.id,
        opinion=opinion,
        public_ground=public_ground,
        evidence=list(evidence),
        measures=[asdict(measure) for measure in proposed],
        departure=departure,
        category=case.category,
        made_at=clock.now(),
    )
    finding.seen_hash = finding.version(case.target)
    db.session.add(finding)
    now = clock.now()
    db.session.add_all(
        Approval(case_id=case.id, round=case.round, agency_id=asked.agency.id, asked_at=now, due_at=asked.due_at)
        for asked in asked_to_sign(case, finding.codes, finders_of(finding), now)
    )
    db.session.flush()
    return finding


def check_proposed(case: Case, measures: Sequence[ProposedMeasure]) -> None:
    """Whether each measure stands once and makes sense for what was reported.

    Asked of whoever puts measures before the agencies: by referral, amendment, or a varied decision.
    Raises MeasureNotAllowed, or Several of it.
    """
    if not measures:
        raise MeasureNotAllowed(N_("Choose at least one measure, or dismiss the case."))
    first = {measure.code: measure for measure in reversed(measures)}
    codes = dict.fromkeys(measure.code for measure in measures)
    with told_together() as check:
        for code in codes:
            check(check_measure, case, first[code])
        check(_each_once, measures)
        check(refuse_retired_measures, case, codes)


def _each_once(measures: Iterable[ProposedMeasure]) -> None:
    often = Counter(measure.code for measure in measures)
    twice = [code for code, times in often.items() if times > 1 and code in MEASURES]
    if twice:
        raise MeasureNotAllowed(N_("“%(measure)s” is chosen twice."), measure=MEASURES[twice[0]])


def finders_of(finding: Finding) -> frozenset[AgencyFunction]:
    """The agencies with a hand in a finding: its desk's, and its author's, who may have amended it."""
    own = db.session.get_one(Organization, finding.organization_id)
    author = db.session.scalars(
        select(Organization).join(User, User.organization_id == Organization.id).where(User.id == finding.author_id)
    ).one()
    return functions_of(own, author)


def functions_of(*organizations: Organization) -> frozenset[AgencyFunction]:
    """What these organizations are competent for; a platform for nothing."""
    return frozenset(one.function for one in organizations if one.function is not None)


def asked_to_sign(case: Case, codes: Iterable[str], found_by: Collection[AgencyFunction], at: datetime) -> list[Asked]:
    """Whom a round that opens `at` then asks about these measures, and by when each answers (table 5).

    Raises MeasureNotAllowed as `agencies_asked()` does.
    """
    answer_by = due_at(Step.VOTE, case.priority, at, calendar_in_force())
    return [Asked(agency, answer_by) for agency in agencies_asked(case, codes, found_by)]


def agencies_asked(case: Case, codes: Iterable[str], found_by: Collection[AgencyFunction]) -> list[Organization]:
    """The agencies that the tables ask about these measures.

    Of an agency that stays out of the case another of its kind is asked. Raises MeasureNotAllowed when the portal
    lacks one that the tables want: nothing stands with fewer.
    """
    known = agencies(tuple(AgencyFunction), case.region)
    left = agencies(tuple(AgencyFunction), case.region, out_of(case.id).agencies)
    asked = sorted(functions_asked(codes, case.category, found_by, known.keys() - left.keys()))
    if not known.keys() >= set(asked):
        raise MeasureNotAllowed(N_("No agency of the portal is competent for one of these measures."))
    if not left.keys() >= set(asked):
        raise MeasureNotAllowed(OUT_FOR_GOOD)
    return [left[function] for function in asked]


def standing_finding(case: Case) -> Finding:
    """The finding of the present round. Raises StepNotAllowed where no round was opened."""
    finding = current_finding(case.id, case.round)
    if finding is None:
        raise StepNotAllowed()
    return finding


def approvals_of_round(case: Case) -> Mapping[int, Approval]:
    """The present round's rows by agency id; every agency that is asked has one."""
    rows = db.session.scalars(select(Approval).where(Approval.case_id == case.id, Approval.round == case.round))
    return {row.agency_id: row for row in rows}


def count_round(
    finding: Finding, approvals: Mapping[int, Approval], *, yes_of: int | None = None, without: int | None = None
) -> Tally:
    """Counts the round as it stands, or as a step under way leaves it.

    That is with the yes of agency `yes_of` besides, or without waiting for agency `without`. A
    dissent counts like an excuse: the agency is not waited for, and what it had to sign falls out.
    """
    functions: dict[int, AgencyFunction] = {
        agency_id: row.agency.function for agency_id, row in approvals.items() if row.agency.function
    }
    approved = {
        function
        for agency_id, function in functions.items()
        if approvals[agency_id].decision is Vote.APPROVED or agency_id == yes_of
    }
    passed_over = {
        function
        for agency_id, function in functions.items()
        if approvals[agency_id].decision in (Vote.EXCUSED, Vote.DISSENTED) or agency_id == without
    }
    return tally(finding.codes, set(functions.values()), approved, passed_over, finders_of(finding))


def dissented(approvals: Mapping[int, Approval]) -> bool:
    """Whether an agency dissented in this round; then the lead decides, whoever else approves."""
    return any(row.decision is Vote.DISSENTED for row in approvals.values())
