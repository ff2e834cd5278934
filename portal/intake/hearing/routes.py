"""A respondent's page: the code is given once, in a form; from then on the session knows the notice."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.codes import NOTICE_NUMBER, RESPONDENT_CODE
from portal.domain.decision_notices import FORCE_WORDS
from portal.domain.errors import InputInvalid, StepNotAllowed, WindowClosed
from portal.intake.follow_routes import CODES_TRIED
from portal.intake.hearing import visit
from portal.intake.hearing.forms import ObjectionForm, RespondentCodeForm, StayForm
from portal.intake.hearing.objecting import NO_FILE, object_to
from portal.intake.hearing.reading import read_hearing
from portal.intake.hearing.staying import ask_for_stay
from portal.intake.policy import file_limits, intake_policy
from portal.intake.routes import blueprint
from portal.intake.tip_routes import DESKS_READ
from portal.intake.unsent import Kind, Unsent, posted
from portal.records.attachments import OF_AN_OBJECTION, FileLimits
from portal.records.decision_notices.codes import find_code
from portal.web.access import public
from portal.web.errors import sentence_of
from portal.web.limits import limiter
from portal.web.transaction import transaction
from portal.web.uploads import make_room, none_received, received


@blueprint.get("/respondent")
@public
def respondent() -> ResponseReturnValue:
    """Where the code is entered."""
    return render_template("intake/hearing/enter.html", form=RespondentCodeForm(formdata=None), unsent=None)


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
        return render_template("intake/hearing/enter.html", form=form, unsent=posted()), 422
    visit.begin(found)
    waiting = posted()
    if waiting is not None:
        return show_unsent(found.notice_id, waiting)
    return redirect(url_for("intake.respondent_notice"), 303)


@blueprint.get("/respondent/notice")
@public
def respondent_notice() -> ResponseReturnValue:
    """What was decided, on what ground, how it stands, and what can be done."""
    notice_id = visit.current()
    if notice_id is None:
        return to_enter()
    return show(notice_id)


@blueprint.post("/respondent/objection")
@public
@limiter.limit(DESKS_READ)
def respondent_objects() -> ResponseReturnValue:
    """Object to the decision."""
    notice_id, form = visit.current(), ObjectionForm()
    if notice_id is None:
        return to_enter(Kind.OBJECTION, form.reason.data)
    valid, limits = form.validate(), objection_limits()
    if read_hearing(notice_id).takes_files:
        taken = received(form.files, limits, room=limits.files)
    else:
        taken = none_received(form.files, NO_FILE)
    if not valid or taken.refused:
        return show(notice_id, form), 422
    try:
        with transaction():
            object_to(notice_id, form.reason.data or "", taken.files, limits)
    except (WindowClosed, InputInvalid) as error:
        form.reason.errors = (sentence_of(error),)
        return show(notice_id, form), 409 if isinstance(error, WindowClosed) else 422
    flash(gettext("Your objection has been received. Its answer will stand on this page."), "good")
    return redirect(url_for("intake.respondent_notice"), 303)


@blueprint.post("/respondent/stay")
@public
@limiter.limit(DESKS_READ)
def respondent_asks_stay() -> ResponseReturnValue:
    """Ask that the measures stand still."""
    notice_id, form = visit.current(), StayForm()
    if notice_id is None:
        return to_enter(Kind.STAY, form.plea.data)
    if not form.validate():
        return show(notice_id, stay=form), 422
    try:
        with transaction():
            ask_for_stay(notice_id, form.plea.data or "")
    except StepNotAllowed as error:
        form.plea.errors = (sentence_of(error),)
        return show(notice_id, stay=form), 409
    flash(gettext("Your request has been received. Its answer will stand on this page."), "good")
    return redirect(url_for("intake.respondent_notice"), 303)


@blueprint.post("/respondent/leave")
@public
def respondent_leaves() -> ResponseReturnValue:
    """Forget the code in this browser."""
    visit.end()
    return redirect(url_for("intake.respondent"), 303)


def to_enter(kind: Kind | None = None, words: str | None = "") -> ResponseReturnValue:
    """Nobody's visit, an idle one, or one by a code that died: back to where the code is entered, words and all."""
    if kind is not None and (words or "").strip():
        form, unsent = RespondentCodeForm(formdata=None), Unsent(kind, 0, words or "")
        return render_template("intake/hearing/enter.html", form=form, unsent=unsent), 422
    flash(
        gettext("Enter the code of your notice. The page closes by itself after 30 minutes without use."),
        "wait",
    )
    return redirect(url_for("intake.respondent"), 303)


def show_unsent(notice_id: int, unsent: Unsent) -> str:
    """The page of the notice, with words that waited for the code in their form."""
    if unsent.kind is Kind.STAY:
        stay = StayForm(formdata=None)
        stay.plea.data = unsent.words
        return show(notice_id, stay=stay)
    objection = ObjectionForm(formdata=None)
    objection.reason.data = unsent.words
    return show(notice_id, objection)


def show(notice_id: int, objection: ObjectionForm | None = None, stay: StayForm | None = None) -> str:
    """The page of this notice; `objection` or `stay` is a form that comes back to be mended or sent."""
    return render_template(
        "intake/hearing/notice.html",
        hearing=read_hearing(notice_id),
        force_words=FORCE_WORDS,
        objection=objection or ObjectionForm(formdata=None),
        stay=stay or StayForm(formdata=None),
        limits=objection_limits(),
    )


def objection_limits() -> FileLimits:
    """What one objection may carry: as much as a tip."""
    return replace(file_limits(), words=OF_AN_OBJECTION)


make_room(blueprint, {"intake.respondent_objects"}, objection_limits)


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
