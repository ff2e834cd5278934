"""The administration of the measures."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.adjusting import standing_of
from portal.accounts.adjusting_forms import AdjustingForm
from portal.accounts.blueprint import blueprint
from portal.accounts.measures import service
from portal.accounts.measures.queries import (
    PROPOSAL_WORDS,
    MeasureFilters,
    MeasureLine,
    get_measure,
    list_measures,
    under_way,
)
from portal.domain.errors import MeasureNotAllowed
from portal.domain.measures import (
    AGENCY_FUNCTION_WORDS,
    COUNTER_WORDS,
    EXECUTOR_WORDS,
    LAYER_WORDS,
    MEASURES,
    NATURE_WORDS,
    PROOF_WORDS,
)
from portal.domain.permissions import Permission
from portal.records.adjustments import Adjusts, ChangedMeanwhile
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.forms import blame
from portal.web.transaction import transaction

WORDS = {
    "nature_words": NATURE_WORDS,
    "proposal_words": PROPOSAL_WORDS,
    "executor_words": EXECUTOR_WORDS,
    "agency_words": AGENCY_FUNCTION_WORDS,
    "layer_words": LAYER_WORDS,
    "proof_words": PROOF_WORDS,
    "counter_words": COUNTER_WORDS,
}


@blueprint.get("/administration/measures")
@requires(Permission.CATALOGUE_MANAGE)
def measures() -> ResponseReturnValue:
    """What can be done, by whom and with whose consent, and which of it may be proposed."""
    filters = read_filters(MeasureFilters, request.args)
    said = {code: f"{_(measure.words)} {_(measure.plain)}" for code, measure in MEASURES.items()}
    return render_template("accounts/measures.html", filters=filters, lines=list_measures(filters, said), **WORDS)


@blueprint.get("/administration/measures/<code>")
@requires(Permission.CATALOGUE_MANAGE)
def measure(code: str) -> ResponseReturnValue:
    """One measure: its rules to read, and the way to retire it."""
    return _page(get_measure(code))


@blueprint.get("/administration/measures/<code>/retirement")
@requires(Permission.CATALOGUE_MANAGE)
def measure_retirement(code: str) -> ResponseReturnValue:
    """Ask before nobody can propose it any more, and say what follows."""
    line = get_measure(code)
    return _retirement_page(line, AdjustingForm(data={"version": line.version}))


@blueprint.post("/administration/measures/<code>/retirement")
@requires(Permission.CATALOGUE_MANAGE)
def retire_measure(code: str) -> ResponseReturnValue:
    """Let nobody propose it any more."""
    line, form = get_measure(code), AdjustingForm()
    if not form.validate():
        return _retirement_page(line, form), 422
    try:
        with transaction():
            service.retire(code, form.version.data, current_actor())
    except MeasureNotAllowed as error:
        blame(form, error)
        return _retirement_page(line, form), 422
    except ChangedMeanwhile as error:
        line = get_measure(code)
        form.show_beside(line.version, error)
        return _retirement_page(line, form), 409
    return _done(code, _("It is not proposed any more. What was decided stays decided."))


@blueprint.post("/administration/measures/<code>/offer")
@requires(Permission.CATALOGUE_MANAGE)
def offer_measure(code: str) -> ResponseReturnValue:
    """Let it be proposed again."""
    line, form = get_measure(code), AdjustingForm()
    if not form.validate():
        return _page(line), 422
    with transaction():
        service.offer_again(code, form.version.data, current_actor())
    return _done(code, _("It can be proposed again."))


def _page(line: MeasureLine) -> str:
    standing = standing_of(Adjusts.MEASURE_OFFER, line.measure.code)
    return render_template("accounts/measure.html", line=line, standing=standing, **WORDS)


def _retirement_page(line: MeasureLine, form: AdjustingForm) -> str:
    under = under_way(line.measure.code)
    return render_template("accounts/measure_retirement.html", line=line, form=form, under_way=under)


def _done(code: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("accounts.measure", code=code), 303)
