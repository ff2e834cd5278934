"""What a signatory of the own agency saw, replayed as it was kept at the signature."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.disposal.blueprint import blueprint
from portal.domain.permissions import Permission
from portal.domain.visibility import Part
from portal.records.access_log import Access, log_access
from portal.records.seeing import see_case
from portal.records.seen_pages import is_as_it_was, seen_page
from portal.web.access import current_actor, requires
from portal.web.transaction import access_note

NOTHING_RUNS = "sandbox; default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"
"""A kept page is for reading: no form goes out of it and no script into it, whatever a later mistake lets through."""


@blueprint.get("/<case_number>/seen/<int:sequence>")
@requires(Permission.CASE_VIEW)
def seen(case_number: str, sequence: int) -> ResponseReturnValue:
    """The page under one signature; where it is not what was kept, only that.

    One with reporters' words as they were written is for whoever has given a reason to read them.
    """
    actor = current_actor()
    case, parts = see_case(case_number, actor)
    page = seen_page(case, sequence, actor)
    if page.as_written and Part.FREE_TEXT not in parts:
        return redirect(url_for("verification.words", case_number=case_number), 303)
    with access_note():
        log_access(actor, Access.VIEWED, case_id=case.id)
    if not is_as_it_was(page):
        return render_template("disposal/not_as_seen.html", case=case), 409
    answer = Response(page.html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer
