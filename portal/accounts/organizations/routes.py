"""The administration of organizations."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.organizations import service
from portal.accounts.organizations.forms import NewOrganizationForm, OrganizationForm
from portal.accounts.organizations.queries import (
    OrganizationFilters,
    get_organization,
    group_heads,
    list_organizations,
)
from portal.domain.duty import HEADS
from portal.domain.errors import DomainError, InputInvalid
from portal.domain.permissions import ORGANIZATION_KIND_WORDS, OrganizationKind, Permission
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.forms import blame
from portal.web.language import organization_name
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/administration/organizations")
@requires(Permission.PEOPLE_MANAGE)
def organizations() -> ResponseReturnValue:
    """Platforms, agencies and the operator."""
    filters = read_filters(OrganizationFilters, request.args)
    page = list_organizations(filters, read_cursor())
    return render_template(
        "accounts/organizations.html",
        filters=filters,
        page=page,
        links=page_links(page),
        kind_words=ORGANIZATION_KIND_WORDS,
    )


@blueprint.get("/administration/organizations/new")
@requires(Permission.PEOPLE_MANAGE)
def new_organization() -> ResponseReturnValue:
    """The form for a new organization."""
    return _new_page(NewOrganizationForm())


@blueprint.post("/administration/organizations")
@requires(Permission.PEOPLE_MANAGE)
def create_organization() -> ResponseReturnValue:
    """Add an organization."""
    form = NewOrganizationForm()
    _offer(form)
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            kind = OrganizationKind(form.kind.data)
            service.create_organization(form.slug.data, kind, form.particulars(), current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _new_page(form), 422
    return _saved(form.slug.data)


@blueprint.get("/administration/organizations/<slug>")
@requires(Permission.PEOPLE_MANAGE)
def organization(slug: str) -> ResponseReturnValue:
    """One organization: what can change, and the way to its people."""
    return _page(slug, OrganizationForm(data=asdict(service.particulars_of(get_organization(slug)))))


@blueprint.post("/administration/organizations/<slug>")
@requires(Permission.PEOPLE_MANAGE)
def change_organization(slug: str) -> ResponseReturnValue:
    """Keep what was entered."""
    form = OrganizationForm()
    _offer(form, slug)
    if not form.validate():
        return _page(slug, form), 422
    try:
        with transaction():
            service.change_organization(get_organization(slug, lock=True), form.particulars(), current_actor())
    except DomainError as error:
        blame(form, error)
        return _page(slug, form), 422
    return _saved(slug)


def _offer(form: OrganizationForm, but_for: str | None = None) -> None:
    form.offer([(head.slug, organization_name(head)) for head in group_heads(but_for)])


def _page(slug: str, form: OrganizationForm) -> str:
    _offer(form, slug)
    found = get_organization(slug)
    if found.kind is not OrganizationKind.AGENCY:
        del form.signing_levels
    return render_template(
        "accounts/organization.html",
        organization=found,
        form=form,
        kind=ORGANIZATION_KIND_WORDS[found.kind],
        kept_by_desk=found.kind in HEADS,
    )


def _new_page(form: NewOrganizationForm) -> str:
    _offer(form)
    return render_template("accounts/new_organization.html", form=form)


def _saved(slug: str) -> ResponseReturnValue:
    flash(_("Saved."), "good")
    return redirect(url_for("accounts.organization", slug=slug), 303)
