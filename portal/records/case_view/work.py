"""What is to be done on a case, what was done, and what colleagues noted for each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.domain.measures import COUNTER_WORDS, MEASURES, NATURE_WORDS, Counter
from portal.domain.visibility import Part
from portal.domain.words import N_
from portal.extensions import db
from portal.records.case_view.look import Look
from portal.records.messages import Note
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.tasks import Task, TaskKind

KIND_WORDS = {
    TaskKind.PRESERVE: N_("Keep the evidence"),
    TaskKind.INTERIM: N_("In the meantime"),
    TaskKind.OWN_MEASURE: N_("The platform's own measure"),
    TaskKind.DISPOSAL: N_("Joint decision"),
    TaskKind.LIFT: N_("Lift the measure"),
}


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task and its receipt."""

    id: int
    kind_words: str
    measure: str | None
    measure_words: str | None
    nature_words: str | None
    note: str
    executor: Organization | None
    outside_executor: str | None
    days: int | None
    due_at: datetime
    lapses_at: datetime | None
    is_open: bool
    overdue: bool
    in_force: bool
    own: bool
    done_at: datetime | None
    dropped_at: datetime | None
    lifted_at: datetime | None
    attested: bool
    document_number: str
    proof: str
    quantities: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """One internal note."""

    at: datetime
    author: str
    body: str


def read_tasks(look: Look) -> list[TaskView]:
    """All tasks where table 4 opens them, else the own organization's; the oldest first."""
    query = select(Task).where(Task.case_id == look.case.id).options(joinedload(Task.executor)).order_by(Task.id)
    if not look.shows(Part.TASKS):
        query = query.where(Task.executor_id == look.actor.organization_id)
    return [_task(look, task) for task in db.session.scalars(query)]


def _task(look: Look, task: Task) -> TaskView:
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
        due_at=task.due_at,
        lapses_at=None if task.ratified_at else task.lapses_at,
        is_open=task.is_open,
        overdue=task.is_open and task.due_at < clock.now(),
        in_force=task.in_force,
        own=task.executor_id == look.actor.organization_id,
        done_at=task.done_at,
        dropped_at=task.dropped_at,
        lifted_at=task.lifted_at,
        attested=task.attested,
        document_number=task.document_number,
        proof=task.proof,
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
