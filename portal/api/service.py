"""The citizen's verbs for machines: sending a tip, and asking where it stands."""

from __future__ import annotations

from portal import clock
from portal.api.schemas import ContactIn
from portal.records.receiving import IntakePolicy, Receipt, Submission, receive_tip
from portal.records.sealing import ContactKeys, seal_contact


def send_tip(
    submission: Submission, contact: ContactIn | None, key: str, policy: IntakePolicy, keys: ContactKeys
) -> Receipt:
    """Keep the tip, once per key, in the caller's transaction.

    Raises KeyReused when the same key came before with other content, InputInvalid for content that
    cannot be taken.
    """
    notify = contact.notify.address if contact and contact.notify else None
    identity = contact.identity.words if contact and contact.identity else None
    return receive_tip(submission, sender_key(key), policy, seal_contact(notify, identity, keys, clock.now()))


def sender_key(key: str) -> str:
    """An Idempotency-Key as the records know it, apart from the keys of forms."""
    return f"api {key}"
