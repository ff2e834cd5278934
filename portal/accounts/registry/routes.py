"""The administration of the routing registry."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.organizations.queries import platforms
from portal.accounts.registry import service
from portal.accounts.registry.forms import EntryForm, NewEntryForm
from portal.accounts.registry.queries import KIND_WORDS, EntryFilters, get_entry, list_entries
from portal.domain.errors import InputInvalid, NotFound
from portal.domain.permissions import Permission
from portal.domain.routing import RegistryKind
from portal.domain.targets import PLATFORM_KIND_WORDS
from portal.records.registry import RegistryEntry
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.forms import blame
from portal.web.language import organization_name
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/administration/registry")
@requires(Permission.REGISTRY_MANAGE)
def registry() -> ResponseReturnValue:
    """Which host, app or short link leads to which platform."""
    filters = read_filters(EntryFilters, request.args)
    page, lines = list_entries(filters, read_cursor())
    return render_template(
        "accounts/registry.html",
        filters=filters,
        lines=lines,
        links=page_links(page),
        kind_words=KIND_WORDS,
        platform_kind_words=PLATFORM_KIND_WORDS,
    )


@blueprint.get("/administration/registry/new")
@requires(Permission.REGISTRY_MANAGE)
def new_registry_entry() -> ResponseReturnValue:
    """The form for a new line."""
    return _new_page(NewEntryForm())


@blueprint.post("/administration/registry")
@requires(Permission.REGISTRY_MANAGE)
def add_registry_entry() -> ResponseReturnValue:
    """Add a line."""
    form = NewEntryForm()
    _offer(form)
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            kind = RegistryKind(form.kind.data)
            service.add_entry(kind, form.value.data, form.leads_to(), current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _new_page(form), 422
    return _saved()


@blueprint.get("/administration/registry/<kind>/<value>")
@requires(Permission.REGISTRY_MANAGE)
def registry_entry(kind: str, value: str) -> ResponseReturnValue:
    """One line: where it leads, and the way to remove it."""
    entry = _find(kind, value)
    return _page(entry, EntryForm(data=asdict(service.leads_to(entry))))


@blueprint.post("/administration/registry/<kind>/<value>")
@requires(Permission.REGISTRY_MANAGE)
def change_registry_entry(kind: str, value: str) -> ResponseReturnValue:
    """Let the line lead elsewhere."""
    form, entry = EntryForm(), _find(kind, value)
    _offer(form)
    if not form.validate():
        return _page(entry, form), 422
    try:
        with transaction():
            service.change_entry(entry.kind, entry.value, form.leads_to(), current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _page(_find(kind, value), form), 422
    return _saved()


@blueprint.post("/administration/registry/<kind>/<value>/removal")
@requires(Permission.REGISTRY_MANAGE)
def remove_registry_entry(kind: str, value: str) -> ResponseReturnValue:
    """Take the line away."""
    entry = _find(kind, value)
    with transaction():
        service.remove_entry(entry.kind, entry.value, current_actor())
    flash(_("The line is removed."), "good")
    return redirect(url_for("accounts.registry"), 303)


def _find(kind: str, value: str) -> RegistryEntry:
    entry = get_entry(RegistryKind(kind), value) if kind in set(RegistryKind) else None
    if entry is None:
        raise NotFound
    return entry


def _offer(form: EntryForm) -> None:
    form.offer([(one.slug, organization_name(one)) for one in platforms()])


def _page(entry: RegistryEntry, form: EntryForm) -> str:
    _offer(form)
    return render_template("accounts/registry_entry.html", entry=entry, form=form, kind=KIND_WORDS[entry.kind])


def _new_page(form: NewEntryForm) -> str:
    _offer(form)
    return render_template("accounts/new_registry_entry.html", form=form)


def _saved() -> ResponseReturnValue:
    flash(_("Saved."), "good")
    return redirect(url_for("accounts.registry"), 303)
