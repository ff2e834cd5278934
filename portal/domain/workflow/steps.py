"""Looking the workflow up: which row is open to a case, and what an actor may do on it now."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.errors import StepNotAllowed
from portal.domain.facts import CaseFacts
from portal.domain.permissions import EVERYWHERE, REFUSALS, Actor, allows, failed_condition
from portal.domain.status import Outcome, Status
from portal.domain.words import N_
from portal.domain.workflow.actions import Action
from portal.domain.workflow.table import TRANSITIONS, VERBS, Transition, Verb


def rows(status: Status, action: Action) -> tuple[Transition, ...]:
    """The rows of table 1 for this action at this status."""
    return tuple(row for row in TRANSITIONS if row.source is status and row.action is action)


def step(case: CaseFacts, action: Action, outcome: Outcome | None = None) -> Transition:
    """The one row that is open to this case, whoever acts.

    Raises StepNotAllowed where the table has none, OutcomeNotAllowed where the row cannot end the
    case with `outcome`.
    """
    row = next((row for row in rows(case.status, action) if row.open_to(case)), None)
    if row is None:
        raise StepNotAllowed()
    row.outcome(case, outcome)
    return row


def verb(case: CaseFacts, action: Action) -> Verb:
    """The row of VERBS for this action that is open to this case; raises StepNotAllowed."""
    row = next((row for row in VERBS if row.action is action and row.open_to(case)), None)
    if row is None:
        raise StepNotAllowed()
    return row


def permitted(actor: Actor, case: CaseFacts) -> Iterator[Action]:
    """Every action that this actor may take on this case now: the buttons of its page."""
    allowed = {row.action for row in _open_rows(case) if allows(row.permission, actor, case)}
    yield from (action for action in Action if action in allowed)


def _open_rows(case: CaseFacts) -> Iterator[Transition | Verb]:
    """The rows of both tables that let this case through, whoever acts."""
    yield from (row for row in TRANSITIONS if row.source is case.status and row.open_to(case))
    yield from (row for row in VERBS if row.open_to(case))


NOT_AS_IT_STANDS = N_("Not as the case stands now.")


def refused(actor: Actor, case: CaseFacts) -> Iterator[tuple[Action, str]]:
    """Every action of the actor's role that the tables know at this status and refuse here, and why.

    Nothing for whoever stays out of the case: they are told so once.
    """
    if not all(condition(actor, case) for condition in EVERYWHERE):
        return
    allowed = set(permitted(actor, case))
    for action in Action:
        known: list[Transition | Verb] = [*rows(case.status, action), *_verbs(case, action)]
        here = [row for row in known if actor.may(row.permission)]
        if action in allowed or not here:
            continue
        failed = [failed_condition(row.permission, actor, case) for row in here if row.open_to(case)]
        yield action, next((REFUSALS[condition] for condition in failed if condition), NOT_AS_IT_STANDS)


def _verbs(case: CaseFacts, action: Action) -> tuple[Verb, ...]:
    return tuple(row for row in VERBS if row.action is action and case.status in row.statuses)
