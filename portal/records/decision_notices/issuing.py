"""Issuing a notice, in the transaction of the decision that it tells of."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from portal import clock
from portal.domain.codes import NOTICE_NUMBER
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.records.advancing import NOTICE_ISSUED, record
from portal.records.approvals import Approval, Vote
from portal.records.cases import Case
from portal.records.decision_notices.models import DecisionNotice
from portal.records.findings import Finding, ProposedMeasure
from portal.records.ledger import canonical
from portal.records.organizations import Organization
from portal.records.tasks import Task

Ordered = Sequence[tuple[ProposedMeasure, Task]]
"""Each measure of a decision with the task by which one executor carries it out."""


def issue_notice(case: Case, finding: Finding, ordered: Ordered, actor: Actor) -> DecisionNotice:
    """The notice of the decision of this round; whoever brought the decision about stands in the ledger.

    The caller holds the case's row, and the tasks are in the database.
    """
    number = NOTICE_NUMBER.from_bits(secrets.randbits(NOTICE_NUMBER.random_bits))
    content = content_of(case, finding, ordered, number)
    body = {"notice": number, "round": finding.round, "sha256": content_hash(content)}
    entry = record(case, NOTICE_ISSUED, actor, before=case.status, body=body)
    notice = DecisionNotice(
        case_id=case.id,
        round=finding.round,
        number=number,
        content=content,
        sequence=entry.sequence,
        issued_at=entry.at,
    )
    db.session.add(notice)
    db.session.flush()
    return notice


def content_of(case: Case, finding: Finding, ordered: Ordered, number: str) -> dict[str, Any]:
    """What a notice says, in codes and in names as they are today, so that it reads the same for ever.

    Nothing in it comes from a reporter: of a target that nobody could identify, what they typed stays out, and so
    does any name they gave it. The only date is that of the decision.
    """
    target = case.target
    return {
        "number": number,
        "issued_on": clock.today().isoformat(),
        "agencies": [_names(one) for one in _issuers(case)],
        "target": {
            "type": str(target.type),
            "display": target.display if target.key is not None else "",
            "host": _names(target.host) if target.host else None,
        },
        "category": finding.category,
        "ground": finding.public_ground,
        "measures": [_measure(proposed, task) for proposed, task in ordered],
    }


def content_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content's canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _issuers(case: Case) -> list[Organization]:
    """The lead agency, then whoever else signed this round."""
    signed = (
        select(Organization)
        .join(Approval, Approval.agency_id == Organization.id)
        .where(Approval.case_id == case.id, Approval.round == case.round, Approval.decision == Vote.APPROVED)
        .order_by(Organization.id)
    )
    others = [one for one in db.session.scalars(signed) if one.id != case.lead_agency_id]
    return [case.lead_agency, *others]


def _measure(proposed: ProposedMeasure, task: Task) -> dict[str, Any]:
    return {
        "code": proposed.code,
        "days": proposed.days,
        "note": proposed.note,
        "executor": _names(task.executor) if task.executor else None,
        "outside": task.outside_executor,
        "task": task.id,
    }


def _names(organization: Organization) -> dict[str, str]:
    return {"zh": organization.name_zh, "en": organization.name_en}
