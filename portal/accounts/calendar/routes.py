"""The page of the calendar, and the way in which a coming year is entered: typed, looked over, then taken."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.adjusting import standing_of
from portal.accounts.blueprint import blueprint
from portal.accounts.calendar import service
from portal.accounts.calendar.forms import YearForm, filled_with
from portal.accounts.calendar.years import year_rows
from portal.doctor import calendar_symptoms
from portal.domain.holiday_notice import HOLIDAYS, HolidayNotice, faults, oddities, without_days
from portal.domain.permissions import Permission
from portal.records.adjustments import Adjusts, ChangedMeanwhile, version_of
from portal.records.calendar import calendar_in_force, entered_notice
from portal.records.clocks.recounting import foresee
from portal.records.counters import today
from portal.web.access import current_actor, requires
from portal.web.forms import blame, show_again
from portal.web.transaction import transaction


@blueprint.get("/administration/calendar")
@requires(Permission.OPERATIONS_VIEW)
def calendar() -> ResponseReturnValue:
    """Which years the clocks know, with their days off and working weekends; a year that lacks is said loudly."""
    return render_template(
        "accounts/calendar.html",
        symptoms=list(calendar_symptoms()),
        rows=year_rows(calendar_in_force(), today()),
        enterable=service.enterable_years(),
        entered=entered_notice,
    )


@blueprint.get("/administration/calendar/<int:year>")
@requires(Permission.CALENDAR_MANAGE)
def calendar_year(year: int) -> ResponseReturnValue:
    """The form for the notice of a year, filled with what was entered before."""
    service.refuse_other_years(year)
    before = entered_notice(year)
    known = filled_with(before) if before else {}
    return _form_page(year, YearForm(data={**known, "version": _version(year)}))


@blueprint.post("/administration/calendar/<int:year>")
@requires(Permission.CALENDAR_MANAGE)
def enter_calendar_year(year: int) -> ResponseReturnValue:
    """Show what the year would change; take it once that was seen and confirmed."""
    service.refuse_other_years(year)
    form = YearForm()
    notice = _checked(form, year)
    if notice is None:
        return _form_page(year, form), 422
    asked = request.form.get("go")
    if asked == "back":
        return _form_page(year, form)
    if asked != "take":
        return _preview(form, notice)
    try:
        with transaction():
            service.enter_year(notice, form.version.data, current_actor())
    except ChangedMeanwhile as error:
        form.show_beside(_version(year), error)
        return _form_page(year, form), 409
    flash(_("Taken. Dates that reach into %(year)s are counted again within minutes.", year=year), "good")
    return redirect(url_for("accounts.calendar"), 303)


def _checked(form: YearForm, year: int) -> HolidayNotice | None:
    """What was typed, or None with every fault beside its field."""
    if not form.validate():
        return None
    notice = form.notice_of(year)
    found = list(faults(notice))
    for fault in found:
        blame(form, fault)
    return None if found else notice


def _version(year: int) -> int:
    return version_of(Adjusts.CALENDAR_YEAR, str(year))


def _form_page(year: int, form: YearForm) -> str:
    standing = standing_of(Adjusts.CALENDAR_YEAR, str(year))
    return render_template("accounts/calendar_year.html", year=year, form=form, holidays=HOLIDAYS, standing=standing)


def _preview(form: YearForm, notice: HolidayNotice) -> str:
    show_again(form)
    return render_template(
        "accounts/calendar_year_preview.html",
        form=form,
        notice=notice,
        holidays=HOLIDAYS,
        oddities=list(oddities(notice)),
        without=without_days(notice),
        moves=foresee(notice.as_year()),
    )
