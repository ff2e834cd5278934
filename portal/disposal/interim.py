"""Interim orders (临时处置): one regulator on duty, in force at once, gone after 72 hours unless ratified."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from portal import clock
from portal.disposal.enacting import executors, new_task
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import AlreadyVoted, ConditionFailed, MeasureNotAllowed, StepNotAllowed
from portal.domain.measures import MEASURES, Measure
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.counters import INTERIM_ORDERS, count
from portal.records.findings import ProposedMeasure
from portal.records.notices import tell_colleagues, tell_reporters
from portal.records.organizations import Organization
from portal.records.proposing import check_fits, refuse_retired_measures
from portal.records.reasons import fingerprint, keep_reason
from portal.records.receipt_counts import platform_of
from portal.records.rounds import agencies_asked
from portal.records.standing import restate, standing, standing_tasks
from portal.records.tasks import Ratification, Task, TaskKind


def order(case: Case, actor: Actor, code: str, reason: str) -> Task:
    """Order a reversible measure in the interim; the agencies its row names are asked to ratify it.

    Whoever would carry out a decision carries it out, each by a task, but for those who do already;
    answers with the first. Raises ReasonMissing, MeasureNotAllowed for a measure that cannot be
    undone, that stands already everywhere, or whose agencies the portal lacks, and whatever `act()` raises.
    """
    measure = MEASURES.get(code)
    if measure is None or not measure.interim:
        raise MeasureNotAllowed(N_("Only a measure that can be undone may be ordered in the interim."))
    check_fits(case, ProposedMeasure(code, note=reason))  # its task carries the reason, which says what it meets
    refuse_retired_measures(case, [code])
    standing_now = standing_tasks(case)
    found = [(one, standing(standing_now, code, one)) for one in executors(case, measure)]
    wanting = [(one, earlier) for one, earlier in found if earlier is None or _only_announced(earlier)]
    if not wanting:
        raise MeasureNotAllowed(N_("This measure is in force or ordered already."))
    asked = _agencies_to_ratify(case, code, actor)
    act(case, Action.INTERIM_ORDER, actor, {"measure": code, **fingerprint(reason)})
    keep_reason(case, reason)
    now = clock.now()
    tasks = [_ordered(case, measure, one, actor, reason, earlier) for one, earlier in wanting]
    for task in tasks:
        task.ordered_at = now
        task.lapses_at = due_at(Step.RATIFICATION, case.priority, now, calendar_in_force())
    db.session.add_all(tasks)
    db.session.flush()
    db.session.add_all(Ratification(task_id=task.id, agency_id=one.id) for task in tasks for one in asked)
    for task in tasks:
        count(INTERIM_ORDERS, 1, platform_id=platform_of(task))
    tell_reporters(case, "interim_order", aside=True)
    for one in asked:
        tell_colleagues(case, one.id, "ratification")
    for executor_id in {task.executor_id for task in tasks if task.executor_id}:
        tell_colleagues(case, executor_id, "task")
    return tasks[0]


def _ordered(
    case: Case, measure: Measure, executor: Organization | str, actor: Actor, reason: str, earlier: Task | None
) -> Task:
    task = new_task(case, measure, executor, kind=TaskKind.INTERIM, note=reason)
    task.ordered_by_id = actor.user_id
    if earlier is not None:
        restate(earlier, task)
    return task


def _only_announced(task: Task) -> bool:
    """Whether a platform said that it would take the measure and did not yet: an order makes it binding."""
    return task.is_open and task.kind is TaskKind.INTERIM and task.lapses_at is None


def _agencies_to_ratify(case: Case, code: str, actor: Actor) -> list[Organization]:
    orderer = db.session.get_one(Organization, actor.organization_id)
    return agencies_asked(case, [code], [orderer.function] if orderer.function else [])


def ratify(case: Case, task: Task, actor: Actor) -> None:
    """An agency's yes to an interim order, whoever carries it out; with the last one it lasts until the decision.

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
    tasks = _tasks_of_the_order(task)
    mine = Ratification.task_id.in_([one.id for one in tasks]), Ratification.agency_id == own.agency_id
    for row in db.session.scalars(select(Ratification).where(*mine)):
        row.at, row.user_id = now, actor.user_id
    if all(row.at is not None for row in asked):
        for one in tasks:
            one.ratified_at = now


def _tasks_of_the_order(task: Task) -> Sequence[Task]:
    """Every task that the same order made: one for each executor."""
    return db.session.scalars(
        select(Task).where(
            Task.case_id == task.case_id,
            Task.kind == TaskKind.INTERIM,
            Task.measure == task.measure,
            Task.ordered_at == task.ordered_at,
            Task.ordered_by_id == task.ordered_by_id,
            Task.lapses_at.is_not(None),
            Task.lifted_at.is_(None),
            Task.dropped_at.is_(None),
        )
    ).all()
