"""Putting a case right: its category and priority, and what it is about."""

from __future__ import annotations

from sqlalchemy import select, update

from portal.data.categories import shipped_taxonomy
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.clocks import set_priority
from portal.records.notices import tell_colleagues
from portal.records.organizations import group_members
from portal.records.reasons import fingerprint, keep_reason
from portal.records.routing import NamedTarget, find_or_add_targets, is_in_an_open_case
from portal.records.tips import TipCase


def reclassify(case: Case, actor: Actor, category: str, priority: Priority, reason: str) -> None:
    """Give the case the desk's own category and priority; its clock follows.

    A platform may only raise a priority: P0 and P1 are confirmed by a regulator, and nobody sets
    aside their own control. Raises InputInvalid.
    """
    if not reason.strip():
        raise InputInvalid("reason", N_("Write the reason for this step."))
    try:
        shipped_taxonomy().category(category)
    except KeyError:
        raise InputInvalid("category") from None
    if actor.kind is OrganizationKind.PLATFORM and priority > case.priority:
        raise InputInvalid("priority", N_("Only a regulator lowers a priority."))
    body = {"category": [case.category, category], "priority": [case.priority, priority]}
    act(case, Action.RECLASSIFY, actor, body | fingerprint(reason))
    keep_reason(case, reason)
    case.category = category
    set_priority(case, priority, urgent=case.urgent)


def correct_target(case: Case, actor: Actor, named: NamedTarget, reason: str) -> Case | None:
    """Say what the case is really about, read into its canonical form again, or what kind of thing that is.

    Answers with another open case about the same thing at the same desk, which the desk may want to
    merge with. A case that turns out to be about the holder's own group goes to the lead agency.
    """
    if not reason.strip():
        raise InputInvalid("reason", N_("Write the reason for this step."))
    [(read, target)] = find_or_add_targets([named])
    if target.id == case.target_id and (read.type is target.type or is_in_an_open_case(target, but_for=case)):
        raise InputInvalid("entered", N_("The case is about this already."))
    body = {"from": case.target_id, "to": target.id, "type": read.type}
    act(case, Action.CORRECT_TARGET, actor, body | fingerprint(reason))
    keep_reason(case, reason)
    if target.id == case.target_id:
        target.type = read.type
    db.session.execute(
        update(TipCase)
        .where(TipCase.case_id == case.id, TipCase.target_id == case.target_id)
        .values(target_id=target.id)
        .execution_options(synchronize_session=False)
    )
    case.target = target
    if case.holder_id in group_members(target.provider_id):
        case.holder = case.lead_agency
        tell_colleagues(case, case.lead_agency_id, "arrived")
    db.session.flush()
    return open_twin(case)


def open_twin(case: Case) -> Case | None:
    """Another open case about the same target at the same desk, the oldest."""
    return db.session.scalar(
        select(Case)
        .where(
            Case.target_id == case.target_id,
            Case.status != Status.CLOSED,
            Case.holder_id == case.holder_id,
            Case.id != case.id,
        )
        .order_by(Case.id)
        .limit(1)
    )
