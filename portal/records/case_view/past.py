"""How a case went and how it ended, and the earlier case about the same target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, select
from sqlalchemy.orm import aliased

from portal.domain.blind_verdicts import VERDICT_WORDS
from portal.domain.deadlines import Step
from portal.domain.status import OUTCOME_WORDS, STATUS_WORDS, Outcome, Status
from portal.domain.visibility import Part, visible_parts
from portal.domain.words import N_
from portal.domain.workflow import ACTION_WORDS, ANSWER_ACTIONS, CONFLICT_ACTIONS, INTERNAL_ACTIONS, Action, permitted
from portal.extensions import db
from portal.records.advancing import (
    APPOINTED,
    BULLETIN_WITHDRAWN,
    DUTY_ANSWERED,
    DUTY_CALLED,
    NOTICE_ISSUED,
    PACKAGE_SEALED,
    PAGE_KEPT,
)
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.case_view.summary import SENDS_BACK
from portal.records.cases import Case
from portal.records.findings import Finding
from portal.records.hand_overs import HandOver, hand_overs_of
from portal.records.ledger import STEPS_ALONE, LedgerEntry
from portal.records.organizations import Organization
from portal.records.packages.models import SealedPackage, packages_of
from portal.records.people import User
from portal.records.reasons import StepReason
from portal.records.seeing import may_see
from portal.records.seen_pages import SeenPage
from portal.records.tasks import TaskKind

BESIDE: Mapping[str, str] = {
    "opened": N_("First tip received"),
    "joined": N_("Another tip received"),
    NOTICE_ISSUED: N_("Notice of the decision issued"),
    BULLETIN_WITHDRAWN: N_("What was published about it was withdrawn"),
    DUTY_CALLED: N_("Somebody on duty was called"),
    DUTY_ANSWERED: N_("Somebody on duty answered the call"),
    PACKAGE_SEALED: N_("Package for the authority sealed"),
    APPOINTED: N_("The appeal goes to another agency: the first has nobody left who may decide it"),
}
"""What no action of the table brought about."""
LATE: Mapping[str, str] = {
    Step.ACCEPT: N_("Overdue: taking the case on or sending it on"),
    Step.CHECK: N_("Overdue: the platform's check"),
    Step.CONFIRMATION: N_("Overdue: confirming the platform's own measures"),
    Step.DECISION: N_("Overdue: the agencies' decision"),
    Step.VOTE: N_("Overdue: an agency's answer"),
    Step.EXECUTE_PRODUCT: N_("Overdue: carrying out what was decided"),
    Step.LEAD: N_("Overdue: the lead agency's stepping in"),
    Step.ABSOLUTE_END: N_("Overdue: the end of the whole case"),
    Step.HAND_OVER: N_("Overdue: the answer of the authority that took it over"),
    Step.APPEAL_DECISION: N_("Overdue: the decision of the appeal"),
    TaskKind.PRESERVE: N_("Overdue: keeping the evidence"),
    TaskKind.INTERIM: N_("Overdue: carrying out an interim measure"),
    TaskKind.OWN_MEASURE: N_("Overdue: carrying out the platform's own measure"),
    TaskKind.DISPOSAL: N_("Overdue: carrying out a measure of the decision"),
    TaskKind.LIFT: N_("Overdue: lifting a measure"),
}
"""Which clock ran out, by what the ledger's entry names: a step of a case, or the kind of a task."""
LONGEST_HISTORY = 100
OTHER_DESK = (Action.TRANSFER, Action.REROUTE, Action.TAKE_OVER)
REGULATORS = N_("The regulators")


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the history; a person's name is told to colleagues of the same organization alone."""

    at: datetime
    words: str
    organization: Organization | None
    person: str | None
    status_words: str | None
    reason: str
    seen: int | None = None
    """Under which number the page can be read again on which the own agency signed."""
    by_words: str | None = None
    """Who it was, where the organization itself is not the viewer's to know."""
    verdict_words: str | None = None
    """How somebody would have ended what the sample drew."""


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """Another case that this viewer may open."""

    case_number: str
    outcome_words: str | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """How it ended, or is proposed to end; and what came before about the same target."""

    title: str
    """Whether it is how it ended, what is proposed, or what an appeal is about."""
    words: str | None
    ground: str
    closed_at: datetime | None
    merged_into: RelatedCase | None
    earlier: RelatedCase | None
    handed_over: HandOver | None
    """Which authority has it, and what it answered; None where none has."""
    may_record: bool
    """Whether the viewer may record what it answers."""
    packages: Sequence[SealedPackage] | None
    """What was sealed for it, the latest first; None for whoever may seal none."""


def read_outcome(look: Look) -> OutcomeView:
    """The outcome with its ground. Other cases are named only where the viewer may open them."""
    case = look.case
    handed_over = case.outcome is Outcome.HANDED_OVER
    open_now = set(permitted(look.actor, facts(case))) if handed_over else set()
    return OutcomeView(
        title=_outcome_title(case),
        words=OUTCOME_WORDS[case.outcome] if case.outcome else None,
        ground=case.ground,
        closed_at=case.closed_at,
        merged_into=_related(look, case.merged_into),
        earlier=_related(look, case.earlier_case),
        handed_over=hand_overs_of([case.id]).get(case.id) if handed_over else None,
        may_record=Action.RECORD_REPLY in open_now,
        packages=packages_of(case.id) if Action.SEAL_PACKAGE in open_now else None,
    )


