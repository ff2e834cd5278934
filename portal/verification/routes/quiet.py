"""What pages of this desk ask by themselves: cases for the palette, what is new, who else looks."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from portal.domain.permissions import Permission
from portal.records.case_view.present import who_else_looks
from portal.records.seeing import see_case
from portal.verification.blueprint import blueprint
from portal.verification.queries import find_cases, newer
from portal.verification.routes.place import read_place
from portal.verification.routes.presence import presence_words
from portal.verification.routes.queue import ANY_DESK
from portal.web.access import asked_by_pages, current_actor, requires
from portal.web.language import target_in_a_list

LONGEST_QUESTION = 100


@blueprint.get("/find")
@requires(*ANY_DESK)
def find() -> ResponseReturnValue:
    """Cases of the own desk by number or target, for the palette."""
    words = request.args.get("q", "")[:LONGEST_QUESTION]
    found = find_cases(current_actor(), words) if words.strip() and words.isprintable() else []
    return jsonify(
        cases=[
            {
                "number": case.case_number,
                "target": target_in_a_list(case.target),
                "url": url_for("verification.case", case_number=case.case_number),
            }
            for case in found
        ]
    )


@blueprint.get("/news")
@requires(*ANY_DESK)
@asked_by_pages
def news() -> ResponseReturnValue:
    """How many cases came to this list since the page was made, in words; no words where there is none."""
    try:
        since = datetime.fromtimestamp(float(request.args.get("since", "0")), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadRequest from error
    count = newer(current_actor(), read_place(), since)
    return jsonify(words=ngettext("%(num)s new case", "%(num)s new cases", count) if count else "")


@blueprint.get("/<case_number>/presence")
@requires(Permission.CASE_VIEW)
@asked_by_pages
def presence(case_number: str) -> ResponseReturnValue:
    """Which colleagues of the own organization opened this case a short while ago."""
    actor = current_actor()
    case, _ = see_case(case_number, actor)
    return jsonify(words=presence_words(who_else_looks(case, actor)))
