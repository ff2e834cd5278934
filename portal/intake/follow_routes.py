"""Following a tip: the code is given once, in a form; from then on the session knows the tip."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.codes import QUERY_CODE, TIP_NUMBER
from portal.intake import queries, unsent, visit
from portal.intake.corresponding import mark_read
from portal.intake.follow_forms import CodeForm
from portal.intake.policy import intake_policy
from portal.intake.routes import blueprint
from portal.intake.tip_routes import show_unsent
from portal.records.receiving import find_tip
from portal.web.access import public
from portal.web.limits import limiter
from portal.web.transaction import transaction

CODES_TRIED = "30 per minute; 600 per hour"
"""From one address, behind which a whole quarter may be; 120 random bits bear far more."""


@blueprint.get("/follow")
@public
def follow() -> ResponseReturnValue:
    """Where the query code is entered."""
    return render_template("intake/follow.html", form=CodeForm(formdata=None), unsent=None)


@blueprint.post("/follow")
@public
@limiter.limit(CODES_TRIED)
def enter() -> ResponseReturnValue:
    """Look the code up; a wrong one, an unknown one and a withdrawn tip's get the same answer.

    Only a slip of the pen is told apart: its check character says so without a look at any tip.
    """
    form = CodeForm()
    entered = form.query_code.data or ""
    tip = find_tip(entered, intake_policy().keys)
    if tip is None or tip.withdrawn_at is not None:
        form.query_code.errors = (_what_is_wrong(entered),)
        return render_template("intake/follow.html", form=form, unsent=unsent.posted()), 422
    last_read, unread = queries.news(tip.id)
    if unread:
        with transaction():
            mark_read(tip.id)
    seen = visit.Visit(tip.id, last_read)
    visit.begin(seen)
    waiting = unsent.posted()
    if waiting is not None:
        return show_unsent(seen, waiting)
    return redirect(url_for("intake.tip"), 303)


@blueprint.post("/follow/leave")
@public
def leave() -> ResponseReturnValue:
    """Forget the tip in this browser."""
    visit.end()
    return redirect(url_for("intake.follow"), 303)


def _what_is_wrong(entered: str) -> str:
    count = len(QUERY_CODE.characters(entered))
    if not count:
        words = gettext("Enter your query code.")
    elif TIP_NUMBER.read(entered) is not None:
        words = gettext("This is the tip number, which opens nothing. Enter the query code, which has 25 characters.")
    elif count != QUERY_CODE.random_characters + 1:
        words = gettext("The query code has 25 letters and digits; you entered %(count)s.", count=count)
    elif QUERY_CODE.read(entered) is None:
        words = gettext("No query code of ours looks like this. Compare it with your receipt, group by group.")
    else:
        words = gettext("There is no tip under this code. Look whether you copied it right.")
    return str(words)
