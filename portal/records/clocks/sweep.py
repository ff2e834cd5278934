"""The job that runs every minute: everything whose time is over, a batch of each kind at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portal.extensions import db
from portal.records.clocks import lapses, overdue
from portal.records.clocks.due import BATCH
from portal.records.jobs import enqueue
from portal.records.sweeping import drop_dead_drafts

SWEEPS: tuple[Callable[[], int], ...] = (
    lapses.expire_supplements,
    lapses.resume_without_reason,
    lapses.lapse_orders,
    lapses.end_durations,
    lapses.end_stays_that_are_over,
    overdue.escalate_cases,
    overdue.escalate_leads,
    overdue.escalate_approvals,
    overdue.escalate_tasks,
    overdue.escalate_hand_overs,
    drop_dead_drafts,
)
"""In this order: a clock that may run again is seen to be overdue in the same minute."""


def run_clocks(_payload: Mapping[str, Any]) -> None:
    """The job `clocks`. What one batch leaves over is handled by a further job at once.

    Safe to run again: whatever was handled carries its mark.
    """
    left = False
    for sweep in SWEEPS:
        left |= sweep() >= BATCH
        db.session.flush()
    if left:
        enqueue("clocks", {})
