"""The few endpoints that belong to no desk: health, readiness and the choice of language."""

from flask import Blueprint, Response, abort, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from portal.extensions import csrf
from portal.web.access import public
from portal.web.health import run_checks
from portal.web.language import LANGUAGES, safe_next
from portal.web.prefs import keep_pref

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(alive=True)


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Everything a visitor needs works; 503 otherwise."""
    results = run_checks()
    return jsonify(results), 200 if all(results.values()) else 503


@blueprint.post("/language")
@public
def language() -> ResponseReturnValue:
    """Remember the language and go back to where the visitor was."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    response = redirect(safe_next(request.form.get("next", "/")), 303)
    assert isinstance(response, Response)  # noqa: S101  Flask's redirect answers with Flask's class
    keep_pref(response, "language", chosen)
    return response


# Every page carries this form, and a token would set a cookie for people who only read.
csrf.exempt(language)
