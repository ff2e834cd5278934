"""Receipts in the official counters: each measure once, however often it is stated or taken over."""

from __future__ import annotations

from collections import Counter as TallyOf
from collections.abc import Iterator

from sqlalchemy import select

from portal.domain.permissions import OrganizationKind
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import MEASURES_TAKEN, ReceiptCount, count, today
from portal.records.ledger import LedgerEntry
from portal.records.tasks import Task, TaskKind


def count_receipt(case: Case, task: Task) -> None:
    """Add what the task's receipt states, once; what the receipt that it restates added is taken back.

    A measure that came back was carried out all the same: what its receipt added stays in its month, and the
    new receipt adds only what it states beyond that. A lift undoes one measure and counts nothing, nor does
    keeping the evidence.
    """
    if not task.measure or task.kind is TaskKind.LIFT or _counted(task.id):
        return
    kept: TallyOf[str] = TallyOf()
    came_back = _came_back(case) if task.replaces_id is not None else frozenset()
    for restated in _restated(task):
        if restated.id in came_back:
            kept.update({row.figure: row.amount for row in _counted(restated.id)})
        else:
            take_back(restated)
    stated = {MEASURES_TAKEN: 1, **task.quantities}
    for figure, amount in (TallyOf(stated) - kept).items():
        row = ReceiptCount(
            task_id=task.id,
            figure=figure,
            category=case.category,
            measure=task.measure,
            platform_id=platform_of(task),
            day=today(),
            amount=amount,
        )
        db.session.add(row)
        _count(row, amount)


def take_back(task: Task) -> None:
    """Subtract what the task's receipt added, from the day it was added to; nothing where it added nothing."""
    for row in _counted(task.id):
        _count(row, -row.amount)
        db.session.delete(row)
    db.session.flush()


def take_back_revoked(case: Case) -> None:
    """Subtract what a decision did that has been revoked: its own measures, and whatever else is in force with them.

    An interim measure that ended before had a ground of its own and stays counted.
    """
    for task in db.session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.id)).all():
        if task.kind in (TaskKind.DISPOSAL, TaskKind.OWN_MEASURE) or task.in_force:
            take_back(task)


def count_own_measures(case: Case) -> None:
    """Count what a platform took by itself and is in force, now that the case that it ended is closed."""
    for task in _own_measures(case):
        if task.in_force:
            count_receipt(case, task)


def take_back_own_measures(case: Case) -> None:
    """A case that is opened again was not ended by them; its next closing counts what is in force then."""
    for task in _own_measures(case):
        for stated in (task, *_restated(task)) if task.stands else ():
            take_back(stated)


def _own_measures(case: Case) -> list[Task]:
    own = select(Task).where(Task.case_id == case.id, Task.kind == TaskKind.OWN_MEASURE).order_by(Task.id)
    return list(db.session.scalars(own))


def _counted(task_id: int) -> list[ReceiptCount]:
    return list(db.session.scalars(select(ReceiptCount).where(ReceiptCount.task_id == task_id)))


def _came_back(case: Case) -> frozenset[int]:
    """Ids of its tasks whose measure was seen to be undone, as the ledger tells."""
    relapses = select(LedgerEntry.body).where(
        LedgerEntry.case_id == case.id, LedgerEntry.action == Action.RELAPSE, LedgerEntry.body.is_not(None)
    )
    return frozenset(int(body["task"]) for body in db.session.scalars(relapses) if body)


def _restated(task: Task) -> Iterator[Task]:
    while task.replaces_id is not None:
        task = db.session.get_one(Task, task.replaces_id)
        yield task


def _count(row: ReceiptCount, amount: int) -> None:
    count(row.figure, amount, category=row.category, measure=row.measure, platform_id=row.platform_id, day=row.day)


def platform_of(task: Task) -> int:
    """The platform that carried it out; 0 where an agency or somebody outside the portal did."""
    executor = task.executor
    return executor.id if executor is not None and executor.kind is OrganizationKind.PLATFORM else 0
