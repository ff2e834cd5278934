"""What an executor outside the portal is sent on paper of one open task, for the lead agency to print.

Nothing in it comes from a reporter: of a target that nobody could identify, what they typed stays out, as on the
notice of a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from portal import clock
from portal.domain.measures import MEASURES, Counter, Measure, Nature
from portal.domain.measures.fitting import MeetsWhat, meets
from portal.domain.printed_orders import Footing, Purpose
from portal.domain.targets import KINDS
from portal.extensions import db
from portal.records.case_view.look import Look
from portal.records.cases import Case
from portal.records.decision_notices.reading import Names, NoticeView, OrderedMeasure, read_notices
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.receipts import counters_of
from portal.records.stays import stays_of_case
from portal.records.tasks import Task, TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedOrder:
    """One order as its paper shows it."""

    number: str
    purpose: Purpose
    footing: Footing
    case: Case
    task: Task
    carried_out: Task
    """The task whose measure is undone; of any other purpose the task itself."""
    measure: Measure | None
    counters: Sequence[Counter]
    """Under which headings its answer states how many."""
    notice: NoticeView | None
    """The latest notice of the decision that orders it."""
    in_place_of_another: bool
    """Whether that notice names somebody else, or another measure, in whose place this stands."""
    lapses_at: datetime | None
    """When an interim order ends that nobody ratified."""
    stayed_until: date | None
    """The last day of the stay because of which it is undone; None where its ground is gone."""
    ordered_by: Organization | None
    """Whose interim order it is."""
    note: str
    """What exactly the measure applies to, in the words of whoever proposed or ordered it."""

    @property
    def due_at(self) -> datetime:
        """By when it is to be done: never after an order that nobody ratified has lapsed."""
        lapses = self.lapses_at if self.footing is Footing.INTERIM_ORDER else None
        return min(self.task.due_at, lapses) if lapses and self.purpose is not Purpose.UNDO else self.task.due_at

    @property
    def kind_words(self) -> str:
        """What sort of thing it is about."""
        return self.notice.kind_words if self.notice else KINDS[self.case.target.type].label

    @property
    def host(self) -> Names | Organization | None:
        """Who carries it."""
        return self.notice.host if self.notice else self.case.target.host

    @property
    def display(self) -> str:
        """Its address or number; "" where it was not identified."""
        if self.notice:
            return self.notice.display
        return self.case.target.display if self.case.target.key is not None else ""


def read_printed_order(look: Look, task: Task) -> PrintedOrder | None:
    """The order for this task; None where nothing is to be sent: its executor answers here, or nobody need do it
    any more, or what it rests on is not what was issued."""
    if task.executor_id is not None or not task.is_open or _has_lapsed(task):
        return None
    line = list(_line(task if task.undoes_id is None else db.session.get_one(Task, task.undoes_id)))
    notices = read_notices(look)
    ordering = list(_ordering(notices, line))
    if not ordering and line[0].kind is TaskKind.DISPOSAL and any(not one.genuine for one in notices):
        return None
    notice, row = ordering[0] if ordering else (None, None)
    order = next((one for one in line if one.lapses_at is not None), None)
    measure = MEASURES[task.measure] if task.measure else None
    return PrintedOrder(
        number=_number(task, line[0], ordering),
        purpose=_purpose(task, measure),
        footing=_footing(line[0], notice, order),
        case=look.case,
        task=task,
        carried_out=line[0],
        measure=measure,
        counters=sorted(counters_of(task.measure, task.kind)),
        notice=notice,
        in_place_of_another=row is not None and _differs(row, line[0]),
        lapses_at=order.lapses_at if order else None,
        stayed_until=_stayed_until(line[0]),
        ordered_by=_orderer(order),
        note=row.note if row is not None else _note(look.case, line),
    )


def _has_lapsed(task: Task) -> bool:
    """An order that nobody ratified is over at its hour, also in the minutes before the clock's job drops it."""
    return task.awaits_ratification and task.lapses_at is not None and task.lapses_at <= clock.now()


def _line(task: Task) -> Iterator[Task]:
    """The task, then what it carries on: in whose place it stands, or which came back."""
    yield task
    while task.replaces_id is not None:
        task = db.session.get_one(Task, task.replaces_id)
        yield task


def _ordering(notices: Sequence[NoticeView], line: Sequence[Task]) -> Iterator[tuple[NoticeView, OrderedMeasure]]:
    """The notices that order it, the latest first, each with its row."""
    ids = {task.id for task in line}
    return ((view, row) for view in notices for row in view.measures if row.task_id in ids)


def _number(task: Task, carried_out: Task, ordering: Sequence[tuple[NoticeView, OrderedMeasure]]) -> str:
    """The place of the task among those of its case, and the number of the notice that made it, else of the case.

    Neither ever changes: an order of the time until the decision keeps that of the case when a decision takes it
    over. Whoever types all of it on the page that checks notices finds the notice, which reads what stands after the
    stroke.
    """
    before = select(func.count()).select_from(Task).where(Task.case_id == task.case_id, Task.id <= task.id)
    decided = carried_out.kind is TaskKind.DISPOSAL and carried_out.lapses_at is None and ordering
    return f"{db.session.scalar(before)}/{ordering[-1][0].number if decided else task.case.case_number}"


def _purpose(task: Task, measure: Measure | None) -> Purpose:
    if task.kind is TaskKind.LIFT:
        return Purpose.UNDO
    if measure is None:
        return Purpose.KEEP
    return Purpose.REFER if measure.nature is Nature.REFERRAL else Purpose.CARRY_OUT


def _footing(task: Task, notice: NoticeView | None, order: Task | None) -> Footing:
    if notice is not None or task.kind is TaskKind.DISPOSAL:
        return Footing.DECISION
    if task.measure is None:
        return Footing.EVIDENCE
    if order is None:
        return Footing.OWN_MEASURE
    return Footing.RATIFIED_ORDER if order.ratified_at else Footing.INTERIM_ORDER


def _differs(row: OrderedMeasure, task: Task) -> bool:
    return row.ordered.outside != task.outside_executor or row.ordered.measure.code != task.measure


def _stayed_until(task: Task) -> date | None:
    running = (one for one in stays_of_case(task.case_id) if one.runs and task.id in one.task_ids)
    return next((one.granted_until for one in running), None)


def _orderer(order: Task | None) -> Organization | None:
    while order is not None and order.ordered_by_id is None and order.replaces_id is not None:
        order = db.session.get_one(Task, order.replaces_id)  # a substitute carries on what somebody else was ordered
    return db.session.get_one(User, order.ordered_by_id).organization if order and order.ordered_by_id else None


def _note(case: Case, line: Sequence[Task]) -> str:
    """What it applies to, where the measure works on something else than was reported or nobody could identify that.

    A substitute's own note says why its executor was replaced; what it applies to stands with the task before.
    """
    first = line[0]
    for before in line[1:]:
        if before.done_at is not None or before.lapses_at != first.lapses_at:
            break
        first = before
    if first.measure is None:
        return ""
    named = meets(MEASURES[first.measure], case.target.type) is MeetsWhat.NAMED
    return first.note if named or case.target.key is None else ""
