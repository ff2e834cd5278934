"""The page on which a regulator says what reporters' words are needed as written for; both desks lead to it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.errors import ConditionFailed, ReasonMissing
from portal.domain.permissions import Permission
from portal.domain.visibility import AS_WRITTEN_FOR, Part, opens_on_a_reason
from portal.domain.words import N_
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.opening_words import NOTHING_TO_OPEN, open_words
from portal.records.seeing import see_case, see_case_locked
from portal.verification.blueprint import blueprint
from portal.verification.forms.base import WordsForm
from portal.web.access import current_actor, requires
from portal.web.forms import blame
from portal.web.transaction import access_note, transaction

HOURS = int(AS_WRITTEN_FOR.total_seconds() // 3600)
OPENED = N_("For %(hours)s hours you read this case's words as they were written.")


@blueprint.get("/<case_number>/words")
@requires(Permission.WORDS_OPEN)
def words(case_number: str) -> ResponseReturnValue:
    """What is asked before, and who reads the answer; whoever has answered goes straight to the words."""
    actor = current_actor()
    case, parts = see_case(case_number, actor)
    if Part.FREE_TEXT in parts:
        return redirect(_back(case), 303)
    if not opens_on_a_reason(Part.FREE_TEXT, actor, facts(case)):
        raise ConditionFailed(NOTHING_TO_OPEN)
    return _page(case, WordsForm(formdata=None))


@blueprint.post("/<case_number>/words")
@requires(Permission.WORDS_OPEN)
def words_opened(case_number: str) -> ResponseReturnValue:
    """Put the reason on record. Pressed twice it is recorded once."""
    actor, form = current_actor(), WordsForm()
    case, _parts = see_case(case_number, actor)
    if not form.validate():
        return _page(case, form), 422
    try:
        with transaction():
            open_words(see_case_locked(case_number, actor), actor, form.reason.data or "")
    except ReasonMissing as error:
        blame(form, error)
        return _page(case, form), 422
    flash(gettext(OPENED, hours=HOURS), "good")
    return redirect(_back(case), 303)


def _page(case: Case, form: WordsForm) -> str:
    with access_note():
        log_access(current_actor(), Access.VIEWED, case_id=case.id)
    return render_template("verification/words.html", case=case, form=form, hours=HOURS, back=_back(case))


def _back(case: Case) -> str:
    """The words on the page of the case at the colleague's own desk."""
    desk = "verification" if case.is_checked_by(current_actor().organization_id) else "disposal"
    return url_for(f"{desk}.case", case_number=case.case_number, _anchor="tips")
