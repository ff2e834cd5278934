"""Splitting (分案): a case with two problems becomes two, each with its own category and way."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable

from sqlalchemy import select

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.deadlines import first_look_due_at
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.tip_labels import read_tip_label
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act, record
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case, new_case_number
from portal.records.excluding import carry_over
from portal.records.joining import OPENED
from portal.records.reasons import fingerprint, keep_reason
from portal.records.tips import TipCase
from portal.verification.verbs.moving import move_tips


def split(case: Case, actor: Actor, labels: Iterable[str], category: str, reason: str) -> Case:
    """Open a second case about the same target, of another category, with the tips so labelled.

    Later tips go to the case of their category (decision 5). Raises InputInvalid.
    """
    if not reason.strip():
        raise InputInvalid("reason", N_("Write the reason for this step."))
    try:
        shipped_taxonomy().category(category)
    except KeyError:
        raise InputInvalid("category") from None
    if category == case.category:
        raise InputInvalid("category", N_("The new case needs another category."))
    tip_ids = _chosen(case, {read_tip_label(label) for label in labels})
    second = _second_case(case, category)
    act(case, Action.SPLIT, actor, {"into": second.id} | fingerprint(reason))
    keep_reason(case, reason)
    record(second, OPENED, actor, before=None, body={"from": case.id})
    carry_over(case, second)
    move_tips(case, second, tip_ids)
    return second


def _chosen(case: Case, places: Collection[int | None]) -> list[int]:
    if not places or None in places:
        raise InputInvalid("tips", NO_SUCH_TIPS)
    rows = db.session.execute(
        select(TipCase.tip_id).where(
            TipCase.case_id == case.id, TipCase.in_case.in_(places), TipCase.withdrawn_at.is_(None)
        )
    ).scalars()
    tip_ids = list(rows)
    if len(tip_ids) != len(places):
        raise InputInvalid("tips", NO_SUCH_TIPS)
    stays = select(TipCase.tip_id).where(
        TipCase.case_id == case.id, TipCase.tip_id.not_in(tip_ids), TipCase.withdrawn_at.is_(None)
    )
    if db.session.scalar(stays.limit(1)) is None:
        raise InputInvalid("tips", N_("At least one tip must stay with this case."))
    return tip_ids


NO_SUCH_TIPS = N_("Name tips of this case by their letters, with spaces between them.")


def _second_case(case: Case, category: str) -> Case:
    now = clock.now()
    second = Case(
        case_number=new_case_number(),
        target_id=case.target_id,
        category=category,
        priority=case.priority,
        urgent=case.urgent,
        status=Status.SUBMITTED,
        region=case.region,
        holder_id=case.holder_id,
        lead_agency_id=case.lead_agency_id,
        sample=secrets.randbelow(100),
        opened_at=now,
        assigned_at=now,
        status_since=now,
        due_at=first_look_due_at(case.priority, case.urgent, now, calendar_in_force()),
        ends_at=case.ends_at,
        earlier_case_id=case.earlier_case_id,
        version=1,
    )
    db.session.add(second)
    db.session.flush()
    return second
