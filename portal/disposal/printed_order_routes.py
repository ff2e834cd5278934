"""The order that is printed for an executor without a desk here: a paper of a task, for whoever attests afterwards.

Printing leaves a line in the access log and none in the history: the paper says the same each time and bears the same
number, and that it was printed does not say that it was sent. What counts is the answer, which is attested.
"""

from __future__ import annotations

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.config import Settings
from portal.disposal.blueprint import blueprint
from portal.disposal.executing import task_of
from portal.disposal.printed_order_pdf import printed_order_pdf
from portal.domain.errors import NotFound
from portal.domain.permissions import Permission, allows
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.printed_orders import PrintedOrder, read_printed_order
from portal.records.seeing import see_case
from portal.web.access import current_actor, requires
from portal.web.downloads import download_headers
from portal.web.transaction import access_note


@blueprint.get("/<case_number>/tasks/<int:task_id>/order")
@requires(Permission.TASK_ATTEST)
def printed_order(case_number: str, task_id: int) -> ResponseReturnValue:
    """The paper, for the lead agency alone. Raises NotFound for others, and where nothing is to be sent."""
    actor = current_actor()
    found, parts = see_case(case_number, actor)
    if not allows(Permission.TASK_ATTEST, actor, facts(found)):
        raise NotFound()
    order = read_printed_order(Look(case=found, actor=actor, parts=parts, say=_), task_of(found, task_id))
    if order is None:
        raise NotFound()
    with access_note():
        log_access(actor, Access.VIEWED, case_id=found.id)
    settings: Settings = current_app.extensions["settings"]
    paper = printed_order_pdf(order, checked_at(order, settings.public_url), demonstration=not settings.production)
    name = f"{order.number.replace('/', '-')}.pdf"
    return Response(paper, headers=download_headers(name, "application/pdf"))


def checked_at(order: PrintedOrder, public_url: str) -> str | None:
    """Where anybody checks the notice on which it rests; the number in it is no secret."""
    return public_url + url_for("publicity.notice", number=order.notice.number) if order.notice else None
