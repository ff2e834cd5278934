"""What happens when a clock runs out and somebody else may act: a mark, a line in the ledger, a notice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from portal import clock
from portal.domain.deadlines import DEADLINES, STEP_OF_STATUS, Step, due_at
from portal.domain.permissions import SYSTEM, Permission
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.approvals import Approval
from portal.records.calendar import calendar_in_force
from portal.records.case_facts import facts, lead_is_silent
from portal.records.cases import Case
from portal.records.clocks.due import BATCH, for_each_due
from portal.records.hand_overs import HandOver
from portal.records.notices import tell_colleagues
from portal.records.tasks import Task


def escalate_cases() -> int:
    """Mark cases whose desk let the time of their status run out; returns how many were looked at."""
    late = (
        select(Case.id, Case.due_at)
        .where(Case.escalated_at.is_(None), Case.paused_at.is_(None), Case.due_at < clock.now())
        .order_by(Case.due_at, Case.id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(late), _escalate_case)


def _escalate_case(case: Case, _due: datetime | None) -> None:
    if case.escalated_at is not None or not case.overdue or case.due_at is None:
        return
    step = STEP_OF_STATUS[case.status]
    case.escalated_at = clock.now()
    act(case, Action.ESCALATE, SYSTEM, {"step": step, "due_at": case.due_at.isoformat()})
    if DEADLINES[step].then is Permission.CASE_TAKE_LEAD:  # the lead itself is late: its deputy hears at once
        case.lead_escalated_at = case.escalated_at
        _tell_whoever_may_act(case, step, "lead_overdue")
    else:
        case.lead_due_at = due_at(Step.LEAD, case.priority, case.due_at, calendar_in_force())
        _tell_whoever_may_act(case, step, "overdue")


def escalate_leads() -> int:
    """Mark cases whose lead agency did not step in in time, or whose absolute end has come."""
    now = clock.now()
    silent = (
        select(Case.id, Case.lead_due_at)
        .where(Case.lead_escalated_at.is_(None), Case.lead_due_at < now)
        .order_by(Case.lead_due_at, Case.id)
        .limit(BATCH)
    )
    ended = (
        select(Case.id, Case.ends_at)
        .where(Case.lead_escalated_at.is_(None), Case.closed_at.is_(None), Case.ends_at < now)
        .order_by(Case.ends_at, Case.id)
        .limit(BATCH)
    )
    return max(for_each_due(db.session.execute(query), _escalate_lead) for query in (silent, ended))


def _escalate_lead(case: Case, _due: datetime | None) -> None:
    if case.lead_escalated_at is not None or not case.is_open:
        return
    if not lead_is_silent(case):
        return
    case.lead_escalated_at = clock.now()
    step = Step.ABSOLUTE_END if case.ends_at < clock.now() else Step.LEAD
    act(case, Action.ESCALATE, SYSTEM, {"step": step})
    _tell_whoever_may_act(case, step, "lead_overdue")


def escalate_approvals() -> int:
    """Mark agencies that did not sign in time in the round that is open."""
    late = (
        select(Approval.case_id, Approval.agency_id)
        .join(Case, (Case.id == Approval.case_id) & (Case.round == Approval.round))
        .where(
            Approval.decision.is_(None),
            Approval.escalated_at.is_(None),
            Approval.due_at < clock.now(),
            Case.closed_at.is_(None),
        )
        .order_by(Approval.due_at, Approval.case_id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(late), _escalate_approval)


def _escalate_approval(case: Case, agency_id: int) -> None:
    row = db.session.get(Approval, (case.id, case.round, agency_id), populate_existing=True)
    if row is None or row.decision is not None or row.escalated_at is not None:
        return
    row.escalated_at = clock.now()
    act(case, Action.ESCALATE, SYSTEM, {"step": Step.VOTE, "agency": agency_id})
    _tell_whoever_may_act(case, Step.VOTE, "vote_overdue")


def escalate_tasks() -> int:
    """Mark tasks that were not carried out in time."""
    late = (
        select(Task.case_id, Task.id)
        .where(
            Task.done_at.is_(None), Task.dropped_at.is_(None), Task.escalated_at.is_(None), Task.due_at < clock.now()
        )
        .order_by(Task.due_at, Task.id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(late), _escalate_task)


def _escalate_task(case: Case, task_id: int) -> None:
    task = db.session.get_one(Task, task_id, populate_existing=True)
    if not task.is_open or task.escalated_at is not None:
        return
    task.escalated_at = clock.now()
    act(case, Action.ESCALATE, SYSTEM, {"task": task.id, "kind": task.kind})
    _tell_whoever_may_act(case, Step.EXECUTE_PRODUCT, "task_overdue")


def escalate_hand_overs() -> int:
    """Mark hand-overs whose authority did not answer in time; while a case is open again, nobody waits for it."""
    late = (
        select(HandOver.case_id, HandOver.id)
        .join(Case, Case.id == HandOver.case_id)
        .where(
            HandOver.answer.is_(None),
            HandOver.escalated_at.is_(None),
            HandOver.ended_at.is_(None),
            HandOver.due_at < clock.now(),
            Case.status == Status.CLOSED,
            Case.outcome == Outcome.HANDED_OVER,
        )
        .order_by(HandOver.due_at, HandOver.case_id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(late), _escalate_hand_over)


def _escalate_hand_over(case: Case, hand_over_id: int) -> None:
    row = db.session.get_one(HandOver, hand_over_id, populate_existing=True)
    if row.answer is not None or row.escalated_at is not None or row.ended_at is not None or case.is_open:
        return
    row.escalated_at = clock.now()
    act(case, Action.ESCALATE, SYSTEM, {"step": Step.HAND_OVER})
    _tell_whoever_may_act(case, Step.HAND_OVER, "authority_silent")


def _tell_whoever_may_act(case: Case, step: Step, event: str) -> None:
    permission = DEADLINES[step].then
    if permission is None:
        return
    agency_id = case.lead_agency_id
    if permission is Permission.CASE_TAKE_LEAD:
        agency_id = facts(case).deputy_agency_id or agency_id
    tell_colleagues(case, agency_id, event, permission)
