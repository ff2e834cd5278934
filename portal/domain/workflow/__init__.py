"""Table 1: where a case can go, by whose hand, and when."""

from portal.domain.facts import SAMPLING_PERCENT
from portal.domain.workflow.actions import (
    ACTION_WORDS,
    ANSWER_ACTIONS,
    CONFLICT_ACTIONS,
    DECISION_ACTIONS,
    FINDING_ACTIONS,
    HAND_ACTIONS,
    INTERNAL_ACTIONS,
    RESTARTS_CLOCK,
    Action,
)
from portal.domain.workflow.guards import RETURNS_ALLOWED, TRANSFERS_ALLOWED, Guard
from portal.domain.workflow.steps import permitted, refused, rows, step, verb
from portal.domain.workflow.table import (
    CHECKING,
    DECIDED_JOINTLY,
    EVER,
    OPEN,
    STATUS_PAIRS,
    TRANSITIONS,
    VERBS,
    Transition,
    Verb,
)

__all__ = [
    "ACTION_WORDS",
    "ANSWER_ACTIONS",
    "CHECKING",
    "CONFLICT_ACTIONS",
    "DECIDED_JOINTLY",
    "DECISION_ACTIONS",
    "EVER",
    "FINDING_ACTIONS",
    "HAND_ACTIONS",
    "INTERNAL_ACTIONS",
    "OPEN",
    "RESTARTS_CLOCK",
    "RETURNS_ALLOWED",
    "SAMPLING_PERCENT",
    "STATUS_PAIRS",
    "TRANSFERS_ALLOWED",
    "TRANSITIONS",
    "VERBS",
    "Action",
    "Guard",
    "Transition",
    "Verb",
    "permitted",
    "refused",
    "rows",
    "step",
    "verb",
]
