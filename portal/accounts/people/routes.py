"""The administration of people; it shows no case."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.entrance.colleague import present_sealer
from portal.accounts.invitation_link import link_to_hand_over
from portal.accounts.organizations.queries import get_organization
from portal.accounts.people import service
from portal.accounts.people.forms import InvitePersonForm, PersonForm
from portal.accounts.people.queries import PeopleFilters, list_people
from portal.accounts.people.words import ACTIVE_WORDS, QUESTIONS, state_of
from portal.domain.errors import DomainError, InputInvalid, NotFound
from portal.domain.permissions import ROLE_WORDS, Permission
from portal.records.people import User, find_person
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.forms import Form, blame
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/administration/people")
@requires(Permission.PEOPLE_MANAGE)
def people() -> ResponseReturnValue:
    """Everybody who may sign in, or might again."""
    filters = read_filters(PeopleFilters, request.args)
    page = list_people(filters, read_cursor())
    return render_template(
        "accounts/people.html",
        filters=filters,
        page=page,
        links=page_links(page),
        role_words=ROLE_WORDS,
        state_of=state_of,
        state_words=ACTIVE_WORDS,
        state=request.args.get("active"),
    )


@blueprint.get("/administration/organizations/<slug>/invitation")
@requires(Permission.PEOPLE_MANAGE)
def new_person(slug: str) -> ResponseReturnValue:
    """The form for a new person of an organization."""
    return _invitation_form(slug, InvitePersonForm())


@blueprint.post("/administration/organizations/<slug>/invitation")
@requires(Permission.PEOPLE_MANAGE)
def invite_person(slug: str) -> ResponseReturnValue:
    """Add the person and send the link."""
    form = InvitePersonForm()
    form.offer_roles(get_organization(slug).kind)
    if not form.validate():
        return _invitation_form(slug, form), 422
    try:
        with transaction():
            token = service.invite_person(
                get_organization(slug),
                form.email.data,
                form.name.data,
                form.roles.data,
                current_actor(),
                present_sealer(),
                form.language.data,
            )
    except InputInvalid as error:
        blame(form, error)
        return _invitation_form(slug, form), 422
    return _link_page(form.email.data, token)


@blueprint.get("/administration/people/<email>")
@requires(Permission.PEOPLE_MANAGE)
def person(email: str) -> ResponseReturnValue:
    """One person: name, roles, and what can be done."""
    found = _find(email)
    return _person_page(found, PersonForm(data={"name": found.name, "roles": sorted(found.roles)}))


@blueprint.post("/administration/people/<email>")
@requires(Permission.PEOPLE_MANAGE)
def change_person(email: str) -> ResponseReturnValue:
    """Keep another name or other roles."""
    form, found = PersonForm(), _find(email)
    form.offer_roles(found.organization.kind)
    if not form.validate():
        return _person_page(found, form), 422
    try:
        with transaction():
            held = service.person_for_change(email, current_actor())
            service.change_person(held, form.name.data, form.roles.data, current_actor())
    except DomainError as error:
        blame(form, error)
        return _person_page(_find(email), form), 422
    return _done(email, _("Saved."))


@blueprint.get("/administration/people/<email>/<any(disabling, invitation):step>")
@requires(Permission.PEOPLE_MANAGE)
def confirm_person_step(email: str, step: str) -> ResponseReturnValue:
    """Ask before taking away a person's way in."""
    found, words = _find(email), QUESTIONS[step]
    return render_template(
        "accounts/confirm_person_step.html",
        person=found,
        form=Form(),
        title=_(words.title, name=found.name),
        text=_(words.text),
        button=_(words.button),
        action=url_for(words.endpoint, email=found.email),
    )


@blueprint.post("/administration/people/<email>/disabling")
@requires(Permission.PEOPLE_MANAGE)
def disable_person(email: str) -> ResponseReturnValue:
    """End every session of the person and let nobody sign in as them."""
    with transaction():
        service.disable_person(service.person_for_change(email, current_actor()), current_actor())
    return _done(email, _("The person is disabled, and every session has ended."))


@blueprint.post("/administration/people/<email>/enabling")
@requires(Permission.PEOPLE_MANAGE)
def enable_person(email: str) -> ResponseReturnValue:
    """Let the person sign in again."""
    with transaction():
        service.enable_person(service.person_for_change(email, current_actor()), current_actor())
    return _done(email, _("The person can sign in again."))


@blueprint.post("/administration/people/<email>/invitation")
@requires(Permission.PEOPLE_MANAGE)
def invite_again(email: str) -> ResponseReturnValue:
    """Take both factors away and send a new link."""
    with transaction():
        held = service.person_for_change(email, current_actor())
        token = service.invite_again(held, current_actor(), present_sealer())
    return _link_page(email, token)


def _find(email: str) -> User:
    found = find_person(email)
    if found is None:
        raise NotFound
    return found


def _done(email: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("accounts.person", email=email), 303)


def _person_page(found: User, form: PersonForm) -> str:
    form.offer_roles(found.organization.kind)
    own = found.id == current_actor().user_id
    return render_template("accounts/person.html", person=found, form=form, own=own, state=state_of(found))


def _invitation_form(slug: str, form: InvitePersonForm) -> str:
    organization = get_organization(slug)
    form.offer_roles(organization.kind)
    return render_template("accounts/new_person.html", form=form, organization=organization)


def _link_page(email: str, token: str) -> str:
    """Says that the link is on its way by mail, or shows it where no mail leaves the house."""
    return render_template("accounts/invite_person.html", email=email, link=link_to_hand_over(token))
