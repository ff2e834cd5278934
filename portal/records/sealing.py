"""Sealing a reporter's contact to public keys: whoever takes a tip can close it and not open it again.

HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), its info bound to purpose and key, so that a
notify address passes nowhere as an identity. Every text of a purpose is padded to one length: the
sealed bytes do not tell how long an address is. Web processes hold the public halves only.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from portal.domain.errors import InputInvalid
from portal.domain.mail_address import read_mail_address
from portal.domain.words import N_
from portal.records.reporters import ReporterContact

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class Purpose(StrEnum):
    """What a sealed text is for."""

    NOTIFY = "notify"
    IDENTITY = "identity"


PADDED = {Purpose.NOTIFY: 320, Purpose.IDENTITY: 4096}
"""Bytes of every text of a purpose before sealing, its two bytes of length included."""


class KeyInvalid(ValueError):
    """A key does not read `id:base64`."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half that seals, and the id by which its other half is found."""

    id: str
    key: X25519PublicKey


@dataclass(frozen=True, slots=True)
class ContactKeys:
    """To whom contact data is sealed."""

    mailer: PublicKey
    agencies: PublicKey

    @classmethod
    def read(cls, mailer: str, agencies: str) -> ContactKeys:
        """From the settings `MAILER_KEY` and `AGENCIES_KEY`. Raises KeyInvalid."""
        return cls(read_public_key(mailer), read_public_key(agencies))


def read_key(written: str) -> tuple[str, bytes]:
    """Id and 32 bytes of a key written `id:base64`. Raises KeyInvalid."""
    key_id, _, encoded = written.strip().partition(":")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error as fault:
        raise KeyInvalid("A key reads id:base64.") from fault
    if not 0 < len(key_id) <= 20 or len(raw) != 32:
        raise KeyInvalid("A key reads id:base64, with an id of at most 20 characters and 32 bytes of key.")
    return key_id, raw


def read_public_key(written: str) -> PublicKey:
    """Raises KeyInvalid."""
    key_id, raw = read_key(written)
    return PublicKey(key_id, X25519PublicKey.from_public_bytes(raw))


def binding(purpose: Purpose, key_id: str) -> bytes:
    """What the sealed bytes are bound to; opening under another purpose or key id fails."""
    return f"clearflag contact 1 {purpose} {key_id}".encode()


def seal(text: str, purpose: Purpose, key: PublicKey) -> bytes:
    """The text, padded and sealed. Raises InputInvalid, its field named like the purpose, if it is too long."""
    content = text.encode()
    room = PADDED[purpose] - 2
    if len(content) > room:
        raise InputInvalid(purpose, N_("This is too long. Leave out what is not needed to reach or recognise you."))
    padded = len(content).to_bytes(2) + content.ljust(room, b"\0")
    return SUITE.encrypt(padded, key.key, info=binding(purpose, key.id))


def seal_contact(notify: str | None, identity: str | None, keys: ContactKeys, now: datetime) -> ReporterContact | None:
    """What a reporter chose to leave, sealed; the caller gives it its tip. None where nothing was left.

    `notify` is a mail address, `identity` free text. Raises InputInvalid with field `notify` or `identity`.
    """
    notify, identity = (notify or "").strip(), (identity or "").strip()
    if not notify and not identity:
        return None
    contact = ReporterContact()
    if notify:
        address = read_mail_address(notify)
        if address is None:
            raise InputInvalid(Purpose.NOTIFY, N_("Write one mail address, like name@example.com, or leave it empty."))
        contact.notify_sealed = seal(f"mailto:{address}", Purpose.NOTIFY, keys.mailer)
        contact.notify_key_id, contact.notify_consent_at = keys.mailer.id, now
    if identity:
        contact.identity_sealed = seal(identity, Purpose.IDENTITY, keys.agencies)
        contact.identity_key_id, contact.identity_consent_at = keys.agencies.id, now
    return contact
