"""How often somebody may try to sign in, so that guessing is slow and nobody is locked out by it.

Tries are counted by the name that was typed, whether or not there is such a person. A browser in
which that person has signed in before is counted by itself: strangers can use up the tries of
strange browsers, never those of the owner's (docs/adr, “known browsers”).
"""

import hmac
import secrets
from hashlib import sha256

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import TooManyRequests

from portal.config import Settings
from portal.records.people import as_address
from portal.web.limits import within

LIMITS = ("5 per minute", "100 per day")
"""P14: at most five tries a minute, and a hundred in a row, for a known and an unknown name alike."""
KNOWN_FOR = 90 * 24 * 3600
"""Seconds for which a browser stays known after its last sign-in."""


def count_try(email: str) -> None:
    """Count one try before anything is checked; raises TooManyRequests when it is one too many."""
    name = _name_of(email)
    known = _known_browser()
    counted_as = f"known {known}" if known and known.startswith(f"{name}.") else name
    if not within("sign-in", counted_as, LIMITS):
        raise TooManyRequests


def know_browser(response: Response, email: str) -> Response:
    """Remember that this person signed in with this browser."""
    word = str(_serializer().dumps(f"{_name_of(email)}.{secrets.token_urlsafe(9)}"))
    settings = _settings()
    response.set_cookie(_cookie(), word, max_age=KNOWN_FOR, secure=settings.https, httponly=True, samesite="Lax")
    return response


def _known_browser() -> str | None:
    try:
        return str(_serializer().loads(request.cookies.get(_cookie(), ""), max_age=KNOWN_FOR))
    except BadSignature:
        return None  # none, too old, or not written by us: a strange browser


def _name_of(email: str) -> str:
    """The name that is counted; the limits' storage keeps no address."""
    return hmac.new(str(current_app.secret_key).encode(), f"sign-in {as_address(email)}".encode(), sha256).hexdigest()


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known browser")


def _cookie() -> str:
    return _settings().cookie_name("known")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
