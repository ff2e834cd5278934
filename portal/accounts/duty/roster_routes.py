"""The pages of a roster and of its shifts."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.accounts.blueprint import blueprint
from portal.accounts.duty import queries, service
from portal.accounts.duty.forms import PersonForm, ShiftForm
from portal.accounts.duty.picture import people_in, picture, stretch
from portal.domain.duty import RANK_WORDS, Rank
from portal.domain.errors import InputInvalid, NotAllowed
from portal.domain.permissions import Permission
from portal.records.duty.rosters import DutyShift, roster_of
from portal.records.organizations import Organization
from portal.web.access import current_actor, requires
from portal.web.forms import blame
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/duty")
@requires(Permission.CASE_VIEW)
def duty() -> ResponseReturnValue:
    """The roster of the own organization."""
    return _roster(queries.organization_of(None, current_actor()))


@blueprint.get("/duty/<slug>")
@requires(Permission.CASE_VIEW, Permission.PEOPLE_MANAGE)
def duty_of(slug: str) -> ResponseReturnValue:
    """The roster of one organization."""
    return _roster(queries.organization_of(slug, current_actor()))


def _roster(organization: Organization) -> str:
    actor, page, now = current_actor(), queries.shifts_to_come(organization, read_cursor()), clock.now()
    roster = roster_of(organization.id, *stretch())
    on_duty = roster.on_duty(now)
    names = queries.names_of({*people_in(roster), *roster.head_ids, *(one.person_id for one in page.items)})
    shown = picture(roster, names)
    return render_template(
        "accounts/duty.html",
        organization=organization,
        shifts=page.items,
        names=names,
        links=page_links(page),
        picture=shown,
        columns=[_(RANK_WORDS[rank]) for rank in shown.ranks],
        ranks=RANK_WORDS,
        on_duty=[names[one] for one in on_duty],
        on_shift=bool(roster.present(Rank.PRIMARY, now) or roster.present(Rank.DEPUTY, now)),
        arranges=actor.may(Permission.DUTY_MANAGE),
        own_id=actor.user_id,
    )


@blueprint.get("/duty/<slug>/shifts/new")
@requires(Permission.DUTY_MANAGE)
def new_shift(slug: str) -> ResponseReturnValue:
    """The form for shifts."""
    return _shift_form(queries.organization_to_arrange(slug, current_actor()), ShiftForm(first_day=clock.today()))


@blueprint.post("/duty/<slug>/shifts")
@requires(Permission.DUTY_MANAGE)
def add_shifts(slug: str) -> ResponseReturnValue:
    """Put somebody on duty."""
    organization, form = queries.organization_to_arrange(slug, current_actor()), ShiftForm()
    form.offer(queries.people_for_duty(organization.id))
    if not form.validate():
        return _shift_form(organization, form), 422
    try:
        with transaction():
            wanted = service.Wanted(form.person.data, Rank(form.rank.data), form.spans())
            count = service.add_shifts(slug, wanted, current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _shift_form(organization, form), 422
    flash(ngettext("%(num)s shift is in the roster.", "%(num)s shifts are in the roster.", count), "good")
    return redirect(url_for("accounts.duty_of", slug=slug), 303)


def _shift_form(organization: Organization, form: ShiftForm) -> str:
    form.offer(queries.people_for_duty(organization.id))
    return render_template("accounts/new_shift.html", organization=organization, form=form)


@blueprint.get("/duty/<slug>/shifts/<int:shift_id>")
@requires(Permission.CASE_VIEW, Permission.DUTY_MANAGE)
def shift(slug: str, shift_id: int) -> ResponseReturnValue:
    """One shift: to hand it over, or to take it out."""
    organization = queries.organization_of(slug, current_actor())
    return _shift_page(organization, _own_shift(organization, shift_id), PersonForm())


@blueprint.post("/duty/<slug>/shifts/<int:shift_id>/heir")
@requires(Permission.CASE_VIEW, Permission.DUTY_MANAGE)
def hand_shift_over(slug: str, shift_id: int) -> ResponseReturnValue:
    """Give a shift to a colleague."""
    organization, form = queries.organization_of(slug, current_actor()), PersonForm()
    found = _own_shift(organization, shift_id)
    form.offer(queries.people_for_duty(organization.id))
    if not form.validate():
        return _shift_page(organization, found, form), 422
    try:
        with transaction():
            service.hand_over(slug, shift_id, form.person.data, current_actor())
    except InputInvalid as error:
        blame(form, error)
        return _shift_page(organization, found, form), 422
    flash(_("The shift is handed over."), "good")
    return redirect(url_for("accounts.duty_of", slug=slug), 303)


@blueprint.post("/duty/<slug>/shifts/<int:shift_id>/removal")
@requires(Permission.DUTY_MANAGE)
def remove_shift(slug: str, shift_id: int) -> ResponseReturnValue:
    """Take a shift out."""
    with transaction():
        service.remove_shift(slug, shift_id, current_actor())
    flash(_("The shift is taken out."), "good")
    return redirect(url_for("accounts.duty_of", slug=slug), 303)


def _own_shift(organization: Organization, shift_id: int) -> DutyShift:
    """The shift, for whose it is and for who arranges the roster. Raises NotFound, NotAllowed."""
    found, actor = queries.get_shift(organization, shift_id), current_actor()
    if found.person_id != actor.user_id and not actor.may(Permission.DUTY_MANAGE):
        raise NotAllowed()
    return found


def _shift_page(organization: Organization, found: DutyShift, form: PersonForm) -> str:
    form.offer([one for one in queries.people_for_duty(organization.id) if one.id != found.person_id])
    return render_template(
        "accounts/shift.html",
        organization=organization,
        shift=found,
        rank=RANK_WORDS[found.rank],
        form=form,
        alone=not form.person.choices,
        running=found.starts_at < clock.now(),
        arranges=current_actor().may(Permission.DUTY_MANAGE),
    )
