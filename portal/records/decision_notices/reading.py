"""Reading a notice: whether it is the one that was issued, and how its measures stand today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Campaign, CampaignItem, Category
from portal.domain.codes import NOTICE_NUMBER
from portal.domain.decision_notices import CLAUSES, Course, Force, force, public_name
from portal.domain.measures import MEASURES, Measure
from portal.domain.objections import OBJECTIONS, Objection, decided_by
from portal.domain.targets import KINDS, TargetType
from portal.domain.visibility import Part
from portal.extensions import db
from portal.records.advancing import NOTICE_ISSUED
from portal.records.decision_notices.issuing import content_hash
from portal.records.decision_notices.models import DecisionNotice, NoticeService
from portal.records.ledger import LedgerEntry, is_untouched
from portal.records.tasks import Task

if TYPE_CHECKING:
    from portal.records.case_view.look import Look  # the case's page shows notices


@dataclass(frozen=True, slots=True)
class Names:
    """What an organization was called when the notice was issued."""

    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Executed:
    """A measure and who carries it out: an organization of the portal, or by name somebody outside it."""

    measure: Measure
    executor: Names | None
    outside: str


@dataclass(frozen=True, slots=True)
class OrderedMeasure:
    """One measure of a notice for one executor, and how it stands now."""

    task_id: int
    """The task by which it was ordered."""
    ordered: Executed
    days: int | None
    note: str
    instead: Executed | None
    """What goes on in its place, where a silent executor was replaced."""
    force: Force
    since: date | None


@dataclass(frozen=True)
class NoticeView:
    """A notice as pages and papers show it. Its content is read only where it is what was issued."""

    notice: DecisionNotice
    genuine: bool
    """Whether its content has the hash that the ledger holds, in an entry that nobody changed."""
    measures: Sequence[OrderedMeasure]
    services: Sequence[NoticeService]
    """How its service was recorded, the latest last."""
    later: bool
    """Whether a later decision in the same matter has a notice of its own."""

    @property
    def number(self) -> str:
        """Its number as people read it."""
        return self.notice.number

    @property
    def issued_on(self) -> date:
        """The day of the decision."""
        return date.fromisoformat(self.notice.content["issued_on"])

    @property
    def ground(self) -> str:
        """Why, in the words that anybody may read."""
        return str(self.notice.content["ground"])

    @property
    def agencies(self) -> list[Names]:
        """Who decided, the lead agency first."""
        return [_names(one) for one in self.notice.content["agencies"]]

    @property
    def kind_words(self) -> str:
        """What sort of thing it is about."""
        return KINDS[TargetType(self._target["type"])].label

    @property
    def display(self) -> str:
        """The address or number of what it is about, for whom it concerns; "" where it was not identified."""
        return str(self._target["display"])

    @property
    def public_name(self) -> str:
        """The domain or app that anybody may read, "" where it would name a person."""
        return public_name(TargetType(self._target["type"]), self.display)

    @property
    def host(self) -> Names | None:
        """Who carries it."""
        return _names(self._target["host"]) if self._target["host"] else None

    @cached_property
    def category(self) -> Category:
        """What was found."""
        return shipped_taxonomy().category(self.notice.content["category"])

    @property
    def items(self) -> list[tuple[Campaign, CampaignItem]]:
        """The items of the campaigns under which this stands, each with its campaign."""
        campaigns, parents = shipped_taxonomy().campaigns, self.category.parents
        return [(campaign, item) for campaign in campaigns for item in campaign.items if item.code in parents]

    @property
    def clause(self) -> str | None:
        """The clause of the law that the tables give for the category."""
        return CLAUSES.get(self.category.code)

    @property
    def objections(self) -> list[Objection]:
        """How to object to its measures, each way once."""
        deciders = {decided_by(one.ordered.measure.nature, platform_alone=False) for one in self.measures}
        return [objection for decider, objection in OBJECTIONS.items() if decider in deciders]

    @property
    def served_on(self) -> date | None:
        """When it was served, as it was last recorded."""
        return self.services[-1].served_on if self.services else None

    @property
    def _target(self) -> Mapping[str, Any]:
        target: Mapping[str, Any] = self.notice.content["target"]
        return target


def find_notice(entered: str) -> NoticeView | None:
    """The notice whose number somebody typed, pasted with its address, or scanned; None where there is none."""
    compact = read_number(entered)
    if compact is None:
        return None
    found = select(DecisionNotice).where(DecisionNotice.number == NOTICE_NUMBER.written(compact))
    return next(_views(db.session.scalars(found)), None)


def read_notice(notice_id: int) -> NoticeView:
    """The notice with this row number, which a code or a case led to."""
    return next(_views([db.session.get_one(DecisionNotice, notice_id)]))


def read_number(entered: str) -> str | None:
    """The compact number in what was entered, an address before it left out; None where it cannot be one."""
    return NOTICE_NUMBER.read(entered.strip().rpartition("/")[2])


def read_notices(look: Look) -> list[NoticeView]:
    """The notices of a case, the latest first: all of them, or those that the own organization carries out."""
    of_case = select(DecisionNotice).where(DecisionNotice.case_id == look.case.id)
    notices = db.session.scalars(of_case.order_by(DecisionNotice.round.desc())).all()
    if not look.shows(Part.NOTICES):
        own = _tasks_of(look.case.id)
        notices = [one for one in notices if look.actor.organization_id in _executors(one, own)]
    return list(_views(notices))


def notices_of_task(look: Look, task: Task) -> list[NoticeView]:
    """The notices that order this task, or what it carries on; the same filter as for all."""
    tasks = _tasks_of(look.case.id)
    return [one for one in read_notices(look) if task in _carrying_out(one.notice, tasks)]


def carried_out_under(notice: DecisionNotice) -> list[Task]:
    """The tasks that this notice orders, and those by which its measures go on; none for a notice that was changed."""
    return sorted(_carrying_out(notice, _tasks_of(notice.case_id)), key=lambda task: task.id)


def _views(notices: Iterable[DecisionNotice]) -> Iterator[NoticeView]:
    for notice in notices:
        genuine = _is_genuine(notice)
        yield NoticeView(
            notice=notice,
            genuine=genuine,
            measures=_measures(notice) if genuine else (),
            services=_services(notice),
            later=_has_later(notice),
        )


def _is_genuine(notice: DecisionNotice) -> bool:
    entry = db.session.get(LedgerEntry, (notice.case_id, notice.sequence))
    if entry is None or entry.action != NOTICE_ISSUED or not is_untouched(entry) or entry.body is None:
        return False
    says = {"notice": notice.number, "round": notice.round, "sha256": content_hash(notice.content)}
    return entry.body == says and notice.content.get("number") == notice.number


def _services(notice: DecisionNotice) -> Sequence[NoticeService]:
    of_notice = select(NoticeService).where(NoticeService.notice_id == notice.id)
    return db.session.scalars(of_notice.order_by(NoticeService.id)).all()


def _has_later(notice: DecisionNotice) -> bool:
    later = select(DecisionNotice.id).where(
        DecisionNotice.case_id == notice.case_id, DecisionNotice.round > notice.round
    )
    return db.session.scalar(later.limit(1)) is not None


def _measures(notice: DecisionNotice) -> list[OrderedMeasure]:
    tasks = _tasks_of(notice.case_id)
    return [_measure(row, tasks, notice.issued_at) for row in notice.content["measures"]]


def _measure(row: Mapping[str, Any], tasks: Mapping[int, Task], issued_at: datetime) -> OrderedMeasure:
    task = _present(tasks[row["task"]], tasks)
    named = _names(row["executor"]) if row["executor"] else None
    stands, since = force(_course(task, tasks))
    return OrderedMeasure(
        task_id=row["task"],
        ordered=Executed(MEASURES[row["code"]], named, row["outside"] or ""),
        days=row["days"],
        note=row["note"],
        instead=None if task.id == row["task"] else _executed(task),
        force=stands,
        since=max(since, clock.day_of(issued_at)) if since else None,  # an interim measure before it is not told
    )


def _executed(task: Task) -> Executed:
    named = Names(task.executor.name_zh, task.executor.name_en) if task.executor else None
    return Executed(MEASURES[task.measure or ""], named, task.outside_executor or "")


def _course(task: Task, tasks: Mapping[int, Task]) -> Course:
    undoing = next((_present(one, tasks) for one in tasks.values() if one.undoes_id == task.id), None)
    return Course(
        reversible=MEASURES[task.measure or ""].reversible,
        done_on=_day(task.done_at),
        dropped_on=_day(task.dropped_at),
        lifted_on=_day(task.lifted_at),
        undone_on=_day(undoing.done_at) if undoing else None,
        being_undone=undoing is not None and undoing.is_open,
    )


def _tasks_of(case_id: int) -> dict[int, Task]:
    tasks = db.session.scalars(select(Task).where(Task.case_id == case_id).order_by(Task.id))
    return {task.id: task for task in tasks}


def _present(task: Task, tasks: Mapping[int, Task]) -> Task:
    """The task by which the same measure goes on now: a silent executor is replaced, an order restated."""
    following = {one.replaces_id: one for one in tasks.values() if one.replaces_id is not None}
    while task.id in following:
        task = following[task.id]
    return task


def _executors(notice: DecisionNotice, tasks: Mapping[int, Task]) -> set[int | None]:
    return {task.executor_id for task in _carrying_out(notice, tasks)} - {None}


def _carrying_out(notice: DecisionNotice, tasks: Mapping[int, Task]) -> set[Task]:
    """The tasks that a notice names, and those by which their measures go on; none for a notice that was changed."""
    rows = notice.content["measures"] if _is_genuine(notice) else []
    named = [tasks[row["task"]] for row in rows]
    return {task for one in named for task in (one, _present(one, tasks))}


def _names(row: Mapping[str, str]) -> Names:
    return Names(row["zh"], row["en"])


def _day(at: datetime | None) -> date | None:
    return clock.day_of(at) if at else None
