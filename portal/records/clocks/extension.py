"""The absolute end of a case can be moved once, with a reason that its reporters are told."""

from __future__ import annotations

from sqlalchemy import select

from portal import clock
from portal.domain.deadlines import EXTENSION
from portal.domain.errors import ReasonMissing
from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.notices import tell_reporters
from portal.records.reasons import StepReason, fingerprint, keep_reason


def extend(case: Case, actor: Actor, reason: str) -> None:
    """Move the absolute end by 30 days; reporters read `reason` on their status page.

    Raises ReasonMissing, StepNotAllowed where the case is closed or was extended before, NotAllowed,
    ConditionFailed. The caller holds the case's row.
    """
    if not reason.strip():
        raise ReasonMissing()
    act(case, Action.EXTEND, actor, {"ends_at": case.ends_at.isoformat(), **fingerprint(reason)})
    keep_reason(case, reason)
    case.ends_at = EXTENSION.ends(case.ends_at, calendar_in_force())
    case.extended_at = clock.now()
    case.lead_escalated_at = None
    tell_reporters(case, "extended")


def extension_reason(case: Case) -> str:
    """Why the case takes longer, as its reporters read it; "" where it was never extended."""
    words = (
        select(StepReason.words)
        .join(LedgerEntry, (LedgerEntry.case_id == StepReason.case_id) & (LedgerEntry.sequence == StepReason.sequence))
        .where(LedgerEntry.case_id == case.id, LedgerEntry.action == Action.EXTEND)
    )
    return db.session.scalar(words) or ""
