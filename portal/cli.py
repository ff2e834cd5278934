"""Commands for who runs the portal: `flask --app wsgi <command>`."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from portal import doctor, job_commands
from portal.accounts.commands import users
from portal.config import Settings
from portal.demo import STEPS
from portal.extensions import db
from portal.importing.commands import imports
from portal.printing import stale_pages, write_pages
from portal.records import ledger
from portal.records.cases import Case
from portal.web.transaction import transaction

DOCS = Path(__file__).parent.parent / "docs"


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Fill an empty demo with its cast, its registry and a few cases; safe to run again."""
    settings: Settings = current_app.extensions["settings"]
    if settings.production:
        raise click.ClickException("The demo cast has published passwords; production refuses it.")
    for step in STEPS:
        with transaction():
            step()


ledger_commands = AppGroup("ledger", help="The history of every case, chained by hash.")


@ledger_commands.command("verify")
def verify_ledger() -> None:
    """Walk every chain and name the first break; ends with 1 when there is one."""
    for found in ledger.verify():
        if isinstance(found, ledger.Break):
            case_number = db.session.get_one(Case, found.case_id).case_number
            raise click.ClickException(f"Case {case_number}, entry {found.sequence}: {found.reason}.")
        click.echo(f"{found} entries hold.")


@click.command("docs")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 and name the pages that are stale.")
def docs(check: bool) -> None:
    """Print the tables of the rules as pages of docs/."""
    if check:
        if stale := stale_pages(DOCS):
            raise click.ClickException(f"Stale: {', '.join(stale)}. Run `make docs`.")
        return
    for name in write_pages(DOCS):
        click.echo(f"docs/{name}")


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(docs)
    app.cli.add_command(seed)
    app.cli.add_command(users)
    app.cli.add_command(ledger_commands)
    app.cli.add_command(imports)
    job_commands.init_app(app)
    doctor.init_app(app)
