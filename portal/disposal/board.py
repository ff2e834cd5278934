"""The board (任务看板): what is being carried out for the cases an agency leads, in one column for each executor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy import case as either
from sqlalchemy.orm import Bundle, contains_eager, joinedload

from portal import clock
from portal.domain.errors import NotFound
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.cases import Case
from portal.records.exclusions import open_to
from portal.records.organizations import Organization
from portal.records.tasks import Task

COLUMNS = 12
"""Executors on one page."""
CARDS = 5
"""Tasks of each of them, until all are asked for."""
CARRIED_OUT_FROM = (Status.AWAITING_APPROVAL, Status.IN_DISPOSAL)
"""Where tasks of a led case run: interim orders while agencies sign, the measures after that."""

PORTAL, OUTSIDE = "portal-", "outside-"
LONGEST_NUMBER = 10
"""Digits; a database refuses to compare longer ones."""
EXECUTOR: ColumnElement[str] = func.coalesce(PORTAL + cast(Task.executor_id, String), OUTSIDE + Task.outside_executor)
"""An executor in one word: the number of an organization here, or the name of one outside."""

OPEN = Task.done_at.is_(None)
ANSWERED_LAST: ColumnElement[int] = either((OPEN, 0), else_=1)
CARD_KEYS = (Key(ANSWERED_LAST), Key(Task.due_at), Key(Task.id))
"""What is late first, then what is due; receipts, which ask for nothing more, below."""


@dataclass(frozen=True, slots=True)
class Column:
    """One executor: how much waits, how much of it is late, and the first of its tasks."""

    word: str
    executor: Organization | str
    still_open: int
    overdue: int
    answered: int
    tasks: Sequence[Task]

    @property
    def beyond(self) -> int:
        """How many tasks there are that the column does not show."""
        return self.still_open + self.answered - len(self.tasks)


def page_of_columns(actor: Actor, cursor: Cursor | None) -> Page[Column]:
    """One page of executors, who is latest first: two queries, however many tasks there are."""
    counted = _counted(actor, clock.now()).subquery()
    keys = (Key(counted.c.nothing_open), Key(counted.c.first_due), Key(counted.c.word))
    page: Page[Any] = page_by_key(db.session(), select(Bundle("executor", *counted.c)), keys, cursor, COLUMNS)
    first = _first_of_each(actor, [row.word for row in page.items])
    columns = [
        Column(row.word, _executor(first[row.word][0]), row.still_open, row.overdue, row.answered, first[row.word])
        for row in page.items
    ]
    return Page(columns, page.next, page.previous)


def tasks_of_executor(actor: Actor, word: str, cursor: Cursor | None, size: int = 30) -> Page[Task]:
    """Every task of one executor in these cases, found from the cases: an executor's whole past is longer."""
    statement = _loaded(select(Task)).where(*_led(actor), EXECUTOR.in_([word]))
    return page_by_key(db.session(), statement, CARD_KEYS, cursor, size)


def executor_of(word: str) -> Organization | str:
    """Whom a word names. Raises NotFound."""
    if word.startswith(OUTSIDE):
        return word.removeprefix(OUTSIDE)
    number = word.removeprefix(PORTAL)
    if not word.startswith(PORTAL) or not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        raise NotFound()
    found = db.session.get(Organization, int(number))
    if found is None:
        raise NotFound()
    return found


def _led(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """Tasks of cases the actor's agency leads: open ones of any kind, and the receipts of measures."""
    return (
        Case.lead_agency_id == actor.organization_id,
        Case.status.in_(CARRIED_OUT_FROM),
        Task.dropped_at.is_(None),
        OPEN | Task.measure.is_not(None),
        open_to(actor, Task.case_id),
    )


def _counted(actor: Actor, now: datetime) -> Select[str, int, datetime, int, int, int]:
    return (
        select(
            EXECUTOR.label("word"),
            func.min(ANSWERED_LAST).label("nothing_open"),
            func.coalesce(func.min(Task.due_at).filter(OPEN), func.min(Task.due_at)).label("first_due"),
            func.count().filter(OPEN).label("still_open"),
            func.count().filter(OPEN, Task.due_at < now).label("overdue"),
            func.count().filter(~OPEN).label("answered"),
        )
        .join(Task.case)
        .where(*_led(actor))
        .group_by(EXECUTOR)
    )


def _first_of_each(actor: Actor, words: Collection[str]) -> dict[str, list[Task]]:
    place = func.row_number().over(partition_by=EXECUTOR, order_by=[key.column for key in CARD_KEYS])
    ranked = (
        select(Task.id, EXECUTOR.label("word"), place.label("place"))
        .join(Task.case)
        .where(*_led(actor), EXECUTOR.in_(words))
        .subquery()
    )
    statement = (
        _loaded(select(Task))
        .add_columns(ranked.c.word)
        .join(ranked, (ranked.c.id == Task.id) & (ranked.c.place <= CARDS))
        .order_by(ranked.c.place)
    )
    found = defaultdict(list)
    for task, word in db.session.execute(statement) if words else ():
        found[word].append(task)
    return found


def _loaded(statement: Select[Any]) -> Select[Any]:
    return (
        statement.join(Task.case)
        .join(Case.target)
        .options(contains_eager(Task.case).contains_eager(Case.target), joinedload(Task.executor))
    )


def _executor(task: Task) -> Organization | str:
    return task.executor or task.outside_executor or ""
