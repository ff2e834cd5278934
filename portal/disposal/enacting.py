"""From signatures to tasks: each carried measure becomes a task with its executor and deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portal import clock
from portal.domain.deadlines import Step
from portal.domain.measures import EXECUTION_STEP, MEASURES, OUTSIDE_EXECUTORS, OUTSIDE_NAMES, Executor, Measure
from portal.domain.permissions import SYSTEM, Actor
from portal.extensions import db
from portal.records.cases import Case, execution_due_at
from portal.records.decision_notices.issuing import issue_notice
from portal.records.findings import Finding, ProposedMeasure
from portal.records.notices import tell_colleagues
from portal.records.organizations import Organization, desks
from portal.records.rechecks import plan_rechecks
from portal.records.standing import end_measures, standing, standing_tasks
from portal.records.tasks import Task, TaskKind

ON_EVERY_PLATFORM = "M44"
"""Unlinking concerns every platform, not only the one that carries the target."""


def enact(case: Case, finding: Finding, carried: Iterable[str], actor: Actor) -> None:
    """Make the tasks of a decision that stands; whatever else was ordered or taken before it ends with it.

    A carried measure that stands already gets no second task: the decision takes it over, ratified,
    for the days that it orders; the time in which it was in force before counts. One of the time until the
    decision is from then on a measure of it, looked at again as any other. The case's clock is the latest
    of its new tasks. The notice of the decision is issued with it.
    """
    codes, tasks, ordered = set(carried), list[Task](), list[tuple[ProposedMeasure, Task]]()
    end_measures(case, SYSTEM, besides=codes)
    for proposed, executor, earlier in _carried(case, finding, codes):
        if earlier is not None:
            _take_over(case, earlier, proposed)
        else:
            tasks.append(_task(case, proposed, executor))
        ordered.append((proposed, earlier or tasks[-1]))
    db.session.add_all(tasks)
    if tasks:
        case.due_at = max(task.due_at for task in tasks)
    db.session.flush()
    issue_notice(case, finding, ordered, actor)
    for executor_id in {task.executor_id for task in tasks if task.executor_id}:
        tell_colleagues(case, executor_id, "task")


def taken_over(case: Case, finding: Finding, carried: Iterable[str]) -> Mapping[str, Any]:
    """What the ledger's entry of a decision says of measures that stand already: their task, and why it exists."""
    over = [earlier for _, _, earlier in _carried(case, finding, set(carried)) if earlier is not None]
    return {"taken_over": [{"task": one.id, "measure": one.measure, "kind": one.kind} for one in over]} if over else {}


def _carried(
    case: Case, finding: Finding, codes: set[str]
) -> Iterator[tuple[ProposedMeasure, Organization | str, Task | None]]:
    """Each carried measure with each of its executors, and the task by which it stands already."""
    tasks = standing_tasks(case)
    for proposed in finding.proposed:
        if proposed.code in codes:
            for executor in executors(case, MEASURES[proposed.code]):
                yield proposed, executor, standing(tasks, proposed.code, executor)


def _take_over(case: Case, task: Task, proposed: ProposedMeasure) -> None:
    task.days = proposed.days
    if task.lapses_at is not None:
        task.ratified_at = task.ratified_at or clock.now()
    if task.kind is TaskKind.INTERIM:
        task.kind = TaskKind.DISPOSAL
        if task.in_force:
            plan_rechecks(case, task)


def _task(case: Case, proposed: ProposedMeasure, executor: Organization | str) -> Task:
    measure = MEASURES[proposed.code]
    return new_task(case, measure, executor, kind=TaskKind.DISPOSAL, days=proposed.days, note=proposed.note)


def new_task(
    case: Case,
    measure: Measure | None,
    executor: Organization | str,
    *,
    kind: TaskKind,
    days: int | None = None,
    note: str = "",
) -> Task:
    """A task for an organization of the portal, or by name for one outside it; without a measure, to keep evidence."""
    return Task(
        case_id=case.id,
        kind=kind,
        measure=measure.code if measure else None,
        note=note,
        executor_id=executor.id if isinstance(executor, Organization) else None,
        outside_executor=None if isinstance(executor, Organization) else executor,
        ordered_at=clock.now(),
        due_at=execution_due_at(case, EXECUTION_STEP[measure.layer] if measure else Step.EXECUTE_CONTENT),
        days=days,
    )


def executors(case: Case, measure: Measure) -> Iterable[Organization | str]:
    """Who carries a measure out, decided or ordered in the interim: organizations, or by name outside the portal."""
    if measure.executor in OUTSIDE_EXECUTORS:
        return [OUTSIDE_NAMES[measure.executor]]
    if measure.executor is Executor.LEAD_AGENCY:
        return [case.lead_agency]
    if measure.code == ON_EVERY_PLATFORM:
        return desks() or [OUTSIDE_NAMES[Executor.PLATFORM]]
    return [executing_platform(case) or OUTSIDE_NAMES[Executor.PLATFORM]]


def executing_platform(case: Case) -> Organization | None:
    """The platform that carries the target, if it has a desk here; else its executor is outside."""
    host = case.target.host
    return host if host is not None and host.has_desk and host.is_active else None
