"""Bulletins as the public sees them, and the facts of the cases they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.errors import NotFound
from portal.domain.measures import COUNTER_WORDS, MEASURES, Counter, Measure, Nature
from portal.domain.objections import OBJECTIONS, Decider, Objection, decided_by
from portal.domain.status import OUTCOME_WORDS, Status
from portal.domain.targets import KINDS
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.publicity.models import Bulletin, BulletinCase, BulletinKind, BulletinState
from portal.publicity.slugs import read_slug
from portal.records.cases import Case
from portal.records.organizations import Organization
from portal.records.targets import Target
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

    code: str
    words: str
    decider: Decider
    quantities: tuple[tuple[str, int], ...]

    @property
    def decided_words(self) -> str:
        """Who decided it, as a page marks it."""
        return OBJECTIONS[self.decider].measure

    @property
    def by_agencies(self) -> bool:
        """Whether agencies ordered it, under the lead agency of the case."""
        return self.decider is Decider.AGENCIES


@dataclass(frozen=True, slots=True)
class CaseFact:
    """What the tables say of a closed case; nothing that people wrote. Reopened: that it is looked at again.

    Kind and carrier of the target are what the registry and the rules say, never what a reporter typed.
    """

    case_number: str
    closed: bool
    target_words: str
    host: Organization | None
    lead: Organization
    category: Category
    outcome_words: str
    closed_on: date | None
    measures: Mapping[Nature, Sequence[MeasureFact]]


def case_facts(bulletin: Bulletin) -> list[CaseFact]:
    """The cases of a bulletin as they stand now, measures by their legal nature; two queries.

    None of a refutation: its case still runs, and that somebody flagged it is nobody's to read from it.
    """
    if bulletin.kind is BulletinKind.REFUTATION:
        return []
    cases = db.session.scalars(
        select(Case)
        .join(BulletinCase, BulletinCase.case_id == Case.id)
        .where(BulletinCase.bulletin_id == bulletin.id)
        .options(joinedload(Case.target).joinedload(Target.host), joinedload(Case.lead_agency))
        .order_by(Case.id)
    ).all()
    measures = _measures([case.id for case in cases])
    return [_fact(case, measures[case.id]) for case in cases]


def _fact(case: Case, measures: Mapping[Nature, list[MeasureFact]]) -> CaseFact:
    closed = case.status is Status.CLOSED and case.outcome is not None
    return CaseFact(
        case_number=case.case_number,
        closed=closed,
        target_words=KINDS[case.target.type].label,
        host=case.target.host,
        lead=case.lead_agency,
        category=shipped_taxonomy().category(case.category),
        outcome_words=OUTCOME_WORDS[case.outcome] if closed and case.outcome else "",
        closed_on=clock.day_of(case.closed_at) if case.closed_at else None,
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
        fact = MeasureFact(measure.code, measure.words, _decider(task, measure), _quantities(task))
        found[task.case_id][measure.nature].append(fact)
    return found


def _decider(task: Task, measure: Measure) -> Decider:
    """A platform's interim measure waits for no ratification; an interim order of a regulator does."""
    own = task.kind is TaskKind.OWN_MEASURE or (task.kind is TaskKind.INTERIM and task.lapses_at is None)
    return decided_by(measure.nature, platform_alone=own)


def objections(facts: Sequence[CaseFact]) -> list[Objection]:
    """How to object to the measures these cases name, each way once; none where no measure stands."""
    deciders = {one.decider for fact in facts for measures in fact.measures.values() for one in measures}
    return [objection for decider, objection in OBJECTIONS.items() if decider in deciders]


def _quantities(task: Task) -> tuple[tuple[str, int], ...]:
    return tuple((COUNTER_WORDS[Counter(name)], amount) for name, amount in sorted(task.quantities.items()))


def is_withdrawn(bulletin: Bulletin) -> bool:
    """Whether it was taken back."""
    return bulletin.state is BulletinState.WITHDRAWN
