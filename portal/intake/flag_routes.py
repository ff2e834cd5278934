"""Flagging: the form, the check, the sending with its receipt.

Nothing is kept before "send" (decision 16): what was typed travels in the pages themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from portal.domain.errors import InputInvalid, KeyReused
from portal.domain.minors import SAYS
from portal.extensions import csrf
from portal.intake import choices, service
from portal.intake.category_cards import card_groups
from portal.intake.forms import LONGEST_ENTRY, STEP_OF_FIELD, FlagForm, first_step_with_error
from portal.intake.policy import contact_keys, file_limits, intake_policy
from portal.intake.reading import left_by, named_targets, submission_of, takes_no_file
from portal.intake.receipt_pdf import qr_picture, receipt_pdf
from portal.intake.routes import blueprint
from portal.intake.service import FORM_KEY
from portal.intake.uploads import handle_files
from portal.intake.who_sees import who_sees
from portal.records.attachments import Attachment, attachments_of, drafts_of
from portal.records.receiving import Receipt
from portal.web.access import public
from portal.web.limits import limiter
from portal.web.prefs import with_posted_prefs
from portal.web.transaction import transaction

TIPS_TAKEN = "20 per minute; 200 per hour"
"""From one address, behind which a whole quarter may be."""

NOT_CARRIED = frozenset({"csrf_token", "do", "step", "drop", "truthful", "language", "elder", "as", "form_key"})
"""What a page does not hand on to the next one in hidden fields."""

FIELD_OF = {
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
    form.form_key.data = service.new_form_key()
    response = make_response(show_form(form))
    # an empty form holds nothing to hide; under `no-store` browsers forget what was typed on the way back
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/flag")
@public
@with_posted_prefs
def flag_again() -> ResponseReturnValue:
    """The form as it was filled in: to change something, to name one thing more, in the other language."""
    form = FlagForm()
    handle_files(form)
    if request.form.get("do") == "add":
        return show_form(name_one_more(form), step=2)
    step = request.form.get("step", "")
    return show_form(form, step=int(step) if step in ("1", "2", "3") else 1)


@blueprint.post("/flag/check")
@public
@with_posted_prefs
def check() -> ResponseReturnValue:
    """Look over what was written; nothing is sent yet."""
    form = FlagForm()
    valid = form.validate()
    handle_files(form)
    if not valid or form.files.errors:
        return show_form(form, step=first_step_with_error(form)), 422
    return show_check(form)


@blueprint.post("/flag/send")
@public
@limiter.limit(TIPS_TAKEN)
@with_posted_prefs
def send() -> ResponseReturnValue:
    """Keep the tip; the answer is the receipt itself, and the same one for the same form."""
    form = FlagForm()
    if not form.validate():
        return show_form(form, step=first_step_with_error(form)), 422
    if not form.truthful.data:
        form.truthful.errors = (gettext("Please confirm that it is true before you send it."),)
        return show_check(form), 422
    try:
        with transaction():
            receipt = service.send(
                submission_of(form, str(get_locale())),
                left_by(form),
                form.form_key.data or "",
                intake_policy(),
                contact_keys(),
            )
    except KeyReused:
        return render_template("intake/sent_before.html", form=form, carried=carried()), 409
    except InputInvalid as error:
        field = form[FIELD_OF.get(error.field, "unknown_where")]
        field.errors = (gettext(error.sentence, **error.facts),)
        return show_form(form, step=STEP_OF_FIELD[field.name]), 422
    return show_receipt(receipt, url_for("intake.send"))


@blueprint.post("/flag/anew")
@public
def send_anew() -> ResponseReturnValue:
    """The words of a form that was sent before, as a tip of their own."""
    form = FlagForm()
    form.form_key.data = service.new_form_key()
    if not form.validate():
        return show_form(form, step=first_step_with_error(form)), 422
    return show_check(form)


@blueprint.post("/flag/supplement")
@public
@limiter.limit(TIPS_TAKEN)
@with_posted_prefs
def supplement_sent() -> ResponseReturnValue:
    """The words of a form that was sent before, added to its tip; whoever holds the form holds the tip."""
    form = FlagForm()
    with transaction():
        receipt = service.supplement_sent(form.form_key.data or "", form.description.data or "", intake_policy().keys)
    return show_receipt(receipt, url_for("intake.supplement_sent"))


@blueprint.get("/flag/check", endpoint="check_again")
@blueprint.get("/flag/send", endpoint="send_again")
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
    form.form_key.data = service.new_form_key()
    shared = [request.form.get(name, "").strip() for name in ("text", "url")]
    form.targets[0].form.entered.data = "\n".join(dict.fromkeys(part for part in shared if part))[:LONGEST_ENTRY]
    return show_form(form, shared=True)


csrf.exempt(share)


@blueprint.get("/share")
@public
def share_again() -> ResponseReturnValue:
    """A shared thing has no address of its own: reloaded as a page, it leads to an empty form."""
    return redirect(url_for("intake.flag"), 303)


def name_one_more(form: FlagForm) -> FlagForm:
    """The form with one more row, or with the reason why there is none."""
    if not form.add_row():
        form.unknown_where.errors = (gettext("One tip can name at most 20 things. Send the others as a second tip."),)
    return form


def show_form(form: FlagForm, step: int = 1, *, shared: bool = False) -> str:
    """The form with its screen `step` open; `shared` says that its second screen was filled in from elsewhere."""
    return render_template(
        "intake/flag.html",
        form=form,
        step=step,
        shared=shared,
        groups=card_groups(),
        says=SAYS,
        no_file=takes_no_file(form),
        drafts=drafts(form),
        limits=file_limits(),
        who_sees=who_sees(),
    )


def show_check(form: FlagForm) -> str:
    """Everything that was said, before it is sent."""
    return render_template(
        "intake/check.html",
        form=form,
        category=choices.category_name(form.category.data),
        targets=[(choices.type_label(one.type), one) for one in named_targets(form)],
        carried=carried(form),
        drafts=drafts(form),
        no_file=takes_no_file(form),
        who_sees=who_sees(),
    )


def show_receipt(receipt: Receipt, url: str) -> ResponseReturnValue:
    """Both numbers, once; posting the same form to `url` shows the same again, or gives it as a PDF."""
    if request.form.get("as") == "pdf":
        return paper(receipt)
    return render_template(
        "intake/send.html",
        receipt=receipt,
        qr=qr_picture(receipt.query_code),
        files=attachments_of(receipt.tip_id),
        carried=carried(),
        url=url,
    )


def paper(receipt: Receipt) -> Response:
    """The receipt as a file to keep; its name says nothing of what it is for."""
    return Response(
        receipt_pdf(receipt),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{receipt.tip_number}.pdf"'},
    )


def drafts(form: FlagForm) -> Sequence[Attachment]:
    """The files of this form so far."""
    key = form.form_key.data or ""
    return drafts_of(key) if request.method == "POST" and FORM_KEY.fullmatch(key) else ()


def carried(form: FlagForm | None = None) -> list[tuple[str, str]]:
    """What was typed, for hidden fields; with the form's key, which may be a new one."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    return [*typed, ("form_key", request.form.get("form_key", "") if form is None else form.form_key.data or "")]
