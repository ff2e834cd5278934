"""What a visitor chose for the pages, kept in one cookie without any identifier, set only by choice."""

from urllib.parse import parse_qs, urlencode

from flask import Response, current_app, request

from portal.config import Settings

YEAR = 365 * 24 * 3600


def read_prefs() -> dict[str, str]:
    """The visitor's choices by name; each reader checks the value it asks for."""
    text = request.cookies.get(_name(), "")
    return {name: values[-1] for name, values in parse_qs(text, max_num_fields=10).items()}


def keep_pref(response: Response, name: str, value: str) -> None:
    """Remember one choice for a year, beside the others."""
    settings: Settings = current_app.extensions["settings"]
    text = urlencode({**read_prefs(), name: value})
    response.set_cookie(_name(), text, max_age=YEAR, secure=settings.https, httponly=True, samesite="Lax")


def _name() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.cookie_name("prefs")
