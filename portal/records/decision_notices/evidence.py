"""What the code on a service copy shows of the evidence (`portal.domain.respondents`): receipts and looks, no words."""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.domain.measures import COUNTER_WORDS, MEASURES, Counter, Measure
from portal.records.attachments import files_of_tasks
from portal.records.decision_notices.models import DecisionNotice
from portal.records.decision_notices.reading import carried_out_under
from portal.records.rechecks import Mark, marks_of
from portal.records.tasks import Task


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What is told of one receipt: the measure, the day, how much, files by kind, and what was seen afterwards."""

    measure: Measure
    on: date
    amounts: Sequence[tuple[str, int]]
    """Words of an official counter, and how many."""
    file_kinds: Sequence[tuple[str, int]]
    """Media type, and how many files are of it."""
    looks: Sequence[Mark]


def read_receipts(notice: DecisionNotice) -> list[ReceiptFacts]:
    """What was carried out under this notice, in order; what was done before it is not told."""
    done = [task for task in carried_out_under(notice) if task.done_at and task.done_at >= notice.issued_at]
    kinds, looks = _kinds(done), marks_of(done)
    return [_receipt(task, kinds.get(task.id, Bag()), looks.get(task.id, ())) for task in done]


def _kinds(tasks: Sequence[Task]) -> Mapping[int, Bag[str]]:
    kinds: dict[int, Bag[str]] = {}
    for file in files_of_tasks([task.id for task in tasks]):
        kinds.setdefault(file.task_id or 0, Bag()).update([file.media_type])
    return kinds


def _receipt(task: Task, kinds: Bag[str], looks: Sequence[Mark]) -> ReceiptFacts:
    return ReceiptFacts(
        measure=MEASURES[task.measure or ""],
        on=clock.day_of(task.done_at or task.ordered_at),
        amounts=[(COUNTER_WORDS[Counter(name)], amount) for name, amount in sorted(task.quantities.items())],
        file_kinds=sorted(kinds.items()),
        looks=[one for one in looks if one.looked_at is not None],
    )
