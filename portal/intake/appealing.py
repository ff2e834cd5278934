"""Appealing (申诉): a reporter's own, within its window, decided by an agency without a hand in the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal import clock
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import ReasonMissing, StepNotAllowed, WindowClosed
from portal.domain.permissions import REPORTER, Permission
from portal.domain.showing import Shown
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.intake.own_case import as_shown, own_case
from portal.records.advancing import act, record
from portal.records.appealing import put_before_an_agency
from portal.records.appeals import Appeal, AppealDecision, standing_answer
from portal.records.calendar import calendar_in_force
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.notices import tell_colleagues


def appeal(tip_id: int, position: int, reason: str) -> None:
    """Appeal against the result of one target of a tip; sending the same twice is one appeal.

    Raises ReasonMissing, WindowClosed, StepNotAllowed, NotFound.
    """
    row, case = own_case(tip_id, position)
    if not reason.strip():
        raise ReasonMissing()
    shown, made = as_shown(row)
    if any(one.case_id == case.id and one.decision is None and one.reason == reason for one in made):
        return
    if shown.status is not Status.CLOSED:
        raise StepNotAllowed()
    if appeal_until(case, shown, made, clock.now()) is None:
        raise WindowClosed()
    made_now = Appeal(case_id=case.id, tip_id=row.tip_id, reason=reason, made_at=clock.now())
    answer = standing_answer(case) if case.status is Status.CLOSED else None
    if case.status is Status.UNDER_APPEAL:
        _let_it_be_heard_too(case, made_now)
    elif answer is not None and facts(case).maintained:
        _answer_by(case, answer, made_now)
    else:
        _put_before_an_agency(case, made_now)
    db.session.add(made_now)


def _put_before_an_agency(case: Case, made: Appeal) -> None:
    """No reporter's appeal was turned down; that a respondent's was answers no reporter."""
    put_before_an_agency(case, Action.APPEAL, REPORTER, {"tip": made.tip_id}, maintained=False)


def _let_it_be_heard_too(case: Case, made: Appeal) -> None:
    """Somebody else's is under way, and is nobody's business: one decision answers both."""
    record(case, Action.APPEAL, REPORTER, before=case.status, body={"tip": made.tip_id})
    tell_colleagues(case, case.appeal_agency_id or case.lead_agency_id, "appeal", Permission.APPEAL_DECIDE)


def _answer_by(case: Case, answer: Appeal, made: Appeal) -> None:
    """Nobody decides the same decision twice; what the appeal brings that is new goes to the lead agency."""
    act(case, Action.APPEAL, REPORTER, {"tip": made.tip_id, "answered_by": answer.id})
    made.decision, made.decided_at, made.decided_by_id = answer.decision, made.made_at, answer.decided_by_id
    made.ground = answer.ground
    tell_colleagues(case, case.lead_agency_id, "further_appeal", Permission.CASE_REOPEN)


def appeal_until(case: Case, shown: Shown, appeals: Sequence[Appeal], now: datetime) -> datetime | None:
    """Until when this reporter can appeal against the end that is shown; None where the time is over.

    The window counts from the day on which the end came for the reporter's own tip. An appeal that was turned
    down is not made again; a new decision can be appealed against.
    """
    if shown.status is not Status.CLOSED or case.outcome is Outcome.WITHDRAWN:
        return None
    until = due_at(Step.APPEAL_WINDOW, case.priority, shown.since, calendar_in_force())
    turned_down = any(
        one.case_id == case.id
        and one.decision is AppealDecision.MAINTAINED
        and one.decided_at is not None
        and one.decided_at >= shown.since
        for one in appeals
    )
    return None if turned_down or now > until else until
