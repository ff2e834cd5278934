"""Dismissing (不属实): the check found nothing to act upon."""

from __future__ import annotations

from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.records.cases import Case
from portal.verification.verbs.ending import end


def dismiss(case: Case, actor: Actor, outcome: Outcome, ground: str, opinion: str) -> None:
    """Not substantiated, not enough evidence, or gone by the platform's own proof. Raises as `ending.end()`."""
    end(case, Action.DISMISS, actor, outcome, ground, opinion)
