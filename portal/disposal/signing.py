"""Signing (会签): an agency approves, or returns for facts, what it saw, and may take its signature back."""

from __future__ import annotations

from portal import clock
from portal.disposal.enacting import enact, taken_over
from portal.domain.errors import AlreadyVoted, ConditionFailed, StaleVersion
from portal.domain.permissions import REFUSALS, Actor
from portal.domain.permissions.conditions import own_agency_invited
from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.records.advancing import act, advance
from portal.records.approvals import Approval, Vote
from portal.records.cases import Case
from portal.records.findings import Finding
from portal.records.notices import tell_colleagues
from portal.records.reasons import fingerprint, keep_reason
from portal.records.rounds import approvals_of_round, count_round, dissented, standing_finding


def approve(case: Case, actor: Actor, seen_hash: str, reason: str = "") -> None:
    """Sign the version whose hash the page showed; with the last signature the measures are ordered.

    The caller holds the case's row, so that two last signatures cannot pass each other. Raises
    StaleVersion for another version than the present one, AlreadyVoted for an agency's second
    answer, and whatever `advance()` raises.
    """
    finding, own, approvals = _ballot(case, actor, seen_hash)
    count = count_round(finding, approvals, yes_of=own.agency_id)
    stands = count.stands and not dissented(approvals)
    over = taken_over(case, finding, count.carried) if stands else {}
    body = {"version": seen_hash, "round": case.round, **over}
    row = advance(case, Action.APPROVE, actor, quorum_stands=stands, body=body)
    _answer(own, actor, Vote.APPROVED, seen_hash, reason)
    if row.target is Status.IN_DISPOSAL:
        enact(case, finding, count.carried, actor)


def return_for_facts(case: Case, actor: Actor, seen_hash: str, reason: str) -> Vote:
    """Send the finding back to its desk; once that happened twice, the answer is a recorded dissent. Which it was.

    Raises ReasonMissing, StaleVersion, AlreadyVoted, and whatever `advance()` raises.
    """
    _, own, _ = _ballot(case, actor, seen_hash)
    body = {"version": seen_hash, "round": case.round, **fingerprint(reason)}
    row = advance(case, Action.RETURN, actor, body=body)
    keep_reason(case, reason)
    vote = Vote.RETURNED if row.target is Status.VERIFYING else Vote.DISSENTED
    _answer(own, actor, vote, seen_hash, reason)
    if vote is Vote.RETURNED:
        case.returns += 1
        tell_colleagues(case, case.holder_id, "returned")
    else:
        tell_colleagues(case, case.lead_agency_id, "dissent")
    return vote


def take_back(case: Case, actor: Actor, seen_hash: str) -> None:
    """Take the own agency's signature back while the round is open: it is asked as before, by the day it had.

    The caller holds the case's row: with the last signature the round is decided, and nothing is taken
    back any more. Raises StaleVersion where another version stands by now, and whatever `act()` raises.
    """
    if standing_finding(case).seen_hash != seen_hash:
        raise StaleVersion()
    act(case, Action.TAKE_BACK, actor, {"version": seen_hash, "round": case.round})
    own = approvals_of_round(case)[actor.organization_id or 0]
    own.decision = own.decided_at = own.decided_by_id = own.seen_hash = None
    own.reason = ""


def _ballot(case: Case, actor: Actor, seen_hash: str) -> tuple[Finding, Approval, dict[int, Approval]]:
    finding, approvals = standing_finding(case), dict(approvals_of_round(case))
    own = approvals.get(actor.organization_id or 0)
    if own is None:
        raise ConditionFailed(REFUSALS[own_agency_invited])
    if own.decision is not None:
        raise AlreadyVoted()
    if finding.seen_hash != seen_hash:
        raise StaleVersion()
    return finding, own, approvals


def _answer(own: Approval, actor: Actor, vote: Vote, seen_hash: str, reason: str) -> None:
    own.decision, own.decided_at, own.decided_by_id = vote, clock.now(), actor.user_id
    own.seen_hash, own.reason = seen_hash, reason
