"""Gathers what the rules look at when they judge one case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from portal import clock
from portal.domain.appeals import who_is_left
from portal.domain.deadlines import lead_is_overdue
from portal.domain.facts import CaseFacts
from portal.domain.operator_settings import OperatorSetting
from portal.domain.permissions import OrganizationKind
from portal.domain.refutations import REFUTABLE
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Status
from portal.domain.visibility import AS_WRITTEN_FOR
from portal.domain.workflow import CHECKING, DECIDED_JOINTLY, DECISION_ACTIONS, FINDING_ACTIONS, HAND_ACTIONS, Action
from portal.extensions import db
from portal.records.approvals import AnswerDraft, Approval, Vote
from portal.records.blind_verdicts import sample_facts
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.duty.rosters import rosters_kept
from portal.records.exclusions import out_of
from portal.records.ledger import LedgerEntry
from portal.records.lineage import acted_before
from portal.records.operator_settings import number
from portal.records.organizations import Organization, group_members, other_agency
from portal.records.people import signatories_of_agencies
from portal.records.stays import stays_of_case
from portal.records.tasks import Ratification, Task
from portal.records.tips import TipCase


def facts(case: Case, **known: Any) -> CaseFacts:
    """The case as the tables see it; `known` replaces what a step under way has just brought about."""
    out = out_of(case.id)
    gathered: dict[str, Any] = {
        "status": case.status,
        "priority": case.priority,
        "outcome": case.outcome,
        "holder_id": case.holder_id,
        "holder_is_platform": case.holder.kind is OrganizationKind.PLATFORM,
        "lead_agency_id": case.lead_agency_id,
        "deputy_agency_id": other_agency(case.category, case.region, {case.lead_agency_id} | out.agencies),
        "appeal_agency_id": case.appeal_agency_id,
        "accused_organization_ids": group_members(case.target.provider_id),
        "about_a_rumour": case.category in REFUTABLE,
        "overdue": case.overdue or (case.status in CHECKING and case.holder_id in out.agencies),
        "lead_overdue": lead_is_silent(case) or case.lead_agency_id in out.agencies,
        "excluded_ids": out.people,
        "recused_agency_ids": out.agencies,
        "extended": case.extended_at is not None,
        "sample": case.sample,
        "sampling": number(OperatorSetting.SAMPLING),
        "returns": case.returns,
    }
    gathered |= _round(case, out.agencies) | _hands(case) | _tasks(case) | _duty()
    if case.status is Status.AWAITING_CONFIRMATION:
        gathered |= sample_facts(case.id)
    if case.status is Status.IN_DISPOSAL:
        gathered["revoked"] = _entered_by(case) == Action.REVOKE
    if case.status in DECIDED_JOINTLY:
        gathered |= _stays(case, gathered["measures_in_force"])
    if case.status is Status.CLOSED:
        gathered["maintained"] = _entered_by(case) == Action.MAINTAIN
    if case.status is Status.UNDER_APPEAL:
        gathered |= _deciders(case, gathered)
    if "live_tips" not in known:
        gathered["live_tips"] = _live_tips(case)
    return CaseFacts(**(gathered | known))


def lead_is_silent(case: Case) -> bool:
    """Whether the lead agency let its time run out, so that its deputy may take the lead.

    Whoever has just taken the lead has the time of `lead_due_at` first, even past the absolute end.
    """
    due, now = None if case.paused_at else case.due_at, clock.now()
    if case.lead_due_at is not None and now <= case.lead_due_at:
        return False
    return lead_is_overdue(case.status, case.priority, due, case.ends_at, now, calendar_in_force())


def _round(case: Case, out: Collection[int]) -> dict[str, Any]:
    asked = db.session.execute(
        select(Approval.agency_id, Approval.decision, Approval.due_at, Organization.signing_levels, AnswerDraft)
        .join(Organization, Organization.id == Approval.agency_id)
        .outerjoin(Approval.draft)
        .where(Approval.case_id == case.id, Approval.round == case.round)
    ).all()
    unanswered = [(agency, levels, draft) for agency, decision, _, levels, draft in asked if decision is None]
    drafts = [draft for *_, draft in asked if draft is not None]
    return {
        "invited_agency_ids": frozenset(agency for agency, *_ in asked),
        "voted_agency_ids": frozenset(agency for agency, decision, *_ in asked if decision is not None),
        "signed_agency_ids": frozenset(agency for agency, decision, *_ in asked if decision is Vote.APPROVED),
        "vote_overdue": any(
            decision is None and (due < clock.now() or agency in out) for agency, decision, due, *_ in asked
        ),
        "undrafted_agency_ids": frozenset(
            agency for agency, levels, draft in unanswered if levels >= SigningLevels.DRAFTED and draft is None
        ),
        "unreviewed_agency_ids": frozenset(
            agency
            for agency, levels, draft in unanswered
            if levels >= SigningLevels.REVIEWED and draft and not draft.reviewed_at
        ),
        "drafted_agency_ids": frozenset(agency for agency, _, draft in unanswered if draft is not None),
        "drafter_ids": frozenset(
            one for draft in drafts for one in (draft.drafted_by_id, draft.reviewed_by_id) if one is not None
        ),
    }


def _hands(case: Case) -> dict[str, Any]:
    entries = db.session.execute(
        select(
            LedgerEntry.actor_id,
            LedgerEntry.organization_id,
            LedgerEntry.action,
            func.count(),
            func.max(LedgerEntry.at),
        )
        .where(LedgerEntry.case_id == case.id, LedgerEntry.organization_id.is_not(None))
        .group_by(LedgerEntry.actor_id, LedgerEntry.organization_id, LedgerEntry.action)
    ).all()
    opened_since = clock.now() - AS_WRITTEN_FOR
    acted = {(actor, action) for actor, _, action, *_ in entries} | acted_before(case.id)
    return {
        "hand_ids": frozenset(actor for actor, action in acted if actor and action in HAND_ACTIONS),
        "decider_ids": frozenset(actor for actor, action in acted if actor and action in DECISION_ACTIONS),
        "finder_ids": frozenset(actor for actor, action in acted if actor and action in FINDING_ACTIONS),
        "former_holder_ids": frozenset(
            organization for _, organization, action, *_ in entries if action == Action.TRANSFER
        )
        - {case.holder_id},
        "transfers": sum(times for _, _, action, times, _ in entries if action == Action.TRANSFER),
        "reader_ids": frozenset(
            actor for actor, _, action, _, last in entries if action == Action.OPEN_WORDS and last > opened_since
        ),
    }


def _entered_by(case: Case) -> str | None:
    """The step that brought the case to where it stands."""
    entered = select(LedgerEntry.action).where(
        LedgerEntry.case_id == case.id,
        LedgerEntry.status_after == case.status,
        LedgerEntry.status_before != case.status,
    )
    return db.session.scalar(entered.order_by(LedgerEntry.sequence.desc()).limit(1))


def _deciders(case: Case, gathered: Mapping[str, Any]) -> dict[str, Any]:
    signatories = signatories_of_agencies(gathered["excluded_ids"])
    left = who_is_left(signatories, gathered["hand_ids"], gathered["decider_ids"])
    others = left.agency_ids - {case.lead_agency_id, case.holder_id} or left.agency_ids
    stand_ins = frozenset() if case.appeal_agency_id in left.agency_ids else others
    return {"nobody_without_a_hand": not left.without_a_hand, "appeal_stand_in_ids": stand_ins}


def _tasks(case: Case) -> dict[str, Any]:
    tasks = db.session.scalars(select(Task).where(Task.case_id == case.id)).all()
    unratified = [task.id for task in tasks if task.lapses_at and not (task.ratified_at or task.lifted_at)]
    asked = select(Ratification.agency_id).where(Ratification.task_id.in_(unratified), Ratification.at.is_(None))
    return {
        "ratifying_agency_ids": frozenset(db.session.scalars(asked)) if unratified else frozenset(),
        "orderer_ids": frozenset(task.ordered_by_id for task in tasks if task.id in unratified and task.ordered_by_id),
        "executor_ids": frozenset(task.executor_id for task in tasks if task.executor_id is not None),
        "open_tasks": sum(task.is_open for task in tasks),
        "measures_in_force": any(task.in_force for task in tasks),
    }


def _duty() -> dict[str, Any]:
    now = clock.now()
    kept = rosters_kept(now)
    on_shift = frozenset(person for roster in kept.values() for person in roster.on_shift(now))
    return {"rostered_agency_ids": frozenset(kept), "on_shift_ids": on_shift}


def _stays(case: Case, in_force: bool) -> dict[str, Any]:
    asked = stays_of_case(case.id)
    return {
        "stay_asked": any(one.decided_at is None for one in asked),
        "measures_in_force": in_force or any(one.runs for one in asked),
    }


def _live_tips(case: Case) -> int:
    """0, 1 or 2: the rules ask only whether there is one, and whether there is more than one."""
    live = select(TipCase.tip_id).where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None)).limit(2)
    return len(db.session.scalars(live).all())
