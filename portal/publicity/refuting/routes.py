"""From the page of a running case: the form of a refutation, its preview, and its publication."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.errors import ConditionFailed, DomainError, InputInvalid, NotAllowed, NotFound, StepNotAllowed
from portal.domain.permissions import Permission
from portal.domain.workflow import Action, permitted, refused
from portal.publicity.blueprint import blueprint
from portal.publicity.pointing import LOOKED, pointers_in
from portal.publicity.refuting.composing import composed
from portal.publicity.refuting.forms import RefutationForm
from portal.publicity.refuting.service import Words, refute
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.seeing import see_case, see_case_for_change
from portal.web.access import current_actor, requires
from portal.web.errors import status_of
from portal.web.forms import blame
from portal.web.transaction import access_note, transaction

TEMPLATES = {"form": "publicity/refute.html", "preview": "publicity/refutation_preview.html"}


@blueprint.get("/publicity/refutations/<case_number>")
@requires(Permission.REFUTATION_PUBLISH)
def refutation(case_number: str) -> ResponseReturnValue:
    """An empty form: no word of a tip stands in it."""
    return _page("form", _open_case(case_number), RefutationForm(formdata=None))


@blueprint.post("/publicity/refutations/<case_number>")
@requires(Permission.REFUTATION_PUBLISH)
def publish_refutation(case_number: str) -> ResponseReturnValue:
    """Show what everybody will read; when that is confirmed, publish it."""
    form, found = RefutationForm(), _open_case(case_number)
    if not form.validate():
        return _page("form", found, form), 422
    if request.form.get("go") == "publish":
        return _publish(found, form)
    if request.form.get("go") == "back":
        return _page("form", found, form)
    try:
        words = composed(form.entered)
    except InputInvalid as error:
        blame(form, error)
        return _page("form", found, form), 422
    return _preview(found, form, words)


def _publish(found: Case, form: RefutationForm) -> ResponseReturnValue:
    actor, case_number, looked = current_actor(), found.case_number, bool(form.looked.data)
    try:
        with transaction():
            case = see_case_for_change(case_number, actor, form.seen_version)
            refute(case, actor, composed(form.entered), looked=looked)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        blame(form, error)
        if isinstance(error, InputInvalid) and error.field == LOOKED:
            return _preview(_open_case(case_number), form, composed(form.entered)), status_of(error)
        return _page("form", _open_case(case_number), form), status_of(error)
    flash(_("The refutation is published. It stands on the public page of bulletins."), "good")
    return redirect(url_for("disposal.case", case_number=case_number), 303)


def _open_case(case_number: str) -> Case:
    """The case, where this actor may refute from it now. Raises NotFound, ConditionFailed, StepNotAllowed."""
    actor = current_actor()
    found, _parts = see_case(case_number, actor)
    present = facts(found)
    if Action.REFUTE in permitted(actor, present):
        return found
    why = dict(refused(actor, present)).get(Action.REFUTE)
    raise ConditionFailed(why) if why else StepNotAllowed()


def _preview(found: Case, form: RefutationForm, words: Mapping[str, Words]) -> str:
    pointers = pointers_in(*((one.title, one.body) for one in words.values()))
    return _page("preview", found, form, words=words, pointers=pointers)


def _page(name: str, found: Case, form: RefutationForm, **more: object) -> str:
    """The page answers for the case as it is now, and so does what is sent from it."""
    form.version.data = str(found.version)
    with access_note():
        log_access(current_actor(), Access.VIEWED, case_id=found.id)
    return render_template(TEMPLATES[name], case_number=found.case_number, form=form, **more)
