"""A form that was sent before, with other content: say what differs, add it, or send it as a new tip."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from werkzeug.datastructures import MultiDict

from portal.domain.errors import DomainError, InputInvalid, KeyReused
from portal.intake import choices
from portal.intake.flag_pages import Pairs, carried, labelled, show_check, show_form, show_receipt
from portal.intake.forms import ROW, SCREEN_OF_FIELD, FlagForm, first_screen_with_error
from portal.intake.policy import contact_keys, form_policy
from portal.intake.reading import left_by, submission_of
from portal.intake.resending import Changed, add_to_sent, compare
from portal.intake.routes import blueprint
from portal.intake.uploads import copy_files
from portal.records.drafts import FilesGone, new_form_key
from portal.records.receiving import Submission
from portal.web.access import public
from portal.web.errors import sentence_of
from portal.web.limits import limiter
from portal.web.prefs import with_posted_prefs
from portal.web.transaction import transaction
from portal.web.uploads import files_seen

RESENT = "20 per minute; 200 per hour"
"""From one address, as for tips."""


@blueprint.post("/flag/supplement")
@public
@limiter.limit(RESENT)
@with_posted_prefs
def supplement_sent() -> ResponseReturnValue:
    """What can be added to the first tip, added to it; whoever holds the form holds the tip."""
    form = FlagForm()
    if not form.validate():
        return show_form(form, step=first_screen_with_error(form)), 422
    submission = said(form)
    try:
        changed = compare(submission, form.form_key.data or "", form_policy())
        with transaction():
            receipt = add_to_sent(
                submission,
                left_by(form),
                form.form_key.data or "",
                message_of(form, changed),
                files_seen(),
                form_policy(),
                contact_keys(),
            )
    except KeyReused:
        return show_sent_before(form), 409
    except (FilesGone, InputInvalid) as error:
        field = form["files" if isinstance(error, FilesGone) else "notify_address"]
        field.errors = (sentence_of(error),)
        return show_form(form, step=SCREEN_OF_FIELD[field.name]), 422
    return show_receipt(receipt, further=changed.further)


@blueprint.post("/flag/anew")
@public
@limiter.limit(RESENT)
@with_posted_prefs
def send_anew() -> ResponseReturnValue:
    """A form that was sent before as a tip of its own, or only what it names besides; its files come along."""
    typed = carried()
    if request.form.get("do") == "further":
        typed = further_alone(typed)
    old_key, new_key = request.form.get("form_key", ""), new_form_key()
    form = FlagForm(formdata=MultiDict([*typed, ("form_key", new_key)]))
    form.form_key.data = new_key
    if not form.validate():
        return show_form(form, step=first_screen_with_error(form)), 422
    copy_files(form, old_key)
    return show_check(form, typed)


def show_sent_before(form: FlagForm) -> str:
    """What differs from the tip that this form became, and what can be done with each part."""
    try:
        changed = compare(said(form), form.form_key.data or "", form_policy())
    except DomainError:  # too long ago, or withdrawn: nothing can join it any more
        changed = None
    return render_template(
        "intake/sent_before.html",
        form=form,
        changed=changed,
        answers=answers_of(form, changed) if changed else [],
        further=labelled(changed.further) if changed else [],
        carried=carried(),
    )


def said(form: FlagForm) -> Submission:
    """What the form says, in the language of the page."""
    return submission_of(form, str(get_locale()))


def message_of(form: FlagForm, changed: Changed) -> str:
    """The new words and answers, as the desks read them."""
    lines = [f"{label}: {answer}" for label, answer in answers_of(form, changed)]
    return "\n\n".join(part for part in (form.description.data if changed.words else "", "\n".join(lines)) if part)


def answers_of(form: FlagForm, changed: Changed) -> Pairs:
    """Question and new answer of each field whose answer is another one."""
    none = gettext("nothing ticked")
    answers = {
        "urgency": ", ".join(chosen(form.urgency.choices, form.urgency.data)) or none,
        "category": choices.category_name(form.category.data),
        "occurred_on": str(form.occurred_on.data or gettext("no day given")),
        "standing": ", ".join(chosen(form.standing.choices, [form.standing.data])),
        "sectors": ", ".join(chosen(form.sectors.choices, form.sectors.data)) or none,
    }
    return [(str(form[name].label.text), answer) for name, answer in answers.items() if name in changed.answers]


def chosen(offered: choices.Choices, values: list[str] | None) -> list[str]:
    """The words of what was chosen."""
    return [one.label for one in offered if one.value in (values or ())]


def further_alone(typed: Pairs) -> Pairs:
    """What was typed, its rows only those that the first tip does not name."""
    changed = compare(said(FlagForm()), request.form.get("form_key", ""), form_policy())
    rest = [(name, value) for name, value in typed if not ROW.match(name) and name != "unknown_where"]
    for number, one in enumerate(changed.further):
        if not one.entered and not one.name:
            rest.append(("unknown_where", "y"))
            continue
        row = {"entered": one.entered, "type": one.type.value, "platform": one.platform, "name": one.name}
        rest += [(f"targets-{number}-{name}", value) for name, value in row.items()]
    return rest
