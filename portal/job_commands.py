"""Commands about work that happens by itself: jobs, clocks, and the keys of the mailer."""

import base64
import signal

import click
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from portal import clock
from portal.records.calendar import calendar_in_force
from portal.records.clocks.figures import running_clocks
from portal.records.job_runner import Runner
from portal.records.jobs import queue_state, retry
from portal.web.transaction import transaction

jobs = AppGroup("jobs", help="The queue of work, and who does it.")


def _runner() -> Runner:
    from portal.job_process import make_runner  # the private key is for this process and no web worker

    return make_runner(current_app._get_current_object())  # type: ignore[attr-defined]  # the way Flask documents it


@jobs.command("run")
@click.option("--pause", default=1.0, help="Seconds between looks into an empty queue.")
def run(pause: float) -> None:
    """Do jobs until told to stop (SIGTERM, Ctrl-C); the job in hand is finished first."""
    runner = _runner()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: runner.stop())
    runner.run(pause)


@jobs.command("once")
def once() -> None:
    """Do everything that waits now, and say how many jobs that were."""
    click.echo(f"{_runner().drain()} jobs done.")


@jobs.command("status")
def status() -> None:
    """Say how the queue stands."""
    state = queue_state()
    click.echo(f"{state.waiting} waiting, the oldest for {state.late.total_seconds():.0f} s; {state.failed} failed.")


@jobs.command("retry")
@click.argument("kind", required=False)
def retry_failed(kind: str | None) -> None:
    """Try again the jobs that failed and nobody gave up: all, or those of one KIND (`mail_reporter`)."""
    with transaction():
        count = retry(kind)
    click.echo(f"{count} jobs are tried again.")


@click.command("deadlines")
@with_appcontext
def deadlines() -> None:
    """Say what has run out, what stands still, and which years' holidays are not known."""
    for figure, amount in running_clocks().items():
        click.echo(f"{amount:8} {figure}")
    today = clock.today()
    for year in calendar_in_force().years_without_notice(today):
        click.echo(f"The holidays of {year} are not published yet; its dates are provisional.", err=True)


@click.command("contact-keys")
@click.argument("key_id")
def contact_keys(key_id: str) -> None:
    """Make a pair of keys for MAILER_KEY or AGENCIES_KEY; nothing is kept."""
    key = X25519PrivateKey.generate()
    for half, raw in (("public", key.public_key().public_bytes_raw()), ("private", key.private_bytes_raw())):
        click.echo(f"{half:8} {key_id}:{base64.b64encode(raw).decode()}")


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (jobs, deadlines, contact_keys):
        app.cli.add_command(command)
