"""What was found, what the agencies say to it, and what is said against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.differences import Passage, compare_items, compare_words, differs
from portal.domain.measures import MEASURES, NATURE_WORDS
from portal.domain.visibility import Part
from portal.domain.words import N_
from portal.extensions import db
from portal.records.appeals import Appeal, AppealDecision
from portal.records.approvals import AnswerDraft, Approval, Vote
from portal.records.attachments import Attachment, files_of_appeals
from portal.records.case_view.look import Look
from portal.records.case_view.tips import readable
from portal.records.findings import Finding, ProposedMeasure
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.stays import stays_of_case


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One proposed measure in words, its legal nature beside it."""

    code: str
    words: str
    nature_words: str
    days: int | None
    note: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One part of a finding that says otherwise than in the round before, as one text of passages."""

    words: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One round's finding."""

    round: int
    standing: bool
    organization: Organization
    """Whose desk found."""
    amended_by: Organization | None
    """Whose colleague put it before the agencies in this form, where that was another."""
    made_at: datetime
    category: Category
    opinion: str
    public_ground: str
    evidence: tuple[str, ...]
    measures: tuple[MeasureView, ...]
    departure: str
    seen_hash: str
    changes: tuple[ChangeView, ...] | None
    """Against the finding before it that the viewer reads; None where there is none."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """What a colleague of the viewer's own agency proposes to answer."""

    vote: Vote
    reason: str
    drafted_by: str
    drafted_at: datetime
    reviewed_by: str | None
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class VoteView:
    """One agency in the present round; what it said only where the viewer may know."""

    agency: Organization
    own: bool
    answered: bool
    due_at: datetime
    vote: Vote | None
    at: datetime | None
    reason: str
    draft: DraftView | None
    """Of the own agency alone, whatever the viewer may know of the others' answers."""


@dataclass(frozen=True, slots=True)
class AppealView:
    """One appeal, by a reporter or the respondent."""

    by_reporter: bool
    files: Sequence[Attachment]
    """What a respondent sent as proof."""
    made_at: datetime
    reason: str
    decision: AppealDecision | None
    decided_at: datetime | None
    ground: str


@dataclass(frozen=True, slots=True)
class StayView:
    """One request of the respondent that measures stand still, and its answer."""

    asked_at: datetime
    due_at: datetime
    reason: str
    decided_at: datetime | None
    granted_until: date | None
    ended_at: datetime | None
    ground: str


def read_findings(look: Look) -> list[FindingView]:
    """Every round's finding, the newest first; of a desk without the whole history only its own."""
    writer = aliased(Organization)
    query = (
        select(Finding, Organization, writer)
        .join(Organization, Organization.id == Finding.organization_id)
        .join(User, User.id == Finding.author_id)
        .join(writer, writer.id == User.organization_id)
        .where(Finding.case_id == look.case.id)
        .order_by(Finding.round.desc())
    )
    if not look.shows(Part.HISTORY) and look.shows(Part.OWN_HISTORY):
        query = query.where(Finding.organization_id == look.actor.organization_id)
    rows = [(finding, organization, by) for finding, organization, by in db.session.execute(query)]
    earlier = [finding for finding, *_ in rows[1:]] + [None]
    return [_finding(look, *row, before) for row, before in zip(rows, earlier, strict=True)] if rows else []


def _finding(
    look: Look, finding: Finding, organization: Organization, writer: Organization, before: Finding | None
) -> FindingView:
    return FindingView(
        round=finding.round,
        standing=finding.round == look.case.round,
        organization=organization,
        amended_by=writer if writer.id != organization.id else None,
        made_at=finding.made_at,
        category=shipped_taxonomy().category(finding.category),
        opinion=finding.opinion,
        public_ground=finding.public_ground,
        evidence=tuple(finding.evidence),
        measures=tuple(measure_view(measure) for measure in finding.proposed),
        departure=finding.departure,
        seen_hash=finding.seen_hash,
        changes=None if before is None else _changes(look, before, finding),
    )


