"""Help for somebody to whom it has happened: what to do before, beside and without a tip."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.intake.routes import blueprint
from portal.web.access import public


@blueprint.get("/help-now")
@public
def help_now() -> ResponseReturnValue:
    """What to do in the first hour, by what happened."""
    return render_template("intake/help_now.html")
