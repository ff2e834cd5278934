"""What ails the portal, in sentences that say what to do: for `flask doctor` and the administration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from portal import clock
from portal.data.workdays import shipped_calendar
from portal.database import SAFE_SQLITE, sqlite
from portal.domain.words import N_
from portal.domain.workdays import Calendar
from portal.extensions import db
from portal.records.appeals import undecidable
from portal.records.calendar import calendar_in_force, disagreements
from portal.records.jobs import queue_state
from portal.web.health import run_checks


@dataclass(frozen=True)
class Symptom:
    """One thing that is not well; `grave` where the portal cannot keep its promises."""

    sentence: str
    grave: bool
    facts: dict[str, Any] = field(default_factory=dict)


def calendar_symptoms() -> Iterator[Symptom]:
    """What is not well with the calendar that the clocks count on."""
    yield from unknown_years(calendar_in_force())
    for year, days in disagreements().items():
        yield Symptom(
            N_(
                "The days entered for %(year)s differ from those of this release, which hold: %(days)s. Compare both "
                "with the notice of the State Council."
            ),
            grave=True,
            facts={"year": year, "days": ", ".join(day.isoformat() for day in days)},
        )


def unknown_years(calendar: Calendar) -> Iterator[Symptom]:
    """Years that clocks reach and whose holidays are not known: dates in them are provisional."""
    today = clock.today()
    for year in calendar.years_without_notice(today):
        yield Symptom(
            N_(
                "The holidays of %(year)s are not known yet: its dates count Monday to Friday and are provisional. "
                "When the State Council publishes them, enter its notice on the page of the calendar, or take a "
                "release that has portal/data/workdays-%(year)s.toml."
            ),
            grave=year <= today.year,
            facts={"year": year},
        )


def readiness_symptoms() -> Iterator[Symptom]:
    """Checks of /readyz that fail."""
    for name, holds in run_checks().items():
        if not holds:
            yield Symptom(N_("The check “%(name)s” fails; the log says why."), grave=True, facts={"name": name})


def job_symptoms() -> Iterator[Symptom]:
    """Jobs that failed and nobody gave up; a letter among them is a promise to somebody that was not kept."""
    state = queue_state()
    if state.unsent:
        yield Symptom(
            N_(
                "Letters that could not be sent and are not tried any more: %(number)s. See that the mail server "
                "works, then try them again: on the page of operations or with “flask jobs retry”."
            ),
            grave=True,
            facts={"number": state.unsent},
        )
    if state.failed > state.unsent:
        yield Symptom(
            N_(
                "Jobs that failed after many tries: %(number)s. Look at each in the list of jobs: try it again or give "
                "it up."
            ),
            grave=False,
            facts={"number": state.failed - state.unsent},
        )


def database_symptoms() -> Iterator[Symptom]:
    """A SQLite that can corrupt its log under several writers."""
    if db.engine.dialect.name == "sqlite" and sqlite.sqlite_version_info < SAFE_SQLITE:
        yield Symptom(
            N_("SQLite %(version)s can corrupt its log; install a newer one or use PostgreSQL."),
            grave=True,
            facts={"version": sqlite.sqlite_version},
        )


def appeal_symptoms() -> Iterator[Symptom]:
    """Appeals that wait for a person who does not exist."""
    stuck = undecidable()
    if stuck:
        yield Symptom(
            N_(
                "%(number)s appeals wait for somebody without a part in the decision, and there is nobody. "
                "Invite one more person who signs for an agency."
            ),
            grave=True,
            facts={"number": len(stuck)},
        )


EXAMINATIONS: tuple[Callable[[], Iterator[Symptom]], ...] = (
    readiness_symptoms,
    database_symptoms,
    job_symptoms,
    appeal_symptoms,
    calendar_symptoms,
)


def examine() -> list[Symptom]:
    """Everything that is not well now."""
    return [symptom for examination in EXAMINATIONS for symptom in examination()]


@click.command("doctor")
@click.option("--calendar", is_flag=True, help="Ask only which coming years this release knows.")
@with_appcontext
def doctor(calendar: bool) -> None:
    """Say what ails the portal; ends with 1 when it cannot keep its promises."""
    symptoms = list(unknown_years(shipped_calendar())) if calendar else examine()
    for symptom in symptoms:
        click.secho(f"{'!!' if symptom.grave else ' !'} {symptom.sentence % symptom.facts}", fg="yellow", err=True)
    if any(symptom.grave for symptom in symptoms):
        raise click.exceptions.Exit(1)
    click.echo("The portal can keep its promises.")


def init_app(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(doctor)
