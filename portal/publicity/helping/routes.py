"""The help pages; every time they name is read from the table that the clocks run by."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.domain.deadlines import EXTENSION, Step
from portal.publicity.blueprint import blueprint
from portal.publicity.explaining.promises import first_look, longest, time_words
from portal.publicity.helping.pictures import picture
from portal.web.access import public


@blueprint.get("/help")
@public
def help_index() -> ResponseReturnValue:
    """For whom there is help."""
    return render_template("publicity/help/index.html")


@blueprint.get("/help/reporting")
@public
def help_reporting() -> ResponseReturnValue:
    """For whoever reports."""
    return render_template(
        "publicity/help/reporting.html",
        picture=picture,
        first_look=first_look(),
        answer_within=longest(Step.SUPPLEMENT),
        appeal_window=longest(Step.APPEAL_WINDOW),
        appeal_decision=longest(Step.APPEAL_DECISION),
    )


@blueprint.get("/help/platforms")
@public
def help_platforms() -> ResponseReturnValue:
    """For whoever checks at a platform."""
    return render_template("publicity/help/platforms.html", picture=picture, extension=time_words(EXTENSION))


@blueprint.get("/help/authorities")
@public
def help_authorities() -> ResponseReturnValue:
    """For whoever decides at an agency."""
    return render_template("publicity/help/authorities.html", picture=picture, ratification=longest(Step.RATIFICATION))


@blueprint.get("/help/clerks")
@public
def help_clerks() -> ResponseReturnValue:
    """For whoever enters what callers tell."""
    return render_template("publicity/help/clerks.html", picture=picture)


@blueprint.get("/help/administrators")
@public
def help_administrators() -> ResponseReturnValue:
    """For whoever looks after people and settings."""
    return render_template("publicity/help/administrators.html", picture=picture)
