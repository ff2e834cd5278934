"""Asking for a stay, granting it, and what happens when it is over: measures are lifted, then ordered anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal import clock
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import InputInvalid, ReasonMissing, StepNotAllowed
from portal.domain.permissions import RESPONDENT, SYSTEM, Actor, Permission
from portal.domain.stays import LONGEST_STAY, can_stand_still
from portal.domain.words import N_
from portal.domain.workflow import Action, permitted
from portal.extensions import db
from portal.records.advancing import act
from portal.records.calendar import calendar_in_force
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.decision_notices.reading import NoticeView, carried_out_under, read_notice
from portal.records.lifting import lift_all
from portal.records.notices import tell_colleagues
from portal.records.reasons import fingerprint, keep_reason
from portal.records.standing import ordered_anew
from portal.records.stays import StayRequest, stays_of_case, waiting_stay
from portal.records.tasks import Task, TaskKind, follow_tasks


def may_ask(shown: NoticeView, asked: Sequence[StayRequest]) -> bool:
    """Whether the respondent may ask now: nothing waits or runs, nothing was refused, and something can stand still."""
    if not shown.genuine or shown.later or any(one.refused or one.decided_at is None or one.runs for one in asked):
        return False
    present = facts(shown.notice.case)
    return Action.ASK_STAY in set(permitted(RESPONDENT, present)) and bool(_stoppable(shown))


def ask(case: Case, shown: NoticeView, reason: str) -> StayRequest:
    """Keep the request, and tell who may answer it. The caller holds the row of the case and asked `may_ask()`."""
    act(case, Action.ASK_STAY, RESPONDENT, {"notice": shown.number})
    now = clock.now()
    due = due_at(Step.STAY_DECISION, case.priority, now, calendar_in_force())
    request = StayRequest(notice_id=shown.notice.id, reason=reason, asked_at=now, due_at=due)
    db.session.add(request)
    db.session.flush()
    tell_colleagues(case, case.lead_agency_id, "stay_asked", Permission.STAY_DECIDE)
    return request


def grant(case: Case, actor: Actor, until: date, ground: str) -> None:
    """Let the measures of the decision stand still until the end of a day.

    What is in force is lifted by tasks, what is not carried out yet falls away; both are ordered anew when the stay
    ends. Raises ReasonMissing, InputInvalid for a day that is none of the coming ones, StepNotAllowed, NotAllowed.
    """
    request = _answered(case, ground)
    if not clock.today() < until <= clock.today() + LONGEST_STAY:
        raise InputInvalid("until", N_("Give a day from tomorrow to %(days)s days from now."), days=LONGEST_STAY.days)
    body = {"notice": request.notice.number, "until": until.isoformat(), **fingerprint(ground)}
    act(case, Action.GRANT_STAY, actor, body)
    keep_reason(case, ground)
    stopped = _stoppable(read_notice(request.notice_id))
    dropped = {task.executor_id for task in stopped if task.is_open}
    lift_all(case, stopped, actor)
    request.task_ids = [task.id for task in stopped]
    request.granted_until, request.ground = until, ground
    request.decided_at, request.decided_by_id = clock.now(), actor.user_id
    db.session.flush()
    follow_tasks(case)
    for executor_id in dropped - {None}:
        tell_colleagues(case, executor_id or 0, "stayed")


def refuse(case: Case, actor: Actor, ground: str) -> None:
    """Let the measures go on. Raises ReasonMissing, StepNotAllowed, NotAllowed."""
    request = _answered(case, ground)
    act(case, Action.REFUSE_STAY, actor, {"notice": request.notice.number, **fingerprint(ground)})
    keep_reason(case, ground)
    request.ground = ground
    request.decided_at, request.decided_by_id = clock.now(), actor.user_id


def end_stays(case: Case) -> None:
    """End what still runs, as when the decision is maintained. The caller holds the row of the case."""
    for request in stays_of_case(case.id):
        end_stay(case, request.id)


def end_stay(case: Case, request_id: int) -> None:
    """End a stay, and order anew what it stopped, unless the decision fell or another one took its place."""
    request = db.session.get_one(StayRequest, request_id, populate_existing=True)
    if not request.runs:
        return
    act(case, Action.LAPSE, SYSTEM, {"stay": request.id})
    request.ended_at = clock.now()
    shown = read_notice(request.notice_id)
    if not shown.later and Action.OBJECT in set(permitted(RESPONDENT, facts(case))):
        again = [_order_anew(case, db.session.get_one(Task, task_id)) for task_id in request.task_ids]
        db.session.flush()
        for executor_id in {task.executor_id for task in again if task.executor_id}:
            tell_colleagues(case, executor_id, "task")
    follow_tasks(case)


def _answered(case: Case, ground: str) -> StayRequest:
    if not ground.strip():
        raise ReasonMissing()
    request = waiting_stay(case.id)
    if request is None:
        raise StepNotAllowed()
    return request


def _stoppable(shown: NoticeView) -> list[Task]:
    tasks = carried_out_under(shown.notice)
    return [task for task in tasks if task.stands and can_stand_still(task.measure or "", carried_out=not task.is_open)]


def _order_anew(case: Case, task: Task) -> Task:
    """The same measure by the same executor under a new task; an undoing that nobody carried out yet falls away."""
    undoing = db.session.scalars(
        select(Task).where(Task.undoes_id == task.id, Task.done_at.is_(None), Task.dropped_at.is_(None))
    )
    for one in undoing:
        one.dropped_at = clock.now()
    again = ordered_anew(case, task, kind=TaskKind.DISPOSAL, days=_days_left(task))
    again.replaces_id = task.id
    db.session.add(again)
    return again


def _days_left(task: Task) -> int | None:
    """What is left of a measure of a set time: the days on which it was in force before the stay count."""
    if task.days is None or task.done_at is None or task.lifted_at is None:
        return task.days
    return max(1, task.days - (task.lifted_at - task.done_at).days)
