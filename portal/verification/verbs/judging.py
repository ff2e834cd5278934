"""A regulator judges what the sample drew before reading how its platform wants to end it."""

from __future__ import annotations

from portal import clock
from portal.domain.blind_verdicts import VERDICT_WORDS
from portal.domain.errors import InputInvalid, OutcomeNotAllowed
from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.blind_verdicts import SampledProposal, keep_verdict, open_proposal, verdict_of
from portal.records.cases import Case
from portal.records.ledger import last_sequence
from portal.records.reasons import fingerprint, keep_reason


def keep_drawn(case: Case) -> None:
    """Keep that the sample drew what was just proposed; each who confirms it judges it first."""
    db.session.add(
        SampledProposal(
            case_id=case.id,
            sequence=last_sequence(case.id),
            organization_id=case.holder_id,
            category=case.category,
            outcome=case.outcome,
            proposed_at=clock.now(),
        )
    )
    db.session.flush()


def judge(case: Case, actor: Actor, outcome: Outcome, reason: str) -> None:
    """Put on record how the actor would end a locked case; the same verdict sent twice is recorded once.

    Raises InputInvalid for a blank reason, OutcomeNotAllowed for what is no verdict, and what `act()` raises: a
    verdict that was given stays.
    """
    if outcome not in VERDICT_WORDS:
        raise OutcomeNotAllowed()
    if not reason.strip():
        raise InputInvalid("reason", N_("Write in a sentence what you rest it on."))
    proposal = open_proposal(case.id)
    if proposal is not None and verdict_of(proposal, actor) is outcome:
        return
    act(case, Action.JUDGE, actor, {"outcome": outcome, **fingerprint(reason)})
    keep_reason(case, reason)
    if proposal is not None and actor.user_id is not None:
        keep_verdict(proposal, actor.user_id, outcome)


def answered(case: Case, *, returned: bool) -> None:
    """Keep what became of what the sample drew; nothing of any other proposal."""
    proposal = open_proposal(case.id)
    if proposal is not None:
        proposal.returned, proposal.answered_at = returned, clock.now()
