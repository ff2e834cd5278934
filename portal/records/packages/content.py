"""What a sealed package says of a case: the manifest, read only as far as table 4 opens it to a receiver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.hand_overs import AUTHORITY_WORDS
from portal.domain.masking import read_copy
from portal.domain.measures import MEASURES
from portal.domain.sealed_packages import MOST_TIPS
from portal.domain.tip_labels import tip_label
from portal.domain.visibility import Part
from portal.extensions import db
from portal.records.attachments import Attachment
from portal.records.cases import Case
from portal.records.decision_notices.models import DecisionNotice
from portal.records.decision_notices.reading import read_notice
from portal.records.findings import Finding
from portal.records.hand_overs import HandOver
from portal.records.organizations import Organization
from portal.records.targets import masked_display, masked_name
from portal.records.tasks import Task
from portal.records.tips import TipCase

Say = Callable[[str], str]
"""Translates the markers that stand for masked words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of the case, and whose it is: of a tip by its letters, of a task by its number."""

    attachment: Attachment
    tip: str = ""
    task: int = 0

    @property
    def stem(self) -> str:
        """What its neutral name begins with: the sender's own may name people."""
        return f"tip-{self.tip}" if self.tip else f"receipt-{self.task}"


def told_of(case: Case, gone: HandOver, parts: frozenset[Part], say: Say) -> dict[str, Any]:
    """The manifest without the list of its files and the end of the chain."""
    readers: Mapping[str, tuple[Part, Callable[[Case], Any]]] = {
        "case": (Part.SUMMARY, _case),
        "target": (Part.TARGET, lambda one: _target(one, say)),
        "outcome": (Part.OUTCOME, lambda one: {"outcome": one.outcome, "ground": one.ground}),
        "findings": (Part.FINDING, lambda one: list(_findings(one))),
        "decisions": (Part.NOTICES, lambda one: list(_decisions(one))),
        "measures": (Part.TASKS, lambda one: list(_measures(one))),
        "tips": (Part.MASKED_WORDS, lambda one: _tips(one, say)),
    }
    return {
        "handed_over": _hand_over(gone),
        **{name: read(case) for name, (part, read) in readers.items() if part in parts},
    }


def _hand_over(gone: HandOver) -> dict[str, Any]:
    return {
        "kind": gone.kind,
        "kind_words": AUTHORITY_WORDS[gone.kind],
        "authority": gone.authority,
        "on": clock.day_of(gone.made_at).isoformat(),
        "reference": gone.reference,
    }


def _case(case: Case) -> dict[str, Any]:
    category = shipped_taxonomy().category(case.category)
    return {
        "number": case.case_number,
        "status": case.status,
        "priority": case.priority,
        "category": {"code": category.code, **_wording(category.name)},
        "holder": _names(case.holder),
        "lead_agency": _names(case.lead_agency),
        "opened_at": case.opened_at.isoformat(),
        "closed_at": _moment(case.closed_at),
    }


def _target(case: Case, say: Say) -> dict[str, Any]:
    target = case.target
    return {
        "type": target.type,
        "identified": target.key is not None,
        "display": masked_display(target, say),
        "name": masked_name(target, say),
        "host": _names(target.host),
        "provider": _names(target.provider),
    }


def _findings(case: Case) -> Iterator[dict[str, Any]]:
    """Each round's finding; with all that its version covers, so that whoever signed it can be held to it."""
    for one in db.session.scalars(select(Finding).where(Finding.case_id == case.id).order_by(Finding.round)):
        whole = case.target.key is not None and one.version(case.target) == one.seen_hash
        yield {
            "round": one.round,
            "by": _names(db.session.get(Organization, one.organization_id)),
            "made_at": one.made_at.isoformat(),
            "version": one.seen_hash,
            "opinion": one.opinion,
            "ground": one.public_ground,
            "evidence": one.evidence,
            "measures": one.measures,
            **({"decided_on": one.decided_on(case.target)} if whole else {}),
        }


def _decisions(case: Case) -> Iterator[Mapping[str, Any]]:
    """What the notices of the case say, word for word; none that is not what was issued."""
    of_case = select(DecisionNotice.id).where(DecisionNotice.case_id == case.id).order_by(DecisionNotice.round)
    for notice_id in db.session.scalars(of_case):
        shown = read_notice(notice_id)
        if shown.genuine:
            yield shown.notice.content


def _measures(case: Case) -> Iterator[dict[str, Any]]:
    of_case = select(Task).where(Task.case_id == case.id).options(joinedload(Task.executor)).order_by(Task.id)
    for task in db.session.scalars(of_case):
        yield {
            "task": task.id,
            "kind": task.kind,
            "measure": task.measure,
            "measure_words": MEASURES[task.measure].words if task.measure else "",
            "note": task.note,
            "executor": _names(task.executor),
            "outside": task.outside_executor or "",
            "days": task.days,
            "ordered_at": task.ordered_at.isoformat(),
            "done_at": _moment(task.done_at),
            "lifted_at": _moment(task.lifted_at),
            "dropped_at": _moment(task.dropped_at),
            "attested": task.attested,
            "document_number": task.document_number,
            "proof": task.proof,
            "quantities": task.quantities,
        }


def _tips(case: Case, say: Say) -> dict[str, Any]:
    """What reporters wrote, as a platform reads it: by letters, secrets masked; no number, contact, code or message."""
    rows = db.session.scalars(_living(case).options(joinedload(TipCase.tip)).order_by(TipCase.in_case).limit(MOST_TIPS))
    count = db.session.execute(select(func.count()).select_from(_living(case).subquery())).scalar_one()
    told = [
        {"label": tip_label(row.in_case), "category": row.tip.category, "words": read_copy(row.tip.masked, say)}
        for row in rows
    ]
    return {"told": told, "left_out": count - len(told)}


def _living(case: Case) -> Any:
    return select(TipCase).where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None))


def evidence_of(case: Case, parts: frozenset[Part]) -> Sequence[Evidence]:
    """Every file of the case: of receipts, then of tips, each in the order in which it came."""
    if Part.FILE_FACTS not in parts:
        return ()
    of_tasks = (select(Attachment).join(Task, Task.id == Attachment.task_id).where(Task.case_id == case.id)).order_by(
        Attachment.id
    )
    of_tips = (
        select(Attachment, TipCase.in_case)
        .join(TipCase, TipCase.tip_id == Attachment.tip_id)
        .where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None))
        .order_by(Attachment.id)
    )
    return [
        *(Evidence(one, task=one.task_id or 0) for one in db.session.scalars(of_tasks)),
        *(Evidence(one, tip=tip_label(place)) for one, place in _once(db.session.execute(of_tips))),
    ]


def _once(rows: Iterable[Any]) -> Iterator[tuple[Attachment, int]]:
    """A tip may name two targets that became one case; its files are its files once."""
    seen = set[int]()
    for one, place in rows:
        if one.id not in seen:
            seen.add(one.id)
            yield one, place


def _names(organization: Organization | None) -> dict[str, str] | None:
    return {"zh": organization.name_zh, "en": organization.name_en} if organization else None


def _wording(name: Any) -> dict[str, str]:
    return {"zh": name.in_language("zh-CN"), "en": name.in_language("en")}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
