"""A case's page, and what takes one click or one note there."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.permissions import Permission
from portal.domain.words import N_
from portal.records.seeing import see_case_locked
from portal.verification.blueprint import blueprint
from portal.verification.forms.base import NoteForm
from portal.verification.routes.answers import press, show_case
from portal.verification.verbs.accepting import accept
from portal.verification.verbs.asking import write_note
from portal.verification.verbs.claiming import claim, release
from portal.verification.verbs.confirming import confirm
from portal.verification.verbs.merging import lock_goal
from portal.web.access import current_actor, requires
from portal.web.transaction import transaction


@blueprint.get("/<case_number>")
@requires(Permission.CASE_VIEW)
def case(case_number: str) -> ResponseReturnValue:
    """Everything the actor may see of a case, and what they may do now."""
    return show_case(case_number)


@blueprint.post("/<case_number>/acceptance")
@requires(Permission.CASE_ACCEPT)
def acceptance(case_number: str) -> ResponseReturnValue:
    """Take the case up."""
    return press(case_number, accept, N_("Accepted. The check has begun."))


@blueprint.post("/<case_number>/confirmation")
@requires(Permission.CASE_CONFIRM)
def confirmation(case_number: str) -> ResponseReturnValue:
    """Confirm how the desk wants to end it."""
    return press(case_number, confirm, N_("Confirmed. The case is closed."), lambda: lock_goal(case_number))


@blueprint.post("/<case_number>/claim")
@requires(Permission.CASE_CLAIM)
def claim_case(case_number: str) -> ResponseReturnValue:
    """Work on it for half an hour, whoever had it before."""
    return press(case_number, claim, N_("You have claimed this case for half an hour."))


@blueprint.post("/<case_number>/release")
@requires(Permission.CASE_CLAIM)
def release_case(case_number: str) -> ResponseReturnValue:
    """Give it back."""
    return press(case_number, release, N_("You have released this case."))


@blueprint.post("/<case_number>/notes")
@requires(Permission.CASE_VIEW)
def note(case_number: str) -> ResponseReturnValue:
    """Note something for colleagues of the own organization."""
    form, actor = NoteForm(), current_actor()
    if not form.validate_on_submit():
        return show_case(case_number, note=form), 422
    with transaction():
        write_note(see_case_locked(case_number, actor), actor, form.body.data)
    flash(gettext("Noted."), "good")
    return redirect(url_for("verification.case", case_number=case_number, _anchor="notes"), 303)
