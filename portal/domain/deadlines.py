"""Table 5: how long each step may take, when its clock runs, and who may act when it runs out.

Figures: domain facts section 6 ("SLA defaults"), which name the rule each is based on. The public
page of promised times is printed from this table, so promise and clock cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.domain.first_priority import FIRST_LOOK_WHEN_URGENT
from portal.domain.permissions import Permission
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.words import N_


class Unit(StrEnum):
    """In what a time is counted; minutes, hours and days run day and night, working days do not."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"


class Step(StrEnum):
    """What a clock measures."""

    ANSWER = "answer"
    ACCEPT = "accept"
    CHECK = "check"
    CONFIRMATION = "confirmation"
    DECISION = "decision"
    VOTE = "vote"
    LEAD = "lead"
    EXECUTE_CONTENT = "execute_content"
    EXECUTE_PRODUCT = "execute_product"
    EXECUTE_NETWORK = "execute_network"
    FEEDBACK = "feedback"
    INTERIM = "interim"
    RATIFICATION = "ratification"
    SUPPLEMENT = "supplement"
    STATEMENT = "statement"
    ABSOLUTE_END = "absolute_end"
    HAND_OVER = "hand_over"
    APPEAL_WINDOW = "appeal_window"
    APPEAL_DECISION = "appeal_decision"
    STAY_DECISION = "stay_decision"


class WorkingDays(Protocol):
    """The calendar of working days, passed in as data."""

    def deadline(self, start: datetime, days: int) -> datetime:
        """The end (24:00 Asia/Shanghai) of the `days`-th working day after the day of `start`."""
        ...


@dataclass(frozen=True, slots=True)
class Allowance:
    """A length of time: amount and unit."""

    amount: int
    unit: Unit

    def ends(self, start: datetime, calendar: WorkingDays) -> datetime:
        """When a clock started at `start` (aware) runs out."""
        if self.unit is Unit.WORKING_DAYS:
            return calendar.deadline(start, self.amount)
        if self.unit is Unit.MINUTES:
            return start + timedelta(minutes=self.amount)
        if self.unit is Unit.HOURS:
            return start + timedelta(hours=self.amount)
        return start + timedelta(days=self.amount)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of table 5."""

    step: Step
    words: str
    runs_while: frozenset[Status]
    """At which statuses of the case this clock can run."""
    allowances: Mapping[Priority, Allowance]
    pauses_for_reporter: bool
    """Whether the clock stands still while a one-tip case waits for its reporter's supplement."""
    then: Permission | None
    """Who may act when the clock ran out; None where the clock itself ends the matter (a lapse)."""


def _minutes(amount: int) -> Allowance:
    return Allowance(amount, Unit.MINUTES)


def _hours(amount: int) -> Allowance:
    return Allowance(amount, Unit.HOURS)


def _workdays(amount: int) -> Allowance:
    return Allowance(amount, Unit.WORKING_DAYS)


def _days(amount: int) -> Allowance:
    return Allowance(amount, Unit.DAYS)


def _each(p0: Allowance, p1: Allowance, p2: Allowance, p3: Allowance) -> Mapping[Priority, Allowance]:
    return {Priority.P0: p0, Priority.P1: p1, Priority.P2: p2, Priority.P3: p3}


def _same(allowance: Allowance) -> Mapping[Priority, Allowance]:
    return _each(allowance, allowance, allowance, allowance)


