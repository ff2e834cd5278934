"""Sending a tip: from what a form says to cases at desks and a receipt."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from portal import clock
from portal.domain.errors import NotFound
from portal.domain.minors import no_file_is_taken
from portal.intake.corresponding import LONGEST_MESSAGE, write_message
from portal.intake.evidence import attach
from portal.intake.queries import live_positions
from portal.records.query_codes import CodeKeys
from portal.records.receiving import IntakePolicy, Receipt, Submission, receipt_of, receive_tip
from portal.records.sealing import ContactKeys, seal_contact

FORM_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Left:
    """What a reporter chose to leave, each by its own consent; empty where nothing."""

    notify: str
    identity: str


def new_form_key() -> str:
    """128 random bits that make one form one tip, however often it is sent."""
    return secrets.token_hex(16)


def sender_key(form_key: str) -> str:
    """The form's key as the records know it, apart from the keys of machines.

    Raises NotFound for a key that no form of ours carries.
    """
    if not FORM_KEY.fullmatch(form_key):
        raise NotFound()
    return f"form {form_key}"


def send(submission: Submission, left: Left, form_key: str, policy: IntakePolicy, keys: ContactKeys) -> Receipt:
    """Keep the tip, once per form key; what the reporter left of themselves is sealed before it is kept.

    Raises KeyReused when the same form came before with other words, InputInvalid for a target that
    cannot be read.
    """
    contact = seal_contact(left.notify, left.identity, keys, clock.now())
    receipt = receive_tip(submission, sender_key(form_key), policy, contact)
    if not receipt.repeated:
        attach(form_key, receipt.tip_id, allowed=not no_file_is_taken(submission.category, submission.urgency))
    return receipt


def supplement_sent(form_key: str, words: str, keys: CodeKeys) -> Receipt:
    """Add words to the tip that this form has become, as a message to each desk; its receipt again.

    Whoever holds the form's key holds the tip. Raises NotFound where it was never sent or is
    withdrawn.
    """
    receipt = receipt_of(sender_key(form_key), keys)
    positions = live_positions(receipt.tip_id)
    if not positions:
        raise NotFound()
    for at in range(0, len(words), LONGEST_MESSAGE):
        part = words[at : at + LONGEST_MESSAGE]
        for position in positions:
            write_message(receipt.tip_id, position, part, f"{position} {hashlib.sha256(part.encode()).hexdigest()}")
    return receipt
