"""`flask users`: the first administrator, the way back in for the last one, and the demo's codes."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from portal import clock
from portal.accounts.entrance.colleague import present_sealer
from portal.accounts.invitation_link import link_of
from portal.accounts.people import service
from portal.accounts.second_factor import code_at, present_step
from portal.domain.errors import DomainError
from portal.domain.permissions import OrganizationKind, Role
from portal.extensions import db
from portal.records.organizations import Organization
from portal.records.people import find_person
from portal.web.language import DEFAULT
from portal.web.prefs import LANGUAGES
from portal.web.transaction import transaction

users = AppGroup("users", help="People who sign in; most of it is done on the administration's pages.")


@users.command("create-administrator")
@click.option("--email", required=True, help="The address the administrator will sign in with.")
@click.option("--name", default="Administrator", show_default=True)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True, help="Of our mail.")
def create_administrator(email: str, name: str, language: str) -> None:
    """Add an administrator and print the link with which they set up their account."""
    try:
        with transaction():
            roles = [Role.ADMINISTRATOR]
            token = service.invite_person(_operator(), email, name, roles, None, present_sealer(), language)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(_link(token))


@users.command("invite")
@click.argument("email")
def invite(email: str) -> None:
    """Take both factors from a person and print the link with which they choose new ones."""
    with transaction():
        person = find_person(email, lock=True)
        if person is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        token = service.invite_again(person, None, present_sealer())
    click.echo(_link(token))


@users.command("code")
@click.argument("email")
def code(email: str) -> None:
    """Print the present code of one of the demo's people, for who has no authenticator app at hand."""
    person = find_person(email)
    if person is None or not person.is_demo or person.totp_secret is None:
        raise click.ClickException(f"{email} is none of the demo's people.")
    click.echo(code_at(present_sealer().open(person.totp_secret), present_step()))


def _operator() -> Organization:
    """The organization that runs the portal, added where there is none yet."""
    kind = OrganizationKind.OPERATOR
    found = db.session.scalar(select(Organization).where(Organization.kind == kind).order_by(Organization.id))
    if found is None:
        found = Organization(slug="operator", name_zh="运行单位", name_en="Operator", kind=kind, created_at=clock.now())
        db.session.add(found)
    return found


def _link(token: str) -> str:
    with current_app.test_request_context():
        return link_of(token)
