"""The page of who stays out of a case, and what is said there; both desks lead to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.conflicts.forms import DeclarationForm, ExclusionForm, ReadmissionForm, RecusalForm
from portal.domain.conflicts import CONFLICTS, RECUSAL_WORDS, TURN_WORDS
from portal.domain.errors import InputInvalid, ReasonMissing
from portal.domain.permissions import Permission
from portal.domain.words import N_
from portal.domain.workflow import Action, permitted
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.excluding import (
    agencies_to_recuse,
    declare,
    exclude,
    exclusions_shown_to,
    may_readmit,
    people_to_exclude,
    readmit,
    recuse,
    turns_without,
)
from portal.records.seeing import see_exclusions
from portal.web.access import current_actor, requires
from portal.web.forms import Form, blame, told_apart
from portal.web.transaction import access_note, transaction

Chosen = TypeVar("Chosen", bound=DeclarationForm)


@blueprint.get("/conflicts/<case_number>")
@requires(Permission.CONFLICT_DECLARE)
def conflicts(case_number: str) -> ResponseReturnValue:
    """Who stays out of the case, as far as this colleague may know, and the forms to say so."""
    return _page(case_number)


@blueprint.post("/conflicts/<case_number>/declaration")
@requires(Permission.CONFLICT_DECLARE)
def declare_conflict(case_number: str) -> ResponseReturnValue:
    """Stay out oneself. Said twice it is said once."""
    form, actor = DeclarationForm(), current_actor()
    if actor.user_id in facts(see_exclusions(case_number, actor)).excluded_ids:
        return redirect(url_for("accounts.conflicts", case_number=case_number), 303)
    return _take(
        case_number, form, lambda case: declare(case, actor, form.kind, form.words.data or ""),
        N_("You stay out of this case from now on."),
    )  # fmt: skip


@blueprint.post("/conflicts/<case_number>/exclusion")
@requires(Permission.CONFLICT_RULE)
def exclude_person(case_number: str) -> ResponseReturnValue:
    """Keep somebody else out."""
    actor = current_actor()
    case = see_exclusions(case_number, actor)
    form = ExclusionForm().offer([one.person for one in people_to_exclude(case, actor)])
    return _take(
        case_number, form,
        lambda case: exclude(case, actor, int(form.person.data), form.kind, form.words.data or ""),
        N_("The colleague stays out of this case from now on."),
    )  # fmt: skip


@blueprint.post("/conflicts/<case_number>/recusal")
@requires(Permission.AGENCY_RECUSE)
def recuse_agency(case_number: str) -> ResponseReturnValue:
    """Keep a whole agency out."""
    actor = current_actor()
    offered = agencies_to_recuse(see_exclusions(case_number, actor), actor)
    form = RecusalForm().offer([one.agency for one in offered])
    return _take(
        case_number, form,
        lambda case: recuse(case, actor, int(form.agency.data), form.kind, form.words.data or ""),
        N_("The agency stays out of this case from now on."),
    )  # fmt: skip


@blueprint.post("/conflicts/<case_number>/<int:exclusion_id>/readmission")
@requires(Permission.CONFLICT_RULE)
def readmit_person(case_number: str, exclusion_id: int) -> ResponseReturnValue:
    """Let somebody back in."""
    form, actor = ReadmissionForm(), current_actor()
    return _take(
        case_number, form, lambda case: readmit(case, actor, exclusion_id, form.words.data or ""),
        N_("They may work on this case again."), exclusion_id,
    )  # fmt: skip


def _take(
    case_number: str, form: Form, do: Callable[[Case], None], done: str, about: int | None = None
) -> ResponseReturnValue:
    """Do a verb on the locked case and go back to the page; what was refused stands there as it was typed."""
    actor = current_actor()
    see_exclusions(case_number, actor)
    if not form.validate():
        return _page(case_number, form, about), 422
    try:
        with transaction():
            do(see_exclusions(case_number, actor, lock=True))
    except (InputInvalid, ReasonMissing) as error:
        blame(form, error)
        return _page(case_number, form, about), 422
    flash(_(done), "good")
    return redirect(url_for("accounts.conflicts", case_number=case_number), 303)


def _page(case_number: str, sent: Form | None = None, about: int | None = None) -> str:
    """Who stays out; a form to stay out, one for each who may be let back in, two to keep somebody or an agency out."""
    actor = current_actor()
    case = see_exclusions(case_number, actor)
    present = facts(case)
    may = frozenset(permitted(actor, present))
    shown = [(one, may_readmit(case, actor, one)) for one in exclusions_shown_to(actor, case)]
    leaving = people_to_exclude(case, actor) if Action.EXCLUDE in may else []
    recusing = agencies_to_recuse(case, actor) if Action.RECUSE in may else []
    with access_note():
        log_access(actor, Access.VIEWED, case_id=case.id)
    return render_template(
        "accounts/conflicts.html",
        case=case,
        checked_here=case.is_checked_by(actor.organization_id),
        stays_out=actor.user_id in present.excluded_ids,
        exclusions=[
            (one, _readmission(one.id, sent if one.id == about else None) if lifts and Action.READMIT in may else None)
            for one, lifts in shown
        ],
        declaration=_form(DeclarationForm, sent) if Action.DECLARE_CONFLICT in may else None,
        own_turns=[TURN_WORDS[turn] for turn in turns_without(case, actor)] if Action.DECLARE_CONFLICT in may else [],
        exclusion=_form(ExclusionForm, sent).offer([one.person for one in leaving]) if leaving else None,
        foreseen=[(one.person, [TURN_WORDS[turn] for turn in one.turns]) for one in leaving if one.turns],
        recusal=_form(RecusalForm, sent).offer([one.agency for one in recusing]) if recusing else None,
        of_agencies=[(one.agency, [RECUSAL_WORDS[turn] for turn in one.turns]) for one in recusing if one.turns],
        sources={kind.value: _(row.source) for kind, row in CONFLICTS.items()},
    )


def _form(kind: type[Chosen], sent: Form | None) -> Chosen:
    """The form as it was sent, or an empty one; with ids of its own."""
    form = sent if type(sent) is kind else kind(formdata=None)
    told_apart(form, kind.__name__.lower())
    return form


def _readmission(exclusion_id: int, sent: Form | None) -> Form:
    return told_apart(sent or ReadmissionForm(formdata=None), f"readmission-{exclusion_id}")
