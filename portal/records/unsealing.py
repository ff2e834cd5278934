"""Opening notify addresses: for the job process alone, which holds the mailer's private key.

No web process imports this module. The agencies' private keys are not the portal's to hold: an
identity is opened by two persons outside this process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from portal.records.reporters import ReporterContact
from portal.records.sealing import SUITE, Purpose, binding, read_key


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The half that opens; its representation does not show it."""

    id: str
    key: X25519PrivateKey


def read_private_key(written: str) -> PrivateKey:
    """Raises KeyInvalid."""
    key_id, raw = read_key(written)
    return PrivateKey(key_id, X25519PrivateKey.from_private_bytes(raw))


def unseal(sealed: bytes, purpose: Purpose, key: PrivateKey) -> str:
    """The sealed text. Raises cryptography's InvalidTag for another key or purpose, or changed bytes."""
    padded = SUITE.decrypt(sealed, key.key, info=binding(purpose, key.id))
    return padded[2 : 2 + int.from_bytes(padded[:2])].decode()


def notify_address(contact: ReporterContact, keys: Mapping[str, PrivateKey]) -> str | None:
    """Where "there is news" goes, as `carrier:address`; None where the reporter left none.

    Raises KeyError when the key it was sealed to is no longer held.
    """
    if contact.notify_sealed is None or contact.notify_key_id is None:
        return None
    return unseal(contact.notify_sealed, Purpose.NOTIFY, keys[contact.notify_key_id])