def _outcome_title(case: Case) -> str:
    if case.outcome is None or not case.is_open:
        return N_("How it ended")
    return N_("Original outcome") if case.status is Status.UNDER_APPEAL else N_("Proposed outcome")


def _related(look: Look, case: Case | None) -> RelatedCase | None:
    if case is None or not may_see(case, look.actor):
        return None
    shown = Part.OUTCOME in visible_parts(look.actor, facts(case)) and case.outcome is not None
    return RelatedCase(case.case_number, OUTCOME_WORDS[case.outcome] if shown and case.outcome else None)


def read_history(look: Look) -> list[StepView]:
    """Steps, the newest first: all of them, or those of the viewer's own organization and what came back to it.

    While a round runs, whoever has still to answer in it reads nothing of what the others answered.
    How another agency comes to its answer stays its own, and why somebody of it stays out of the case.
    Tips that joined are no steps: nobody reads thirty thousand lines, and how many there are is a
    part of its own.
    """
    query = (
        select(LedgerEntry, Organization, User, StepReason.words, SeenPage.sequence)
        .outerjoin(Organization, Organization.id == LedgerEntry.organization_id)
        .outerjoin(User, User.id == LedgerEntry.actor_id)
        .outerjoin(
            StepReason, (StepReason.case_id == LedgerEntry.case_id) & (StepReason.sequence == LedgerEntry.sequence)
        )
        .outerjoin(
            SeenPage,
            (SeenPage.case_id == LedgerEntry.case_id)
            & (SeenPage.sequence == LedgerEntry.sequence)
            & (SeenPage.organization_id == look.actor.organization_id),
        )
        .where(LedgerEntry.case_id == look.case.id, LedgerEntry.action != PAGE_KEPT)
        .order_by(LedgerEntry.sequence.desc())
        .limit(LONGEST_HISTORY)
    )
    if look.shows(Part.HISTORY):
        query = query.where(STEPS_ALONE)
    else:
        query = query.where(_of_own_organization(look) | _came_back(look))
    if look.case.status is Status.AWAITING_APPROVAL and not look.shows(Part.VOTES):
        query = query.where(~_answers_of_others(look))
    query = query.where(LedgerEntry.action.not_in(INTERNAL_ACTIONS) | _of_own_organization(look))
    rows = db.session.execute(query).unique()
    return [_step(look, *row) for row in rows]


def _of_own_organization(look: Look) -> ColumnElement[bool]:
    return LedgerEntry.organization_id == look.actor.organization_id


def _came_back(look: Look) -> ColumnElement[bool]:
    """What regulators sent back to the desk that looks; nothing of the time in which another desk held the case."""
    if look.case.holder_id != look.actor.organization_id:
        return false()
    earlier = aliased(LedgerEntry)
    desk_changed = (
        select(func.coalesce(func.max(earlier.sequence), -1))
        .where(earlier.case_id == look.case.id, earlier.action.in_(OTHER_DESK))
        .scalar_subquery()
    )
    return and_(
        LedgerEntry.action.in_(SENDS_BACK),
        LedgerEntry.status_after == Status.VERIFYING,
        LedgerEntry.sequence > desk_changed,
    )


def _answers_of_others(look: Look) -> ColumnElement[bool]:
    """What other agencies answered in the round that runs, and took back."""
    opened = select(Finding.made_at).where(Finding.case_id == look.case.id, Finding.round == look.case.round)
    return and_(
        LedgerEntry.action.in_(ANSWER_ACTIONS),
        LedgerEntry.status_after == Status.AWAITING_APPROVAL,
        LedgerEntry.at >= opened.scalar_subquery(),
        LedgerEntry.organization_id != look.actor.organization_id,
    )


def _step(
    look: Look,
    entry: LedgerEntry,
    organization: Organization | None,
    user: User | None,
    words: str | None,
    seen: int | None,
) -> StepView:
    own = organization is not None and organization.id == look.actor.organization_id
    named = own or look.shows(Part.HISTORY)
    changed = entry.status_before is not None and entry.status_before is not entry.status_after
    return StepView(
        at=entry.at,
        words=_words_of(entry),
        organization=organization if named else None,
        person=user.name if own and user is not None else None,
        status_words=STATUS_WORDS[entry.status_after] if changed else None,
        reason=(words or "") if own or entry.action not in CONFLICT_ACTIONS else "",
        seen=seen,
        by_words=None if named else REGULATORS,
        verdict_words=_verdict_of(entry),
    )


def _verdict_of(entry: LedgerEntry) -> str | None:
    """For as long as the entry's body is kept."""
    if entry.action != Action.JUDGE or entry.body is None:
        return None
    return VERDICT_WORDS[Outcome(entry.body["outcome"])]


def _words_of(entry: LedgerEntry) -> str:
    """What the line says; which clock it was is told for as long as the entry's body is kept."""
    if entry.action == Action.ESCALATE and entry.body is not None:
        return LATE[entry.body["step"] if "step" in entry.body else entry.body["kind"]]
    return ACTION_WORDS[Action(entry.action)] if entry.action in list(Action) else BESIDE[entry.action]
