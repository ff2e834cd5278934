"""Assisted entry: a clerk on the telephone enters a tip for a caller, reads out its code and lets go of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from portal import clock
from portal.domain.errors import NotFound
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.intake.service import Left
from portal.records.assisted_entries import AssistedEntry, CallEnd, entered_by
from portal.records.drafts import FORM_KEY
from portal.records.receiving import IntakePolicy, Receipt, Submission, forget_code, receipt_of, receive_tip
from portal.records.sealing import ContactKeys, seal_contact

LONGEST_CALL = timedelta(hours=1)
"""So long after sending the code can be shown again to the clerk who sent it, unless the call ends before."""


def call_key(form_key: str, clerk: Actor) -> str:
    """The form's key as the records know it: in no other hands than this clerk's does it give the code again.

    Raises NotFound for a key that no form of ours carries.
    """
    if not FORM_KEY.fullmatch(form_key):
        raise NotFound()
    return f"call {clerk.user_id} {form_key}"


def enter(
    submission: Submission, left: Left, form_key: str, clerk: Actor, policy: IntakePolicy, keys: ContactKeys
) -> Receipt:
    """Keep the caller's tip, once per form key, and that this clerk entered it.

    Raises KeyReused when the same form came before with other content or its call has ended,
    InputInvalid for a target that cannot be read.
    """
    contact = seal_contact(left.notify, left.identity, keys, clock.now())
    return receive_tip(submission, call_key(form_key, clerk), _of_calls(policy), contact, entered_by(clerk))


def code_of_call(form_key: str, clerk: Actor, policy: IntakePolicy) -> Receipt:
    """The receipt of a call that goes on. Raises NotFound, and KeyReused when the call has ended."""
    return receipt_of(call_key(form_key, clerk), _of_calls(policy))


def end_call(form_key: str, clerk: Actor, how: CallEnd, policy: IntakePolicy) -> None:
    """Let go of the code; from here on nobody but the caller has it. Twice is once. Raises NotFound."""
    tip_id = forget_code(call_key(form_key, clerk), policy)
    db.session.get_one(AssistedEntry, tip_id).end(how)


def _of_calls(policy: IntakePolicy) -> IntakePolicy:
    return replace(policy, replay=LONGEST_CALL)