def _at(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


_OPEN = frozenset(Status) - {Status.CLOSED}
_take_over, _take_lead, _lead = Permission.CASE_TAKE_OVER, Permission.CASE_TAKE_LEAD, Permission.DISPOSAL_LEAD
_substitute = Permission.TASK_SUBSTITUTE

DEADLINES: Mapping[Step, Rule] = {
    rule.step: rule
    for rule in (
        Rule(
            Step.ANSWER,
            N_("Somebody on duty answers the call of an urgent case; after it the next is called"),
            _OPEN,
            _same(_minutes(10)),
            False,
            Permission.CLOCK_RUN,
        ),
        Rule(
            Step.ACCEPT,
            N_("Decision whether the tip is accepted"),
            _at(Status.SUBMITTED),
            _each(_hours(2), _workdays(1), _workdays(2), _workdays(3)),
            True,
            _take_over,
        ),
        Rule(
            Step.CHECK,
            N_("Check by the platform or a regulator"),
            _at(Status.VERIFYING),
            _each(_hours(4), _hours(24), _workdays(3), _workdays(5)),
            True,
            _take_over,
        ),
        Rule(
            Step.CONFIRMATION,
            N_("A regulator confirms a dismissal or a platform's own resolution"),
            _at(Status.AWAITING_CONFIRMATION),
            _each(_hours(4), _workdays(1), _workdays(3), _workdays(5)),
            False,
            _take_lead,
        ),
        Rule(
            Step.DECISION,
            N_("Joint decision of the agencies"),
            _at(Status.AWAITING_APPROVAL),
            _each(_hours(24), _workdays(3), _workdays(7), _workdays(15)),
            False,
            _take_lead,
        ),
        Rule(
            Step.VOTE,
            N_("Signature of one agency"),
            _at(Status.AWAITING_APPROVAL),
            _each(_hours(12), _workdays(1), _workdays(3), _workdays(5)),
            False,
            _lead,
        ),
        Rule(
            Step.EXECUTE_CONTENT,
            N_("Carrying out a measure on content or accounts"),
            frozenset(Status),
            _each(_hours(4), _hours(24), _workdays(2), _workdays(3)),
            False,
            _substitute,
        ),
        Rule(
            Step.EXECUTE_PRODUCT,
            N_("Carrying out a measure on a product or goods"),
            frozenset(Status),
            _each(_hours(24), _workdays(2), _workdays(3), _workdays(5)),
            False,
            _substitute,
        ),
        Rule(
            Step.EXECUTE_NETWORK,
            N_("Carrying out a measure on a domain or an address"),
            frozenset(Status),
            _each(_hours(24), _workdays(2), _workdays(3), _workdays(5)),
            False,
            _substitute,
        ),
        Rule(
            Step.FEEDBACK,
            N_("You are told the result"),
            _at(Status.IN_DISPOSAL),
            _each(_workdays(1), _workdays(5), _workdays(5), _workdays(5)),
            False,
            _take_lead,
        ),
        Rule(
            Step.LEAD,
            N_("The lead agency steps in where others are late; after it another agency does"),
            _OPEN,
            _each(_hours(12), _workdays(1), _workdays(3), _workdays(5)),
            False,
            _take_lead,
        ),
        Rule(
            Step.INTERIM,
            N_("A platform's interim measure ends by itself, unless it is taken anew or decided"),
            _OPEN,
            _same(_days(7)),
            False,
            None,
        ),
        Rule(
            Step.RATIFICATION,
            N_("An interim order is ratified, else it lapses"),
            _OPEN,
            _same(_hours(72)),
            False,
            None,
        ),
        Rule(
            Step.SUPPLEMENT,
            N_("Your answer when we ask for more; after it the tip is judged as it stands"),
            _OPEN,
            _same(_workdays(7)),
            False,
            None,
        ),
        Rule(
            Step.STATEMENT,
            N_("A platform's statement on a case about itself; after it the case is judged as it stands"),
            _OPEN,
            _each(_hours(4), _hours(24), _workdays(3), _workdays(5)),
            False,
            None,
        ),
        Rule(
            Step.ABSOLUTE_END,
            N_("End of every case; it can be extended once by 30 days, and you are told why"),
            _OPEN,
            _same(_days(60)),
            False,
            _take_lead,
        ),
        Rule(
            Step.HAND_OVER,
            N_("An authority that took a case over answers; after it we ask it again"),
            _at(Status.CLOSED),
            _same(_workdays(10)),
            False,
            Permission.CASE_REOPEN,
        ),
        Rule(
            Step.APPEAL_WINDOW,
            N_("You can appeal against the result"),
            _at(Status.CLOSED),
            _same(_days(183)),
            False,
            None,
        ),
        Rule(
            Step.APPEAL_DECISION,
            N_("Decision on an appeal"),
            _at(Status.UNDER_APPEAL),
            _same(_workdays(15)),
            False,
            _take_over,
        ),
        Rule(
            Step.STAY_DECISION,
            N_("Answer to whom a decision strikes and who asks for a stay; until then the measures go on"),
            _at(Status.IN_DISPOSAL, Status.CLOSED, Status.UNDER_APPEAL),
            _each(_hours(24), _workdays(1), _workdays(3), _workdays(3)),
            False,
            None,
        ),
    )
}

EXTENSION = _days(30)
"""How much one extension adds to the absolute end; once per case, with its reason."""

STEP_OF_STATUS: Mapping[Status, Step] = {
    Status.SUBMITTED: Step.ACCEPT,
    Status.VERIFYING: Step.CHECK,
    Status.AWAITING_CONFIRMATION: Step.CONFIRMATION,
    Status.AWAITING_APPROVAL: Step.DECISION,
    Status.IN_DISPOSAL: Step.EXECUTE_PRODUCT,
    Status.UNDER_APPEAL: Step.APPEAL_DECISION,
}
"""The clock of a case while it waits at a status; a closed case has none."""


def due_at(step: Step, priority: Priority, start: datetime, calendar: WorkingDays) -> datetime:
    """When this step of a case with this priority is due if its clock starts at `start` (aware)."""
    return DEADLINES[step].allowances[priority].ends(start, calendar)


def first_look_due_at(priority: Priority, urgent: bool, start: datetime, calendar: WorkingDays) -> datetime:
    """When the desk must have decided whether it accepts: two hours where any urgency was ticked."""
    ordinary = due_at(Step.ACCEPT, priority, start, calendar)
    return min(ordinary, start + FIRST_LOOK_WHEN_URGENT) if urgent else ordinary


def lead_is_overdue(
    status: Status, priority: Priority, due: datetime | None, ends: datetime, now: datetime, calendar: WorkingDays
) -> bool:
    """Whether the lead agency itself let its time run out, so that its deputy may take the lead.

    `due` is when the clock of the status runs out (None: it stands still), `ends` the absolute end.
    Where others are late, the lead first has the time of `Step.LEAD` to step in; where the lead is
    the one who is late, and past the absolute end, the deputy may act at once.
    """
    if now > ends:
        return True
    if due is None or now <= due:
        return False
    waits_for_lead = DEADLINES[STEP_OF_STATUS[status]].then is Permission.CASE_TAKE_LEAD
    return waits_for_lead or now > due_at(Step.LEAD, priority, due, calendar)
