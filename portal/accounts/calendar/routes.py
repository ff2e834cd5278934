"""The page of the calendar."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.blueprint import blueprint
from portal.accounts.calendar.years import year_rows
from portal.data.workdays import shipped_calendar
from portal.doctor import calendar_symptoms
from portal.domain.permissions import Permission
from portal.records.counters import today
from portal.web.access import requires


@blueprint.get("/administration/calendar")
@requires(Permission.OPERATIONS_VIEW)
def calendar() -> ResponseReturnValue:
    """Which years the clocks know, with their days off and working weekends; a year that lacks is said loudly."""
    rows = year_rows(shipped_calendar(), today())
    return render_template("accounts/calendar.html", symptoms=list(calendar_symptoms()), rows=rows)
