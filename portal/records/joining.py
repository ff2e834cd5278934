"""Which case a tip about a target leads to: the open one about the same target, else a new one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.domain.deadlines import Step, due_at, first_look_due_at
from portal.domain.permissions import REPORTER
from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.advancing import record
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case, new_case_number
from portal.records.clocks.pauses import resume
from portal.records.clocks.urgency import set_priority
from portal.records.duty.calls import call_out, is_pressing
from portal.records.organizations import NATIONAL, Organization, lead_agency
from portal.records.promises import assigned_at, priority_of
from portal.records.routing import NamedTarget, own_desk_checks
from portal.records.targets import Target
from portal.records.tips import Channel, Tip, TipCase

OPENED, JOINED = "opened", "joined"
"""What the ledger calls the arrival of a tip."""


def find_or_open_case(tip: Tip, target: Target, type_: TargetType, batch: timedelta) -> tuple[Case, bool]:
    """The case for this target of this tip, and whether it was opened for it; `type_` is what the tip calls it.

    The caller holds the target's row, so that two first tips open one case. A target that
    identifies nothing never joins. A closed case is not joined: a desk looks again, and sees the
    earlier one beside the new.
    """
    case = _open_case_about(target, tip) if target.key is not None else None
    if case is None:
        return _open_case(tip, target, type_, batch), True
    _join(case, tip, type_)
    return case, False


def own_cases_first(named: Sequence[tuple[int, NamedTarget, Target]]) -> list[tuple[int, NamedTarget, Target]]:
    """The targets of one tip in the order in which they take their cases.

    One whose case was merged goes on as the case of another; where the tip names that other too, it must
    not have taken its place already.
    """
    open_now = select(Case.target_id).where(
        Case.target_id.in_([target.id for _, _, target in named]), Case.status != Status.CLOSED
    )
    with_own = set(db.session.scalars(open_now))
    return sorted(named, key=lambda one: one[2].id not in with_own)


def _open_case_about(target: Target, tip: Tip) -> Case | None:
    """After a split, the case of the tip's category, else the oldest (decision 5)."""
    cases = db.session.scalars(
        select(Case)
        .where(Case.target_id == target.id, Case.status != Status.CLOSED)
        .order_by(Case.id)
        .with_for_update(of=Case)
        .execution_options(populate_existing=True)
    ).all()
    of_category = (case for case in cases if case.category == tip.category)
    return next(of_category, None) or next(iter(cases), None) or _merged_and_open(target, tip)


def _merged_and_open(target: Target, tip: Tip) -> Case | None:
    """The open case that one about this target goes on as: it is the same matter under another address.

    None where this tip is in that case already with another of its targets: a tip leads to one case for
    each, and the desk sees the earlier one beside the new.
    """
    latest_first = (
        select(Case.merged_into_id)
        .where(Case.target_id == target.id, Case.status == Status.CLOSED, Case.outcome == Outcome.MERGED)
        .order_by(Case.id.desc())
    )
    goals = (_end_of_merges(goal_id) for goal_id in db.session.scalars(latest_first).all() if goal_id is not None)
    return next((goal for goal in goals if goal.is_open and db.session.get(TipCase, (tip.id, goal.id)) is None), None)


def _end_of_merges(case_id: int) -> Case:
    locked = select(Case).with_for_update(of=Case).execution_options(populate_existing=True)
    case = db.session.scalars(locked.where(Case.id == case_id)).one()
    while case.merged_for_good and case.merged_into_id is not None:
        case = db.session.scalars(locked.where(Case.id == case.merged_into_id)).one()
    return case


def _open_case(tip: Tip, target: Target, type_: TargetType, batch: timedelta) -> Case:
    now = clock.now()
    priority, urgent = priority_of(tip, type_), bool(tip.urgency)
    assigned = assigned_at(now, urgent, batch)
    lead = lead_agency(target.host.region if target.host else NATIONAL)
    calendar = calendar_in_force()
    case = Case(
        case_number=new_case_number(),
        target_id=target.id,
        category=tip.category,
        priority=priority,
        urgent=urgent,
        status=Status.SUBMITTED,
        region=lead.region,
        holder_id=_desk(target, lead).id,
        lead_agency_id=lead.id,
        sample=secrets.randbelow(100),
        opened_at=now,
        assigned_at=assigned,
        status_since=now,
        due_at=first_look_due_at(priority, urgent, assigned, calendar),
        ends_at=due_at(Step.ABSOLUTE_END, priority, now, calendar),
        earlier_case_id=_latest_closed(target),
        version=1,
    )
    db.session.add(case)
    db.session.flush()
    record(case, OPENED, REPORTER, before=None, body=_arrival(tip))
    if is_pressing(case) and tip.channel is not Channel.IMPORT:  # what another office had long ago wakes nobody
        call_out(case)
    return case


def _join(case: Case, tip: Tip, type_: TargetType) -> None:
    """What a joiner says may raise the priority, and the clock follows; that it joined never does."""
    resume(case)  # a clock stands still only for a case of one tip
    pressed = is_pressing(case)
    raised = press(case, tip, type_)
    record(case, JOINED, REPORTER, before=case.status, body={**_arrival(tip), **raised})
    if is_pressing(case) and not pressed and tip.channel is not Channel.IMPORT:
        call_out(case)


def _arrival(tip: Tip) -> dict[str, int]:
    """What the ledger says of a tip: of one that a clerk entered, for which organization too."""
    assisted = tip.assisted if tip.channel is Channel.CLERK else None
    return {"tip": tip.id, **({"entered_by": assisted.organization_id} if assisted else {})}


def press(case: Case, tip: Tip, type_: TargetType) -> dict[str, list[Priority]]:
    """Let what the tip says raise the priority of an open case and bring its clock forward.

    Returns what the ledger says about it: nothing where the priority stays.
    """
    before = case.priority
    set_priority(case, min(before, priority_of(tip, type_)), urgent=case.urgent or bool(tip.urgency))
    return {"priority": [before, case.priority]} if case.priority is not before else {}


def _desk(target: Target, lead: Organization) -> Organization:
    """The host's desk, unless it has none or the tip is about its own group: then the regulator's."""
    return target.host if target.host and own_desk_checks(target.host, target.provider) else lead


def _latest_closed(target: Target) -> int | None:
    if target.key is None:
        return None
    return db.session.scalar(
        select(Case.id)
        .where(Case.target_id == target.id, Case.status == Status.CLOSED)
        .order_by(Case.id.desc())
        .limit(1)
    )
