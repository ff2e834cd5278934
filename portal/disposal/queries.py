"""The lists of the joint desk: each asks one index, sorted by what is due first, paged by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.domain.measures import MEASURES, Measure
from portal.domain.minors import says_both
from portal.domain.permissions import Actor, Permission
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Outcome, Status
from portal.domain.time_left import TimeLeft, time_left
from portal.domain.words import N_
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.appeals import Appeal
from portal.records.approvals import AnswerDraft, Approval, Vote
from portal.records.attachments import Attachment
from portal.records.case_view.summary import time_left_of
from portal.records.cases import BEFORE_THE_AGENCIES, Case
from portal.records.exclusions import open_to
from portal.records.findings import Finding
from portal.records.hand_overs import HandOver, hand_overs_of
from portal.records.organizations import Organization
from portal.records.tasks import Ratification, Task
from portal.records.tips import Tip, TipCase


class Queue(StrEnum):
    """What waits for an agency, by the reason why it waits."""

    TO_DRAFT = "to_draft"
    TO_REVIEW = "to_review"
    TO_SIGN = "to_sign"
    ANSWERED = "answered"
    DECIDING = "deciding"
    CARRYING_OUT = "carrying_out"
    TO_RATIFY = "to_ratify"
    APPEALS = "appeals"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list: its words, who sees it, its statement for an actor, its sort keys, and the clocks it shows."""

    words: str
    empty: str
    permission: Permission
    statement: Callable[[Actor], Select[Any]]
    keys: Sequence[Key]
    clocks: Callable[[Sequence[int], Actor], Select[*tuple[Any, ...]]] | None = None
    """Case id, start and end of the clock that the list is sorted by; None where that is the case's own."""
    from_levels: SigningLevels = SigningLevels.SIGNED
    """Only agencies whose answers go by so many hands have it."""


def _to_answer(actor: Actor) -> Select[Any]:
    """What the agency has still to answer, beside the draft of its answer where there is one."""
    return (
        select(Case)
        .join(Approval, (Approval.case_id == Case.id) & (Approval.round == Case.round))
        .join(Organization, Organization.id == Approval.agency_id)
        .outerjoin(Approval.draft)
        .where(
            Approval.agency_id == actor.organization_id,
            Approval.decision.is_(None),
            Case.status == Status.AWAITING_APPROVAL,
        )
    )


def _to_draft(actor: Actor) -> Select[Any]:
    return _to_answer(actor).where(AnswerDraft.vote.is_(None))


def _to_review(actor: Actor) -> Select[Any]:
    return _to_answer(actor).where(AnswerDraft.vote.is_not(None), AnswerDraft.reviewed_at.is_(None))


def _to_sign(actor: Actor) -> Select[Any]:
    drafted, reviewed = AnswerDraft.vote.is_not(None), AnswerDraft.reviewed_at.is_not(None)
    return _to_answer(actor).where(
        (Organization.signing_levels == SigningLevels.SIGNED)
        | (Organization.signing_levels == SigningLevels.DRAFTED) & drafted
        | reviewed
    )


def _answered(actor: Actor) -> Select[Any]:
    """What waits for others while the own agency's answer can still be taken back.

    Asked of each case in a round, of which there are few; not of all that the agency answered in its life.
    """
    own = select(Approval.case_id).where(
        Approval.case_id == Case.id,
        Approval.round == Case.round,
        Approval.agency_id == actor.organization_id,
        Approval.decision.in_([Vote.APPROVED, Vote.RETURNED, Vote.DISSENTED]),
    )
    return select(Case).where(text(BEFORE_THE_AGENCIES), own.exists())


def _led(*statuses: Status) -> Callable[[Actor], Select[Any]]:
    return lambda actor: select(Case).where(Case.lead_agency_id == actor.organization_id, Case.status.in_(statuses))


def _time_to_answer(case_ids: Sequence[int], actor: Actor) -> Select[*tuple[Any, ...]]:
    """The agency's own answer, which falls due before the case's step does."""
    return (
        select(Case.id, Approval.asked_at, Approval.due_at)
        .join(Approval, (Approval.case_id == Case.id) & (Approval.round == Case.round))
        .where(Case.id.in_(case_ids), Approval.agency_id == actor.organization_id)
    )


def _to_ratify(actor: Actor) -> Select[Any]:
    return (
        select(Task)
        .join(Ratification, Ratification.task_id == Task.id)
        .where(
            Ratification.agency_id == actor.organization_id,
            Ratification.at.is_(None),
            Task.ratified_at.is_(None),
            Task.lifted_at.is_(None),
            Task.dropped_at.is_(None),
        )
    )


