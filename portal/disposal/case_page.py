"""The page of a case at the joint desk, and how a verb is taken on it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.disposal import changes, forms, panels
from portal.disposal.foresight import foresight
from portal.disposal.order_page import orders_at_hand
from portal.domain.errors import (
    DomainError,
    InputInvalid,
    NotAllowed,
    NotFound,
    OfAMeasure,
    Several,
    StaleVersion,
)
from portal.domain.facts import CaseFacts
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.visibility import Part, judges_blind, visible_parts
from portal.domain.workflow import ACTION_WORDS, DECIDED_JOINTLY, Action, permitted
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.case_view import case_view
from portal.records.case_view.look import Look
from portal.records.case_view.precedents import PrecedentsView, read_precedents
from portal.records.cases import Case
from portal.records.reason_templates import FILLS
from portal.records.rounds import standing_finding
from portal.records.seeing import see_case, see_case_for_change, see_case_locked
from portal.records.seen_pages import Drawn, keep_page
from portal.web.access import current_actor
from portal.web.errors import sentence_of, status_of
from portal.web.forms import Form, blame, show_again
from portal.web.fresh_factor import Signed, is_signed
from portal.web.listing import read_cursor, reads_each_tip
from portal.web.reason_templates import asked_to_insert, insert, texts_for
from portal.web.transaction import access_note, transaction


def page_of_case(
    found: Case, sent: Form | None = None, action: Action | None = None, error: DomainError | None = None
) -> ResponseReturnValue:
    """The case with everything this colleague may see, and their verbs; a form that was refused stands as sent."""
    actor = current_actor()
    changed = _changed(found, sent) if isinstance(error, StaleVersion) and sent is not None else []
    present = facts(found)
    parts = visible_parts(actor, present)
    closed = panels.refusals(found, actor, present)
    offered = panels.panels(found, actor, present, sent, action)
    show_again(next((one.form for one in offered if one.form is sent), None))
    with access_note():
        log_access(actor, Access.VIEWED, case_id=found.id)
    page = render_template(
        "disposal/case.html",
        case=found,
        case_number=found.case_number,
        sections=case_view(
            Look(case=found, actor=actor, parts=parts, tips_at=read_cursor(), each_tip=reads_each_tip(), say=_)
        ),
        tasks_open=Part.TASKS in parts,
        conflicts_open=Part.EXCLUDED in parts,
        panels=offered,
        texts=texts_for(actor, [panel.verb.action for panel in offered], found.category),
        fills=FILLS,
        opened=action,
        refutable=Action.REFUTE in permitted(actor, present),
        ahead=foresight(found, actor, present),
        at_hand=orders_at_hand(found) if _may_be_ordered_meanwhile(found, actor, present) else [],
        precedents=_precedents(found, actor, parts),
        refused={_(ACTION_WORDS[action]): _(why) for action, why in closed.items()},
        cannot_sign=_(closed[Action.APPROVE]) if Action.APPROVE in closed else None,
        checked_here=found.is_checked_by(actor.organization_id),
        error=sentence_of(error) if error else None,
        changes=[_(step) for step in changed],
    )
    refused = sent is not None and not asked_to_insert()
    return page, (status_of(error) if error else 422 if refused else 200)


def as_seen(found: Case, actor: Actor, action: Action) -> Drawn:
    """The page of the case as it stands before whoever signs, without what could be pressed on it."""
    present = facts(found)
    parts = visible_parts(actor, present)
    html = render_template(
        "disposal/as_seen.html",
        case=found,
        case_number=found.case_number,
        sections=case_view(Look(case=found, actor=actor, parts=parts, say=_)),
        tasks_open=False,
        ahead=foresight(found, actor, present),
        precedents=_precedents(found, actor, parts),
        cannot_sign=None,
        action=ACTION_WORDS[action],
        actor=actor,
        now=clock.now(),
    )
    return Drawn(html, as_written=Part.FREE_TEXT in parts)


def _may_be_ordered_meanwhile(found: Case, actor: Actor, present: CaseFacts) -> bool:
    """What holds until the decision is at hand until then; after it the verb alone is left."""
    told_by_them = judges_blind(actor, present)  # measures that stand already are missing among those at hand
    return (
        not told_by_them and found.status not in DECIDED_JOINTLY and Action.INTERIM_ORDER in permitted(actor, present)
    )


def _precedents(found: Case, actor: Actor, parts: frozenset[Part]) -> PrecedentsView | None:
    """What earlier cases say, while something is decided about this one by whoever sees what was found."""
    if found.status not in (Status.AWAITING_APPROVAL, Status.UNDER_APPEAL) or Part.FINDING not in parts:
        return None
    on_the_table = standing_finding(found).codes if found.status is Status.AWAITING_APPROVAL else ()
    return read_precedents(found, actor, on_the_table)


def _changed(found: Case, sent: Form) -> list[str]:
    """What happened since the page was opened that the form was sent from; before the form is shown anew."""
    if isinstance(sent, forms.OfAVersion):
        return changes.steps_since_finding(found, sent.seen_hash.data or "")
    return changes.steps_since_version(found, sent.seen_version) if isinstance(sent, forms.OfACase) else []


def take(
    case_number: str, action: Action, form: Form, verb: Callable[[Case, Actor], str | None], done: str = ""
) -> ResponseReturnValue:
    """Do a verb: read the form, take the step, answer with the page; on failure the page again, form kept.

    Where a verb can end in more than one way it says itself which it was; else `done` is said.
    """
    actor = current_actor()
    found, _parts = see_case(case_number, actor)
    if asked_to_insert():
        insert(form, action, texts_for(actor, [action], found.category))
        return page_of_case(found, form, action)
    if not form.validate_on_submit() or not is_signed(form):
        return page_of_case(found, form, action)
    seen = as_seen(found, actor, action) if isinstance(form, Signed) else None
    try:
        with transaction():
            case = _locked(case_number, actor, form)
            said = verb(case, actor)
            if seen is not None:
                keep_page(case, actor, action, seen)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        if isinstance(error, InputInvalid | OfAMeasure | Several):
            blame(form, error)
        return page_of_case(see_case(case_number, actor)[0], form, action, error)
    flash(_(said or done), "good")
    return redirect(url_for(".case", case_number=case_number), 303)


def _locked(case_number: str, actor: Actor, form: Form) -> Case:
    """Agencies sign a version of the finding, which others' votes do not change; all else, the case's."""
    if isinstance(form, forms.OfAVersion):
        return see_case_locked(case_number, actor)
    return see_case_for_change(case_number, actor, form.seen_version)
