"""What the lead agency does so that a round ends: amend, excuse a silent agency, decide over dissent."""

from __future__ import annotations

from collections.abc import Sequence

from portal import clock
from portal.disposal.enacting import enact, taken_over
from portal.domain.deadlines import Step
from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act, advance
from portal.records.approvals import Vote
from portal.records.cases import Case, execution_due_at
from portal.records.exclusions import out_of
from portal.records.findings import ProposedMeasure
from portal.records.notices import tell_colleagues
from portal.records.organizations import Organization
from portal.records.reasons import fingerprint, keep_reason
from portal.records.receipt_counts import take_back_own_measures
from portal.records.rounds import (
    approvals_of_round,
    check_proposed,
    count_round,
    dissented,
    open_round,
    standing_finding,
)

NOBODY_SILENT = N_("Only an agency that has not answered in its time can be excused.")


def amend(case: Case, actor: Actor, measures: Sequence[ProposedMeasure], reason: str, departure: str = "") -> None:
    """Put other measures before the agencies: every signature of this round is void, a new one opens.

    Raises ReasonMissing, MeasureNotAllowed, InputInvalid where they leave what is usual and
    `departure` does not say why, and whatever `advance()` raises.
    """
    check_proposed(case, measures)
    before = standing_finding(case)
    body = {"round": case.round, "measures": [one.code for one in measures], **fingerprint(reason)}
    advance(case, Action.AMEND, actor, body=body)
    keep_reason(case, reason)
    open_round(
        case,
        actor,
        opinion=f"{before.opinion}\n\n{reason}",
        public_ground=before.public_ground,
        evidence=before.evidence,
        measures=measures,
        found_by=db.session.get_one(Organization, before.organization_id),
        departure=departure,
    )
    ask_to_sign(case)


def excuse(case: Case, actor: Actor, agency_id: int, reason: str) -> None:
    """Go on without an agency whose time ran out or that stays out; what only it could sign falls out (decision 3).

    Raises ReasonMissing, StepNotAllowed while the agency still has time or has answered, and
    whatever `advance()` raises.
    """
    finding, approvals = standing_finding(case), approvals_of_round(case)
    silent = approvals.get(agency_id)
    if silent is None or agency_id not in _waited_for_no_more(case):
        raise StepNotAllowed(NOBODY_SILENT)
    count = count_round(finding, approvals, without=agency_id)
    stands = count.stands and not dissented(approvals)
    over = taken_over(case, finding, count.carried) if stands else {}
    body = {"agency": agency_id, "round": case.round, **fingerprint(reason), **over}
    row = advance(case, Action.EXCUSE, actor, quorum_stands=stands, body=body)
    keep_reason(case, reason)
    silent.decision, silent.decided_at, silent.decided_by_id = Vote.EXCUSED, clock.now(), actor.user_id
    silent.reason = reason
    if row.target is Status.IN_DISPOSAL:
        enact(case, finding, count.carried, actor)


def excuse_silent(case: Case, actor: Actor, reason: str) -> None:
    """Excuse every agency whose time ran out or that stays out. Raises StepNotAllowed where there is none."""
    silent = _waited_for_no_more(case)
    if not silent:
        raise StepNotAllowed(NOBODY_SILENT)
    for agency_id in silent:
        excuse(case, actor, agency_id, reason)


def _waited_for_no_more(case: Case) -> list[int]:
    out, now = out_of(case.id).agencies, clock.now()
    unanswered = [row for row in approvals_of_round(case).values() if row.decision is None]
    return [row.agency_id for row in unanswered if row.due_at <= now or row.agency_id in out]


def decide(case: Case, actor: Actor, reason: str) -> None:
    """Decide over a dissent once everybody has answered; the dissent stays on record.

    A measure whose row names the dissenting agency falls out, the rest goes on (decision 3). Raises
    ReasonMissing, StepNotAllowed while an agency is still waited for, and whatever `advance()` raises.
    """
    finding, approvals = standing_finding(case), approvals_of_round(case)
    count = count_round(finding, approvals)
    if not count.stands:
        raise StepNotAllowed(N_("Some agencies have not answered yet. Wait for them, or excuse them when overdue."))
    body = {"round": case.round, "fallen": list(count.fallen), **fingerprint(reason)}
    body |= taken_over(case, finding, count.carried)
    advance(case, Action.DECIDE, actor, body=body)
    keep_reason(case, reason)
    enact(case, finding, count.carried, actor)


def ask_to_sign(case: Case) -> None:
    """Tell every agency of the present round that its signature is asked for."""
    for agency_id in approvals_of_round(case):
        tell_colleagues(case, agency_id, "signature")


def take_lead(case: Case, actor: Actor, reason: str) -> None:
    """Lead a case whose lead agency let its time run out (指定管辖).

    The new lead has a lead's own time before somebody else may take it in turn. Raises whatever
    `act()` raises.
    """
    act(case, Action.TAKE_LEAD, actor, {"from": case.lead_agency_id, **fingerprint(reason)})
    keep_reason(case, reason)
    case.lead_agency_id = actor.organization_id or case.lead_agency_id
    case.lead_due_at, case.lead_escalated_at = execution_due_at(case, Step.LEAD), None


def reopen(case: Case, actor: Actor, reason: str) -> None:
    """Have a closed case checked again, on new evidence; its desk hears why, returns count anew."""
    advance(case, Action.REOPEN, actor, body=fingerprint(reason))
    keep_reason(case, reason)
    case.returns = 0
    take_back_own_measures(case)
    tell_colleagues(case, case.holder_id, "reopened")
