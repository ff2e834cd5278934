"""Claiming (领办): who works on a case just now; a soft lock that nothing else depends on."""

from __future__ import annotations

from portal import clock
from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.records.advancing import act
from portal.records.cases import Case


def claim(case: Case, actor: Actor) -> None:
    """Mark the case as the actor's for half an hour, whoever had it before (decision 35)."""
    act(case, Action.CLAIM, actor, {"held": True})
    case.claimed_by_id, case.claimed_at = actor.user_id, clock.now()


def release(case: Case, actor: Actor) -> None:
    """Give it back."""
    act(case, Action.CLAIM, actor, {"held": False})
    case.claimed_by_id = case.claimed_at = None
