"""Tips of one case that say the same: a desk reads the first of them, and how many more there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import aliased

from portal.domain.likeness import likeness
from portal.extensions import db
from portal.records.attachments import attachments_of
from portal.records.messages import Message, SupplementRequest
from portal.records.tips import Tip, TipCase


def mark_of(tip: Tip, files: Collection[str] = ()) -> str:
    """What this tip says, as a mark: its words, its category, what was ticked, and its files by SHA-256."""
    return likeness(tip.description, [tip.category, *tip.urgency, *tip.sectors, *files])


def put_beside_its_like(row: TipCase) -> None:
    """Note to which earlier tip of its case a new one says the same; the caller holds the case's row."""
    row.alike_to = db.session.scalar(_first(row.case_id, row.says).where(TipCase.in_case < row.in_case))


def mark_anew(tip_id: int) -> None:
    """The same once more, for a tip that brought files with it: these are part of what it says."""
    files = {one.sha256 for one in attachments_of(tip_id)}
    tip = db.session.get_one(Tip, tip_id)
    for row in tip.case_rows if files else ():
        row.says = mark_of(tip, files)
        put_beside_its_like(row)


def stand_apart(case_id: int, tip_id: int) -> None:
    """Let a tip be read by itself from now on: somebody wrote to its reporter, or the reporter wrote again."""
    of_tip = update(TipCase).where(TipCase.case_id == case_id, TipCase.tip_id == tip_id)
    db.session.execute(of_tip.values(alike_to=None))


def put_beside_their_like(case_id: int) -> None:
    """The same for all tips of a case, after some went to another or came from there."""
    first, this = aliased(TipCase), TipCase
    earliest = (
        select(func.min(first.in_case))
        .where(first.case_id == this.case_id, first.says == this.says, first.in_case < this.in_case)
        .correlate(this)
        .scalar_subquery()
    )
    of_case = update(this).where(this.case_id == case_id, ~_was_written_about(case_id))
    db.session.execute(of_case.values(alike_to=earliest).execution_options(synchronize_session=False))


def how_many_more(case_id: int, places: Collection[int]) -> Mapping[int, int]:
    """Of the tips at these places of a case, to how many more each stands for: one query."""
    counted = (
        select(TipCase.alike_to, func.count())
        .where(TipCase.case_id == case_id, TipCase.alike_to.in_(places))
        .group_by(TipCase.alike_to)
    )
    return {place: count for place, count in db.session.execute(counted) if place is not None}


def _first(case_id: int, says: str) -> Select[int | None]:
    return select(func.min(TipCase.in_case)).where(TipCase.case_id == case_id, TipCase.says == says)


def _was_written_about(case_id: int) -> ColumnElement[bool]:
    return or_(
        *(
            TipCase.tip_id.in_(select(table.tip_id).where(table.case_id == case_id))
            for table in (Message, SupplementRequest)
        )
    )
