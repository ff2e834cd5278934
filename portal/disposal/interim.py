"""Interim orders (临时处置): one regulator on duty, in force at once, gone after 72 hours unless ratified."""

from __future__ import annotations

from sqlalchemy import select

from portal import clock
from portal.data.workdays import shipped_calendar
from portal.disposal.enacting import OUTSIDE_NAMES, executing_platform, new_task
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import AlreadyVoted, ConditionFailed, MeasureNotAllowed, StepNotAllowed
from portal.domain.measures import MEASURES, Executor
from portal.domain.permissions import Actor
from portal.domain.quorum import functions_asked
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import Case, act
from portal.records.notices import tell_colleagues
from portal.records.organizations import Organization, agency
from portal.records.reasons import fingerprint, keep_reason
from portal.records.tasks import Ratification, Task, TaskKind


def order(case: Case, actor: Actor, code: str, reason: str) -> Task:
    """Order a reversible measure in the interim; the agencies its row names are asked to ratify it.

    Raises ReasonMissing, MeasureNotAllowed for a measure that cannot be undone, and whatever
    `act()` raises.
    """
    measure = MEASURES.get(code)
    if measure is None or not measure.interim:
        raise MeasureNotAllowed(N_("Only a measure that can be undone may be ordered in the interim."))
    act(case, Action.INTERIM_ORDER, actor, {"measure": code, **fingerprint(reason)})
    keep_reason(case, reason)
    executor = executing_platform(case) or OUTSIDE_NAMES[Executor.PLATFORM]
    task = new_task(case, measure, executor, kind=TaskKind.INTERIM, note=reason)
    task.ordered_by_id = actor.user_id
    task.lapses_at = due_at(Step.RATIFICATION, case.priority, clock.now(), shipped_calendar())
    db.session.add(task)
    db.session.flush()
    for asked in _agencies_to_ratify(case, code, actor):
        db.session.add(Ratification(task_id=task.id, agency_id=asked.id))
        tell_colleagues(case, asked.id, "ratification")
    if task.executor_id:
        tell_colleagues(case, task.executor_id, "task")
    return task


def _agencies_to_ratify(case: Case, code: str, actor: Actor) -> list[Organization]:
    orderer = db.session.get_one(Organization, actor.organization_id)
    functions = functions_asked([code], case.category, orderer.function)
    return [found for function in sorted(functions) if (found := agency(function, case.region))]


def ratify(case: Case, task: Task, actor: Actor) -> None:
    """An agency's yes to an interim order; with the last one it lasts until the decision.

    Raises StepNotAllowed for an order that lapsed or was ratified, ConditionFailed for whoever
    ordered it or is not asked, AlreadyVoted.
    """
    now = clock.now()
    if task.lapses_at is None or task.ratified_at or task.lifted_at or task.dropped_at or task.lapses_at <= now:
        raise StepNotAllowed(N_("This order is no longer waiting for ratification."))
    if task.ordered_by_id == actor.user_id:
        raise ConditionFailed(N_("Whoever gave an interim order does not ratify it; a colleague does."))
    asked = list(db.session.scalars(select(Ratification).where(Ratification.task_id == task.id)))
    own = next((row for row in asked if row.agency_id == actor.organization_id), None)
    if own is None:
        raise ConditionFailed(N_("Your agency is not asked to ratify this order."))
    if own.at is not None:
        raise AlreadyVoted()
    act(case, Action.RATIFY, actor, {"task": task.id})
    own.at, own.user_id = now, actor.user_id
    if all(row.at is not None for row in asked):
        task.ratified_at = now
