"""The case behind one target of a reporter's own tip, locked for a verb."""

from __future__ import annotations

from sqlalchemy import select

from portal import clock
from portal.domain.errors import NotFound
from portal.extensions import db
from portal.records.cases import Case
from portal.records.tips import Tip, TipCase


def own_case(tip_id: int, position: int) -> tuple[TipCase, Case]:
    """The target of the tip at this place, and the case that decides about it, its row locked.

    Raises NotFound where the tip or the target was withdrawn or never was.
    """
    case = locked(_row(tip_id, position).case_id)
    while case.merged_for_good and case.merged_into_id is not None:
        case = locked(case.merged_into_id)
    return _row(tip_id, position), case


def _row(tip_id: int, position: int) -> TipCase:
    row = db.session.scalar(
        select(TipCase)
        .join(Tip)
        .where(
            TipCase.tip_id == tip_id,
            TipCase.position == position,
            TipCase.withdrawn_at.is_(None),
            Tip.withdrawn_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound()
    return row


def locked(case_id: int) -> Case:
    """The case as it is now, its row held until the transaction ends."""
    return db.session.scalars(
        select(Case).where(Case.id == case_id).with_for_update(of=Case).execution_options(populate_existing=True)
    ).one()


def not_yet_shown(row: TipCase) -> bool:
    """Whether the reporter still sees *received* whatever became of the case (decision 5)."""
    return clock.now() < row.shown_from
