"""What a respondent's page shows: the notice, and of the case what tables 4 and `domain.respondents` open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from portal.domain.deadlines import Step, due_at
from portal.domain.masking import mask
from portal.domain.permissions import RESPONDENT
from portal.domain.respondents import RESPONDENT_READS, Fact, Told
from portal.domain.status import OUTCOME_WORDS, Status
from portal.domain.visibility import Part, visible_parts
from portal.extensions import db
from portal.intake.hearing.objecting import takes_files
from portal.records.appeals import Appeal, AppealDecision
from portal.records.attachments import Attachment, files_of_appeals
from portal.records.calendar import calendar_in_force
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.decision_notices.evidence import ReceiptFacts, read_receipts
from portal.records.decision_notices.reading import NoticeView, read_notice
from portal.records.objecting import object_until, objections_of
from portal.records.organizations import Organization
from portal.records.staying import may_ask
from portal.records.stays import StayRequest, stays_of_notice


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """One objection for who made it."""

    reason: str
    made_at: datetime
    files: Sequence[Attachment]
    decided_by: Organization | None
    """Whose signatory decides it, once it lies before an agency."""
    due_at: datetime | None
    decision: AppealDecision | None
    decided_at: datetime | None
    ground: str
    """In the decider's words; what looks like somebody's number or address is masked."""


@dataclass(frozen=True, slots=True)
class StayView:
    """One request for a stay for who made it."""

    request: StayRequest
    ground: str
    """In the decider's words, masked as that of an objection."""


@dataclass(frozen=True, slots=True)
class HearingView:
    """One notice for whom it strikes."""

    shown: NoticeView
    receipts: Sequence[ReceiptFacts]
    outcome_words: str | None
    """How the case ended; None while it runs."""
    not_told: Sequence[Told]
    """What stays back, each with its reason."""
    objections: Sequence[ObjectionView]
    object_until: datetime | None
    """None where there is no objecting here, or not any more."""
    takes_files: bool
    stays: Sequence[StayView]
    may_ask_stay: bool


def read_hearing(notice_id: int) -> HearingView:
    """The page of this notice; of one that was changed after it was issued nothing but that."""
    shown = read_notice(notice_id)
    case, made = shown.notice.case, objections_of(notice_id)
    asked = stays_of_notice(notice_id)
    files = files_of_appeals([one.id for one in made])
    parts = visible_parts(RESPONDENT, facts(case))
    return HearingView(
        shown=shown,
        receipts=read_receipts(shown.notice) if Part.REDACTED_EVIDENCE in parts and _told(Fact.RECEIPTS) else (),
        outcome_words=_outcome(case) if Part.OUTCOME in parts and _told(Fact.OUTCOME) else None,
        not_told=[row for row in RESPONDENT_READS.values() if not row.told],
        objections=[_objection(case, one, [file for file in files if file.appeal_id == one.id]) for one in made],
        object_until=object_until(shown, made),
        takes_files=takes_files(case),
        stays=[StayView(one, _masked(one.ground)) for one in asked],
        may_ask_stay=may_ask(shown, asked),
    )


def _objection(case: Case, one: Appeal, files: Sequence[Attachment]) -> ObjectionView:
    heard = one.decision is None and case.status is Status.UNDER_APPEAL and case.appeal_agency_id is not None
    return ObjectionView(
        reason=one.reason,
        made_at=one.made_at,
        files=files,
        decided_by=db.session.get_one(Organization, case.appeal_agency_id) if heard else None,
        due_at=_promised(case, one) if heard else None,
        decision=one.decision,
        decided_at=one.decided_at,
        ground=_masked(one.ground),
    )


def _masked(ground: str) -> str:
    """What a decider wrote, for whom it strikes: the one place where it is masked for them."""
    return mask(ground, gettext)


def _promised(case: Case, one: Appeal) -> datetime:
    """By when it is decided, counted from the objection itself: the case's own clock may run for somebody else's."""
    start = max(one.made_at, case.status_since)
    return due_at(Step.APPEAL_DECISION, case.priority, start, calendar_in_force())


def _told(fact: Fact) -> bool:
    return RESPONDENT_READS[fact].told


def _outcome(case: Case) -> str | None:
    return OUTCOME_WORDS[case.outcome] if case.outcome else None
