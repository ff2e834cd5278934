"""The pages of a call: the form with its script, what is read back, and the code to be read out."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from portal.domain.spelling import spell
from portal.intake import choices
from portal.intake.assist_form import CallForm
from portal.intake.confirming import copy_of
from portal.intake.flag_pages import carried, labelled, urgent_look
from portal.intake.queries import entered_today
from portal.intake.reading import named_targets
from portal.records.drafts import new_form_key
from portal.records.receiving import Receipt
from portal.web.access import current_actor
from portal.web.category_cards import card_groups
from portal.web.forms import Form, show_again


class CallEndForm(Form):
    """How a call ends well."""

    form_key = HiddenField()
    read_back = BooleanField(
        _l("I have read the code out, and the caller has read it back to me"),
        validators=[DataRequired(_l("Let the caller read the code back first. If the call is gone, say so below."))],
    )


def new_call() -> CallForm:
    """An empty form with a key of its own."""
    form = CallForm(formdata=None)
    form.form_key.data = new_form_key()
    return form


def show_call(form: CallForm, part: int = 0) -> str:
    """All questions on one page, for callers tell things in their own order; `part` takes the focus."""
    show_again(form)  # what is typed goes along when the page is read in another language
    return render_template(
        "intake/assist.html",
        form=form,
        part=part,
        groups=card_groups(),
        today=entered_today(current_actor()),
        filled=request.method == "POST",
    )


def show_read_back(form: CallForm) -> str:
    """Everything that was written, to be read to the caller before it is sent."""
    show_again(form)
    typed = [(name, value) for name, value in carried() if name != "form_key"]
    return render_template(
        "intake/assist_check.html",
        form=form,
        copy=copy_of(form),
        category=choices.category_name(form.category.data),
        targets=labelled(named_targets(form)),
        carried=[*typed, ("form_key", form.form_key.data or "")],
    )


def show_sent_before(form: CallForm) -> str:
    """The same, of a form that became a tip already: sent again it is another tip, and says so first."""
    form.form_key.data = new_form_key()
    form.truthful.errors = (
        gettext("This form was sent before. Send it again only if it is to be a second tip, with a code of its own."),
    )
    return show_read_back(form)


def show_code(receipt: Receipt, form: CallEndForm) -> str:
    """The code in groups and as it is said, once, and how the call ends."""
    show_again(form)
    return render_template(
        "intake/assist_code.html",
        receipt=receipt,
        look=urgent_look(receipt),
        groups=spell(receipt.query_code),
        form=form,
    )
