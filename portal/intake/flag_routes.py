"""Flagging: the form, the check, the sending with its receipt.

Nothing is kept before "send" (decision 16): what was typed travels in the pages themselves.
"""

from __future__ import annotations

import re

from flask import flash, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from portal.domain.errors import InputInvalid, KeyReused, NotFound
from portal.domain.operator_settings import OperatorSetting
from portal.extensions import csrf
from portal.intake import service
from portal.intake.confirming import must_confirm_again
from portal.intake.flag_pages import show_check, show_form, show_receipt
from portal.intake.forms import (
    CONFIRM_IT,
    LONGEST_ENTRY,
    ROWS_ARE_FULL,
    SCREEN_OF_FIELD,
    FlagForm,
    first_screen_with_error,
)
from portal.intake.policy import contact_keys, form_policy
from portal.intake.queries import registered_hosts
from portal.intake.reading import left_by, submission_of
from portal.intake.resend_routes import show_sent_before
from portal.intake.routes import blueprint
from portal.intake.service import sender_key
from portal.intake.uploads import handle_files
from portal.records.drafts import FilesGone, new_form_key
from portal.records.operator_settings import number
from portal.records.receiving import receipt_of
from portal.web.access import public
from portal.web.errors import sentence_of
from portal.web.language import organization_name
from portal.web.limits import limiter
from portal.web.prefs import with_posted_prefs
from portal.web.transaction import transaction
from portal.web.uploads import files_seen


def tips_taken() -> str:
    """How many of one address, behind which a whole quarter may be."""
    return f"20 per minute; {number(OperatorSetting.TIPS_PER_HOUR)} per hour"


REMOVED = re.compile(r"remove-(\d{1,2})", re.ASCII)
"""The button of a row that is to be taken away."""
FIELD_OF = {
    "category": "category",
    "description": "description",
    "occurred_on": "occurred_on",
    "notify": "notify_address",
    "identity": "identity",
}
"""A field of the records → of the form; whatever else is refused concerns what was named."""


@blueprint.get("/flag")
@public
def flag() -> ResponseReturnValue:
    """The form: three screens in one document."""
    form = FlagForm(formdata=None)
    form.form_key.data = new_form_key()
    response = make_response(show_form(form))
    # an empty form holds nothing to hide; under `no-store` browsers forget what was typed on the way back
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/flag/platforms.json")
@public
def known_platforms() -> ResponseReturnValue:
    """Which hosts are known here, by name in the language of the page.

    The page itself tells what was pasted: before "send", nothing typed leaves the browser.
    """
    response = jsonify({host: organization_name(platform) for host, platform in registered_hosts()})
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.vary.update(("Cookie", "Accept-Language"))
    return response


@blueprint.post("/flag")
@public
@with_posted_prefs
def flag_again() -> ResponseReturnValue:
    """The form as it was filled in: to change something, to name one thing more, in the other language."""
    form = FlagForm()
    handle_files(form)
    if change_rows(form):
        return show_form(form, step="2")
    step = request.form.get("step", "")
    return show_form(form, step=step if step in SCREEN_OF_FIELD.values() else "1")


@blueprint.post("/flag/check")
@public
@with_posted_prefs
def check() -> ResponseReturnValue:
    """Look over what was written; nothing is sent yet."""
    form = FlagForm()
    valid = form.validate() and form.may_begin_a_tip()
    handle_files(form)
    if not valid or form.files.errors:
        return show_form(form, step=first_screen_with_error(form)), 422
    return show_check(form)


@blueprint.post("/flag/send")
@public
@limiter.limit(tips_taken)
@with_posted_prefs
def send() -> ResponseReturnValue:
    """Keep the tip; the answer is the receipt itself, and the same one for the same form within a day."""
    form = FlagForm()
    if not form.validate():
        return show_form(form, step=first_screen_with_error(form)), 422
    if not _confirmed(form):
        return show_check(form), 422
    try:
        with transaction():
            receipt = service.send(
                submission_of(form, str(get_locale())),
                left_by(form),
                form.form_key.data or "",
                files_seen(),
                form_policy(),
                contact_keys(),
            )
    except KeyReused:
        return show_sent_before(form), 409
    except FilesGone as error:
        form.files.errors = (sentence_of(error),)
        return show_check(form), 422
    except InputInvalid as error:
        field = form[FIELD_OF.get(error.field, "unknown_where")]
        field.errors = (sentence_of(error),)
        return show_form(form, step=SCREEN_OF_FIELD[field.name]), 422
    return show_receipt(receipt)


def _confirmed(form: FlagForm) -> bool:
    """Whether it is ticked as true, and its copy is the one that was looked at; says beside the tick what is not."""
    if not form.truthful.data:
        form.truthful.errors = (CONFIRM_IT,)
        return False
    return not must_confirm_again(form, sender_key(form.form_key.data or ""))


@blueprint.post("/flag/receipt")
@public
@limiter.limit(tips_taken)
@with_posted_prefs
def receipt() -> ResponseReturnValue:
    """The receipt again, as long as it is given: in the other language, as a PDF, or to who went back.

    The form's key is enough, so that no word of the tip has to stay in a tab for it.
    """
    try:
        return show_receipt(receipt_of(sender_key(request.form.get("form_key", "")), form_policy()))
    except (KeyReused, NotFound):
        flash(gettext("This receipt is not shown any more. Enter the query code that you kept."), "wait")
        return redirect(url_for("intake.follow"), 303)


@blueprint.get("/flag/check", endpoint="check_again")
@blueprint.get("/flag/send", endpoint="send_again")
@blueprint.get("/flag/receipt", endpoint="receipt_again")
@public
def start_anew() -> ResponseReturnValue:
    """An answer to a form has no address of its own: reloaded as a page, it leads to an empty form."""
    return redirect(url_for("intake.flag"), 303)


@blueprint.post("/share")
@public
def share() -> ResponseReturnValue:
    """Something shared to the portal from another app: the form with it filled in, and nothing kept.

    The phone posts it and knows no token of ours; a page elsewhere that did the same would only fill in a form.
    """
    form = FlagForm(formdata=None)
    form.form_key.data = new_form_key()
    shared = [request.form.get(name, "").strip() for name in ("text", "url")]
    form.targets[0].form.entered.data = "\n".join(dict.fromkeys(part for part in shared if part))[:LONGEST_ENTRY]
    return show_form(form, shared=True)


csrf.exempt(share)


@blueprint.get("/share")
@public
def share_again() -> ResponseReturnValue:
    """A shared thing has no address of its own: reloaded as a page, it leads to an empty form."""
    return redirect(url_for("intake.flag"), 303)


def change_rows(form: FlagForm) -> bool:
    """One row more, or the reason why there is none, or one less; False where neither button was pressed."""
    pressed = request.form.get("do", "")
    if pressed == "add":
        if not form.add_row():
            form.unknown_where.errors = (ROWS_ARE_FULL,)
    elif removed := REMOVED.fullmatch(pressed):
        form.remove_row(int(removed[1]))
    else:
        return False
    return True
