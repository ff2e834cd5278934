"""The administration of the categories."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.adjusting import standing_of
from portal.accounts.adjusting_forms import AdjustingForm
from portal.accounts.blueprint import blueprint
from portal.accounts.categories import service
from portal.accounts.categories.forms import CategoryWordsForm, RetirementForm
from portal.accounts.categories.queries import (
    CIRCUMSTANCE_WORDS,
    OFFER_WORDS,
    CategoryFilters,
    CategoryLine,
    get_category,
    list_categories,
)
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Permission
from portal.domain.priority import PRIORITY_WORDS
from portal.domain.targets import KINDS
from portal.records.adjustments import Adjusts, ChangedMeanwhile
from portal.records.counters import today
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.forms import blame
from portal.web.transaction import transaction


@blueprint.get("/administration/categories")
@requires(Permission.CATALOGUE_MANAGE)
def categories() -> ResponseReturnValue:
    """What can be flagged, and which of it new tips may choose."""
    filters = read_filters(CategoryFilters, request.args)
    return render_template(
        "accounts/categories.html",
        filters=filters,
        lines=list_categories(filters),
        offer_words=OFFER_WORDS,
        priority_words=PRIORITY_WORDS,
        circumstance_words=CIRCUMSTANCE_WORDS,
    )


@blueprint.get("/administration/categories/<code>")
@requires(Permission.CATALOGUE_MANAGE)
def category(code: str) -> ResponseReturnValue:
    """One category: its rules to read, its words to change, and the way to retire it."""
    line = get_category(code)
    return _page(line, _words_form(line))


@blueprint.post("/administration/categories/<code>/words")
@requires(Permission.CATALOGUE_MANAGE)
def reword_category(code: str) -> ResponseReturnValue:
    """Show citizens other words beside its name."""
    line, form = get_category(code), CategoryWordsForm()
    if not form.validate():
        return _page(line, form), 422
    words = (form.example_zh.data, form.example_en.data, form.help_zh.data or "", form.help_en.data or "")
    try:
        with transaction():
            service.reword(code, service.CategoryWords(*words), form.version.data, current_actor())
    except ChangedMeanwhile as error:
        line = get_category(code)
        form.show_beside(line.words_version, error)
        return _page(line, form), 409
    return _done(code, _("Saved. Citizens read it from now on."))


@blueprint.post("/administration/categories/<code>/shipped-words")
@requires(Permission.CATALOGUE_MANAGE)
def take_shipped_category_words(code: str) -> ResponseReturnValue:
    """Show the words that came with the portal again."""
    line, form = get_category(code), AdjustingForm()
    if not form.validate():
        return _page(line, _words_form(line)), 422
    with transaction():
        service.take_shipped_words(code, form.version.data, current_actor())
    return _done(code, _("The words that came with the portal stand there again."))


@blueprint.get("/administration/categories/<code>/retirement")
@requires(Permission.CATALOGUE_MANAGE)
def category_retirement(code: str) -> ResponseReturnValue:
    """Ask before new tips cannot choose it any more, and say what follows."""
    line = get_category(code)
    form = RetirementForm(
        data={
            "version": line.offer_version,
            "retired_from": line.retired_from or today(),
        }
    )
    return _retirement_page(line, form)


@blueprint.post("/administration/categories/<code>/retirement")
@requires(Permission.CATALOGUE_MANAGE)
def retire_category(code: str) -> ResponseReturnValue:
    """Offer it no more from a day on."""
    line, form = get_category(code), RetirementForm()
    if not form.validate():
        return _retirement_page(line, form), 422
    try:
        with transaction():
            service.retire(code, form.retired_from.data, form.version.data, current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _retirement_page(line, form), 422
    except ChangedMeanwhile as error:
        line = get_category(code)
        form.show_beside(line.offer_version, error)
        return _retirement_page(line, form), 409
    return _done(code, _("Saved. Cases keep their category."))


@blueprint.post("/administration/categories/<code>/offer")
@requires(Permission.CATALOGUE_MANAGE)
def offer_category(code: str) -> ResponseReturnValue:
    """Offer it again."""
    line, form = get_category(code), AdjustingForm()
    if not form.validate():
        return _page(line, _words_form(line)), 422
    with transaction():
        service.offer_again(code, form.version.data, current_actor())
    return _done(code, _("It is offered again."))


def _words_form(line: CategoryLine) -> CategoryWordsForm:
    words = service.CategoryWords.of(line.category)
    return CategoryWordsForm(formdata=None, obj=words, version=line.words_version)


def _page(line: CategoryLine, form: CategoryWordsForm) -> str:
    return render_template(
        "accounts/category.html",
        line=line,
        form=form,
        worded=standing_of(Adjusts.CATEGORY_WORDS, line.category.code),
        offered=standing_of(Adjusts.CATEGORY_OFFER, line.category.code),
        offer_words=OFFER_WORDS,
        priority_words=PRIORITY_WORDS,
        circumstance_words=CIRCUMSTANCE_WORDS,
        kinds=KINDS,
    )


def _retirement_page(line: CategoryLine, form: RetirementForm) -> str:
    return render_template("accounts/category_retirement.html", line=line, form=form, today=today())


def _done(code: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("accounts.category", code=code), 303)
