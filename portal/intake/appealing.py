"""Appealing (申诉): a reporter's own, within its window, decided by an agency without a hand in the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from portal import clock
from portal.data.workdays import shipped_calendar
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import ReasonMissing, WindowClosed
from portal.domain.permissions import REPORTER, Permission
from portal.domain.status import Outcome, Status, TipOutcome
from portal.domain.workflow import Action
from portal.extensions import db
from portal.intake.own_case import own_case
from portal.records.appeals import Appeal, AppealDecision, appeal_agency, standing_answer
from portal.records.case_facts import facts
from portal.records.cases import Case, act, advance
from portal.records.ledger import LedgerEntry
from portal.records.notices import tell_colleagues
from portal.records.tips import TipCase


def appeal(tip_id: int, position: int, reason: str) -> None:
    """Appeal against the result of one target of a tip; sending the same twice is one appeal.

    Raises ReasonMissing, WindowClosed, StepNotAllowed, NotFound.
    """
    row, case = own_case(tip_id, position)
    if not reason.strip():
        raise ReasonMissing()
    made = appeals_of(tip_id)
    if any(one.case_id == case.id and one.decision is None and one.reason == reason for one in made):
        return
    if case.status is Status.CLOSED and appeal_until(row, case, made, clock.now()) is None:
        raise WindowClosed()
    made_now = Appeal(case_id=case.id, tip_id=row.tip_id, reason=reason, made_at=clock.now())
    answer = standing_answer(case) if case.status is Status.CLOSED else None
    if answer is not None and facts(case).maintained:
        _answer_by(case, answer, made_now)
    else:
        _put_before_an_agency(case, made_now)
    db.session.add(made_now)


def _put_before_an_agency(case: Case, made: Appeal) -> None:
    found = appeal_agency(case)
    case.appeal_agency_id = (found or case.lead_agency).id
    advance(case, Action.APPEAL, REPORTER, body={"tip": made.tip_id})
    if found is None:
        tell_colleagues(case, case.lead_agency_id, "appeal_undecidable")
    tell_colleagues(case, case.appeal_agency_id, "appeal", Permission.APPEAL_DECIDE)


def _answer_by(case: Case, answer: Appeal, made: Appeal) -> None:
    """Nobody decides the same decision twice; what the appeal brings that is new goes to the lead agency."""
    act(case, Action.APPEAL, REPORTER, {"tip": made.tip_id, "answered_by": answer.id})
    made.decision, made.decided_at, made.decided_by_id = answer.decision, made.made_at, answer.decided_by_id
    made.ground = answer.ground
    tell_colleagues(case, case.lead_agency_id, "further_appeal", Permission.CASE_REOPEN)


def appeals_of(tip_id: int) -> Sequence[Appeal]:
    """Every appeal this tip has made."""
    return db.session.scalars(select(Appeal).where(Appeal.tip_id == tip_id)).all()


def appeal_until(row: TipCase, case: Case, appeals: Sequence[Appeal], now: datetime) -> datetime | None:
    """Until when this reporter can appeal against the case; None where the time is over.

    The window counts from the day on which the reporter's own tip ended. An appeal that was turned
    down is not made again; a new decision can be appealed against.
    """
    ended_at = _ended_at(row, case)
    if case.closed_at is None or ended_at is None or case.outcome is Outcome.WITHDRAWN:
        return None
    until = due_at(Step.APPEAL_WINDOW, case.priority, ended_at, shipped_calendar())
    turned_down = any(
        one.case_id == case.id
        and one.decision is AppealDecision.MAINTAINED
        and one.decided_at is not None
        and one.decided_at >= case.closed_at
        for one in appeals
    )
    return None if turned_down or now > until else until


def _ended_at(row: TipCase, case: Case) -> datetime | None:
    """When this tip ended: with its case, or later, when it was brought to a case already decided."""
    if case.closed_at is None:
        return None
    if row.case_id != case.id:
        return max(case.closed_at, row.case.closed_at or case.closed_at)
    return max([case.closed_at, *_brought_at(row)]) if row.outcome is TipOutcome.ALREADY_DECIDED else case.closed_at


def _brought_at(row: TipCase) -> list[datetime]:
    mergers = db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.case_id == row.case_id, LedgerEntry.action == Action.MERGE)
    )
    return [one.at for one in mergers if _is_among(row.in_case, (one.body or {}).get("labels", []))]


def _is_among(place: int, labels: Sequence[int]) -> bool:
    return bool(labels) and labels[0] <= place <= labels[-1]
