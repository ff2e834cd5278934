"""The page of operations; it shows no case and no word of a tip."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.operations.service import try_all_again
from portal.config import Settings
from portal.doctor import examine
from portal.domain.permissions import Permission
from portal.records.carriers import outbox
from portal.records.jobs import queue_state
from portal.web.access import current_actor, requires
from portal.web.transaction import transaction


@blueprint.get("/administration/operations")
@requires(Permission.OPERATIONS_VIEW)
def operations() -> ResponseReturnValue:
    """What is not well, how the queue stands, and letters that were laid in a folder instead of sent."""
    settings: Settings = current_app.extensions["settings"]
    letters = [] if settings.mail_url else outbox(settings.data / "mail")
    return render_template(
        "accounts/operations.html", symptoms=examine(), queue=queue_state(), letters=letters, sends=settings.mail_url
    )


@blueprint.post("/administration/operations/retries")
@requires(Permission.OPERATIONS_VIEW)
def retry_jobs() -> ResponseReturnValue:
    """Try again everything that failed."""
    with transaction():
        count = try_all_again(current_actor())
    flash(_("%(number)s jobs are tried again.", number=count), "good")
    return redirect(url_for("accounts.operations"), 303)
