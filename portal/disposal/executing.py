"""Execution: receipts by executors, attestation for those outside, substitutes for the silent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from portal import clock
from portal.disposal.enacting import new_task
from portal.domain.errors import (
    ConditionFailed,
    InputInvalid,
    MeasureNotAllowed,
    NotFound,
    ReceiptInvalid,
    StepNotAllowed,
)
from portal.domain.measures import MEASURES, Executor, Measure
from portal.domain.measures.fitting import substitutes
from portal.domain.permissions import REFUSALS, Actor
from portal.domain.permissions.conditions import own_organization_has_a_task
from portal.domain.rechecks import Why
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.exclusions import out_of
from portal.records.ledger import was_just_said
from portal.records.notices import tell_colleagues
from portal.records.offers import is_retired_measure
from portal.records.organizations import Organization, desks
from portal.records.reasons import fingerprint, keep_reason
from portal.records.receipts import ExecutionReceipt, keep_files, take_receipt
from portal.records.rechecks import look_by_hand
from portal.records.standing import standing_tasks
from portal.records.tasks import MEASURE_KINDS, Task, TaskKind, follow_tasks


def task_of(case: Case, task_id: int) -> Task:
    """The task with this id on this case. Raises NotFound."""
    task = db.session.scalar(select(Task).where(Task.id == task_id, Task.case_id == case.id))
    if task is None:
        raise NotFound()
    return task


def execute(case: Case, task: Task, actor: Actor, receipt: ExecutionReceipt) -> None:
    """Take the receipt of an executor of the portal. Raises ConditionFailed for another's task,
    StepNotAllowed for one that is done or dropped, ReceiptInvalid, FilesGone."""
    if task.executor_id is None or task.executor_id != actor.organization_id:
        raise ConditionFailed(REFUSALS[own_organization_has_a_task])
    act(case, Action.EXECUTE, actor, _said(task, receipt))
    take_receipt(case, task, actor, receipt)


def _said(task: Task, receipt: ExecutionReceipt) -> dict[str, Any]:
    """What the ledger says of a receipt: its files by their hashes, so that none can be put in its place later."""
    files = keep_files(task, receipt)
    return {"task": task.id, "measure": task.measure, **({"files": files} if files else {})}


def attest(case: Case, task: Task, actor: Actor, receipt: ExecutionReceipt) -> None:
    """Record that an executor outside the portal carried it out, with the number of its document.

    Raises StepNotAllowed for a task whose executor answers here, ReceiptInvalid without a number.
    """
    if task.executor_id is not None:
        raise StepNotAllowed(N_("This executor answers here itself; nobody attests for it."))
    if not receipt.document_number.strip():
        raise ReceiptInvalid(N_("Give the number of the document by which the executor confirmed it."))
    act(case, Action.ATTEST, actor, _said(task, receipt))
    take_receipt(case, task, actor, receipt)
    task.attested = True


def look(case: Case, task: Task, actor: Actor, why: Why, words: str) -> None:
    """Say what a colleague of the lead agency saw of a measure in force; what does not hold opens its task again.

    A second click is one look. Raises ReasonMissing, and StepNotAllowed of
    a measure that is not in force.
    """
    said = {"task": task.id, "seen": why, **fingerprint(words)}
    if was_just_said(case.id, actor.user_id, Action.LOOK, said, clock.now()):
        return
    act(case, Action.LOOK, actor, said)
    keep_reason(case, words)
    look_by_hand(case, task, why)


def substitutes_for(task: Task) -> list[Measure]:
    """The measure that was ordered, and those that the decision covers as well (`domain.measures.fitting`).

    None for a task that carries out no measure, such as keeping what is there; a lifting undoes
    just what was in force.
    """
    if task.measure is None:
        return []
    ordered = MEASURES[task.measure]
    covered = [ordered] if task.kind is TaskKind.LIFT else substitutes(ordered, task.case.target.type)
    return [ordered, *(one for one in covered if one is not ordered and not is_retired_measure(one.code))]


def substitute_executors(task: Task) -> list[Organization]:
    """Who of the portal can carry it out instead: platforms what platforms carry out, the lead agency its own."""
    executor = MEASURES[task.measure].executor if task.measure else Executor.PLATFORM
    if executor is Executor.LEAD_AGENCY:
        return [db.session.get_one(Organization, task.case.lead_agency_id)]
    return [one for one in desks() if one.id != task.executor_id] if executor is Executor.PLATFORM else []


STILL_THEIRS = N_(
    "Only an open task whose time ran out, or whose executor stays out of the case, can be given to somebody else."
)


def substitute(
    case: Case, task: Task, actor: Actor, executor: Organization | str, reason: str, measure: str | None = None
) -> Task:
    """Give a task that its executor let lie, or stays out of, to somebody else, or order a stronger measure instead.

    A stronger one of the same decision's layer. Raises ReasonMissing, StepNotAllowed before its time ran out and for
    an order that lapses by itself, MeasureNotAllowed for a measure that the agencies that signed could not have
    ordered.
    """
    if not executor:
        raise InputInvalid("outside", N_("Say who carries it out instead."))
    if not can_be_given_away(task):
        raise StepNotAllowed(STILL_THEIRS)
    wanted = _wanted(task, measure)
    if not _can_carry_it_out(task, executor):
        raise MeasureNotAllowed(N_("This is not for that executor to carry out."))
    if _has_it_already(case, wanted, executor, task):
        raise MeasureNotAllowed(N_("This executor has that measure as a task already; name another one."))
    code = wanted.code if wanted else None
    act(case, Action.SUBSTITUTE, actor, {"task": task.id, "measure": code, **fingerprint(reason)})
    keep_reason(case, reason)
    days = task.days if wanted and wanted.longest_days else None
    replacement = new_task(case, wanted, executor, kind=task.kind, days=days, note=task.note or reason)
    replacement.replaces_id, replacement.undoes_id = task.id, task.undoes_id
    replacement.lapses_at, replacement.ratified_at = task.lapses_at, task.ratified_at
    task.dropped_at = clock.now()
    db.session.add(replacement)
    db.session.flush()
    follow_tasks(case)
    if replacement.executor_id is not None:
        tell_colleagues(case, replacement.executor_id, "task")
    return replacement


def can_be_given_away(task: Task) -> bool:
    """Whether its time ran out, or its executor is an agency that stays out of the case.

    An order that still lapses by itself is not made a lasting one by that.
    """
    if not task.is_open or task.awaits_ratification:
        return False
    return task.is_overdue or task.executor_id in out_of(task.case_id).agencies


def _wanted(task: Task, measure: str | None) -> Measure | None:
    """The measure of the substitute; None where the task, as that to keep the evidence, carries out none."""
    if task.measure is None:
        return None
    wanted = MEASURES.get(measure or task.measure)
    if wanted is None or wanted not in substitutes_for(task):
        raise MeasureNotAllowed(N_("A measure of another kind, or a weaker one, must be put before the agencies."))
    return wanted


def _can_carry_it_out(task: Task, executor: Organization | str) -> bool:
    """By name only where somebody outside the portal can stand in: never for an agency's own measure."""
    if isinstance(executor, Organization):
        return executor in substitute_executors(task)
    return task.measure is None or MEASURES[task.measure].executor is not Executor.LEAD_AGENCY


def _has_it_already(case: Case, measure: Measure | None, executor: Organization | str, task: Task) -> bool:
    if measure is None or task.kind not in MEASURE_KINDS:
        return False
    others = [one for one in standing_tasks(case) if one.id != task.id and one.measure == measure.code]
    if isinstance(executor, Organization):
        return any(one.executor_id == executor.id for one in others)
    return any(one.outside_executor == executor for one in others)
