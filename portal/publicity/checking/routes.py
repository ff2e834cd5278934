"""Where anybody checks a notice of a decision by its number, which stands on the notice and is no secret."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.codes import NOTICE_NUMBER, TIP_NUMBER
from portal.domain.decision_notices import FORCE_WORDS
from portal.publicity.blueprint import blueprint
from portal.records.decision_notices.reading import find_notice, read_number
from portal.web.access import public
from portal.web.limits import limiter

NUMBERS_TRIED = "30 per minute; 600 per hour"
"""From one address, as for query codes; 75 random bits bear far more."""
LONGEST_SHOWN = 100


@blueprint.get("/notices")
@public
@limiter.limit(NUMBERS_TRIED, exempt_when=lambda: not request.args.get("number"))
def notices() -> ResponseReturnValue:
    """Where the number is entered, and the answer to it."""
    return _answer(request.args.get("number", ""))


@blueprint.get("/notices/<number>")
@public
@limiter.limit(NUMBERS_TRIED)
def notice(number: str) -> ResponseReturnValue:
    """The answer to whoever scanned the QR code or opened the address on a notice."""
    return _answer(number)


def _answer(entered: str) -> ResponseReturnValue:
    """Genuine, changed, or not ours: one that is not ours gets 404, one that nobody can have read right 422."""
    entered = entered.strip()
    shown = find_notice(entered) if entered else None
    wrong = _what_is_wrong(entered) if entered and read_number(entered) is None else None
    page = render_template(
        "publicity/notice.html",
        entered=entered[:LONGEST_SHOWN],
        shown=shown,
        wrong=wrong,
        force_words=FORCE_WORDS,
    )
    return page, 422 if wrong else 404 if entered and shown is None else 200


def _what_is_wrong(entered: str) -> str:
    count = len(NOTICE_NUMBER.characters(entered.rpartition("/")[2]))
    if TIP_NUMBER.read(entered) is not None:
        words = gettext("This is a tip number. The number of a notice begins with JU and has 16 more characters.")
    elif count == NOTICE_NUMBER.random_characters + 1:
        words = gettext("A character of the number is wrong. Compare it with the notice, one group after the other.")
    else:
        words = gettext(
            "The number of a notice begins with JU and has 16 more letters and digits; you entered %(count)s.",
            count=count,
        )
    return str(words)
