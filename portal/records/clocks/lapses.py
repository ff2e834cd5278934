"""What ends by itself: unratified interim orders, measures of a set time, questions to a reporter."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from portal import clock
from portal.domain.permissions import SYSTEM
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.clocks.due import BATCH, for_each_due
from portal.records.clocks.pauses import resume
from portal.records.decision_notices.models import DecisionNotice
from portal.records.lifting import lift
from portal.records.messages import SupplementRequest
from portal.records.notices import tell_colleagues
from portal.records.staying import end_stay
from portal.records.stays import StayRequest
from portal.records.tasks import Task
from portal.records.tips import TipCase


def lapse_orders() -> int:
    """End interim orders that were not ratified in time; returns how many were looked at."""
    unratified = (
        select(Task.case_id, Task.id)
        .where(
            Task.ratified_at.is_(None),
            Task.lifted_at.is_(None),
            Task.dropped_at.is_(None),
            Task.lapses_at <= clock.now(),
        )
        .order_by(Task.lapses_at, Task.id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(unratified), _lapse_order)


def _lapse_order(case: Case, task_id: int) -> None:
    task = db.session.get_one(Task, task_id, populate_existing=True)
    if task.ratified_at is None:
        _end(case, task, "lapsed")
        tell_colleagues(case, case.lead_agency_id, "lapsed")


def end_durations() -> int:
    """Lift measures whose days are over."""
    looked = 0
    in_force = (Task.days.is_not(None), Task.lifted_at.is_(None), Task.done_at.is_not(None))
    for days in db.session.scalars(select(Task.days).where(*in_force).distinct()).all():
        over = (
            select(Task.case_id, Task.id)
            .where(*in_force, Task.days == days, Task.done_at <= clock.now() - timedelta(days=days or 0))
            .order_by(Task.done_at, Task.id)
            .limit(BATCH)
        )
        looked = max(looked, for_each_due(db.session.execute(over), _end_duration))
    return looked


def _end_duration(case: Case, task_id: int) -> None:
    _end(case, db.session.get_one(Task, task_id, populate_existing=True), "expired")


def _end(case: Case, task: Task, why: str) -> None:
    if task.lifted_at is not None or task.dropped_at is not None:
        return
    act(case, Action.LAPSE, SYSTEM, {"task": task.id, "why": why})
    undoing = lift(case, task, SYSTEM)
    db.session.flush()
    if undoing is not None and undoing.executor_id is not None:
        tell_colleagues(case, undoing.executor_id, "task")


def end_stays_that_are_over() -> int:
    """End stays whose last day has passed; what they stopped is ordered anew."""
    over = (
        select(DecisionNotice.case_id, StayRequest.id)
        .join(DecisionNotice, DecisionNotice.id == StayRequest.notice_id)
        .where(StayRequest.granted_until < clock.today(), StayRequest.ended_at.is_(None))
        .order_by(StayRequest.granted_until, StayRequest.id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(over), end_stay)


def expire_supplements() -> int:
    """Close questions that their reporter did not answer in time: the tip is judged as it stands."""
    late = (
        select(SupplementRequest.case_id, SupplementRequest.id)
        .where(
            SupplementRequest.answered_at.is_(None),
            SupplementRequest.expired_at.is_(None),
            SupplementRequest.due_at < clock.now(),
        )
        .order_by(SupplementRequest.due_at, SupplementRequest.id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(late), _expire_supplement)


def _expire_supplement(case: Case, request_id: int) -> None:
    request = db.session.get_one(SupplementRequest, request_id, populate_existing=True)
    if request.answered_at is None and request.expired_at is None:
        request.expired_at = clock.now()
        act(case, Action.LAPSE, SYSTEM, {"supplement": request.id})


def resume_without_reason() -> int:
    """Let clocks run again whose reporter is not waited for any more, or is no longer alone."""
    waited_for = (
        select(SupplementRequest.id)
        .where(
            SupplementRequest.case_id == Case.id,
            SupplementRequest.answered_at.is_(None),
            SupplementRequest.expired_at.is_(None),
        )
        .exists()
    )
    live = select(func.count()).where(TipCase.case_id == Case.id, TipCase.withdrawn_at.is_(None)).scalar_subquery()
    standing = (
        select(Case.id, Case.paused_at)
        .where(Case.paused_at.is_not(None), ~waited_for | (live != 1))
        .order_by(Case.paused_at, Case.id)
        .limit(BATCH)
    )
    return for_each_due(db.session.execute(standing), lambda case, _since: resume(case))
