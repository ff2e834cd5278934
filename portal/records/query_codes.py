"""Query codes (查询码): derived so that a repeat gives the same code, stored only as a keyed hash.

code = first 120 bits of HMAC-SHA-256(secret, nonce ‖ sender's key) (decision 18). With the database
alone nobody finds a code; with a code nobody finds it faster than any other. A key id stands beside
every keyed hash, so that secrets can rotate.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.codes import QUERY_CODE, CodeShape


@dataclass(frozen=True)
class CodeKeys:
    """The portal's code secrets by key id; the first makes new codes, all recognise old ones."""

    secrets: tuple[tuple[str, bytes], ...]

    @property
    def current_id(self) -> str:
        """The id of the secret that makes new codes."""
        return self.secrets[0][0]

    def derive(self, key_id: str, nonce: bytes, sender_key: str) -> str:
        """The written query code of a tip whose sender used `sender_key`."""
        digest = self._mac(key_id, b"code", nonce + sender_key.encode())
        return QUERY_CODE.from_bits(int.from_bytes(digest, "big") >> (256 - QUERY_CODE.random_bits))

    def stored(self, key_id: str, compact: str) -> bytes:
        """What is kept of a code."""
        return self._mac(key_id, b"stored", compact.encode())

    def candidates(self, entered: str, shape: CodeShape = QUERY_CODE) -> Sequence[bytes]:
        """What could be kept of a code as entered, one for each secret; empty where it is no code.

        The work is the same for a known and an unknown code.
        """
        compact = shape.read(entered)
        return () if compact is None else [self.stored(key_id, compact) for key_id, _ in self.secrets]

    def of_sender_key(self, key_id: str, sender_key: str) -> bytes:
        """What is kept of an idempotency key or form key."""
        return self._mac(key_id, b"sender", sender_key.encode())

    def of_body(self, key_id: str, body: bytes) -> bytes:
        """What is kept of a submission's content, to tell a repeat from something else."""
        return self._mac(key_id, b"body", body)

    def _mac(self, key_id: str, purpose: bytes, message: bytes) -> bytes:
        secret = dict(self.secrets)[key_id]
        return hmac.new(secret, purpose + b"\0" + message, hashlib.sha256).digest()
