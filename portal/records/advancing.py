"""A case's steps: asks the tables and conditions, writes status, clocks and ledger; only here a status changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.domain.errors import ConditionFailed, NotAllowed
from portal.domain.facts import CaseFacts
from portal.domain.permissions import REFUSALS, Actor, Permission, failed_condition
from portal.domain.status import Outcome, Status
from portal.domain.workflow import (
    CONFLICT_ACTIONS,
    HAND_ACTIONS,
    INTERNAL_ACTIONS,
    RESTARTS_CLOCK,
    Action,
    Transition,
    step,
    verb,
)
from portal.records import ledger
from portal.records.case_facts import facts
from portal.records.cases import Case, due_if_it_began
from portal.records.checks import count_check
from portal.records.jobs import enqueue


def _ensure(permission: Permission, actor: Actor, present: CaseFacts) -> None:
    """Raises NotAllowed when the role may not do this, ConditionFailed when it may not on this case."""
    if not actor.may(permission):
        raise NotAllowed()
    failed = failed_condition(permission, actor, present)
    if failed is not None:
        raise ConditionFailed(REFUSALS[failed])


def advance(
    case: Case,
    action: Action,
    actor: Actor,
    *,
    outcome: Outcome | None = None,
    ground: str | None = None,
    body: Mapping[str, Any] | None = None,
    **known: Any,
) -> Transition:
    """Take one step of table 1: look it up, ask permission, write status, clocks and ledger.

    The caller holds the case's row. `known` overrides facts that the step itself brings about, such
    as `quorum_stands`. What must happen besides (notices, tasks) is queued by the caller's verb in
    the same transaction. Raises StepNotAllowed, OutcomeNotAllowed, NotAllowed, ConditionFailed.
    """
    present = facts(case, **known)
    row = step(present, action, outcome)
    _ensure(row.permission, actor, present)
    count_check(case, action)
    before = case.status
    case.outcome = row.outcome(present, outcome)
    if ground is not None:
        case.ground = ground
    if row.target is not before or action in RESTARTS_CLOCK:
        goes_on = action is Action.ACCEPT and case.claimed_by_id == actor.user_id
        _enter(case, row.target, keeps_claim=goes_on)
    ended = {"outcome": case.outcome, "category": case.category}
    record(case, action, actor, before=before, body=ended | dict(body or {}))
    return row


def _enter(case: Case, status: Status, *, keeps_claim: bool) -> None:
    now = clock.now()
    case.status = status
    case.status_since = now
    case.paused_at = case.escalated_at = case.lead_due_at = case.lead_escalated_at = None
    case.paused_seconds = 0
    if not keeps_claim:
        case.claimed_by_id = case.claimed_at = None
    case.due_at = due_if_it_began(case, status, now)
    case.closed_at = now if status is Status.CLOSED else None


def act(case: Case, action: Action, actor: Actor, body: Mapping[str, Any] | None = None) -> None:
    """Do a verb that leaves the status alone: ask the table and the conditions, write the ledger.

    Raises StepNotAllowed, NotAllowed, ConditionFailed.
    """
    present = facts(case)
    row = verb(present, action)
    _ensure(row.permission, actor, present)
    record(case, action, actor, before=case.status, body=body or {})


APPOINTED = "appointed"
"""What the ledger calls it that an appeal goes to another agency, because the first has nobody left."""
APPOINT_DECIDERS = "appoint_deciders"
"""The job that looks whether the agency of each appeal still has somebody who may decide it."""

NOTICE_ISSUED = "notice_issued"
"""What the ledger calls it that a decision got its notice, with the hash of what the notice says."""

BULLETIN_WITHDRAWN = "bulletin_withdrawn"
"""What the ledger calls it that what was published about a case was taken back, with its reason."""
DUTY_CALLED, DUTY_ANSWERED = "duty_called", "duty_answered"
"""What the ledger calls it that an urgent case is put before whoever is on duty, and that one of them has it."""

PAGE_KEPT = "page_kept"
"""What the ledger calls it that the page was kept on which a signature was given, with its hash."""

PACKAGE_SEALED = "package_sealed"
"""What the ledger calls it that a package for an authority outside is made, with its hashes."""

LEAVES_VERSION: frozenset[str] = frozenset(
    {
        "opened",
        "joined",
        NOTICE_ISSUED,
        BULLETIN_WITHDRAWN,
        DUTY_CALLED,
        DUTY_ANSWERED,
        PAGE_KEPT,
        PACKAGE_SEALED,
        Action.SEAL_PACKAGE,
        Action.CLAIM,
        Action.ESCALATE,
        Action.SUPPLEMENT,
        Action.SERVE_NOTICE,
        Action.MAKE_CODE,
        Action.ASK_STAY,
        Action.OPEN_WORDS,
        Action.JUDGE,
    }
    | INTERNAL_ACTIONS
    | CONFLICT_ACTIONS
)
"""What a colleague's open page need not know before deciding."""


def record(
    case: Case, action: Action | str, actor: Actor, *, before: Status | None, body: Mapping[str, Any]
) -> ledger.LedgerEntry:
    """Write the ledger's entry of something that happened to a locked case, and raise its version.

    What arrives without changing anything (another tip, a reporter's words, a mark that time ran
    out) and a claim leave the version alone: else nobody could finish a decision on a case that many
    people report.
    """
    if action not in LEAVES_VERSION:
        case.version += 1
    entry = ledger.LedgerEntry(
        case_id=case.id,
        at=clock.now(),
        action=str(action),
        actor_id=actor.user_id,
        organization_id=actor.organization_id,
        role=",".join(sorted(actor.roles)),
        status_before=before,
        status_after=case.status,
    )
    written = ledger.append(entry, body)
    case.ledger_head = written.hash
    if case.status is Status.UNDER_APPEAL and action in HAND_ACTIONS | CONFLICT_ACTIONS:
        enqueue(APPOINT_DECIDERS, {"after": 0})  # whoever has a hand in it now, or stays out, no longer decides
    return written
