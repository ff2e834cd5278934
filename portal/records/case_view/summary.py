"""The head of a case's page: number, clocks, who holds it, why it lies here, and what was reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.priority import Priority
from portal.domain.status import STATUS_WORDS, Status
from portal.domain.targets import KINDS
from portal.domain.time_left import TimeLeft, time_left
from portal.domain.visibility import Part
from portal.domain.words import N_
from portal.domain.workflow import ACTION_WORDS, CHECKING, Action
from portal.extensions import db
from portal.records.case_view.look import Look
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.reasons import StepReason
from portal.records.targets import masked_display, masked_name
from portal.records.tips import TipCase

CLAIM_LASTS = timedelta(minutes=30)
"""A soft lock (decision 35): a colleague can take it over with a click, verbs never ask for it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Why a case lies at this desk: the step by which another one sent it here, and its words."""

    words: str
    sent_by: Organization | None
    """None where the viewer may know no more than that it was the regulators."""
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a desk must know before it reads on. Days, not minutes, tell when the case was assigned."""

    case_number: str
    status: Status
    status_words: str
    priority: Priority
    urgent: bool
    category: Category
    assigned_on: date
    due_at: datetime | None
    due_words: str
    """What is due then."""
    due_in: timedelta | None
    """How long until then; less than nothing once it is over."""
    overdue: bool
    paused: bool
    clock: TimeLeft | None
    ends_on: date
    extended: bool
    holder: Organization
    lead: Organization
    claim: Claim | None
    arrival: Arrival | None
    opened_at: datetime | None
    tip_count: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who works on the case just now."""

    name: str
    own: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class TargetView:
    """What was reported. The address is text to be copied, never a link that a click would follow."""

    words: str
    display: str
    name: str
    host: Organization | None
    provider: Organization | None
    identified: bool


def read_summary(look: Look) -> Summary:
    """The head of the page; the number of tips and the minute of opening only where table 4 opens them."""
    case = look.case
    return Summary(
        case_number=case.case_number,
        status=case.status,
        status_words=STATUS_WORDS[case.status],
        priority=case.priority,
        urgent=case.urgent,
        category=shipped_taxonomy().category(case.category),
        assigned_on=clock.day_of(case.assigned_at),
        due_at=case.due_at,
        due_words=DUE_WORDS.get(case.status, N_("Due")),
        due_in=case.due_at - clock.now() if case.due_at else None,
        overdue=case.overdue,
        paused=case.paused_at is not None,
        clock=time_left_of(case),
        ends_on=clock.day_of(case.ends_at),
        extended=case.extended_at is not None,
        holder=case.holder,
        lead=case.lead_agency,
        claim=_claim(look),
        arrival=_arrival(look),
        opened_at=case.opened_at if look.shows(Part.TIP_TIMES) else None,
        tip_count=_tip_count(case) if look.shows(Part.TIP_COUNT) else None,
    )


def read_target(look: Look) -> TargetView:
    """What was reported, in its canonical form; what the reporter typed only as the viewer may read it."""
    target, as_written = look.case.target, look.shows(Part.TARGET_AS_NAMED)
    return TargetView(
        words=KINDS[target.type].label,
        display=target.display if as_written else masked_display(target, look.say),
        name=target.name if as_written else masked_name(target, look.say),
        host=target.host,
        provider=target.provider,
        identified=target.key is not None,
    )


def claim_holds(case: Case) -> bool:
    """Whether somebody claimed the case within the last half hour."""
    return case.claimed_at is not None and clock.now() - case.claimed_at < CLAIM_LASTS


def time_left_of(case: Case) -> TimeLeft | None:
    """The running clock of the case's present status; None where none runs or it stands still."""
    if case.due_at is None or case.paused_at is not None:
        return None
    start = max(case.status_since, case.assigned_at)
    return time_left(start, case.due_at, clock.now(), timedelta(seconds=case.paused_seconds))


def _claim(look: Look) -> Claim | None:
    """Whoever claimed it, told to colleagues of the desk that holds it alone."""
    case = look.case
    if case.claimed_at is None or not claim_holds(case) or look.actor.organization_id != case.holder_id:
        return None
    holder = db.session.get_one(User, case.claimed_by_id)
    return Claim(holder.name, holder.id == look.actor.user_id, case.claimed_at + CLAIM_LASTS)


DUE_WORDS: Mapping[Status, str] = {
    Status.SUBMITTED: N_("First look due"),
    Status.VERIFYING: N_("Check due"),
    Status.AWAITING_CONFIRMATION: N_("Confirmation due"),
    Status.AWAITING_APPROVAL: N_("Joint decision due, all agencies together"),
    Status.IN_DISPOSAL: N_("Carrying out due"),
    Status.UNDER_APPEAL: N_("Decision of the appeal due"),
}
"""Which step of the case its clock measures; an agency's own time to answer is another clock."""

SENDS_BACK = (Action.RETURN, Action.REOPEN)
"""What regulators send back to the desk that checked, with a reason that is written for it; which agency, is not."""
SENT_HERE = (Action.RETURN, Action.TRANSFER, Action.REROUTE, Action.TAKE_OVER)


def _arrival(look: Look) -> Arrival | None:
    case = look.case
    if case.status not in CHECKING:
        return None  # it was answered
    entry = db.session.execute(
        select(LedgerEntry.action, LedgerEntry.at, Organization, StepReason.words)
        .join(Organization, Organization.id == LedgerEntry.organization_id)
        .outerjoin(
            StepReason, (StepReason.case_id == LedgerEntry.case_id) & (StepReason.sequence == LedgerEntry.sequence)
        )
        .where(LedgerEntry.case_id == case.id, LedgerEntry.action.in_(SENT_HERE))
        .where(LedgerEntry.status_after.in_([Status.SUBMITTED, Status.VERIFYING]))
        .order_by(LedgerEntry.sequence.desc())
        .limit(1)
    ).first()
    if entry is None:
        return None
    action, at, organization, words = entry
    named = look.shows(Part.HISTORY) or action not in SENDS_BACK
    return Arrival(ACTION_WORDS[Action(action)], organization if named else None, at, words or "")


def _tip_count(case: Case) -> int:
    count = select(func.count()).where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None))
    return db.session.execute(count).scalar_one()
