"""What a visitor chose for the pages, kept in one cookie without any identifier, set only by choice."""

from collections.abc import Callable, Mapping
from functools import wraps
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, Response, current_app, g, make_response, request
from flask.sansio.app import App
from flask.typing import ResponseReturnValue
from flask_babel import refresh

from portal.config import Settings

YEAR = 365 * 24 * 3600
LANGUAGES = {"zh_CN": "中文", "en": "English"}
CHOICES: Mapping[str, frozenset[str]] = {
    "language": frozenset(LANGUAGES),
    "elder": frozenset({"on", "off"}),
    "keys": frozenset({"on", "off"}),
}
"""What can be chosen, and from what. `elder` is the elder mode 长辈版: large type, one question a screen, no hurry;
`keys` says whether single keys do something at the desk."""

View = Callable[[], ResponseReturnValue]
Keeper = Callable[[Mapping[str, str]], None]
"""Keeps choices elsewhere too; called with what was chosen."""


def read_pref(name: str) -> str | None:
    """What was chosen under this name of CHOICES, with this request or before it; None when nothing was."""
    if not request:
        return None
    chosen = {**_kept(), **g.get("chosen", {})}.get(name)
    return chosen if chosen in CHOICES[name] else None


def read_own_pref(name: str) -> str:
    """What a desk kept under a name of its own, or nothing; the reader checks it."""
    return _kept().get(name, "") if request else ""


def elder_mode() -> bool:
    """Whether this reader asked for the elder mode."""
    return read_pref("elder") == "on"


def posted_prefs() -> dict[str, str]:
    """The choices this request makes; what is not in CHOICES is not among them."""
    posted = {name: request.form.get(name, "") for name in CHOICES}
    return {name: value for name, value in posted.items() if value in CHOICES[name]}


def also_keep(app: App, keeper: Keeper) -> None:
    """Let a desk keep choices beyond the browser in which they were made."""
    app.extensions.setdefault("prefs_keepers", []).append(keeper)


def keep_prefs(response: Response, chosen: Mapping[str, str]) -> None:
    """Remember these choices for a year, beside the others."""
    settings: Settings = current_app.extensions["settings"]
    for keeper in current_app.extensions.get("prefs_keepers", ()):
        keeper(chosen)
    text = urlencode({**_kept(), **chosen})
    response.set_cookie(_name(), text, max_age=YEAR, secure=settings.https, httponly=True, samesite="Lax")


def here() -> str:
    """The address to come back to after a choice.

    A page that answers a POST need not have one of its own: then it is the page whose form was sent.
    """
    if request.method in ("GET", "HEAD"):
        return request.full_path if request.query_string else request.path
    sent_from = urlsplit(request.referrer or "")
    return sent_from.path if sent_from.netloc == request.host and sent_from.path else "/"


def with_posted_prefs(view: View) -> View:
    """A page that answers a form has no address to come back to: its own form carries the choice.

    The button posts the whole form again, so that changing the language or the mode loses nothing.
    """

    @wraps(view)
    def answer() -> ResponseReturnValue:
        chosen = posted_prefs()
        if not chosen:
            return view()
        g.chosen = chosen
        refresh()
        response: Response = make_response(view())
        keep_prefs(response, chosen)
        return response

    return answer


FORM_TYPE = "application/x-www-form-urlencoded"
"""How a browser sends a form without files."""
WITH_FILES = "multipart/form-data"
"""How it sends one with files."""
READING = "reading"
"""The name of a button that sends a refused form again to be read otherwise; its value is a choice and its value.

It is none of the names in CHOICES, for a form may have a field of such a name.
"""


def read_again() -> bool:
    """Whether this form was sent only to be read in another language or type: nothing of it is done."""
    return bool(g.get("read_again"))


def choose_for_a_form() -> None:
    """Take the choice that came with a form, before anything of the page is written."""
    of_a_page = request.mimetype in (FORM_TYPE, WITH_FILES)  # a machine's body is not read here
    from_a_page = request.method == "POST" and of_a_page
    if from_a_page and READING in request.form:
        name, _, value = request.form[READING].partition(":")
        if value in CHOICES.get(name, frozenset()):
            g.chosen, g.read_again = {name: value}, True
            refresh()


def keep_the_choice(response: Response) -> Response:
    """Remember it; the page shows the form again, which is no refusal."""
    if read_again():
        keep_prefs(response, g.chosen)
        response.status_code = 200 if response.status_code == 422 else response.status_code
    return response


def _kept() -> dict[str, str]:
    text = request.cookies.get(_name(), "")
    try:
        return {name: values[-1] for name, values in parse_qs(text, max_num_fields=10).items()}
    except ValueError:
        return {}  # somebody wrote more into the cookie than we ever do


def _name() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.cookie_name("prefs")


def init_app(app: Flask) -> None:
    """Tell templates what there is to choose and what was chosen."""
    app.before_request(choose_for_a_form)
    app.after_request(keep_the_choice)
    app.jinja_env.globals.update(languages=LANGUAGES, elder_mode=elder_mode, here=here)
