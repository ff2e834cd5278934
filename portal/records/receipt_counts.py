"""Receipts in the official counters: each measure once, however often it is stated or taken over."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from portal.domain.permissions import OrganizationKind
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import MEASURES_TAKEN, ReceiptCount, count, today
from portal.records.tasks import Task, TaskKind


def count_receipt(case: Case, task: Task) -> None:
    """Add what the task's receipt states, once; what the receipt that it restates added is taken back.

    A lift undoes one measure and counts nothing, nor does keeping the evidence.
    """
    if not task.measure or task.kind is TaskKind.LIFT or _counted(task.id):
        return
    for restated in _restated(task):
        take_back(restated)
    for figure, amount in {MEASURES_TAKEN: 1, **task.quantities}.items():
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
