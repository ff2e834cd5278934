"""Relapse (复现): what was carried out is undone by somebody, the portal saw it, and the task is open again."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.permissions import SYSTEM
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.notices import tell_colleagues
from portal.records.standing import ordered_anew, restate
from portal.records.tasks import Task, follow_tasks


def open_again(case: Case, task: Task) -> Task:
    """Order the same measure of the same executor anew, at whatever status the case is; the case is locked.

    The measure goes on under the new task: nothing is lifted, and its receipt counts in the stead of the first,
    so that no quantity is counted twice.
    """
    act(case, Action.RELAPSE, SYSTEM, {"task": task.id, "measure": task.measure})
    again = ordered_anew(case, task, kind=task.kind, days=task.days)
    restate(task, again)
    db.session.add(again)
    db.session.flush()
    follow_tasks(case)
    for organization_id in _concerned(case, task):
        tell_colleagues(case, organization_id, "came_back")
    return again


def _concerned(case: Case, task: Task) -> Sequence[int]:
    """The lead agency, and whoever carries it out where that is somebody else of the portal."""
    others = [task.executor_id] if task.executor_id not in (None, case.lead_agency_id) else []
    return [case.lead_agency_id, *(one for one in others if one is not None)]
