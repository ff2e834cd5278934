"""Lifting (解除): a measure that lost its ground is undone, by a task with its own receipt."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from portal import clock
from portal.domain.measures import EXECUTION_STEP, MEASURES
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.records.cases import Case, execution_due_at
from portal.records.notices import tell_colleagues
from portal.records.tasks import Task, TaskKind


def lift(case: Case, task: Task, actor: Actor) -> Task | None:
    """End a measure: drop it where nobody carried it out yet, else order its undoing.

    Returns the lift task, or None where there is nothing to undo: not carried out, not reversible,
    or lifted before. Safe to call again.
    """
    now = clock.now()
    if task.lifted_at is not None or task.dropped_at is not None:
        return None
    if task.done_at is None:
        task.dropped_at = now
        return None
    task.lifted_at = now
    measure = MEASURES[task.measure or ""]
    if not measure.reversible:
        return None
    undoing = Task(
        case_id=case.id,
        kind=TaskKind.LIFT,
        measure=task.measure,
        executor_id=task.executor_id,
        outside_executor=task.outside_executor,
        ordered_by_id=actor.user_id,
        ordered_at=now,
        due_at=execution_due_at(case, EXECUTION_STEP[measure.layer]),
        undoes_id=task.id,
    )
    db.session.add(undoing)
    return undoing


def lift_everything(case: Case, actor: Actor) -> list[Task]:
    """End every measure of the case that is in force or about to be; returns the lift tasks, their executors told.

    A measure not carried out yet, ordered in the interim or anew after a relapse, falls away.
    """
    tasks = db.session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.id)).all()
    return lift_all(case, [task for task in tasks if task.stands], actor)


def lift_all(case: Case, tasks: Iterable[Task], actor: Actor) -> list[Task]:
    """Lift these, and tell the executors of what is to be undone; returns the lift tasks."""
    undoing = [one for task in tasks if (one := lift(case, task, actor))]
    db.session.flush()
    for executor_id in {one.executor_id for one in undoing if one.executor_id}:
        tell_colleagues(case, executor_id, "task")
    return undoing
