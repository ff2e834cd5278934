"""A case becomes more pressing or less: one rule for joiners, merges and the desk's own word."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal import clock
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.workflow import CHECKING
from portal.records.cases import Case, due_if_it_began


def set_priority(case: Case, priority: Priority, *, urgent: bool) -> None:
    """Give an open case this priority and urgency; the clock of a case that is being checked follows.

    More pressing: the desk has the shorter time from now on, for it did not know before, and never more
    than it had. Less pressing: the longer time from when the step began, with what a pause added, and
    never less than it had. The caller holds the case's row.
    """
    before, after = (case.priority, not case.urgent), (priority, not urgent)
    case.priority, case.urgent = priority, urgent
    if case.status not in CHECKING or before == after:
        return
    hurries = after < before
    start = _hears_of_it(case) if hurries else max(case.status_since, case.assigned_at)
    runs_out = due_if_it_began(case, case.status, start)
    if case.due_at is None or runs_out is None:
        return
    if hurries:
        case.due_at = min(case.due_at, runs_out)
    else:
        case.due_at = max(case.due_at, runs_out + timedelta(seconds=case.paused_seconds))
        case.escalated_at = None


def _hears_of_it(case: Case) -> datetime:
    """When the desk learns it: at once, or with its next batch; while a clock stands still, when it stopped."""
    now = case.paused_at or clock.now()
    if case.status is not Status.SUBMITTED:
        return now
    if case.urgent:
        case.assigned_at = min(case.assigned_at, now)
    return max(case.assigned_at, now)
