"""Merging (并案): one matter, reported under two numbers, goes on as one case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.domain.codes import CASE_NUMBER
from portal.domain.errors import ConditionFailed, InputInvalid, NotFound
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.status import Outcome, Status, TipOutcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance, record
from portal.records.cases import Case
from portal.records.clocks import resume, set_priority
from portal.records.closing import after_closing, after_late_tips
from portal.records.excluding import carry_over
from portal.records.notices import tell_colleagues, tell_reporters
from portal.records.reasons import fingerprint, keep_reason
from portal.records.seeing import see_case_locked
from portal.records.tips import TipCase
from portal.verification.verbs.moving import let_first_tip_wait, move_tips


def merge(case: Case, actor: Actor, into_number: str, reason: str) -> Case:
    """Close the case as merged and move its tips to the other; answers with the case that goes on.

    Merged into a closed case, tips end as dealt with before. Where a regulator has to confirm such an
    end (table 1), the case waits for that and answers for itself. The caller took both rows by
    `lock_in_order()`. Raises InputInvalid for a case that is not at the same desk, or about another
    target than a platform may judge to be the same.
    """
    if not reason.strip():
        raise InputInvalid("reason", N_("Write the reason for this step."))
    into = _other(case, actor, into_number)
    waited_at, was_due = case.status, case.due_at
    if into.is_open:
        let_first_tip_wait(case)
    case.merged_into_id = into.id
    body = {"into": into.id} | fingerprint(reason)
    advance(case, Action.MERGE, actor, outcome=Outcome.MERGED, ground="", body=body, goal_is_closed=not into.is_open)
    keep_reason(case, reason)
    if case.status is Status.AWAITING_CONFIRMATION:
        tell_colleagues(case, case.lead_agency_id, "to_confirm")
        return case
    go_on_as_the_other(case, into, actor, was_due if into.status is waited_at else None)
    keep_reason(into, reason)
    return into


def go_on_as_the_other(case: Case, into: Case, actor: Actor, was_due: datetime | None = None) -> None:
    """What follows once a case is closed as merged: the other has its tips, and what was urgent in it."""
    if into.is_open:
        _make_as_urgent(into, case, was_due)
    after_closing(case)
    labels = _bring_tips(case, into)
    record(into, Action.MERGE, actor, before=into.status, body={"from": case.id, "labels": labels})
    carry_over(case, into)


def _make_as_urgent(into: Case, case: Case, was_due: datetime | None) -> None:
    """The stricter of the two rules all: priority, urgency, clock at the same status, choice by the sample."""
    resume(into)  # a clock stands still only for a case of one tip
    set_priority(into, min(into.priority, case.priority), urgent=into.urgent or case.urgent)
    into.sample = min(into.sample, case.sample)
    into.assigned_at = min(into.assigned_at, clock.now())
    if was_due is not None and into.due_at is not None:
        into.due_at = min(into.due_at, was_due)


def lock_in_order(*case_numbers: str) -> None:
    """Lock these cases' rows, always in the same order: two merges the other way round never block.

    Numbers that lead nowhere are passed over; whoever opens them is told.
    """
    written = [CASE_NUMBER.written(compact) for number in case_numbers if (compact := CASE_NUMBER.read(number))]
    db.session.execute(select(Case.id).where(Case.case_number.in_(written)).order_by(Case.id).with_for_update(of=Case))


def lock_goal(case_number: str) -> None:
    """Lock a case and the one it is to be merged into, in the order of `lock_in_order()`."""
    goal = aliased(Case)
    compact = CASE_NUMBER.read(case_number)
    number = select(goal.case_number).join(Case, Case.merged_into_id == goal.id)
    found = db.session.scalar(number.where(Case.case_number == CASE_NUMBER.written(compact))) if compact else None
    lock_in_order(case_number, found or "")


def see_goal_locked(case: Case) -> Case:
    """The case that this one was merged into, itself or whatever it was merged into since; its row locked."""
    goal_id = case.merged_into_id
    while True:
        query = select(Case).where(Case.id == goal_id).with_for_update(of=Case)
        goal = db.session.scalars(query.execution_options(populate_existing=True)).one()
        if not goal.merged_for_good:
            return goal
        goal_id = goal.merged_into_id


def _other(case: Case, actor: Actor, number: str) -> Case:
    try:
        other = see_case_locked(number, actor)
    except (NotFound, ConditionFailed):
        raise InputInvalid("into", NO_SUCH_CASE) from None
    if other.id == case.id or other.holder_id != case.holder_id or other.outcome is Outcome.MERGED:
        raise InputInvalid("into", NO_SUCH_CASE)
    if actor.kind is OrganizationKind.PLATFORM and other.target_id != case.target_id:
        raise InputInvalid("into", ANOTHER_TARGET)
    return other


NO_SUCH_CASE = N_("There is no such case at your desk.")
ANOTHER_TARGET = N_(
    "That case is about another address. Correct the target where it is the same; only a regulator merges others."
)


def _bring_tips(case: Case, into: Case) -> list[int]:
    """Move the tips; answers with the first and the last place they have in the other case now.

    What was moved stands after all that was there before, so two numbers tell which tips they are.
    """
    before = _last_place(into)
    moved = move_tips(case, into, outcome=None if into.is_open else TipOutcome.ALREADY_DECIDED)
    if not into.is_open:
        after_late_tips(into, len(moved))
        tell_reporters(into, "closed", moved)
        db.session.flush()
    return [before + 1, _last_place(into)] if moved else []


def _last_place(case: Case) -> int:
    return db.session.scalar(select(func.max(TipCase.in_case)).where(TipCase.case_id == case.id)) or 0
