"""The promised times, in words, from table 5: the table that the clocks themselves read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.deadlines import DEADLINES, Allowance, Step, Unit
from portal.domain.first_priority import FIRST_LOOK_WHEN_URGENT
from portal.domain.priority import PRIORITY_WORDS, Priority
from portal.domain.status import PUBLIC_STEP_WORDS, PublicStep

STEP_BEHIND: Mapping[PublicStep, Step] = {
    PublicStep.RECEIVED: Step.ACCEPT,
    PublicStep.PLATFORM_CHECK: Step.CHECK,
    PublicStep.REGULATORS_DECISION: Step.DECISION,
    PublicStep.BEING_CARRIED_OUT: Step.EXECUTE_PRODUCT,
    PublicStep.CLOSED: Step.FEEDBACK,
}
"""Whose clock a citizen reads beside each of the five steps."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the printed table: what happens, and in what time by priority."""

    words: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicStepView:
    """One of the five steps as the picture shows it (`macros/status.html`)."""

    label: str
    note: str
    state: str = "todo"


def time_words(allowance: Allowance) -> str:
    """`2 hours`, `3 working days`, `60 days`."""
    if allowance.unit is Unit.MINUTES:
        return str(ngettext("%(num)s minute", "%(num)s minutes", allowance.amount))
    if allowance.unit is Unit.HOURS:
        return str(ngettext("%(num)s hour", "%(num)s hours", allowance.amount))
    if allowance.unit is Unit.WORKING_DAYS:
        return str(ngettext("%(num)s working day", "%(num)s working days", allowance.amount))
    return str(ngettext("%(num)s day", "%(num)s days", allowance.amount))


NOT_OFFERED_YET = frozenset({Step.STATEMENT})
"""Rows of table 5 that no page leads to so far: nobody is promised what they cannot have."""


FIRST_STEPS = frozenset({Step.ANSWER, Step.ACCEPT, Step.CHECK})
"""What whoever has just reported waits for; the page shows these times without a click."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Every row of table 5 that a page of the portal keeps: those of the first steps, and all others."""

    first: list[Promise]
    others: list[Promise]


def promises() -> Promises:
    """The promised times as the page prints them, in the order of the table."""
    kept = [step for step in DEADLINES if step not in NOT_OFFERED_YET]
    return Promises(
        first=[_promise(step) for step in kept if step in FIRST_STEPS],
        others=[_promise(step) for step in kept if step not in FIRST_STEPS],
    )


def _promise(step: Step) -> Promise:
    rule = DEADLINES[step]
    return Promise(_(rule.words), tuple(time_words(rule.allowances[priority]) for priority in Priority))


def first_look() -> str:
    """In what time somebody looks where an urgency was ticked."""
    hours = round(FIRST_LOOK_WHEN_URGENT.total_seconds() / 3600)
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def longest(step: Step) -> str:
    """The most time a step may take, whatever the priority."""
    return time_words(DEADLINES[step].allowances[Priority.P3])


def promised_times(step: Step) -> list[tuple[str, str]]:
    """What a priority is called, not yet translated, and the time that a step may take of a case of it."""
    return [(words, time_words(DEADLINES[step].allowances[priority])) for priority, words in PRIORITY_WORDS.items()]


def five_steps() -> list[PublicStepView]:
    """The five public steps, each with the time of the most urgent case and the most it may take."""
    return [PublicStepView(_(words), _span(STEP_BEHIND[step])) for step, words in PUBLIC_STEP_WORDS.items()]


def _span(step: Step) -> str:
    times = DEADLINES[step].allowances
    shortest, longest = time_words(times[Priority.P0]), time_words(times[Priority.P3])
    if step is Step.FEEDBACK or shortest == longest:
        return str(_("within %(longest)s", longest=longest))
    return str(_("most urgent: %(shortest)s, at most %(longest)s", shortest=shortest, longest=longest))
