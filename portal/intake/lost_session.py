"""A form whose session was lost (cookies deleted, browser restarted, signed out by time): its words are kept.

The page asks once more, with a token of the new session. A form that another site sent is refused as ever.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from portal.intake.routes import blueprint
from portal.web.errors import answer_http_error

NOT_KEPT = frozenset({"csrf_token", "query_code", "code"})


@blueprint.errorhandler(CSRFError)
def ask_again(error: CSRFError) -> ResponseReturnValue:
    """The words once more behind a button, or the general answer where there are none or another site sent them."""
    kept = _kept()
    if not _from_here() or not kept:
        return answer_http_error(error)
    files = any(one.filename for one in request.files.values())
    return render_template("intake/lost_session.html", kept=kept, action=request.path, files=files), 400


@blueprint.errorhandler(Unauthorized)
def ask_to_sign_in_again(error: Unauthorized) -> ResponseReturnValue:
    """What a clerk wrote before the sign-in ran out, behind a button for when they are signed in again."""
    kept = _kept()
    if not kept:
        return answer_http_error(error)
    back = url_for("intake.assist")
    return render_template("intake/lost_sign_in.html", kept=kept, action=request.path, back=back), 401


def _kept() -> list[tuple[str, str]]:
    """What was sent, for hidden fields; nothing where nobody had written anything."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    return kept if any(value.strip() for _, value in kept) else []


def _from_here() -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
