"""What is to be done on a case, what was done, and what colleagues noted for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.measures import COUNTER_WORDS, MEASURES, NATURE_WORDS, Counter
from portal.domain.time_left import TimeLeft
from portal.domain.visibility import Part
from portal.domain.words import N_
from portal.extensions import db
from portal.records.attachments import files_of_tasks
from portal.records.case_view.before import BeforeView, read_backdrop
from portal.records.case_view.look import Look
from portal.records.case_view.tips import FileView
from portal.records.messages import Note
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.rechecks import Mark, marks_of
from portal.records.tasks import Task, TaskKind, clock_of, ends_at

KIND_WORDS = {
    TaskKind.PRESERVE: N_("Keep the evidence"),
    TaskKind.INTERIM: N_("In the meantime"),
    TaskKind.OWN_MEASURE: N_("The platform's own measure"),
    TaskKind.DISPOSAL: N_("Joint decision"),
    TaskKind.LIFT: N_("Lift the measure"),
}


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task, what it was ordered on, and its receipt."""

    id: int
    kind_words: str
    measure: str | None
    measure_words: str | None
    nature_words: str | None
    note: str
    executor: Organization | None
    outside_executor: str | None
    days: int | None
    clock: TimeLeft | None
    before: BeforeView
    lapses_at: datetime | None
    ends_at: datetime | None
    """When an interim measure in force ends by itself."""
    is_open: bool
    in_force: bool
    own: bool
    done_at: datetime | None
    done_by: Organization | None
    done_by_name: str | None
    dropped_at: datetime | None
    lifted_at: datetime | None
    attested: bool
    document_number: str
    proof: str
    quantities: tuple[tuple[str, int], ...]
    files: tuple[FileView, ...]
    """What proves the receipt: seen by whoever sees the receipt."""
    marks: tuple[Mark, ...]
    """Whether it stays so: seen by whoever sees the receipt."""
    undoes: TaskView | None = None
    goes_on: bool = False
    """Whether its measure goes on under a later task, so that nothing was lifted when its own ground ended."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """One internal note."""

    at: datetime
    author: str
    body: str


def read_tasks(look: Look) -> list[TaskView]:
    """All tasks where table 4 opens them, else the own organization's; the oldest first.

    Who wrote a receipt is named to colleagues of the same organization alone.
    """
    query = (
        select(Task, User)
        .outerjoin(User, User.id == Task.done_by_id)
        .where(Task.case_id == look.case.id)
        .options(joinedload(Task.executor), joinedload(User.organization))
        .order_by(Task.id)
    )
    if not look.shows(Part.TASKS):
        query = query.where(Task.executor_id == look.actor.organization_id)
    backdrop, seen = read_backdrop(look), dict[int, TaskView]()
    rows = db.session.execute(query).all()
    taken_over = {task.replaces_id for task, _ in rows}
    files, marks = read_proof(task.id for task, _ in rows), marks_of([task for task, _ in rows])
    for task, user in rows:
        view = _task(look, task, user, backdrop.before(task), files[task.id], marks.get(task.id, ()))
        seen[task.id] = replace(view, undoes=seen.get(task.undoes_id or 0), goes_on=task.id in taken_over)
    return list(seen.values())


def read_proof(task_ids: Iterable[int]) -> Mapping[int, Sequence[FileView]]:
    """The files that prove receipts, by task; their senders named them for whoever reads the receipt."""
    found: dict[int, list[FileView]] = defaultdict(list)
    for file in files_of_tasks(list(task_ids)):
        found[file.task_id or 0].append(
            FileView(file.id, file.media_type, file.size, file.sha256, file.file_name, opens=True)
        )
    return found


def _task(
    look: Look,
    task: Task,
    done_by: User | None,
    before: BeforeView,
    files: Sequence[FileView],
    marks: Sequence[Mark],
) -> TaskView:
    measure = MEASURES[task.measure] if task.measure else None
    return TaskView(
        id=task.id,
        kind_words=KIND_WORDS[task.kind],
        measure=task.measure,
        measure_words=measure.words if measure else None,
        nature_words=NATURE_WORDS[measure.nature] if measure else None,
        note=task.note,
        executor=task.executor,
        outside_executor=task.outside_executor,
        days=task.days,
        clock=clock_of(task),
        before=before,
        lapses_at=None if task.ratified_at else task.lapses_at,
        ends_at=ends_at(task),
        is_open=task.is_open,
        in_force=task.in_force,
        own=task.executor_id == look.actor.organization_id,
        done_at=task.done_at,
        done_by=done_by.organization if done_by else None,
        done_by_name=done_by.name if done_by and done_by.organization_id == look.actor.organization_id else None,
        dropped_at=task.dropped_at,
        lifted_at=task.lifted_at,
        attested=task.attested,
        document_number=task.document_number,
        proof=task.proof,
        files=tuple(files),
        marks=tuple(marks),
        quantities=tuple((COUNTER_WORDS[Counter(name)], amount) for name, amount in sorted(task.quantities.items())),
    )


def read_notes(look: Look) -> list[NoteView]:
    """The own organization's notes, the newest first; nobody else's, whatever the desk."""
    rows = db.session.execute(
        select(Note.written_at, User.name, Note.body)
        .join(User, User.id == Note.author_id)
        .where(Note.case_id == look.case.id, Note.organization_id == look.actor.organization_id)
        .order_by(Note.id.desc())
        .limit(100)
    )
    return [NoteView(at, author, body) for at, author, body in rows]
