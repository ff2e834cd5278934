"""Where a case waits, how it ends, and the five steps the public sees."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.words import N_


class Status(StrEnum):
    """Where a case waits now."""

    SUBMITTED = "submitted"
    VERIFYING = "verifying"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    AWAITING_APPROVAL = "awaiting_approval"
    IN_DISPOSAL = "in_disposal"
    UNDER_APPEAL = "under_appeal"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended (domain facts, section 6)."""

    SUBSTANTIATED = "substantiated"
    PARTLY = "partly"
    RESOLVED_BY_PLATFORM = "resolved_by_platform"
    UNSUBSTANTIATED = "unsubstantiated"
    INSUFFICIENT = "insufficient"
    OUT_OF_SCOPE = "out_of_scope"
    HANDED_OVER = "handed_over"
    TARGET_GONE = "target_gone"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


NO_GROUND_FOR_MEASURES: frozenset[Outcome] = frozenset(
    {Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT, Outcome.OUT_OF_SCOPE, Outcome.TARGET_GONE, Outcome.WITHDRAWN}
)
"""A case that ends so leaves no measure in force: what was taken meanwhile, or before a reopening, is lifted."""


class TipOutcome(StrEnum):
    """How a tip ended where that differs from its case."""

    ALREADY_DECIDED = "already_decided"
    ABUSIVE = "abusive"
    WITHDRAWN = "withdrawn"


class PublicStep(StrEnum):
    """The five steps as citizens read them."""

    RECEIVED = "received"
    PLATFORM_CHECK = "platform_check"
    REGULATORS_DECISION = "regulators_decision"
    BEING_CARRIED_OUT = "being_carried_out"
    CLOSED = "closed"


PUBLIC_STEP: Mapping[Status, PublicStep] = {
    Status.SUBMITTED: PublicStep.RECEIVED,
    Status.VERIFYING: PublicStep.PLATFORM_CHECK,
    Status.AWAITING_CONFIRMATION: PublicStep.PLATFORM_CHECK,
    Status.AWAITING_APPROVAL: PublicStep.REGULATORS_DECISION,
    Status.IN_DISPOSAL: PublicStep.BEING_CARRIED_OUT,
    Status.UNDER_APPEAL: PublicStep.REGULATORS_DECISION,
    Status.CLOSED: PublicStep.CLOSED,
}

STATUS_WORDS: Mapping[Status, str] = {
    Status.SUBMITTED: N_("Received"),
    Status.VERIFYING: N_("Being checked"),
    Status.AWAITING_CONFIRMATION: N_("Waiting for confirmation"),
    Status.AWAITING_APPROVAL: N_("Waiting for the agencies"),
    Status.IN_DISPOSAL: N_("Being carried out"),
    Status.UNDER_APPEAL: N_("Under appeal"),
    Status.CLOSED: N_("Closed"),
}

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.SUBSTANTIATED: N_("Substantiated"),
    Outcome.PARTLY: N_("Partly substantiated"),
    Outcome.RESOLVED_BY_PLATFORM: N_("Dealt with by the platform itself"),
    Outcome.UNSUBSTANTIATED: N_("Not substantiated"),
    Outcome.INSUFFICIENT: N_("Not enough evidence"),
    Outcome.OUT_OF_SCOPE: N_("Not accepted"),
    Outcome.HANDED_OVER: N_("Handed over to the competent authority"),
    Outcome.TARGET_GONE: N_("No longer there"),
    Outcome.WITHDRAWN: N_("Withdrawn"),
    Outcome.MERGED: N_("Joined with another case"),
}

TIP_OUTCOME_WORDS: Mapping[TipOutcome, str] = {
    TipOutcome.ALREADY_DECIDED: N_("Dealt with before your tip"),
    TipOutcome.ABUSIVE: N_("Set aside as abusive"),
    TipOutcome.WITHDRAWN: N_("Withdrawn by you"),
}

PUBLIC_STEP_WORDS: Mapping[PublicStep, str] = {
    PublicStep.RECEIVED: N_("Received"),
    PublicStep.PLATFORM_CHECK: N_("Platform check"),
    PublicStep.REGULATORS_DECISION: N_("Regulators' decision"),
    PublicStep.BEING_CARRIED_OUT: N_("Being carried out"),
    PublicStep.CLOSED: N_("Closed"),
}
