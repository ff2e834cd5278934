"""How every verb of this desk is asked and answered: show the case, check the form, do the verb, go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.errors import (
    ConditionFailed,
    InputInvalid,
    MeasureNotAllowed,
    OutcomeNotAllowed,
    ReasonMissing,
    ReceiptInvalid,
    Several,
    StaleVersion,
    StepNotAllowed,
)
from portal.domain.permissions import Actor
from portal.domain.status import OUTCOME_WORDS, Outcome, Status
from portal.domain.visibility import Part, visible_parts
from portal.domain.workflow import ACTION_WORDS, Action, permitted, refused
from portal.domain.workflow.afterwards import AFTERWARDS
from portal.paging import Cursor
from portal.records.access_log import Access, log_access, log_question
from portal.records.case_facts import facts
from portal.records.case_view import case_view
from portal.records.case_view.look import Look
from portal.records.case_view.present import who_else_looks
from portal.records.cases import Case
from portal.records.reason_templates import FILLS
from portal.records.seeing import see_case, see_case_for_change
from portal.verification.chips import queue_address
from portal.verification.forms.base import NoteForm, VersionForm
from portal.verification.routes.going_on import case_address, go_on, goes_on, neighbours, stood
from portal.verification.routes.panel import panel
from portal.verification.routes.place import place_word, read_place
from portal.verification.routes.presence import presence_words
from portal.web.access import current_actor
from portal.web.errors import status_of
from portal.web.forms import blame, show_again
from portal.web.listing import read_cursor, reads_each_tip
from portal.web.prefs import read_again
from portal.web.reason_templates import asked_to_insert, insert, texts_for
from portal.web.transaction import access_note, transaction

MENDABLE = (
    InputInvalid,
    MeasureNotAllowed,
    OutcomeNotAllowed,
    ReasonMissing,
    ReceiptInvalid,
    Several,
    StaleVersion,
    StepNotAllowed,
)
"""What the colleague can put right on the same page; all else is answered with its own page."""


Do = Callable[[Case, Actor], str | None]
"""A verb on the locked case; an address it answers with is where to go on."""


@dataclass(frozen=True)
class Verb:
    """One verb's page: the case, the action that table 1 is asked about, its form and template."""

    case_number: str
    action: Action
    form: VersionForm
    template: str
    offer: Callable[[Case], None] | None = None
    """Fills the choices that depend on the case."""
    before: Callable[[], None] | None = None
    """What the transaction begins with, before the case's row is taken."""
    check: Callable[[Case], object] | None = None
    """What the tables ask of the form besides its fields, so that all that is wrong is told at once."""
    ahead: Callable[[Case], object] | None = None
    """What would follow from the form as it is filled in, told before it is sent."""


def answer(verb: Verb, do: Do, done: str) -> ResponseReturnValue:
    """GET: the form beside the case. POST: do the verb in one transaction, then go on to the case.

    `do` may answer with an address to go on to instead. A stale page, and whatever the colleague
    can mend, comes back with what was typed.
    """
    case, _ = see_case(verb.case_number, current_actor())
    before, status = stood(case), case.status
    if verb.offer is not None:
        verb.offer(case)
    if request.method != "POST":
        ensure_permitted(verb.action, case)
        return show_verb(verb, case)
    if asked_to_insert():
        insert(verb.form, verb.action, texts_for(current_actor(), [verb.action], case.category))
        return show_verb(verb, case)
    if asked_what_follows():
        show_again(verb.form)
        return show_verb(verb, case)
    if not verb.form.validate_on_submit():
        blame_besides(verb, case)
        return show_verb(verb, case), 422
    try:
        goal, changed = attempt(verb.case_number, verb.form, do, verb.before)
    except MENDABLE as error:
        blame(verb.form, error)
        return show_verb(verb, case), status_of(error)
    said = said_of_the_end(changed) if changed.status is not status else ""
    tell = said or gettext(done)
    flash(f"{verb.case_number}{gettext(': ')}{tell}" if goes_on() else tell, "good")
    return redirect(go_on(before) or goal or case_address(verb.case_number), 303)


def blame_besides(verb: Verb, case: Case) -> None:
    """Say of a form whose fields are wrong what else is; the verb itself would say it only once they are right."""
    if verb.check is None or read_again():
        return
    try:
        verb.check(case)
    except MENDABLE as error:
        blame(verb.form, error)


