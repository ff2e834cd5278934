"""The page beside the form: what becomes of personal data."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.intake.who_sees import who_sees
from portal.web.access import public

blueprint = Blueprint("intake", __name__)


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept about a reporter, who sees it, and how long."""
    return render_template("intake/privacy.html", who_sees=who_sees())