def _time_to_ratify(case_ids: Sequence[int], actor: Actor) -> Select[*tuple[Any, ...]]:
    """The first order of the case to lapse; the latest row of a case wins, so it stands last."""
    waiting = _to_ratify(actor).where(Task.case_id.in_(case_ids)).order_by(Task.lapses_at.desc())
    return waiting.with_only_columns(Task.case_id, Task.ordered_at, Task.lapses_at)


def _appeals(actor: Actor) -> Select[Any]:
    return select(Case).where(Case.appeal_agency_id == actor.organization_id, Case.status == Status.UNDER_APPEAL)


def _handed_over(actor: Actor) -> Select[Any]:
    """What authorities outside the portal have and have not finished."""
    return (
        select(Case)
        .join(HandOver, HandOver.case_id == Case.id)
        .where(
            HandOver.agency_id == actor.organization_id,
            HandOver.ended_at.is_(None),
            Case.status == Status.CLOSED,
            Case.outcome == Outcome.HANDED_OVER,
        )
    )


def _time_to_reply(case_ids: Sequence[int], actor: Actor) -> Select[*tuple[Any, ...]]:
    """The authority's time to say whether it takes the case on; once it did, no clock runs here."""
    waiting = _handed_over(actor).where(Case.id.in_(case_ids), HandOver.answer.is_(None))
    return waiting.with_only_columns(Case.id, HandOver.made_at, HandOver.due_at)


def gone_to(cases: Sequence[Case]) -> Mapping[int, HandOver]:
    """Which authority has each of these cases, by case id."""
    return hand_overs_of([case.id for case in cases])


BY_ANSWER = (Key(Approval.due_at), Key(Approval.case_id))
BY_CASE = (Key(Case.due_at), Key(Case.id))

LISTS: Mapping[Queue, ListRow] = {
    Queue.TO_DRAFT: ListRow(
        N_("To draft"), N_("No answer of your agency is to be drafted."), Permission.DISPOSAL_DRAFT,
        _to_draft, BY_ANSWER, _time_to_answer, SigningLevels.DRAFTED,
    ),
    Queue.TO_REVIEW: ListRow(
        N_("To review"), N_("No draft of your agency waits for a review."), Permission.DISPOSAL_REVIEW,
        _to_review, BY_ANSWER, _time_to_answer, SigningLevels.REVIEWED,
    ),
    Queue.TO_SIGN: ListRow(
        N_("To sign"), N_("Nothing waits for your agency's signature."), Permission.DISPOSAL_APPROVE,
        _to_sign, BY_ANSWER, _time_to_answer,
    ),
    Queue.ANSWERED: ListRow(
        N_("Answered"), N_("No case that your agency answered waits for others."), Permission.DISPOSAL_APPROVE,
        _answered, BY_CASE,
    ),
    Queue.TO_RATIFY: ListRow(
        N_("Orders to ratify"), N_("No interim order waits for your agency."), Permission.DISPOSAL_RATIFY,
        _to_ratify, (Key(Task.lapses_at), Key(Task.id)), _time_to_ratify,
    ),
    Queue.DECIDING: ListRow(
        N_("With the agencies"), N_("No case that you lead waits for signatures."), Permission.DISPOSAL_LEAD,
        _led(Status.AWAITING_APPROVAL), BY_CASE,
    ),
    Queue.CARRYING_OUT: ListRow(
        N_("Being carried out"), N_("No case that you lead is being carried out."), Permission.DISPOSAL_CONCLUDE,
        _led(Status.IN_DISPOSAL), BY_CASE,
    ),
    Queue.APPEALS: ListRow(
        N_("Appeals"), N_("No appeal waits for your agency."), Permission.APPEAL_DECIDE, _appeals, BY_CASE,
    ),
    Queue.HANDED_OVER: ListRow(
        N_("Handed over"), N_("No case that you lead lies with an authority outside."), Permission.TASK_ATTEST,
        _handed_over, (Key(HandOver.due_at), Key(HandOver.case_id)), _time_to_reply,
    ),
}  # fmt: skip


def lists_of(actor: Actor) -> list[Queue]:
    """The lists this actor's roles open, in the order of the table; none that the own agency never fills.

    Who has no other keeps it: an empty list says more than a refusal.
    """
    levels = own_levels(actor)
    return [queue for queue in open_lists(actor) if LISTS[queue].from_levels <= levels] or open_lists(actor)


def open_lists(actor: Actor) -> list[Queue]:
    """The lists that the actor's roles open in one agency or another."""
    return [queue for queue, row in LISTS.items() if actor.may(row.permission)]


def own_levels(actor: Actor) -> SigningLevels:
    """By how many hands the answers of the actor's agency go."""
    own = select(Organization.signing_levels).where(Organization.id == actor.organization_id)
    return SigningLevels(db.session.scalars(own).one())


