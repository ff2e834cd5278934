"""The few endpoints that belong to no desk: health, readiness and what a visitor prefers."""

from flask import Blueprint, Response, abort, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from portal.extensions import csrf
from portal.web.access import public
from portal.web.health import run_checks
from portal.web.language import safe_next
from portal.web.prefs import keep_prefs, posted_prefs

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


@blueprint.post("/preferences")
@public
def preferences() -> ResponseReturnValue:
    """Remember the language or the mode that was chosen, and go back to where the visitor was."""
    chosen = posted_prefs()
    if not chosen:
        abort(400)
    response = redirect(safe_next(request.form.get("next", "/")), 303)
    assert isinstance(response, Response)  # noqa: S101  Flask's redirect answers with Flask's class
    keep_prefs(response, chosen)
    return response


# Every page carries this form, and a token would set a cookie for people who only read.
csrf.exempt(preferences)