def _changes(look: Look, before: Finding, after: Finding) -> tuple[ChangeView, ...]:
    compared = (
        (N_("Measures"), compare_items(_measures(look, before), _measures(look, after))),
        (N_("Finding"), compare_words(before.opinion, after.opinion)),
        (N_("Ground for the public"), compare_words(before.public_ground, after.public_ground)),
        (N_("What the finding rests on"), compare_items(before.evidence, after.evidence)),
        (N_("Why these measures are unusual here"), compare_words(before.departure, after.departure)),
    )
    return tuple(ChangeView(words, passages) for words, passages in compared if differs(passages))


def _measures(look: Look, finding: Finding) -> list[str]:
    """Each measure with all that is signed of it, as one line."""
    return [
        " · ".join(
            part
            for part in (
                f"{one.code} {look.say(MEASURES[one.code].words)}",
                look.say(N_("for %(days)s days")) % {"days": one.days} if one.days else "",
                one.note,
            )
            if part
        )
        for one in finding.proposed
    ]


def measure_view(measure: ProposedMeasure) -> MeasureView:
    """A measure as pages show it."""
    row = MEASURES[measure.code]
    return MeasureView(row.code, row.words, NATURE_WORDS[row.nature], measure.days, measure.note)


def read_votes(look: Look) -> list[VoteView]:
    """Who is asked in the present round, and of each what the viewer may know of its answer."""
    approvals = db.session.scalars(
        select(Approval)
        .where(Approval.case_id == look.case.id, Approval.round == look.case.round)
        .options(
            joinedload(Approval.agency),
            joinedload(Approval.draft).options(joinedload(AnswerDraft.drafted_by), joinedload(AnswerDraft.reviewed_by)),
        )
        .order_by(Approval.agency_id)
    )
    own = look.actor.organization_id
    return [_vote(look, row) for row in approvals if look.shows(Part.VOTERS) or row.agency_id == own]


def _vote(look: Look, row: Approval) -> VoteView:
    own = row.agency_id == look.actor.organization_id
    known = look.shows(Part.OWN_VOTE) if own else look.shows(Part.VOTES)
    return VoteView(
        agency=row.agency,
        own=own,
        answered=row.decision is not None,
        due_at=row.due_at,
        vote=row.decision if known else None,
        at=row.decided_at if known else None,
        reason=row.reason if known else "",
        draft=_draft(row.draft) if own and row.draft is not None and look.shows(Part.OWN_VOTE) else None,
    )


def _draft(row: AnswerDraft) -> DraftView:
    return DraftView(
        vote=row.vote,
        reason=row.reason,
        drafted_by=row.drafted_by.name,
        drafted_at=row.drafted_at,
        reviewed_by=row.reviewed_by.name if row.reviewed_by is not None else None,
        reviewed_at=row.reviewed_at,
    )


def read_stays(look: Look) -> list[StayView]:
    """What whom a decision strikes asked to stand still, the newest first."""
    return [
        StayView(
            asked_at=one.asked_at,
            due_at=one.due_at,
            reason=one.reason,
            decided_at=one.decided_at,
            granted_until=one.granted_until,
            ended_at=one.ended_at,
            ground=one.ground,
        )
        for one in stays_of_case(look.case.id)
    ]


def read_appeals(look: Look) -> list[AppealView]:
    """Every appeal, the newest first."""
    of_case = select(Appeal).where(Appeal.case_id == look.case.id)
    appeals = db.session.scalars(of_case.order_by(Appeal.id.desc())).all()
    files = files_of_appeals([one.id for one in appeals if not one.by_reporter])
    return [
        AppealView(
            by_reporter=appeal.by_reporter,
            files=[file for file in files if file.appeal_id == appeal.id],
            made_at=appeal.made_at,
            reason=readable(look, appeal.reason, appeal.masked) if appeal.by_reporter else appeal.reason,
            decision=appeal.decision,
            decided_at=appeal.decided_at,
            ground=appeal.ground,
        )
        for appeal in appeals
    ]