COUNTED_TO = 99
"""Beyond this a list only says that there are more: no count reads more rows than that."""


def counts_of(queues: Sequence[Queue], actor: Actor) -> Mapping[Queue, int]:
    """How many cases each of these lists holds, all in one query; one above COUNTED_TO means that there are more."""
    counted = [
        select(func.count()).select_from(_counted(queue, actor).limit(COUNTED_TO + 1).subquery()).scalar_subquery()
        for queue in queues
    ]
    return dict(zip(queues, db.session.execute(select(*counted)).one(), strict=True))


def _counted(queue: Queue, actor: Actor) -> Select[Any]:
    statement = _statement(queue, actor)
    if queue is Queue.TO_RATIFY:  # a case stands once for all its orders
        return statement.with_only_columns(Task.case_id).distinct()
    return statement.with_only_columns(Case.id)


def _statement(queue: Queue, actor: Actor) -> Select[Any]:
    """What a list holds for this colleague: nothing of a case that they stay out of."""
    of_tasks = queue is Queue.TO_RATIFY
    return LISTS[queue].statement(actor).where(open_to(actor, Task.case_id if of_tasks else Case.id))


def page_of(queue: Queue, actor: Actor, cursor: Cursor | None, size: int = 50) -> Page[Case]:
    """One page of cases of a list, each once, with its target loaded."""
    row, statement = LISTS[queue], _statement(queue, actor)
    if queue is Queue.TO_RATIFY:
        return _cases_of_tasks(page_by_key(db.session(), statement, row.keys, cursor, size))
    statement = statement.options(joinedload(Case.target), joinedload(Case.holder))
    return page_by_key(db.session(), statement, row.keys, cursor, size)


def _cases_of_tasks(page: Page[Task]) -> Page[Case]:
    wanted = {task.case_id for task in page.items}
    found = {
        case.id: case
        for case in db.session.scalars(
            select(Case).where(Case.id.in_(wanted)).options(joinedload(Case.target), joinedload(Case.holder))
        )
    }
    ordered = list(dict.fromkeys(task.case_id for task in page.items))
    return Page([found[case_id] for case_id in ordered], page.next, page.previous)


def clocks_of(queue: Queue, cases: Sequence[Case], actor: Actor) -> Mapping[int, TimeLeft]:
    """The clock that a list is sorted by, by case id; a case whose clock stands still has none."""
    statement = LISTS[queue].clocks
    if statement is None:
        own = {case.id: time_left_of(case) for case in cases}
        return {case_id: running for case_id, running in own.items() if running}
    rows = db.session.execute(statement([case.id for case in cases], actor))
    return {case_id: time_left(start, due, clock.now()) for case_id, start, due in rows}


def proposed_in(cases: Sequence[Case]) -> Mapping[int, list[Measure]]:
    """What is on the table in the present round of each of these cases, by case id."""
    findings = db.session.scalars(
        select(Finding)
        .join(Case, (Case.id == Finding.case_id) & (Case.round == Finding.round))
        .where(Case.id.in_([case.id for case in cases]))
    )
    return {finding.case_id: [MEASURES[code] for code in finding.codes] for finding in findings}


def own_tasks(actor: Actor, cursor: Cursor | None, size: int = 50) -> Page[Task]:
    """Open tasks of the actor's organization, what is due first."""
    statement = (
        select(Task)
        .join(Case, Case.id == Task.case_id)
        .join(Case.target)
        .where(Task.executor_id == actor.organization_id, Task.done_at.is_(None), Task.dropped_at.is_(None))
        .where(open_to(actor, Task.case_id))
        .options(contains_eager(Task.case).contains_eager(Case.target))
    )
    return page_by_key(db.session(), statement, (Key(Task.due_at), Key(Task.id)), cursor, size)


def takes_files(case: Case) -> bool:
    """Whether its receipts may carry files: none where all that was said of it may mean a sexual picture of a minor."""
    tips = select(Tip.category, Tip.urgency).join(TipCase, TipCase.tip_id == Tip.id).where(TipCase.case_id == case.id)
    said = {case.category}
    for category, urgency in db.session.execute(tips.distinct()):
        said |= {category, *urgency}
    return not says_both(said)


def proof_of(task: Task, attachment_id: int) -> Attachment | None:
    """A file of this task's receipt; None for any other."""
    return db.session.scalar(select(Attachment).where(Attachment.id == attachment_id, Attachment.task_id == task.id))


def objection_file_of(case: Case, attachment_id: int) -> Attachment | None:
    """One file of an objection in this case, or None."""
    found = select(Attachment).join(Appeal, Appeal.id == Attachment.appeal_id)
    return db.session.scalar(found.where(Attachment.id == attachment_id, Appeal.case_id == case.id))
