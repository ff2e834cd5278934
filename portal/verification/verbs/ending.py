"""What every verb that ends a check shares: its words, the proof it rests on, and who hears of it."""

from __future__ import annotations

from portal.domain.errors import InputInvalid, OutcomeNotAllowed
from portal.domain.permissions import Actor
from portal.domain.status import Outcome, Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.domain.workflow.guards import drawn_by_the_sample
from portal.records.advancing import advance
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.closing import after_closing
from portal.records.notices import tell_colleagues
from portal.records.reasons import fingerprint, keep_reason
from portal.verification.verbs.judging import keep_drawn


def end(case: Case, action: Action, actor: Actor, outcome: Outcome, ground: str, opinion: str) -> None:
    """End the check with this outcome, at once or once a regulator has confirmed it (table 1).

    Raises as `propose_end()`.
    """
    propose_end(case, action, actor, outcome, ground, opinion)
    finish(case)


def propose_end(case: Case, action: Action, actor: Actor, outcome: Outcome, ground: str, opinion: str) -> None:
    """Take the step that ends the check; `finish()` follows once everything stands that the outcome rests on.

    `ground` is what the reporter and the public read, `opinion` what was looked at and what it
    showed, for colleagues. Raises InputInvalid where one of them is blank, OutcomeNotAllowed for
    "no longer there" without the platform that carries the target, and what `advance()` raises.
    """
    if not ground.strip():
        raise InputInvalid("ground", N_("Write the ground in words that the reporter can follow."))
    if not opinion.strip():
        raise InputInvalid("opinion", N_("Write what you looked at and what it showed."))
    if outcome is Outcome.TARGET_GONE and case.holder_id != case.target.host_id:
        raise OutcomeNotAllowed(N_("Only the platform that carries the target can prove that it is gone."))
    advance(case, action, actor, outcome=outcome, ground=ground, body=fingerprint(opinion))
    keep_reason(case, opinion)
    if case.status is Status.AWAITING_CONFIRMATION and drawn_by_the_sample(facts(case)):
        keep_drawn(case)


def finish(case: Case) -> None:
    """Ask for the confirmation that is due, or let follow what follows a closing."""
    if case.status is Status.AWAITING_CONFIRMATION:
        tell_colleagues(case, case.lead_agency_id, "to_confirm")
    after_closing(case)
