"""The status page of one tip, in words: where each target stands, what comes next and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext

from portal import clock
from portal.domain.facts import CaseFacts
from portal.domain.permissions import REPORTER, OrganizationKind
from portal.domain.showing import Shown, due_of
from portal.domain.status import (
    PUBLIC_STEP,
    PUBLIC_STEP_WORDS,
    PublicStep,
    Status,
)
from portal.domain.targets import TargetType
from portal.domain.visibility import Part, visible_parts
from portal.domain.whereabouts import Desk
from portal.domain.words import N_
from portal.domain.workflow import Action, permitted
from portal.intake.appealing import appeal_until
from portal.intake.choices import type_label
from portal.intake.queries import Following
from portal.intake.results import Result, result_of
from portal.intake.timeline import Entry, aside_entries, desk_entries, newest_first
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.clocks import extension_reason, is_provisional
from portal.records.messages import Message, SupplementRequest
from portal.records.promises import accept_by, looked_at_by
from portal.records.tips import TipCase
from portal.records.whereabouts import Whereabouts, whereabouts
from portal.web.due import due_day
from portal.web.language import organization_name

NEXT: dict[Status, str] = {
    Status.SUBMITTED: N_("Next, the desk decides whether to take up your tip."),
    Status.VERIFYING: N_("What you reported is being checked."),
    Status.AWAITING_CONFIRMATION: N_("There is a result. A regulator reviews it before it counts."),
    Status.AWAITING_APPROVAL: N_("The agencies are deciding together what to do."),
    Status.IN_DISPOSAL: N_("What was decided is being carried out. Once it is, the measures are named here."),
    Status.UNDER_APPEAL: N_("An appeal is being decided by somebody who had no part in the first decision."),
    Status.CLOSED: N_("This is finished."),
}
"""What a reporter reads about each status."""

REGULATORS_CHECK = N_("Check by a regulator")
"""The second step where a regulator took the check up: the platform is unknown here, or concerned itself."""

ROLE_WORDS: dict[OrganizationKind, str] = {
    OrganizationKind.PLATFORM: N_("Platform"),
    OrganizationKind.AGENCY: N_("Regulator"),
    OrganizationKind.OPERATOR: N_("Portal"),
}


@dataclass(frozen=True, slots=True)
class StepMark:
    """One of the five steps as the progress shows it."""

    label: str
    state: str
    note: None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline, ready to be shown. By day: hours would tell a joiner's way from a first one's."""

    on: date
    title: str
    role: OrganizationKind | None
    """Whose doing it was; None is the reporter's own."""
    by: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as the reporter sees it."""

    body: str
    sent_at: datetime
    by: str
    mine: bool
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStatus:
    """Everything the page says about one target."""

    position: int
    label: str
    named: str
    type: TargetType
    step: PublicStep
    steps: list[StepMark]
    place: str
    """At whose desk it lies now, in words; "" where no single desk has it or none may be said."""
    next: str
    due_at: datetime | None
    due: str | None
    """By when the present step is promised, as a moment and in words; None where nothing is due, and while
    a question is open: whether the clock stands still then would tell whether there are other tips."""
    due_may_move: bool
    """Whether the holidays of the year of that day are not published yet (decision 30)."""
    late: bool
    look: str
    """By when somebody looks at it, in words, while a tip with a tick of urgency is not taken up yet; else ""."""
    longer: str
    """Why the case takes up to thirty days longer, where that was decided since this reporter came; else ""."""
    result: Result | None
    lines: list[Line]
    letters: list[Letter]
    question: SupplementRequest | None
    unread: bool
    """Whether there is a message that was not read before."""
    may_write: bool
    may_withdraw: bool
    appeal_until: datetime | None
    """Until when this reporter can appeal; None where that is not possible."""

    @property
    def now(self) -> str:
        """What the step is called where it stands; of a finished one, the last."""
        return next((step.label for step in self.steps if step.state == "current"), self.steps[-1].label)

    @property
    def news(self) -> bool:
        """Whether something in it waits for its reporter."""
        return self.unread or self.question is not None


def status_of(following: Following, news_after: int, batch: timedelta) -> list[TargetStatus]:
    """The targets of a tip that were not withdrawn, in the order they were named.

    Messages after number `news_after` are marked as new; `batch` is how often desks get tips.
    """
    now = clock.now()
    return [
        _target(following, row, news_after, batch, now) for row in following.tip.case_rows if row.withdrawn_at is None
    ]


def _target(following: Following, row: TipCase, news_after: int, batch: timedelta, now: datetime) -> TargetStatus:
    case, shown = following.ways.case_of(row), following.ways.shown(row, now)
    status = shown.status
    facts = _facts(status, case)
    may = set(permitted(REPORTER, facts))
    threads = {row.case_id, case.id}
    where = whereabouts(row, case, following.first_desks[row.position], shown)
    entries = _entries(following, row, case, shown, where)
    letters = [_letter(one, news_after) for one in following.messages if one.case_id in threads]
    question = _question(following, threads)
    due = _due(following, row, case, shown, batch) if question is None else None
    result = result_of(following, row, case) if Part.OUTCOME in visible_parts(REPORTER, facts) else None
    return TargetStatus(
        position=row.position,
        label=type_label(row.type, named=bool(row.entered)),
        named=row.entered,
        type=row.type,
        step=PUBLIC_STEP[status],
        steps=_steps(PUBLIC_STEP[status], entries),
        place=_place(where),
        next=gettext(NEXT[status]),
        due_at=due,
        due=None if due is None else due_day(due),
        due_may_move=due is not None and is_provisional(due),
        late=due is not None and due < now,
        look="" if due is None or status is not Status.SUBMITTED else _look(following, row, due, now),
        longer=_longer(row, case, status),
        result=result,
        lines=[_line(entry, where) for entry in newest_first(entries)],
        letters=letters,
        question=question,
        unread=any(one.new for one in letters),
        may_write=Action.SUPPLEMENT in may,
        may_withdraw=Action.WITHDRAW in may,
        appeal_until=appeal_until(case, shown, following.ways.appeals, now) if Action.APPEAL in may else None,
    )


def _facts(status: Status, case: Case) -> CaseFacts:
    """As much of the case as the rules about reporters look at."""
    return CaseFacts(
        status=status,
        priority=case.priority,
        holder_id=case.holder_id,
        holder_is_platform=False,
        lead_agency_id=case.lead_agency_id,
    )


def _due(following: Following, row: TipCase, case: Case, shown: Shown, batch: timedelta) -> datetime | None:
    if shown.status is Status.SUBMITTED:
        return accept_by(following.tip, row.type, row.joined_at, batch)
    return due_of(shown, following.ways.facts(row), case.due_at, calendar_in_force())


def _look(following: Following, row: TipCase, due: datetime, now: datetime) -> str:
    """After its hour as what was promised: whether it was kept would tell a joiner of other looks."""
    look = looked_at_by(following.tip, row.joined_at)
    if look is None or look >= due:
        return ""
    if now < look:
        return str(gettext("You ticked that it is urgent: somebody looks at it by %(time)s.", time=due_day(look)))
    return str(gettext("You ticked that it is urgent: somebody was to look at it by %(time)s.", time=due_day(look)))


def _longer(row: TipCase, case: Case, status: Status) -> str:
    """From the reporter's own date only, as all else; what another case had before a merger is not theirs."""
    theirs = row.case_id == case.id and case.extended_at is not None and case.extended_at >= row.joined_at
    return extension_reason(case) if theirs and status is not Status.CLOSED else ""


