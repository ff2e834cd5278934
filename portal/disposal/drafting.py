"""How an agency comes to its answer: a colleague drafts it (拟办), another reviews it (审核), a third signs (签发).

Which of the turns an agency takes is its own setting. A draft proposes and binds nobody: whoever signs
may answer otherwise, and the ledger holds both. Whoever signs or reviews may give a draft back.
"""

from __future__ import annotations

from portal import clock
from portal.domain.errors import StaleVersion, StepNotAllowed
from portal.domain.permissions import Actor, Permission
from portal.domain.signing_levels import SigningLevels
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.approvals import AnswerDraft, Approval, Vote
from portal.records.cases import Case
from portal.records.notices import tell_colleagues
from portal.records.reasons import fingerprint, keep_reason
from portal.records.rounds import approvals_of_round, standing_finding


def draft_answer(case: Case, actor: Actor, seen_hash: str, vote: Vote, reason: str) -> None:
    """Propose what the own agency answers to the version that was seen; a return needs its reason.

    Raises StaleVersion for another version than the present one, ReasonMissing, and what `act()` raises.
    """
    own = _own(case, actor, seen_hash)
    said = fingerprint(reason) if reason or vote is Vote.RETURNED else {}
    act(case, Action.DRAFT_ANSWER, actor, {**_of(case, seen_hash), "vote": vote, **said})
    if said:
        keep_reason(case, reason)
    own.draft = AnswerDraft(vote=vote, reason=reason, drafted_by_id=actor.user_id, drafted_at=clock.now())
    _tell_next(case, own)


def review_answer(case: Case, actor: Actor, seen_hash: str) -> None:
    """Say that the draft can be signed. Raises StaleVersion, and what `act()` raises."""
    own = _own(case, actor, seen_hash)
    act(case, Action.REVIEW_ANSWER, actor, _of(case, seen_hash))
    draft = _draft_of(own)
    draft.reviewed_by_id, draft.reviewed_at = actor.user_id, clock.now()
    _tell_next(case, own)


def give_back(case: Case, actor: Actor, seen_hash: str, reason: str) -> None:
    """Have the answer drafted anew; why stays in the history of the own agency.

    Raises StaleVersion, ReasonMissing, and what `act()` raises.
    """
    own = _own(case, actor, seen_hash)
    act(case, Action.GIVE_BACK, actor, {**_of(case, seen_hash), **fingerprint(reason)})
    keep_reason(case, reason)
    db.session.delete(_draft_of(own))
    tell_colleagues(case, own.agency_id, "answer_given_back", Permission.DISPOSAL_DRAFT)


def _own(case: Case, actor: Actor, seen_hash: str) -> Approval:
    """The row of the actor's agency in the round that was seen."""
    if standing_finding(case).seen_hash != seen_hash:
        raise StaleVersion()
    own = approvals_of_round(case).get(actor.organization_id or 0)
    if own is None:
        raise StepNotAllowed()
    return own


def _draft_of(own: Approval) -> AnswerDraft:
    if own.draft is None:
        raise StepNotAllowed()
    return own.draft


def _of(case: Case, seen_hash: str) -> dict[str, object]:
    return {"version": seen_hash, "round": case.round}


def _tell_next(case: Case, own: Approval) -> None:
    """Whoever's turn it is hears of it."""
    if own.agency.signing_levels >= SigningLevels.REVIEWED and not _draft_of(own).reviewed_at:
        tell_colleagues(case, own.agency_id, "answer_to_review", Permission.DISPOSAL_REVIEW)
    else:
        tell_colleagues(case, own.agency_id, "answer_to_sign", Permission.DISPOSAL_APPROVE)
