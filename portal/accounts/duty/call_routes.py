"""What rings for whoever is signed in, and the answer "I'll take it"."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.duty import queries
from portal.accounts.duty.call_cards import cards_of
from portal.domain.permissions import Permission
from portal.records.cases import Case
from portal.records.duty.calls import take
from portal.records.seeing import see_case_locked
from portal.web.access import asked_by_pages, current_actor, requires
from portal.web.duty_bar import call_words
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/duty/calls")
@requires(Permission.CASE_VIEW)
def calls() -> ResponseReturnValue:
    """The urgent cases that wait for this colleague, what is due first."""
    page = queries.calls_for(current_actor(), read_cursor())
    return render_template(
        "accounts/calls.html",
        calls=[(card, page_of(card.case)) for card in cards_of(page.items, current_actor())],
        links=page_links(page),
    )


@blueprint.get("/duty/calls/waiting")
@requires(Permission.CASE_VIEW)
@asked_by_pages
def calls_waiting() -> ResponseReturnValue:
    """The same in a few words, for pages that are open."""
    return jsonify(words=call_words())


@blueprint.post("/duty/calls/<case_number>")
@requires(Permission.CASE_VIEW)
def take_call(case_number: str) -> ResponseReturnValue:
    """ "I'll take it": nobody further is called; it goes on at the case."""
    with transaction():
        case = see_case_locked(case_number, current_actor())
        take(case, current_actor())
    flash(_("You have it. Nobody else is called."), "good")
    return redirect(page_of(case), 303)


def page_of(case: Case) -> str:
    """Where this colleague works on the case: at the desk that checks, where it lies there and that is theirs."""
    checked_here = case.is_checked_by(current_actor().organization_id)
    return url_for("verification.case" if checked_here else "disposal.case", case_number=case.case_number)
