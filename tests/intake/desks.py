"""What desks do to the cases of a citizen's tip, in one transaction each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask

from portal import clock
from portal.domain.permissions import Actor, Role
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.clocks.pauses import pause
from portal.records.messages import Message, SupplementRequest
from portal.records.tips import Tip, TipCase
from portal.web.transaction import transaction

Kept = TypeVar("Kept")


def at_desk(app: Flask, verb: Callable[[], Kept]) -> Kept:
    """Do it as a request would."""
    with app.app_context(), transaction():
        return verb()


def case_number(position: int) -> Case:
    """The position-th case that was opened."""
    found: Case = db.session.scalars(db.select(Case).order_by(Case.id).offset(position).limit(1)).one()
    return found


def tip_of(case: Case) -> Tip:
    """The first tip of a case."""
    row = db.session.scalars(db.select(TipCase).where(TipCase.case_id == case.id).order_by(TipCase.tip_id)).first()
    assert row is not None
    return db.session.get_one(Tip, row.tip_id)


def ask(case: Case, actor: Actor, question: str) -> None:
    """Ask the case's first tip for more."""
    act(case, Action.ASK_SUPPLEMENT, actor)
    request = SupplementRequest(
        tip_id=tip_of(case).id,
        case_id=case.id,
        asked_by_id=actor.user_id,
        question=question,
        asked_at=clock.now(),
        due_at=clock.now(),
    )
    db.session.add(request)
    pause(case)


def write(case: Case, actor: Actor, body: str) -> None:
    """Write to the reporter of the case's first tip."""
    act(case, Action.MESSAGE, actor)
    message = Message(
        tip_id=tip_of(case).id,
        case_id=case.id,
        sender_role=Role.VERIFIER,
        author_id=actor.user_id,
        organization_id=actor.organization_id,
        body=body,
        sent_at=clock.now(),
    )
    db.session.add(message)
