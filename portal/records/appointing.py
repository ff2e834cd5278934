"""Appointing: an appeal goes on at another agency once the one it lies at has nobody left who may decide it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.domain.permissions import SYSTEM, Permission
from portal.domain.status import Status
from portal.extensions import db
from portal.records.advancing import APPOINT_DECIDERS, APPOINTED, record
from portal.records.appeals import appeal_agency
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.jobs import enqueue
from portal.records.notices import tell_colleagues

BATCH = 100


def look_for_deciders() -> None:
    """Queue a look at every appeal: who may sign for an agency is about to change."""
    enqueue(APPOINT_DECIDERS, {"after": 0})


def appoint_deciders(payload: Mapping[str, Any]) -> None:
    """The job `appoint_deciders`: looks at appeals, a batch at a time. Safe to run again."""
    waiting = select(Case.id).where(Case.status == Status.UNDER_APPEAL, Case.id > payload["after"])
    found = db.session.scalars(waiting.order_by(Case.id).limit(BATCH)).all()
    for case_id in found:
        one = select(Case).where(Case.id == case_id).with_for_update(of=Case)
        _appoint(db.session.scalars(one.execution_options(populate_existing=True)).one())
    if len(found) == BATCH:
        enqueue(APPOINT_DECIDERS, {"after": found[-1]})


def _appoint(case: Case) -> None:
    stands_in = case.status is Status.UNDER_APPEAL and facts(case).appeal_stand_in_ids
    found = appeal_agency(case) if stands_in else None
    if found is None:
        return
    record(case, APPOINTED, SYSTEM, before=case.status, body={"from": case.appeal_agency_id, "to": found.id})
    case.appeal_agency_id = found.id
    tell_colleagues(case, found.id, "appeal", Permission.APPEAL_DECIDE)
