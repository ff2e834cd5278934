"""Receipts of execution (执行回执): what an executor states, and its quantities in the official counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal import clock
from portal.domain.errors import ReceiptInvalid, StepNotAllowed
from portal.domain.measures import MEASURES, Counter
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.words import N_
from portal.records.cases import Case
from portal.records.drafts import Brought, attach_to_task
from portal.records.receipt_counts import count_receipt
from portal.records.rechecks import plan_rechecks
from portal.records.tasks import Task, TaskKind


@dataclass(frozen=True, slots=True)
class ExecutionReceipt:
    """What an executor states: the proof, how many per official counter, a document and files where there are any."""

    proof: str
    quantities: Mapping[Counter, int] = field(default_factory=dict)
    document_number: str = ""
    files: Brought | None = None


MOST_AT_ONCE = 100_000_000
"""No receipt states more; a larger figure is a slip of the keyboard."""


def take_receipt(case: Case, task: Task, actor: Actor, receipt: ExecutionReceipt) -> None:
    """Write a checked receipt, add its quantities to the official counters and plan to look again.

    What a platform took to end a case by itself is counted when the case closes, not before a
    regulator confirmed it; what it took anew after that, because it came back, at once. Raises
    StepNotAllowed, ReceiptInvalid.
    """
    if not task.is_open:
        raise StepNotAllowed(N_("This task is settled already."))
    check_receipt(task.measure, task.kind, receipt)
    task.done_at, task.done_by_id = clock.now(), actor.user_id
    task.proof, task.document_number = receipt.proof, receipt.document_number
    task.quantities = {str(counter): amount for counter, amount in receipt.quantities.items() if amount}
    if task.kind is not TaskKind.OWN_MEASURE or case.status is Status.CLOSED:
        count_receipt(case, task)
    plan_rechecks(case, task)


def keep_files(task: Task, receipt: ExecutionReceipt) -> Sequence[str]:
    """Make the files that came with a receipt those of its task; returns their SHA-256 for the ledger.

    Raises FilesGone, InputInvalid.
    """
    return [one.sha256 for one in attach_to_task(receipt.files, task.id)] if receipt.files else []


def counters_of(measure: str | None, kind: TaskKind) -> frozenset[Counter]:
    """Under which official counters a receipt states its quantity; a lift or a preserve task under none."""
    return MEASURES[measure].counters if measure and kind is not TaskKind.LIFT else frozenset()


def check_receipt(measure: str | None, kind: TaskKind, receipt: ExecutionReceipt) -> None:
    """Raises ReceiptInvalid without proof, for a foreign counter, or where a quantity is owed."""
    if not receipt.proof.strip():
        raise ReceiptInvalid()
    counters = counters_of(measure, kind)
    stated = {counter: amount for counter, amount in receipt.quantities.items() if amount}
    if any(counter not in counters for counter in stated):
        raise ReceiptInvalid(N_("This measure is not counted under that heading."))
    if any(not 0 < amount <= MOST_AT_ONCE for amount in stated.values()):
        raise ReceiptInvalid(N_("State how many as a whole number above zero."))
    if counters and not stated:
        raise ReceiptInvalid(N_("State how many were dealt with, under at least one heading."))
