"""A regulator confirms, or returns, how a platform wants to end a case."""

from __future__ import annotations

from portal.domain.errors import InputInvalid, StepNotAllowed
from portal.domain.permissions import Actor
from portal.domain.status import Outcome, Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.closing import after_closing
from portal.records.notices import tell_colleagues
from portal.records.reasons import fingerprint, keep_reason
from portal.verification.verbs.judging import answered
from portal.verification.verbs.merging import go_on_as_the_other, see_goal_locked


def confirm(case: Case, actor: Actor) -> None:
    """The case closes as its desk proposed; one that was to be merged goes on as the other.

    The caller took both rows by `lock_goal()` where there are two.
    """
    advance(case, Action.CONFIRM, actor)
    answered(case, returned=False)
    if case.outcome is Outcome.MERGED and case.merged_into_id is not None:
        go_on_as_the_other(case, see_goal_locked(case), actor)
    else:
        after_closing(case)


def return_to_desk(case: Case, actor: Actor, reason: str) -> None:
    """The desk checks again; the reason tells it what is missing."""
    if case.status is not Status.AWAITING_CONFIRMATION:
        raise StepNotAllowed()  # a return for facts is given with an agency's vote, at the joint desk
    if not reason.strip():
        raise InputInvalid("reason", N_("Write what the desk must look at again."))
    advance(case, Action.RETURN, actor, ground="", body=fingerprint(reason))
    keep_reason(case, reason)
    answered(case, returned=True)
    case.merged_into_id = None
    tell_colleagues(case, case.holder_id, "returned")
