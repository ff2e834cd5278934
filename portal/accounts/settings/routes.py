"""The administration of the operator's settings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.adjusting_forms import AdjustingForm
from portal.accounts.blueprint import blueprint
from portal.accounts.settings import service
from portal.accounts.settings.forms import FORMS, SettingForm
from portal.accounts.settings.queries import SettingFilters, SettingLine, get_setting, list_settings
from portal.config import Settings
from portal.domain.operator_settings import OPERATOR_SETTINGS
from portal.domain.permissions import Permission
from portal.records.adjustments import ChangedMeanwhile
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.transaction import transaction

DAYS = ("first_day", "last_day")


@blueprint.get("/administration/settings")
@requires(Permission.SETTINGS_MANAGE)
def settings() -> ResponseReturnValue:
    """What can be set without a release: what it does, its default, what holds now, and who changed it."""
    filters = read_filters(SettingFilters, request.args)
    said = {one: f"{_(row.label)} {_(row.does)}" for one, row in OPERATOR_SETTINGS.items()}
    lines = list_settings(filters, said, _environment())
    return render_template("accounts/settings.html", filters=filters, lines=lines, shown=shown)


@blueprint.get("/administration/settings/<name>")
@requires(Permission.SETTINGS_MANAGE)
def setting(name: str) -> ResponseReturnValue:
    """One setting, to be changed or taken back to its default."""
    line = get_setting(name, _environment())
    return _page(line, _form_of(line))


@blueprint.post("/administration/settings/<name>")
@requires(Permission.SETTINGS_MANAGE)
def change_setting(name: str) -> ResponseReturnValue:
    """Let another value hold."""
    line = get_setting(name, _environment())
    form = FORMS[line.row.takes]().fill(line)
    if not form.validate():
        return _page(line, form), 422
    try:
        with transaction():
            service.set_to(get_setting(name, _environment()), form.value, form.version.data, current_actor())
    except ChangedMeanwhile as error:
        line = get_setting(name, _environment())
        form.show_beside(line.standing.version, error)
        return _page(line, form), 409
    return _done(name, _("Saved."))


@blueprint.post("/administration/settings/<name>/default")
@requires(Permission.SETTINGS_MANAGE)
def take_default_setting(name: str) -> ResponseReturnValue:
    """Take it back to its default."""
    line, form = get_setting(name, _environment()), AdjustingForm()
    if not form.validate():
        return _page(line, _form_of(line)), 422
    with transaction():
        service.take_default(get_setting(name, _environment()), form.version.data, current_actor())
    return _done(name, _("The default holds again."))


def _form_of(line: SettingLine) -> SettingForm:
    return FORMS[line.row.takes](formdata=None, data={**shown(line.now), "version": line.standing.version}).fill(line)


def shown(value: Mapping[str, Any]) -> dict[str, Any]:
    """The value as a form takes it: its days are days."""
    return {part: date.fromisoformat(what) if part in DAYS else what for part, what in value.items()}


def _page(line: SettingLine, form: SettingForm) -> str:
    return render_template("accounts/setting.html", line=line, form=form, shown=shown)


def _environment() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _done(name: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("accounts.setting", name=name), 303)
