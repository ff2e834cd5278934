"""The page of who is on leave."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.duty import queries, service
from portal.accounts.duty.forms import LeaveForm
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Permission
from portal.records.organizations import Organization
from portal.records.people import User
from portal.web.access import current_actor, requires
from portal.web.forms import blame
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/duty/<slug>/leaves")
@requires(Permission.CASE_VIEW, Permission.DUTY_MANAGE)
def leaves(slug: str) -> ResponseReturnValue:
    """Who is away, and the form to say so."""
    return _page(queries.organization_of(slug, current_actor()), LeaveForm())


@blueprint.post("/duty/<slug>/leaves")
@requires(Permission.CASE_VIEW, Permission.DUTY_MANAGE)
def add_leave(slug: str) -> ResponseReturnValue:
    """Enter a leave."""
    organization, form = queries.organization_of(slug, current_actor()), LeaveForm()
    form.offer(_people(organization))
    if not form.validate():
        return _page(organization, form), 422
    try:
        with transaction():
            service.add_leave(slug, form.person.data, *form.span(), current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _page(organization, form), 422
    flash(_("The leave is entered."), "good")
    return redirect(url_for("accounts.leaves", slug=slug), 303)


@blueprint.post("/duty/<slug>/leaves/<int:leave_id>/removal")
@requires(Permission.CASE_VIEW, Permission.DUTY_MANAGE)
def remove_leave(slug: str, leave_id: int) -> ResponseReturnValue:
    """Take a leave back."""
    with transaction():
        service.remove_leave(slug, leave_id, current_actor())
    flash(_("The leave is taken back."), "good")
    return redirect(url_for("accounts.leaves", slug=slug), 303)


def _people(organization: Organization) -> list[User]:
    """Whose leave this person may enter."""
    actor, people = current_actor(), queries.people_for_duty(organization.id)
    return people if actor.may(Permission.DUTY_MANAGE) else [one for one in people if one.id == actor.user_id]


def _page(organization: Organization, form: LeaveForm) -> str:
    actor, page = current_actor(), queries.leaves_to_come(organization, read_cursor())
    form.offer(_people(organization))
    return render_template(
        "accounts/leaves.html",
        organization=organization,
        leaves=page.items,
        names=queries.names_of({one.person_id for one in page.items}),
        links=page_links(page),
        form=form,
        arranges=actor.may(Permission.DUTY_MANAGE),
        own_id=actor.user_id,
    )
