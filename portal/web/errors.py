"""What went wrong, answered in plain words: a page for people, an RFC 9457 problem for machines."""

import logging
import re
from collections.abc import Mapping
from typing import NamedTuple

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.domain import errors
from portal.domain.measures import Measure
from portal.domain.words import N_
from portal.extensions import db

log = logging.getLogger(__name__)

STATUS_OF: Mapping[type[errors.DomainError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.StepNotAllowed: 409,
    errors.StaleVersion: 409,
    errors.AlreadyVoted: 409,
    errors.WindowClosed: 409,
    errors.KeyReused: 409,
    errors.ReasonMissing: 422,
    errors.MeasureNotAllowed: 422,
    errors.OutcomeNotAllowed: 422,
    errors.ReceiptInvalid: 422,
    errors.InputInvalid: 422,
    errors.Several: 422,
    errors.Unavailable: 503,
    errors.DomainError: 409,
}
"""The HTTP status of each domain error; a new kind of error takes the row of its nearest parent."""


class Words(NamedTuple):
    """A page's title and what the person can do now."""

    title: str
    advice: str


WORDS: Mapping[int, Words] = {
    400: Words(
        N_("We could not read this"),
        N_("Something in the address or in what was sent is incomplete. Go back and try again."),
    ),
    401: Words(N_("Please sign in"), N_("This page is for colleagues who are signed in.")),
    403: Words(
        N_("This is not open to you"),
        N_("Your role does not include this page. If it should, ask your administrator."),
    ),
    404: Words(
        N_("There is nothing here"),
        N_("The address may be mistyped, or what stood here has been taken away."),
    ),
    405: Words(N_("This does not work this way"), N_("Go back to the page and use its buttons.")),
    409: Words(
        N_("Something changed in between"),
        N_("Nothing was saved. Go back, load the page again and decide anew."),
    ),
    410: Words(N_("This has expired"), N_("The link was valid for a limited time. Please start again.")),
    413: Words(
        N_("This is too large"),
        N_("Send fewer or smaller files, or a shorter text. Nothing was saved."),
    ),
    415: Words(
        N_("We cannot read this format"),
        N_("Send it in one of the formats named beside the field."),
    ),
    422: Words(N_("Something is missing or not right"), N_("Go back, mend it and send it again.")),
    429: Words(
        N_("That was a lot at once"),
        N_("To keep the portal free for everybody we count requests. Please wait a little and try again."),
    ),
    500: Words(
        N_("Something broke on our side"),
        N_("Nothing was saved. It is not your fault; please try again in a few minutes."),
    ),
    503: Words(
        N_("We are out of order for a moment"),
        N_("Nothing was lost. Please try again in a few minutes."),
    ),
}

CSRF_ADVICE = N_(
    "For your safety this form belongs to one browser session, and that session has ended or cookies are off. "
    "Go back, load the page again and send it once more."
)


def for_machines() -> bool:
    """Whether the answer goes to a program: everything under /api/ does."""
    return request.path.startswith("/api/")


def answer_domain_error(error: errors.DomainError) -> Response:
    """A rule was not met: its own sentence, under the status of its kind."""
    sentence = sentence_of(error)
    extra = {"code": _kebab(type(error).__name__)}
    if isinstance(error, errors.InputInvalid):
        extra["field"] = error.field
    return answer(status_of(error), sentence, **extra)


def sentence_of(error: errors.DomainError) -> str:
    """What an error says to people, with the measure it is about by its name."""
    facts = {name: gettext(fact.words) if isinstance(fact, Measure) else fact for name, fact in error.facts.items()}
    sentence: str = gettext(error.sentence, **facts)
    return sentence


def status_of(error: errors.DomainError) -> int:
    """The HTTP status of a domain error: of its own kind, else of its nearest parent."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def answer_http_error(error: HTTPException) -> Response:
    """An error of HTTP itself; headers it brings (Allow, Retry-After) are kept."""
    if error.response is not None:
        return error.get_response()  # type: ignore[return-value]  # werkzeug's class; Flask's inherits it
    advice = gettext(CSRF_ADVICE) if isinstance(error, CSRFError) else None
    response = answer(error.code or 500, advice)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def answer_database_error(error: OperationalError) -> Response:
    """The database cannot be reached or stays locked: 503, to be tried again."""
    if "readonly" in str(error.orig):
        raise error  # a write outside transaction(): our mistake, not an outage
    log.error("The database does not answer", exc_info=error)
    return answer(503)


def answer_failure(error: InternalServerError) -> Response:
    """Something we did not foresee; Flask has logged it already."""
    return answer(error.code or 500)


def answer(status: int, sentence: str | None = None, **extra: object) -> Response:
    """The page or problem for this status; `sentence` (translated) replaces the general advice."""
    title, advice = (gettext(text) for text in WORDS.get(status, WORDS[500 if status >= 500 else 400]))
    if status >= 500:
        db.session.rollback()
    if for_machines():
        response = jsonify(type="about:blank", title=title, status=status, detail=sentence or advice, **extra)
        response.mimetype = "application/problem+json"
    elif status >= 500:
        # no context processors: the one who is signed in may not be loadable now
        page = current_app.jinja_env.get_template("errors/failure.html")
        response = Response(page.render(title=title, sentence=sentence or advice))
    else:
        g.pop("shown_again", None)  # this page has no form of its own
        response = Response(render_template("errors/page.html", title=title, sentence=sentence or advice))
    response.status_code = status
    return response


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def init_app(app: Flask) -> None:
    """Answer every error ourselves, and let a page say one that would come."""
    app.jinja_env.globals.update(sentence_of=sentence_of)
    app.register_error_handler(errors.DomainError, answer_domain_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(OperationalError, answer_database_error)
    app.register_error_handler(InternalServerError, answer_failure)
