"""Which language a page speaks: the visitor's choice, else what the browser asks for, else Chinese."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

from flask import Flask, Response, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, refresh

from portal.records.targets import Target, in_a_list
from portal.web.prefs import keep_pref, read_prefs

View = Callable[[], ResponseReturnValue]

LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT = "zh_CN"


def choose_language() -> str:
    """One of LANGUAGES for this request."""
    if not request:
        return DEFAULT
    chosen = g.get("language") or read_prefs().get("language")
    if chosen in LANGUAGES:
        return chosen
    for wanted, _quality in request.accept_languages:
        language = wanted.replace("-", "_").split("_")[0].lower()
        if language in ("zh", "en"):
            return DEFAULT if language == "zh" else "en"
    return DEFAULT


def in_posted_language(view: View) -> View:
    """A page that answers a form has no address to come back to: its own form carries `language`.

    The button posts the whole form again, so that changing the language loses nothing.
    """

    @wraps(view)
    def answer() -> ResponseReturnValue:
        chosen = request.form.get("language")
        if chosen not in LANGUAGES:
            return view()
        g.language = chosen
        refresh()
        response: Response = make_response(view())
        keep_pref(response, "language", chosen)
        return response

    return answer


def safe_next(target: str) -> str:
    """A path on this host to go on to, or the front page: never another site."""
    inside = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if inside and target.isprintable() and "\\" not in target else "/"


class Named(Protocol):
    """Something that has a name in each language."""

    name_zh: str
    name_en: str


def organization_name(organization: Named) -> str:
    """The name in the reader's language."""
    return organization.name_zh if html_lang().startswith("zh") else organization.name_en


def target_in_a_list(target: Target) -> str:
    """What a target is called in a desk's list, secrets masked in the reader's language."""
    return in_a_list(target, gettext)


def html_lang() -> str:
    """The language of this page as HTML names it."""
    return str(get_locale()).replace("_", "-")


def init_app(app: Flask) -> None:
    """Tell templates which language they speak and which there are."""
    app.jinja_env.globals.update(
        html_lang=html_lang,
        languages=LANGUAGES,
        organization_name=organization_name,
        target_in_a_list=target_in_a_list,
    )
