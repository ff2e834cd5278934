"""Concluding (办结): the case closes when every task has its receipt."""

from __future__ import annotations

from portal.domain.errors import ReasonMissing
from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.closing import after_closing
from portal.records.objecting import hear_what_waited


def conclude(case: Case, actor: Actor, outcome: Outcome, ground: str) -> None:
    """Close the case with its outcome and the ground that reporter and public read.

    Raises ReasonMissing, StepNotAllowed while a task is open, OutcomeNotAllowed, NotAllowed.
    """
    if not ground.strip():
        raise ReasonMissing()
    advance(case, Action.CONCLUDE, actor, outcome=outcome, ground=ground)
    after_closing(case)
    hear_what_waited(case, actor)
