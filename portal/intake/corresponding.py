"""What a reporter writes after sending: messages, and answers to a desk that asked for more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from portal import clock
from portal.domain.errors import InputInvalid, ReasonMissing, StepNotAllowed
from portal.domain.masking import mask
from portal.domain.permissions import REPORTER, Permission, Role
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.intake.evidence import add_to_tip
from portal.intake.own_case import own_case
from portal.records.advancing import act
from portal.records.alike import stand_apart
from portal.records.attachments import FileLimits, ReceivedFile
from portal.records.cases import Case
from portal.records.clocks.pauses import resume
from portal.records.messages import Message, SupplementRequest
from portal.records.notices import tell_colleagues
from portal.records.tips import TipCase

LONGEST_MESSAGE = 4000
NO_FILES = FileLimits(files=0, bytes=0)


def write_message(tip_id: int, position: int, body: str, send_key: str) -> None:
    """Write to the desk that holds the case of one target; the same `send_key` is the same message.

    A closed case takes words too: on new evidence a desk may open it again. Raises InputInvalid for
    an empty or too long message.
    """
    row, case = own_case(tip_id, position)
    _check(body)
    key = f"{tip_id} {send_key}"
    if db.session.scalar(select(Message.id).where(Message.send_key == key)) is not None:
        return
    _add_to(case, row)
    db.session.add(
        Message(
            tip_id=tip_id,
            case_id=case.id,
            sender_role=Role.REPORTER,
            body=body,
            sent_at=clock.now(),
            send_key=key,
        )
    )


def mark_read(tip_id: int) -> None:
    """Note that the reporter has come to read what desks wrote until now."""
    db.session.execute(
        update(Message)
        .where(Message.tip_id == tip_id, Message.read_at.is_(None), Message.sender_role != Role.REPORTER)
        .values(read_at=clock.now())
    )


def answer_supplement(
    tip_id: int, position: int, answer: str, files: Sequence[ReceivedFile] = (), limits: FileLimits = NO_FILES
) -> None:
    """Answer what a desk asked; the case's clock runs on. Sending the same twice is one answer.

    Raises StepNotAllowed where nothing is asked any more, ReasonMissing for an empty answer,
    InputInvalid for too many files.
    """
    row, case = own_case(tip_id, position)
    if not answer.strip():
        raise ReasonMissing(N_("Write your answer."))
    _check(answer)
    asked = db.session.scalars(
        select(SupplementRequest)
        .where(SupplementRequest.tip_id == tip_id, SupplementRequest.case_id.in_({row.case_id, case.id}))
        .order_by(SupplementRequest.id)
    ).all()
    if any(one.answer == answer for one in asked):
        return
    waiting = next((one for one in asked if one.answered_at is None and one.expired_at is None), None)
    if waiting is None:
        raise StepNotAllowed(N_("This question is no longer open. You can write a message instead."))
    _add_to(case, row)
    waiting.answer, waiting.answer_masked, waiting.answered_at = answer, mask(answer), clock.now()
    add_to_tip(files, tip_id, f"supplement {waiting.id}", limits)
    resume(case)


def _check(body: str) -> None:
    if not body.strip():
        raise InputInvalid("body", N_("Write something first."))
    if len(body) > LONGEST_MESSAGE:
        raise InputInvalid("body", N_("This is longer than 4,000 characters. Send it in two parts."))


def _add_to(case: Case, row: TipCase) -> None:
    act(case, Action.SUPPLEMENT, REPORTER, {"tip": row.tip_id})
    stand_apart(row.case_id, row.tip_id)
    tell_colleagues(case, case.holder_id, "supplement", Permission.CASE_ASK)
