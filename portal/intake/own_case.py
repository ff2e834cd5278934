"""The case behind one target of a reporter's own tip, locked for a verb."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from portal import clock
from portal.domain.errors import NotFound
from portal.domain.showing import Shown
from portal.extensions import db
from portal.records.appeals import Appeal
from portal.records.cases import Case
from portal.records.showing import ways_of
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


def as_shown(row: TipCase) -> tuple[Shown, Sequence[Appeal]]:
    """What the page of this target shows now, whatever became of the case, and the tip's appeals (decision 5)."""
    ways = ways_of([row])
    return ways.shown(row, clock.now()), ways.appeals
