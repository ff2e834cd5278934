"""How the clocks stand, in numbers, for whoever runs the portal."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from portal import clock
from portal.extensions import db
from portal.records.approvals import Approval
from portal.records.cases import Case
from portal.records.tasks import Task


def running_clocks() -> Mapping[str, int]:
    """How many of each kind run late, stand still or wait to lapse."""
    now = clock.now()
    late_case = (Case.due_at < now, Case.paused_at.is_(None))
    open_vote = (Approval.decision.is_(None), Approval.round == Case.round, Case.closed_at.is_(None))
    open_task = (Task.done_at.is_(None), Task.dropped_at.is_(None))
    unratified = (Task.lapses_at.is_not(None), Task.ratified_at.is_(None), Task.lifted_at.is_(None))
    counted = {
        "cases overdue": select(Case.id).where(*late_case),
        "of them not marked yet": select(Case.id).where(*late_case, Case.escalated_at.is_(None)),
        "cases past their absolute end": select(Case.id).where(Case.closed_at.is_(None), Case.ends_at < now),
        "cases waiting for their reporter": select(Case.id).where(Case.paused_at.is_not(None)),
        "signatures overdue": select(Approval.case_id)
        .join(Case, Case.id == Approval.case_id)
        .where(*open_vote, Approval.due_at < now),
        "tasks overdue": select(Task.id).where(*open_task, Task.due_at < now),
        "interim orders not ratified": select(Task.id).where(*unratified, Task.dropped_at.is_(None)),
    }
    return {
        figure: db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        for figure, query in counted.items()
    }
