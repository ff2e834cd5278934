"""Asking for a stay (申请暂缓执行): by the code alone; sending the same twice is one request."""

from __future__ import annotations

from portal.domain.errors import ReasonMissing, StepNotAllowed
from portal.domain.words import N_
from portal.intake.own_case import locked
from portal.records.decision_notices.reading import read_notice
from portal.records.staying import ask, may_ask
from portal.records.stays import stays_of_notice


def ask_for_stay(notice_id: int, reason: str) -> None:
    """Ask that the measures of this notice stand still. Raises ReasonMissing, StepNotAllowed."""
    if not reason.strip():
        raise ReasonMissing()
    locked(read_notice(notice_id).notice.case_id)
    shown, asked = read_notice(notice_id), stays_of_notice(notice_id)
    if any(one.decided_at is None and one.reason == reason for one in asked):
        return
    if not may_ask(shown, asked):
        raise StepNotAllowed(N_("A stay cannot be asked for here at the moment."))
    ask(shown.notice.case, shown, reason)
