"""Earlier cases to compare a decision with: the latest that were judged in the same category and priority."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from portal.domain.errors import InputInvalid
from portal.domain.precedents import LATEST, HowOften, Precedent, departures
from portal.domain.words import N_
from portal.extensions import db
from portal.records.cases import JUDGED_AND_CLOSED, Case
from portal.records.targets import Target
from portal.records.tasks import MEASURE_KINDS, Task, TaskKind


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """One of them, with what tells whether a colleague may know of it."""

    case_number: str
    closed_at: datetime
    holder_id: int
    lead_agency_id: int
    provider_id: int | None
    precedent: Precedent


def earlier_cases(case: Case) -> list[EarlierCase]:
    """The latest closed cases of the case's category and priority, the newest first; two queries."""
    rows = db.session.execute(
        select(Case.id, Case.case_number, Case.closed_at, Case.holder_id, Case.lead_agency_id, Case.outcome)
        .add_columns(Target.type, Target.provider_id)
        .join(Target, Target.id == Case.target_id)
        .where(text(JUDGED_AND_CLOSED), Case.category == case.category, Case.priority == case.priority)
        .where(Case.id != case.id)
        .order_by(Case.closed_at.desc(), Case.id.desc())
        .limit(LATEST)
    ).all()
    measures = _measures([row.id for row in rows])
    return [
        EarlierCase(
            row.case_number,
            row.closed_at,
            row.holder_id,
            row.lead_agency_id,
            row.provider_id,
            Precedent(row.type, row.outcome, frozenset(measures.get(row.id, ()))),
        )
        for row in rows
    ]


def _measures(case_ids: Collection[int]) -> dict[int, set[str]]:
    """Which measures were carried out and still held when last looked, by case id."""
    taken: dict[int, set[str]] = {}
    held = select(Task.case_id, Task.measure).where(
        Task.case_id.in_(case_ids),
        Task.kind.in_(MEASURE_KINDS - {TaskKind.INTERIM}),
        Task.done_at.is_not(None),
        Task.lifted_at.is_(None),
    )
    for case_id, code in db.session.execute(held):
        if code is not None:
            taken.setdefault(case_id, set()).add(code)
    return taken


def departures_of(case: Case, codes: Collection[str], earlier: Sequence[EarlierCase]) -> list[HowOften]:
    """Where these measures for the case leave what was usual in earlier ones."""
    return departures(codes, case.target.type, [one.precedent for one in earlier])


def check_departure(case: Case, codes: Collection[str], why: str) -> str:
    """The reason as it is kept: none where nothing unusual is proposed. Raises InputInvalid where one is missing."""
    if not departures_of(case, codes, earlier_cases(case)):
        return ""
    if not why.strip():
        raise InputInvalid(
            "departure", N_("These measures are unusual for such a case. Write why they are right here.")
        )
    return why
