"""Moving tips from one case to another, with all that was written about them there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from portal.domain.deadlines import Step, due_at
from portal.domain.status import TipOutcome
from portal.extensions import db
from portal.records.alike import put_beside_their_like
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.messages import Message, SupplementRequest
from portal.records.promises import priority_of
from portal.records.showing import TipMove
from portal.records.tips import TipCase


def move_tips(
    source: Case, goal: Case, tip_ids: Collection[int] | None = None, outcome: TipOutcome | None = None
) -> list[int]:
    """Move these tips (None: all) and answer with their ids; `outcome` is given to those without one.

    A tip that led to both cases stays where it is: it has its row at the goal already. Labels go on
    after the last of the goal, so that nobody's "tip B" becomes another tip. The caller holds both
    rows.
    """
    there = select(TipCase.tip_id).where(TipCase.case_id == goal.id)
    moving = select(TipCase.tip_id).where(TipCase.case_id == source.id, TipCase.tip_id.not_in(there))
    if tip_ids is not None:
        moving = moving.where(TipCase.tip_id.in_(tip_ids))
    moved = list(db.session.scalars(moving))
    last = db.session.scalar(select(func.max(TipCase.in_case)).where(TipCase.case_id == goal.id)) or 0
    moved_at = source.closed_at or goal.opened_at
    if outcome is not None:
        _rewrite(TipCase, source, moved, {"outcome": func.coalesce(TipCase.outcome, outcome.value)})
    _rewrite(TipCase, source, moved, {"case_id": goal.id, "in_case": TipCase.in_case + last})
    _rewrite(Message, source, moved, {"case_id": goal.id})
    _rewrite(SupplementRequest, source, moved, {"case_id": goal.id})
    moves = [TipMove(tip_id=one, from_case_id=source.id, to_case_id=goal.id, moved_at=moved_at) for one in moved]
    db.session.add_all(moves)
    db.session.flush()
    for case in (source, goal):
        put_beside_their_like(case.id)
    db.session.expire_all()
    return moved


def let_first_tip_wait(case: Case) -> None:
    """Whoever came first to a case that nobody has touched is as one who joins the other: shown its way
    on the own day (decision 5), so that no date of the other contradicts the own.
    """
    if case.status_since > case.opened_at:
        return
    first = select(TipCase).where(TipCase.case_id == case.id, TipCase.shown_from <= TipCase.joined_at)
    for row in db.session.scalars(first.options(joinedload(TipCase.tip))):
        start = max(row.joined_at, case.assigned_at)
        row.shown_from = due_at(Step.ACCEPT, priority_of(row.tip, row.type), start, calendar_in_force())
    db.session.flush()


BATCH = 500


def _rewrite(
    table: type[TipCase] | type[Message] | type[SupplementRequest], source: Case, tip_ids: list[int], values: Any
) -> None:
    for start in range(0, len(tip_ids), BATCH):
        change = update(table).where(table.case_id == source.id, table.tip_id.in_(tip_ids[start : start + BATCH]))
        db.session.execute(change.values(**values).execution_options(synchronize_session=False))
