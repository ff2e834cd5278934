"""The page beside the form: what becomes of personal data."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.intake.who_sees import who_sees
from portal.records.attachments import DRAFTS_LIVE
from portal.records.jobs import KEPT
from portal.web.access import public

blueprint = Blueprint("intake", __name__)


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept about a reporter, who sees it, and how long."""
    return render_template(
        "intake/privacy.html",
        who_sees=who_sees(),
        draft_hours=DRAFTS_LIVE // timedelta(hours=1),
        mail_days=KEPT.days,
    )
