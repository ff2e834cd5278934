"""What already stands on a case: a measure in force, or about to be, is neither ordered nor counted a second time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from portal import clock
from portal.domain.measures import EXECUTION_STEP, MEASURES
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.records.cases import Case, execution_due_at
from portal.records.lifting import lift_all
from portal.records.organizations import Organization
from portal.records.tasks import MEASURE_KINDS, Task, TaskKind


def standing_tasks(case: Case) -> list[Task]:
    """The tasks whose measure is in force or still to be carried out, the oldest first."""
    of_case = select(Task).where(Task.case_id == case.id).order_by(Task.id)
    return [task for task in db.session.scalars(of_case) if task.stands]


def standing(tasks: Iterable[Task], measure: str, executor: Organization | str) -> Task | None:
    """The task among these by which this executor carries out this measure; all outside the portal are one."""
    executor_id = executor.id if isinstance(executor, Organization) else None
    return next((task for task in tasks if task.measure == measure and task.executor_id == executor_id), None)


def ordered_anew(case: Case, task: Task, *, kind: TaskKind, days: int | None) -> Task:
    """The measure of `task` by the same executor as a new task, whose time runs from now; not yet in the session."""
    return Task(
        case_id=case.id,
        kind=kind,
        measure=task.measure,
        note=task.note,
        executor_id=task.executor_id,
        outside_executor=task.outside_executor,
        ordered_at=clock.now(),
        due_at=execution_due_at(case, EXECUTION_STEP[MEASURES[task.measure or ""].layer]),
        days=days,
    )


def restate(earlier: Task, task: Task) -> None:
    """The measure of `earlier` goes on under `task`: nothing is undone, and its receipt counts in its stead."""
    now = clock.now()
    task.replaces_id = earlier.id
    if earlier.done_at is None:
        earlier.dropped_at = now
    else:
        earlier.lifted_at = now


def end_measures(
    case: Case, actor: Actor, kinds: Collection[TaskKind] = MEASURE_KINDS, *, besides: Collection[str]
) -> None:
    """End the measures of these kinds that are not among the codes `besides`: lift them, or drop what is still open."""
    ending = [task for task in standing_tasks(case) if task.kind in kinds and task.measure not in besides]
    lift_all(case, ending, actor)
