"""The queue."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from portal.domain.errors import NotAllowed
from portal.domain.permissions import Actor, Permission
from portal.verification.blueprint import blueprint
from portal.verification.forms.queue import DESK_WORDS, QueueForm
from portal.verification.queries import Desk, QueueFilters
from portal.verification.queries import queue as read_queue
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters, write_filters
from portal.web.listing import page_links, read_cursor


@blueprint.get("")
@requires(Permission.CASE_CLAIM, Permission.CASE_CONFIRM, Permission.CASE_TAKE_OVER)
def queue() -> ResponseReturnValue:
    """What waits at this desk, what is due first on top."""
    actor, filters = current_actor(), read_filters(QueueFilters, request.args)
    if filters.desk not in _desks(actor):
        raise NotAllowed()
    try:
        page = read_queue(actor, filters, read_cursor())
    except ValueError as error:
        raise BadRequest from error  # a place in a list that was sorted otherwise
    return render_template(
        "verification/queue.html",
        page=page,
        links=page_links(page),
        filters=filters,
        filtered=bool(write_filters(filters).keys() - {"desk"}),
        form=QueueForm.showing(filters),
        tabs=_tabs(actor, filters),
    )


def _desks(actor: Actor) -> list[Desk]:
    desks = [Desk.OWN] if actor.may(Permission.CASE_CLAIM) else []
    if actor.may(Permission.CASE_CONFIRM):
        desks.append(Desk.CONFIRMATION)
    if actor.may(Permission.CASE_TAKE_OVER):
        desks.append(Desk.OVERDUE)
    return desks


def _tabs(actor: Actor, filters: QueueFilters) -> list[dict[str, object]]:
    return [
        {
            "label": gettext(DESK_WORDS[desk]),
            "url": url_for("verification.queue", desk=desk.value),
            "current": desk is filters.desk,
        }
        for desk in _desks(actor)
    ]
