"""Sending a tip: from what a form says to cases at desks and a receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal import clock
from portal.domain.errors import KeyReused, NotFound
from portal.domain.minors import no_file_is_taken
from portal.intake.evidence import attach, new_files
from portal.records.alike import mark_anew
from portal.records.attachments import Attachment, attachments_of, drafts_of
from portal.records.drafts import FORM_KEY, refuse_gone
from portal.records.receiving import IntakePolicy, Receipt, Submission, receipt_of, receive_tip
from portal.records.sealing import ContactKeys, seal_contact


@dataclass(frozen=True, slots=True)
class Left:
    """What a reporter chose to leave, each by its own consent; empty where nothing."""

    notify: str
    identity: str

    def as_sent(self) -> str:
        """For telling a repeat from something else; nothing where nothing was left."""
        return json.dumps([self.notify, self.identity]) if self.notify or self.identity else ""


def sender_key(form_key: str) -> str:
    """The form's key as the records know it, apart from the keys of machines.

    Raises NotFound for a key that no form of ours carries.
    """
    if not FORM_KEY.fullmatch(form_key):
        raise NotFound()
    return f"form {form_key}"


def tip_of_form(form_key: str, policy: IntakePolicy) -> int | None:
    """The id of the tip that this form became within the time its receipt is given again; None otherwise."""
    try:
        return receipt_of(sender_key(form_key), policy).tip_id
    except (NotFound, KeyReused):
        return None


def files_of_form(form_key: str, policy: IntakePolicy) -> Sequence[Attachment]:
    """The files of a form: those of the tip it became, then those that came after."""
    tip_id = tip_of_form(form_key, policy)
    if tip_id is None:
        return drafts_of(form_key)
    return [*attachments_of(tip_id), *new_files(form_key, tip_id)]


def send(
    submission: Submission,
    left: Left,
    form_key: str,
    seen: Mapping[str, str],
    policy: IntakePolicy,
    keys: ContactKeys,
) -> Receipt:
    """Keep the tip, once per form key; what the reporter left of themselves is sealed before it is kept.

    `seen` are the files its page showed, name by SHA-256. Raises KeyReused when the same form came
    before with other content or other files, FilesGone where a file is not there any more,
    InputInvalid for a target that cannot be read.
    """
    contact = seal_contact(left.notify, left.identity, keys, clock.now())
    receipt = receive_tip(submission, sender_key(form_key), policy, contact)
    allowed = not no_file_is_taken(submission.category, submission.urgency)
    if receipt.repeated and allowed and new_files(form_key, receipt.tip_id):
        raise KeyReused()
    refuse_gone(seen if allowed else {}, form_key, receipt.tip_id)
    if not receipt.repeated:
        attach(form_key, receipt.tip_id, allowed=allowed)
        mark_anew(receipt.tip_id)
    return receipt
