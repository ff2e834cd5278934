"""What a respondent's page shows: the notice, and of the case what tables 4 and `domain.respondents` open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.permissions import RESPONDENT
from portal.domain.respondents import RESPONDENT_READS, Fact, Told
from portal.domain.status import OUTCOME_WORDS
from portal.domain.visibility import Part, visible_parts
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.decision_notices.evidence import ReceiptFacts, read_receipts
from portal.records.decision_notices.reading import NoticeView, read_notice


@dataclass(frozen=True, slots=True)
class HearingView:
    """One notice for whom it strikes."""

    shown: NoticeView
    receipts: Sequence[ReceiptFacts]
    outcome_words: str | None
    """How the case ended; None while it runs."""
    not_told: Sequence[Told]
    """What stays back, each with its reason."""


def read_hearing(notice_id: int) -> HearingView:
    """The page of this notice; of one that was changed after it was issued nothing but that."""
    shown = read_notice(notice_id)
    case = shown.notice.case
    parts = visible_parts(RESPONDENT, facts(case))
    return HearingView(
        shown=shown,
        receipts=read_receipts(shown.notice) if Part.REDACTED_EVIDENCE in parts and _told(Fact.RECEIPTS) else (),
        outcome_words=_outcome(case) if Part.OUTCOME in parts and _told(Fact.OUTCOME) else None,
        not_told=[row for row in RESPONDENT_READS.values() if not row.told],
    )


def _told(fact: Fact) -> bool:
    return RESPONDENT_READS[fact].told


def _outcome(case: Case) -> str | None:
    return OUTCOME_WORDS[case.outcome] if case.outcome else None
