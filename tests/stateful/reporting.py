"""What reporters do after sending and respondents after a decision, by intake's own verbs."""

from __future__ import annotations

from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.intake import appealing, corresponding, withdrawing
from portal.intake.hearing import objecting, staying
from portal.records.cases import Case
from portal.records.decision_notices.models import DecisionNotice
from portal.records.messages import SupplementRequest
from portal.records.tips import TipCase
from tests.stateful.drawing import Drawing

KEYS = tuple(f"k{number}" for number in range(20))
"""What a form carries so that a second click is no second message."""


def is_asked(row: TipCase) -> bool:
    """Whether a desk waits for an answer about this target."""
    waiting = select(SupplementRequest.id).where(
        SupplementRequest.tip_id == row.tip_id,
        SupplementRequest.case_id == row.case_id,
        SupplementRequest.answered_at.is_(None),
        SupplementRequest.expired_at.is_(None),
    )
    return db.session.scalar(waiting.limit(1)) is not None


def appeal(case: Case, actor: Actor, drawing: Drawing) -> None:
    row = drawing.row(case)
    appealing.appeal(row.tip_id, row.position, drawing.words())


def withdraw(case: Case, actor: Actor, drawing: Drawing) -> None:
    row = drawing.row(case)
    withdrawing.withdraw(row.tip_id, drawing.one_of([row.position], None))


def supplement(case: Case, actor: Actor, drawing: Drawing) -> None:
    row = drawing.row(case)
    if drawing.one_of(*[is_asked(row)] * 9, True, False):
        corresponding.answer_supplement(row.tip_id, row.position, drawing.words())
    else:
        corresponding.write_message(row.tip_id, row.position, drawing.words(), drawing.one_of(*KEYS))


def latest_notice(case: Case) -> int:
    """The notice that a respondent has the code of."""
    of_case = select(DecisionNotice.id).where(DecisionNotice.case_id == case.id)
    found = db.session.scalar(of_case.order_by(DecisionNotice.round.desc()).limit(1))
    if found is None:
        raise NotFound()
    return found


def object_to_decision(case: Case, actor: Actor, drawing: Drawing) -> None:
    objecting.object_to(latest_notice(case), drawing.words(), (), corresponding.NO_FILES)


def ask_for_stay(case: Case, actor: Actor, drawing: Drawing) -> None:
    staying.ask_for_stay(latest_notice(case), drawing.words())
