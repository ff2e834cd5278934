"""The desk and one reporter: a question that waits for its answer, a message, and notes among colleagues."""

from __future__ import annotations

from sqlalchemy import select

from portal import clock
from portal.domain.asking import INSTEAD, asks_for
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.domain.tip_labels import read_tip_label
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.alike import stand_apart
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.clocks import pause
from portal.records.messages import Message, Note, SupplementRequest
from portal.records.notices import tell_reporter
from portal.records.tips import TipCase


def ask_supplement(case: Case, actor: Actor, label: str, question: str) -> SupplementRequest:
    """Ask one tip for more (补充材料), never all who joined.

    The clock stands still only where the case has no other tip. Raises InputInvalid, also where it asks who they are.
    """
    tip_id = _tip_id(case, label)
    words = _not_who_they_are(_words(question, "question"), "question")
    act(case, Action.ASK_SUPPLEMENT, actor, {"tip": tip_id})
    stand_apart(case.id, tip_id)
    now = clock.now()
    request = SupplementRequest(
        tip_id=tip_id,
        case_id=case.id,
        asked_by_id=actor.user_id,
        question=words,
        asked_at=now,
        due_at=due_at(Step.SUPPLEMENT, case.priority, now, calendar_in_force()),
    )
    db.session.add(request)
    pause(case)
    tell_reporter(case, tip_id, "supplement_asked")
    db.session.flush()
    return request


def send_message(case: Case, actor: Actor, label: str, body: str, send_key: str | None = None) -> None:
    """Write to the reporter of one tip, who reads the sender's role and never a name. Raises InputInvalid."""
    tip_id = _tip_id(case, label)
    words = _not_who_they_are(_words(body, "body"), "body")
    if send_key and db.session.scalar(select(Message.id).where(Message.send_key == send_key)):
        return
    act(case, Action.MESSAGE, actor, {"tip": tip_id})
    stand_apart(case.id, tip_id)
    db.session.add(
        Message(
            tip_id=tip_id,
            case_id=case.id,
            sender_role=Role.VERIFIER if actor.kind is OrganizationKind.PLATFORM else Role.OFFICER,
            author_id=actor.user_id,
            organization_id=actor.organization_id,
            body=words,
            sent_at=clock.now(),
            send_key=send_key,
        )
    )
    tell_reporter(case, tip_id, "message")


def write_note(case: Case, actor: Actor, body: str) -> None:
    """Note something for colleagues of the same organization; no step, so nobody's page grows stale."""
    db.session.add(
        Note(
            case_id=case.id,
            organization_id=actor.organization_id,
            author_id=actor.user_id,
            body=_words(body, "body"),
            written_at=clock.now(),
        )
    )


def _tip_id(case: Case, label: str) -> int:
    place = read_tip_label(label)
    row = select(TipCase.tip_id).where(
        TipCase.case_id == case.id, TipCase.in_case == place, TipCase.withdrawn_at.is_(None)
    )
    tip_id = None if place is None else db.session.scalar(row)
    if tip_id is None:
        raise InputInvalid("tip", N_("Name one tip of this case by its letters."))
    return tip_id


def _words(text: str, field: str) -> str:
    if not text.strip():
        raise InputInvalid(field, N_("Write something before you send it."))
    return text


def _not_who_they_are(text: str, field: str) -> str:
    """The words, unless they ask a reporter for what only the sealed answer of the form may hold."""
    if found := asks_for(text):
        raise InputInvalid(field, INSTEAD, words=found.words)
    return text
