"""Merging (并案): one matter, reported under two numbers, goes on as one case."""

from __future__ import annotations

from sqlalchemy import select

from portal.domain.codes import CASE_NUMBER
from portal.domain.errors import InputInvalid, NotFound
from portal.domain.permissions import Actor
from portal.domain.status import Outcome, TipOutcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import Case, advance, record
from portal.records.closing import after_closing, after_late_tips
from portal.records.notices import tell_reporter
from portal.records.reasons import fingerprint, keep_reason
from portal.records.seeing import see_case_locked
from portal.verification.verbs.moving import move_tips


def merge(case: Case, actor: Actor, into_number: str, reason: str) -> Case:
    """Close the case as merged and move its tips to the other; answers with the other.

    Merged into a closed case, tips end as dealt with before. The caller took both rows by
    `lock_in_order()`. Raises InputInvalid for a case that is not at the same desk.
    """
    if not reason.strip():
        raise InputInvalid("reason", N_("Write the reason for this step."))
    into = _other(case, actor, into_number)
    case.merged_into_id = into.id
    advance(case, Action.MERGE, actor, outcome=Outcome.MERGED, ground="", body={"into": into.id} | fingerprint(reason))
    keep_reason(case, reason)
    record(into, Action.MERGE, actor, before=into.status, body={"from": case.id} | fingerprint(reason))
    keep_reason(into, reason)
    into.priority = min(into.priority, case.priority) if into.is_open else into.priority
    into.urgent = into.urgent or case.urgent
    after_closing(case)
    _bring_tips(case, into)
    return into


def lock_in_order(*case_numbers: str) -> None:
    """Lock these cases' rows, always in the same order: two merges the other way round never block.

    Numbers that lead nowhere are passed over; whoever opens them is told.
    """
    written = [CASE_NUMBER.written(compact) for number in case_numbers if (compact := CASE_NUMBER.read(number))]
    db.session.execute(select(Case.id).where(Case.case_number.in_(written)).order_by(Case.id).with_for_update(of=Case))


def _other(case: Case, actor: Actor, number: str) -> Case:
    try:
        other = see_case_locked(number, actor)
    except NotFound:
        raise InputInvalid("into", NO_SUCH_CASE) from None
    if other.id == case.id or other.holder_id != case.holder_id or other.outcome is Outcome.MERGED:
        raise InputInvalid("into", NO_SUCH_CASE)
    return other


NO_SUCH_CASE = N_("There is no such case at your desk.")


def _bring_tips(case: Case, into: Case) -> None:
    if into.is_open:
        move_tips(case, into)
        return
    moved = move_tips(case, into, outcome=TipOutcome.ALREADY_DECIDED)
    after_late_tips(into, len(moved))
    for tip_id in moved:
        tell_reporter(into, tip_id, "closed")
    db.session.flush()
