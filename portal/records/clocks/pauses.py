"""A clock stands still only while a one-tip case waits for its reporter."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.domain.deadlines import DEADLINES, STEP_OF_STATUS
from portal.records.case_facts import facts
from portal.records.cases import Case


def pause(case: Case) -> bool:
    """Let the clock of the present status stand still from now on; returns whether it does.

    It runs on where table 5 does not let it pause, where the case has other tips than the one that is
    asked, and where it has run out already. Safe to call again. The caller holds the case's row.
    """
    if case.paused_at is not None:
        return True
    step = STEP_OF_STATUS.get(case.status)
    if step is None or not DEADLINES[step].pauses_for_reporter or case.overdue or facts(case).live_tips != 1:
        return False
    case.paused_at = clock.now()
    return True


def resume(case: Case) -> None:
    """Let the clock run again; what is due moves by the time it stood still. Safe to call again."""
    if case.paused_at is None:
        return
    stood = timedelta(seconds=int((clock.now() - case.paused_at).total_seconds()))
    case.paused_at = None
    if case.due_at is not None:
        case.due_at += stood
        case.paused_seconds += int(stood.total_seconds())