def attempt(
    case_number: str,
    form: VersionForm,
    do: Do,
    before: Callable[[], None] | None = None,
) -> tuple[str | None, Case]:
    """Do the verb on the locked case, as the form's version shows it; where to go on, and the case as it is then."""
    actor = current_actor()
    with transaction():
        if before is not None:
            before()
        case = see_case_for_change(case_number, actor, form.seen_version)
        return do(case, actor), case


def said_of_the_end(case: Case) -> str:
    """How a case ended, or is to end once the lead agency has confirmed it; nothing of one that goes on."""
    if case.outcome is None or case.outcome is Outcome.MERGED:
        return ""
    outcome = gettext(OUTCOME_WORDS[case.outcome])
    said: str = ""
    if case.status is Status.AWAITING_CONFIRMATION:
        said = gettext("Proposed: %(outcome)s. The case closes once the lead agency confirms it.", outcome=outcome)
    elif case.status is Status.CLOSED:
        said = gettext("The case is closed: %(outcome)s.", outcome=outcome)
    return said


def press(case_number: str, do: Do, done: str, before: Callable[[], None] | None = None) -> ResponseReturnValue:
    """A verb of one button: done, or the case's page again with what stands against it."""
    form = VersionForm()
    see_case(case_number, current_actor())
    if not form.validate_on_submit():
        return show_case(case_number, form), 422
    try:
        attempt(case_number, form, do, before)
    except MENDABLE as error:
        blame(form, error)
        return show_case(case_number, form), status_of(error)
    flash(gettext(done), UNDONE_BY.get(request.endpoint or "", "good"))
    return redirect(case_address(case_number), 303)


UNDONE_BY = {"verification.claim_case": "undo_claim", "verification.release_case": "undo_release"}
"""What a colleague can take back with one click; the page offers it for a minute."""


def ensure_permitted(action: Action, case: Case) -> None:
    """Raises why this actor may not do this on this case now, before any form is shown."""
    actor, present = current_actor(), facts(case)
    if action in permitted(actor, present):
        return
    why = dict(refused(actor, present)).get(action)
    raise ConditionFailed(why) if why else StepNotAllowed()


def asked_what_follows() -> bool:
    """Whether the button beside what would follow was pressed, which sends nothing yet."""
    return request.method == "POST" and "foretell" in request.form


def show_verb(verb: Verb, case: Case) -> str:
    """The verb's form with the case beside it, and what would follow from it."""
    return _render(
        f"verification/{verb.template}.html",
        verb.case_number,
        verb.form,
        action=verb.action,
        title=ACTION_WORDS[verb.action],
        afterwards=AFTERWARDS.get(verb.action),
        ahead=verb.ahead(case) if verb.ahead is not None else None,
    )


def show_case(case_number: str, form: VersionForm | None = None, note: NoteForm | None = None) -> str:
    """The case's page."""
    return _render(
        "verification/case.html", case_number, form or VersionForm(formdata=None), note=note or NoteForm(formdata=None)
    )


def _render(template: str, case_number: str, form: VersionForm, action: Action | None = None, **extra: object) -> str:
    actor = current_actor()
    case, parts = see_case(case_number, actor)
    sections = case_view(_look(case, parts))
    form.show_version(case.version)
    place, present = read_place(), presence_words(who_else_looks(case, actor))
    with access_note():
        if asked_what_follows():
            log_question(actor, case.id)
        else:
            log_access(actor, Access.VIEWED, case_id=case.id)
    return render_template(
        template,
        case_number=case.case_number,
        sections=sections,
        conflicts_open=Part.EXCLUDED in parts,
        panel=panel(case, actor, place_word(place)),
        place=place_word(place),
        list_address=queue_address(place),
        neighbours=neighbours(case),
        present=present,
        form=form,
        texts=texts_for(actor, [action], case.category).get(action) if action else None,
        fills=FILLS.get(action) if action else None,
        **extra,
    )


def look_at(case: Case) -> Look:
    """The case as the colleague who asks may see it."""
    return _look(case, visible_parts(current_actor(), facts(case)))


def _look(case: Case, parts: frozenset[Part]) -> Look:
    return Look(
        case=case, actor=current_actor(), parts=parts, tips_at=_tips_at(), each_tip=reads_each_tip(), say=gettext
    )


def _tips_at() -> Cursor | None:
    return read_cursor() if request.method == "GET" else None