def _steps(present: PublicStep, entries: Sequence[Entry]) -> list[StepMark]:
    """The five steps; of a closed case only those it went through."""
    order = list(PublicStep)
    if present is PublicStep.CLOSED:
        walked = {PublicStep.RECEIVED, present} | {PUBLIC_STEP[one.reached] for one in entries if one.reached}
        return [_mark(step, "done", entries) for step in order if step in walked]
    at = order.index(present)
    return [_mark(step, _STATES[(place > at) - (place < at)], entries) for place, step in enumerate(order)]


_STATES = {-1: "done", 0: "current", 1: "todo"}


def _mark(step: PublicStep, state: str, entries: Sequence[Entry]) -> StepMark:
    checks = [one.by for one in entries if one.reached is Status.VERIFYING and one.takes_up]
    by_a_regulator = step is PublicStep.PLATFORM_CHECK and checks[-1:] == [OrganizationKind.AGENCY]
    return StepMark(gettext(REGULATORS_CHECK if by_a_regulator else PUBLIC_STEP_WORDS[step]), state)


def _place(where: Whereabouts) -> str:
    if where.desk is Desk.NAMED and where.platform is not None:
        return str(gettext("It is now with %(platform)s.", platform=organization_name(where.platform)))
    return str(gettext("It is now with the regulators’ desk.")) if where.desk is Desk.REGULATORS else ""


def _entries(following: Following, row: TipCase, case: Case, shown: Shown, where: Whereabouts) -> list[Entry]:
    entries = [Entry(row.joined_at, N_("You sent this tip"), None)]
    entries += desk_entries(shown.way, where.by_platform)
    entries += aside_entries(following.ways.aside(row, clock.now()))
    for one in following.supplements:
        if one.case_id in (row.case_id, case.id):
            entries.append(Entry(one.asked_at, N_("You were asked for more"), one.asked_by.organization.kind))
            if one.answered_at:
                entries.append(Entry(one.answered_at, N_("You answered"), None))
    for made in following.ways.appeals:
        if made.case_id == case.id:
            answered = made.decided_at == made.made_at
            entries.append(Entry(made.made_at, ANSWERED_BEFORE if answered else N_("You appealed"), None))
    return entries


ANSWERED_BEFORE = N_(
    "You appealed. The decision on an earlier appeal answers yours; new facts in it may reopen the case."
)


def _line(entry: Entry, where: Whereabouts) -> Line:
    by = gettext("You") if entry.by is None else gettext(ROLE_WORDS[entry.by])
    if entry.named and where.platform is not None:
        by = organization_name(where.platform)
    return Line(clock.day_of(entry.at), gettext(entry.words), entry.by, by)


def _letter(message: Message, news_after: int) -> Letter:
    mine = message.organization is None
    by = gettext("You") if message.organization is None else gettext(ROLE_WORDS[message.organization.kind])
    return Letter(message.body, message.sent_at, by, mine, not mine and message.id > news_after)


def _question(following: Following, threads: set[int]) -> SupplementRequest | None:
    """What a desk waits for; after its time the tip is judged as it stands."""
    waiting = (one for one in following.supplements if not one.answered_at and not one.expired_at)
    return next((one for one in waiting if one.case_id in threads), None)
