"""Withdrawing a tip, or one target of it; a case that others carry, or that is urgent, goes on."""

from __future__ import annotations

from sqlalchemy import select

from portal import clock
from portal.domain.errors import NotFound, StepNotAllowed
from portal.domain.permissions import REPORTER
from portal.domain.status import Outcome, Status, TipOutcome
from portal.domain.words import N_
from portal.domain.workflow import Action, step
from portal.extensions import db
from portal.intake.own_case import as_shown, own_case
from portal.records.advancing import act, advance
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.clocks.pauses import resume
from portal.records.closing import after_closing
from portal.records.messages import SupplementRequest
from portal.records.tips import Tip, TipCase

GROUND = N_("The reporter withdrew the tip.")


def withdraw(tip_id: int, positions: list[int] | None = None) -> bool:
    """Withdraw these targets of a tip, or all that are still open; True when nothing of the tip is left.

    What is shown as finished is over and stays as it is. The last tip of a case closes it only at P2 and P3,
    before a finding (decision 3). Raises NotFound for a place that is not there any more,
    StepNotAllowed where nothing is open.
    """
    tip = db.session.get(Tip, tip_id)
    if tip is None or tip.withdrawn_at is not None:
        raise NotFound()
    live = [row for row in tip.case_rows if row.withdrawn_at is None]
    chosen = sorted(
        (row for row in live if positions is None or row.position in positions), key=lambda row: row.case_id
    )
    if positions is not None and len(chosen) < len(set(positions)):
        raise NotFound()
    gone = [row for row in chosen if _withdraw_one(row)]
    if not gone:
        raise StepNotAllowed(N_("Everything in this tip is finished; nothing is left to withdraw."))
    if all(row.withdrawn_at is not None for row in tip.case_rows):
        tip.withdrawn_at = clock.now()
    return tip.withdrawn_at is not None


def _withdraw_one(row: TipCase) -> bool:
    _, case = own_case(row.tip_id, row.position)
    shown, _ = as_shown(row)
    if shown.status is Status.CLOSED:
        return False
    row.withdrawn_at, row.outcome = clock.now(), TipOutcome.WITHDRAWN
    db.session.flush()
    _drop_questions(row, case)
    if not case.is_open:
        return True
    try:
        step(facts(case), Action.WITHDRAW, Outcome.WITHDRAWN)
    except StepNotAllowed:  # others carry it, or it must go on without this tip
        act(case, Action.WITHDRAW, REPORTER, {"tip": row.tip_id})
        return True
    advance(case, Action.WITHDRAW, REPORTER, outcome=Outcome.WITHDRAWN, ground=GROUND, body={"tip": row.tip_id})
    after_closing(case)
    return True


def _drop_questions(row: TipCase, case: Case) -> None:
    """Nobody waits any longer for an answer to what was asked."""
    waiting = db.session.scalars(
        select(SupplementRequest).where(
            SupplementRequest.tip_id == row.tip_id,
            SupplementRequest.case_id.in_({row.case_id, case.id}),
            SupplementRequest.answered_at.is_(None),
            SupplementRequest.expired_at.is_(None),
        )
    )
    for one in waiting:
        one.expired_at = clock.now()
        resume(case)
