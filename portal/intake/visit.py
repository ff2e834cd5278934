"""A reporter's visit: which tip the browser may read, sealed in the session for 30 idle minutes, in the
elder mode for a day.

The code itself is never kept: the session holds the row's id, encrypted, so that neither the cookie
nor a log of it says which tip it is.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app, session

from portal import clock
from portal.web.prefs import elder_mode

IDLE_SECONDS = 30 * 60
UNHURRIED_SECONDS = 24 * 3600
"""In the elder mode nobody is put out for reading slowly; “Leave” ends the visit all the same."""
NAME = "visit"


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose status page this browser may read."""

    tip_id: int
    news_after: int
    """The last message that had been read before this visit; later ones are marked as new."""


def begin(visit: Visit) -> None:
    """Let this browser read the tip from now on."""
    words = json.dumps(asdict(visit)).encode()
    session[NAME] = _seal().encrypt_at_time(words, _now()).decode()


def current() -> Visit | None:
    """The visit under way, its time begun anew; None when there is none or it was idle too long."""
    try:
        words = _seal().decrypt_at_time(
            str(session[NAME]).encode(), UNHURRIED_SECONDS if elder_mode() else IDLE_SECONDS, _now()
        )
    except (KeyError, InvalidToken):
        session.pop(NAME, None)
        return None
    visit = Visit(**json.loads(words))
    begin(visit)
    return visit


def end() -> None:
    """Forget the tip in this browser."""
    session.pop(NAME, None)


def _now() -> int:
    return int(clock.now().timestamp())


def _seal() -> MultiFernet:
    keys = [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    """A key for this purpose alone."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"intake visit\0" + key.encode()).digest())
