"""A respondent's page: the code is given once, in a form; from then on the session knows the notice."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.codes import NOTICE_NUMBER, RESPONDENT_CODE
from portal.domain.decision_notices import FORCE_WORDS
from portal.intake.follow_routes import CODES_TRIED
from portal.intake.hearing import visit
from portal.intake.hearing.forms import RespondentCodeForm
from portal.intake.hearing.reading import read_hearing
from portal.intake.policy import intake_policy
from portal.intake.routes import blueprint
from portal.records.decision_notices.codes import find_code
from portal.web.access import public
from portal.web.limits import limiter


@blueprint.get("/respondent")
@public
def respondent() -> ResponseReturnValue:
    """Where the code is entered."""
    return render_template("intake/hearing/enter.html", form=RespondentCodeForm(formdata=None))


@blueprint.post("/respondent")
@public
@limiter.limit(CODES_TRIED)
def respondent_enters() -> ResponseReturnValue:
    """Look the code up; an unknown one and one that a later copy replaced get the same answer."""
    form = RespondentCodeForm()
    entered = form.code.data or ""
    found = find_code(entered, intake_policy().keys)
    if found is None:
        form.code.errors = (_what_is_wrong(entered),)
        return render_template("intake/hearing/enter.html", form=form), 422
    visit.begin(found)
    return redirect(url_for("intake.respondent_notice"), 303)


@blueprint.get("/respondent/notice")
@public
def respondent_notice() -> ResponseReturnValue:
    """What was decided, on what ground, how it stands, and what can be done."""
    notice_id = visit.current()
    if notice_id is None:
        return to_enter()
    return show(notice_id)


@blueprint.post("/respondent/leave")
@public
def respondent_leaves() -> ResponseReturnValue:
    """Forget the code in this browser."""
    visit.end()
    return redirect(url_for("intake.respondent"), 303)


def to_enter() -> ResponseReturnValue:
    """Nobody's visit, an idle one, or one by a code that died: back to where the code is entered."""
    flash(
        gettext("Enter the code of your notice. The page closes by itself after 30 minutes without use."),
        "wait",
    )
    return redirect(url_for("intake.respondent"), 303)


def show(notice_id: int) -> str:
    """The page of this notice."""
    return render_template("intake/hearing/notice.html", hearing=read_hearing(notice_id), force_words=FORCE_WORDS)


def _what_is_wrong(entered: str) -> str:
    count = len(RESPONDENT_CODE.characters(entered))
    if not count:
        words = gettext("Enter your code.")
    elif NOTICE_NUMBER.read(entered) is not None:
        words = gettext("This is the number of the notice, which anybody may know. The code begins with SU.")
    elif count != RESPONDENT_CODE.random_characters + 1:
        words = gettext("After SU the code has 25 letters and digits; you entered %(count)s.", count=count)
    elif RESPONDENT_CODE.read(entered) is None:
        words = gettext("No code of ours looks like this. Compare it with the notice, group by group.")
    else:
        words = gettext(
            "This code opens nothing. Look whether you copied it right. If a later copy was handed to you, its code "
            "is the one that counts."
        )
    return str(words)
