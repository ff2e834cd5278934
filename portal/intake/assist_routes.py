"""Assisted entry: a clerk on the telephone fills in the form for a caller and reads out the code.

Nothing is kept before "send", as for a citizen; and after the call nothing that a clerk's role could open.
"""

from __future__ import annotations

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, ngettext

from portal.domain.errors import InputInvalid, KeyReused
from portal.domain.permissions import Actor, Permission
from portal.intake.assist_form import CallForm
from portal.intake.assist_pages import CallEndForm, new_call, show_call, show_code, show_read_back, show_sent_before
from portal.intake.assisting import call_key, code_of_call, end_call, enter
from portal.intake.confirming import must_confirm_again
from portal.intake.flag_routes import FIELD_OF, change_rows
from portal.intake.forms import SCREEN_OF_FIELD
from portal.intake.policy import contact_keys, form_policy
from portal.intake.queries import entered_today
from portal.intake.reading import left_by, submission_of
from portal.intake.routes import blueprint
from portal.records.assisted_entries import CallEnd
from portal.records.tips import Channel
from portal.web.access import current_actor, requires
from portal.web.errors import sentence_of
from portal.web.limits import within
from portal.web.prefs import read_again
from portal.web.transaction import transaction

CALLS_TAKEN = ("6 per minute", "100 per hour", "600 per day")
"""By one clerk; a call centre shares one address, which is therefore not counted here."""


@blueprint.get("/assist")
@requires(Permission.TIP_ASSIST)
def assist() -> ResponseReturnValue:
    """The next call: what to say first, and the questions."""
    response = make_response(show_call(new_call()))
    # an empty form holds nothing to hide; under `no-store` browsers forget what was typed on the way back
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/assist")
@requires(Permission.TIP_ASSIST)
def assist_again() -> ResponseReturnValue:
    """The form as it was filled in: to change something, to name one thing more or less."""
    form = CallForm()
    if change_rows(form):
        return show_call(form, part=2)
    screen = request.form.get("step", "")
    return show_call(form, part=part_of(screen) if screen in SCREEN_OF_FIELD.values() else 0)


def part_of(screen: str) -> int:
    """The part of the clerk's page with the questions of a screen of the citizen's form."""
    return int(screen[0])


@blueprint.post("/assist/check")
@requires(Permission.TIP_ASSIST)
def assist_check() -> ResponseReturnValue:
    """What is read back to the caller; nothing is sent yet."""
    form = CallForm()
    valid = form.validate() and form.may_begin_a_tip()
    return show_read_back(form) if valid else (show_call(form), 422)


@blueprint.post("/assist/send")
@requires(Permission.TIP_ASSIST)
def assist_send() -> ResponseReturnValue:
    """Keep the tip; the answer is the code itself, and the same one for the same form while the call goes on."""
    form, clerk = CallForm(), current_actor()
    if read_again():
        return show_read_back(form)
    if not form.validate():
        return show_call(form), 422
    if status := held_back(form, clerk):
        return show_read_back(form), status
    said, key = submission_of(form, str(get_locale()), Channel.CLERK), form.form_key.data or ""
    try:
        with transaction():
            receipt = enter(said, left_by(form), key, clerk, form_policy(), contact_keys())
    except KeyReused:
        return show_sent_before(form), 409
    except InputInvalid as error:
        field = form[FIELD_OF.get(error.field, "unknown_where")]
        field.errors = (sentence_of(error),)
        return show_call(form, part=part_of(SCREEN_OF_FIELD[field.name])), 422
    return show_code(receipt, CallEndForm(formdata=None, form_key=key))


def held_back(form: CallForm, clerk: Actor) -> int | None:
    """The status with which a form that is filled in is not sent yet, its reason beside the tick; None: it is sent."""
    if not form.truthful.data:
        form.truthful.errors = (gettext("Read it back and ask whether it is true before you send it."),)
        return 422
    if must_confirm_again(form, call_key(form.form_key.data or "", clerk)):
        return 422
    if not within("assisted entries", str(clerk.user_id), CALLS_TAKEN):
        form.truthful.errors = (gettext("You have sent very many just now. Nothing is lost: wait a minute and send."),)
        return 429
    return None


@blueprint.post("/assist/end")
@requires(Permission.TIP_ASSIST)
def assist_end() -> ResponseReturnValue:
    """The code was read back, or the caller is gone: the portal forgets how it is made, and the next call begins."""
    form, clerk = CallEndForm(), current_actor()
    broken_off = request.form.get("do") == "broken-off"
    if not broken_off and not form.validate():
        return show_code(code_of_call(form.form_key.data or "", clerk, form_policy()), form), 422
    with transaction():
        how = CallEnd.BROKEN_OFF if broken_off else CallEnd.READ_BACK
        end_call(form.form_key.data or "", clerk, how, form_policy())
    today = entered_today(clerk)
    flash(ngettext("Done. %(num)s tip entered today.", "Done. %(num)s tips entered today.", today), "good")
    return redirect(url_for("intake.assist"), 303)


@blueprint.get("/assist/check", endpoint="assist_check_again")
@blueprint.get("/assist/send", endpoint="assist_send_again")
@blueprint.get("/assist/end", endpoint="assist_end_again")
@requires(Permission.TIP_ASSIST)
def assist_anew() -> ResponseReturnValue:
    """An answer to a form has no address of its own: reloaded as a page, it leads to an empty form."""
    return redirect(url_for("intake.assist"))
