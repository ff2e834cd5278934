"""Objections (异议): the respondent's own appeal against a joint decision, by the notice that tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from portal import clock
from portal.domain.deadlines import Step, due_at
from portal.domain.permissions import RESPONDENT, Actor, Permission
from portal.domain.status import NO_GROUND_FOR_MEASURES, Status
from portal.domain.workflow import Action, permitted
from portal.extensions import db
from portal.records.advancing import act
from portal.records.appealing import put_before_an_agency
from portal.records.appeals import Appeal, AppealDecision
from portal.records.calendar import calendar_in_force
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.decision_notices.reading import NoticeView
from portal.records.notices import tell_colleagues


def objections_of(notice_id: int) -> Sequence[Appeal]:
    """What was objected under this notice, the oldest first."""
    return db.session.scalars(select(Appeal).where(Appeal.notice_id == notice_id).order_by(Appeal.id)).all()


def object_until(shown: NoticeView, made: Sequence[Appeal]) -> datetime | None:
    """Until when the respondent may object; None where that is not possible, or not any more.

    The window counts from the day of service, before one is on record from the notice. It is for the latest decision
    of the case while that stands, and for one objection: what was turned down can go to a court, not here once more.
    """
    case = shown.notice.case
    if not shown.genuine or shown.later or any(one.decision in (None, AppealDecision.MAINTAINED) for one in made):
        return None
    if Action.OBJECT not in set(permitted(RESPONDENT, facts(case))):
        return None
    until = due_at(Step.APPEAL_WINDOW, case.priority, _known_from(shown), calendar_in_force())
    return until if clock.now() <= until else None


def _known_from(shown: NoticeView) -> datetime:
    """The end of the day of service, or when the notice was issued."""
    if shown.served_on is None:
        return shown.notice.issued_at
    following = shown.served_on + timedelta(days=1)
    return datetime.combine(following, time.min, tzinfo=clock.SHANGHAI).astimezone(UTC)


def keep_objection(case: Case, shown: NoticeView, reason: str) -> Appeal:
    """Keep an objection that may be made, and bring it before somebody as soon as that is possible.

    While measures are still being carried out it waits for the case to close, as panels decide on closed cases; beside
    a reporter's appeal one decision answers both. The caller holds the row of the case and asked `object_until()`.
    """
    made = Appeal(case_id=case.id, notice_id=shown.notice.id, reason=reason, made_at=clock.now())
    body = {"notice": shown.number}
    if case.status is Status.CLOSED:
        put_before_an_agency(case, Action.OBJECT, RESPONDENT, body)
    else:
        act(case, Action.OBJECT, RESPONDENT, body)
        heard_by = case.appeal_agency_id if case.status is Status.UNDER_APPEAL else None
        permission = Permission.APPEAL_DECIDE if heard_by else Permission.DISPOSAL_CONCLUDE
        tell_colleagues(case, heard_by or case.lead_agency_id, "objection", permission)
    db.session.add(made)
    db.session.flush()
    return made


def hear_what_waited(case: Case, actor: Actor) -> None:
    """Bring objections that waited for the end of the execution before an agency, now that the case is closed.

    Where it closed without a ground for any measure, they have what they want: that answers them.
    """
    open_ones = (Appeal.case_id == case.id, Appeal.notice_id.is_not(None), Appeal.decided_at.is_(None))
    waiting = db.session.scalars(select(Appeal).where(*open_ones).order_by(Appeal.id)).all()
    if not waiting:
        return
    if case.outcome not in NO_GROUND_FOR_MEASURES:
        put_before_an_agency(case, Action.OBJECT, RESPONDENT, {"waited": len(waiting)})
        return
    for one in waiting:
        one.decision, one.decided_at, one.decided_by_id = AppealDecision.REVOKED, clock.now(), actor.user_id
        one.ground = case.ground
