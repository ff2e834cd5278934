"""The queue, how it looks, and claiming several of its cases."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import BadRequest

from portal import clock
from portal.domain.errors import InputInvalid, NotAllowed
from portal.domain.permissions import Actor, Permission
from portal.domain.suppression import LEAST
from portal.domain.words import N_
from portal.records.seeing import see_case_locked
from portal.verification.blueprint import blueprint
from portal.verification.chips import chips, nothing_found, queue_address
from portal.verification.forms.queue import DESK_WORDS, QueueForm, ViewForm
from portal.verification.queries import Desk, QueueFilters, Sort
from portal.verification.queries import queue as read_queue
from portal.verification.queue_view import Column, QueueView
from portal.verification.routes.place import place_word
from portal.verification.rows import sees_tip_counts
from portal.verification.sampling import sample_rows
from portal.verification.verbs.claiming import claim
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.language import safe_next
from portal.web.listing import page_links, read_cursor
from portal.web.navigation import Link
from portal.web.prefs import here, keep_prefs, read_own_pref, read_pref
from portal.web.transaction import transaction

ANY_DESK = (Permission.CASE_CLAIM, Permission.CASE_CONFIRM, Permission.CASE_TAKE_OVER)
MOST_AT_ONCE = 30


@blueprint.get("")
@requires(*ANY_DESK)
def queue() -> ResponseReturnValue:
    """What waits at this desk, what is due first on top."""
    actor, filters = current_actor(), read_filters(QueueFilters, request.args)
    if "desk" not in request.args:
        filters = replace(filters, desk=_desks(actor)[0])  # a signatory has no queue of what is to be checked
    if filters.desk not in _desks(actor):
        raise NotAllowed()
    try:
        page = read_queue(actor, filters, read_cursor())
    except ValueError as error:
        raise BadRequest from error  # a place in a list that was sorted otherwise
    set_filters, view = chips(filters), QueueView.from_word(read_own_pref("queue"))
    offered = _offered(actor)
    return render_template(
        "verification/queue.html",
        page=page,
        links=page_links(page),
        filters=filters,
        chips=set_filters,
        nothing=nothing_found(filters, set_filters) if set_filters else None,
        unfiltered=queue_address(QueueFilters(desk=filters.desk, sort=filters.sort)),
        form=QueueForm.showing(filters),
        view=view,
        columns=[column for column in offered if column in view.columns],
        view_form=ViewForm.showing(view, offered, keys=read_pref("keys") != "off", back_to=here()),
        sorts=_sorts(filters) if filters.can_be_sorted else {},
        place=place_word(filters),
        asked_at=clock.now().timestamp(),
        newest=queue_address(filters),
        may_claim=filters.desk is Desk.OWN and actor.may(Permission.CASE_CLAIM),
        tabs=_tabs(actor, filters),
        sample=sample_rows() if filters.desk is Desk.CONFIRMATION and actor.may(Permission.SAMPLE_VIEW) else None,
        fewest=LEAST,
    )


@blueprint.post("/view")
@requires(*ANY_DESK)
def view() -> ResponseReturnValue:
    """Remember how the colleague likes the queue."""
    form = ViewForm().offer(_offered(current_actor()))
    if not form.validate_on_submit():
        raise InputInvalid("density", N_("Choose how much room a line takes."))
    response = redirect(safe_next(form.next.data or url_for("verification.queue")), 303)
    assert isinstance(response, Response)  # noqa: S101  Flask's redirect answers with Flask's class
    keep_prefs(response, {"queue": form.chosen().as_word(), "keys": "on" if form.keys.data else "off"})
    return response


@blueprint.post("/claims")
@requires(Permission.CASE_CLAIM)
def claim_cases() -> ResponseReturnValue:
    """Claim the ticked cases for half an hour, all of them or none."""
    numbers, actor = sorted(set(request.form.getlist("case"))), current_actor()
    back = redirect(safe_next(request.form.get("next", url_for("verification.queue"))), 303)
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        flash(gettext("Nothing was claimed: tick the cases that you want to claim, at most 30."), "alert")
        return back
    with transaction():
        for number in numbers:
            claim(see_case_locked(number, actor), actor)
    flash(ngettext("You have claimed %(num)s case.", "You have claimed %(num)s cases.", len(numbers)), "good")
    return back


def _offered(actor: Actor) -> list[Column]:
    return [column for column in Column if column is not Column.TIPS or sees_tip_counts(actor)]


def _sorts(filters: QueueFilters) -> dict[str, dict[str, object]]:
    return {
        sort.value: {"url": queue_address(replace(filters, sort=sort)), "current": sort is filters.sort}
        for sort in Sort
    }


def _desks(actor: Actor) -> list[Desk]:
    desks = [Desk.OWN] if actor.may(Permission.CASE_CLAIM) else []
    if actor.may(Permission.CASE_CONFIRM):
        desks.append(Desk.CONFIRMATION)
    if actor.may(Permission.CASE_TAKE_OVER):
        desks.append(Desk.OVERDUE)
    return desks


def _tabs(actor: Actor, filters: QueueFilters) -> list[Link]:
    return [
        Link(
            gettext(DESK_WORDS[desk]),
            url_for("verification.queue", desk=desk.value),
            "page" if desk is filters.desk else None,
        )
        for desk in _desks(actor)
    ]
