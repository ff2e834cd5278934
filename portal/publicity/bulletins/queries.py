"""Bulletins as the public sees them, and the facts of the cases they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.errors import NotFound
from portal.domain.measures import COUNTER_WORDS, MEASURES, Counter, Nature
from portal.domain.status import OUTCOME_WORDS, Status
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.publicity.models import Bulletin, BulletinCase, BulletinKind, BulletinState
from portal.publicity.slugs import read_slug
from portal.records.case_view.summary import day_of
from portal.records.cases import Case
from portal.records.tasks import Task, TaskKind

BEFORE_THE_PUBLIC = (Bulletin.published_at.is_not(None), Bulletin.withdrawn_at.is_(None))


@dataclass(frozen=True, slots=True)
class BulletinFilters:
    """What the address of the list can ask for."""

    kind: BulletinKind | None = None


def public_bulletins(filters: BulletinFilters, cursor: Cursor | None, size: int = 20) -> Page[Bulletin]:
    """What stands before the public, the latest first."""
    query = select(Bulletin).where(*BEFORE_THE_PUBLIC).options(joinedload(Bulletin.organization))
    if filters.kind is not None:
        query = query.where(Bulletin.kind == filters.kind)
    keys = (Key(Bulletin.published_at, descending=True), Key(Bulletin.id, descending=True))
    return page_by_key(db.session(), query, keys, cursor, size)


def latest_bulletins(size: int) -> list[Bulletin]:
    """The latest few."""
    return public_bulletins(BulletinFilters(), None, size).items


def public_bulletin(slug: str) -> Bulletin:
    """A published bulletin, withdrawn or not. Raises NotFound, for a draft too."""
    year, number = read_slug(slug)
    found = db.session.scalar(
        select(Bulletin)
        .where(Bulletin.id == number, Bulletin.year == year, Bulletin.published_at.is_not(None))
        .options(joinedload(Bulletin.organization))
    )
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """One measure that was carried out and stands, with what it dealt with."""

    words: str
    quantities: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CaseFact:
    """What the tables say of a closed case; nothing that people wrote. Reopened: that it is looked at again."""

    case_number: str
    closed: bool
    category: Category
    outcome_words: str
    closed_on: date | None
    measures: Mapping[Nature, Sequence[MeasureFact]]


def case_facts(bulletin: Bulletin) -> list[CaseFact]:
    """The cases of a bulletin as they stand now, measures by their legal nature; two queries."""
    cases = db.session.scalars(
        select(Case)
        .join(BulletinCase, BulletinCase.case_id == Case.id)
        .where(BulletinCase.bulletin_id == bulletin.id)
        .order_by(Case.id)
    ).all()
    measures = _measures([case.id for case in cases])
    return [_fact(case, measures[case.id]) for case in cases]


def _fact(case: Case, measures: Mapping[Nature, list[MeasureFact]]) -> CaseFact:
    closed = case.status is Status.CLOSED and case.outcome is not None
    return CaseFact(
        case_number=case.case_number,
        closed=closed,
        category=shipped_taxonomy().category(case.category),
        outcome_words=OUTCOME_WORDS[case.outcome] if closed and case.outcome else "",
        closed_on=day_of(case.closed_at) if case.closed_at else None,
        measures={nature: measures[nature] for nature in Nature if nature in measures} if closed else {},
    )


def _measures(case_ids: Sequence[int]) -> Mapping[int, dict[Nature, list[MeasureFact]]]:
    tasks = db.session.scalars(
        select(Task)
        .where(Task.case_id.in_(case_ids), Task.done_at.is_not(None), Task.lifted_at.is_(None))
        .where(Task.measure.is_not(None), Task.kind != TaskKind.LIFT)
        .order_by(Task.measure, Task.id)
    )
    found: dict[int, dict[Nature, list[MeasureFact]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        measure = MEASURES[task.measure or ""]
        found[task.case_id][measure.nature].append(MeasureFact(measure.words, _quantities(task)))
    return found


def _quantities(task: Task) -> tuple[tuple[str, int], ...]:
    return tuple((COUNTER_WORDS[Counter(name)], amount) for name, amount in sorted(task.quantities.items()))


def is_withdrawn(bulletin: Bulletin) -> bool:
    """Whether it was taken back."""
    return bulletin.state is BulletinState.WITHDRAWN
