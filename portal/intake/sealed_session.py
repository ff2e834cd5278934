"""What a browser may read, sealed in its session for 30 idle minutes, in the elder mode for a day.

No code is ever kept: the session holds numbers of rows, encrypted, so that neither the cookie nor a log of it says
which they are.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app, session

from portal import clock
from portal.web.prefs import elder_mode

IDLE_SECONDS = 30 * 60
UNHURRIED_SECONDS = 24 * 3600
"""In the elder mode nobody is put out for reading slowly; “Leave” ends the visit all the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of visit: its name in the session, and what keeps its keys apart from others."""

    name: str
    purpose: bytes

    def keep(self, numbers: Mapping[str, int]) -> None:
        """Let this browser read what these numbers lead to, from now on."""
        session[self.name] = self._seal().encrypt_at_time(json.dumps(numbers).encode(), _now()).decode()

    def kept(self) -> Mapping[str, int] | None:
        """What was kept, its time begun anew; None when there is nothing or it was idle too long."""
        idle = UNHURRIED_SECONDS if elder_mode() else IDLE_SECONDS
        try:
            words = self._seal().decrypt_at_time(str(session[self.name]).encode(), idle, _now())
        except (KeyError, InvalidToken):
            session.pop(self.name, None)
            return None
        numbers: Mapping[str, int] = json.loads(words)
        self.keep(numbers)
        return numbers

    def forget(self) -> None:
        """Let this browser read nothing of it any more."""
        session.pop(self.name, None)

    def _seal(self) -> MultiFernet:
        keys = [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]
        return MultiFernet([Fernet(self._derived(key)) for key in keys])

    def _derived(self, key: str) -> bytes:
        return base64.urlsafe_b64encode(hashlib.sha256(self.purpose + b"\0" + key.encode()).digest())


def _now() -> int:
    return int(clock.now().timestamp())
