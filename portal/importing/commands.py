"""`flask import tips`: another office's or a hotline's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from portal.domain.targets.platforms import folded
from portal.importing.batches import import_batch
from portal.importing.columns import FIELDS, Columns
from portal.importing.csv_file import FileUnusable, Row, encoding_of, rows_of
from portal.importing.report import Report, report_at
from portal.records.receiving import IntakePolicy
from portal.web.language import DEFAULT
from portal.web.prefs import LANGUAGES
from portal.web.transaction import transaction

LONGEST_SOURCE = 80

imports = AppGroup("import", help="Bring in what other offices have.")


def _pairs(_context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """`left=right` as pairs; the side that names a field must name one there is."""
    pairs = []
    for text in given:
        left, equals, right = text.rpartition("=") if option.name == "mapped" else text.partition("=")
        named = right if option.name == "mapped" else left
        if not equals or named not in FIELDS:
            raise click.BadParameter(f"{text!r} names no field. Fields: {', '.join(FIELDS)}.")
        pairs.append((left, right))
    return tuple(pairs)


def _source(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """In one spelling, so that a file brought again under `Hotline` is no second office's."""
    source = folded(name)
    if not source or len(source) > LONGEST_SOURCE:
        raise click.BadParameter(f"A name of 1 to {LONGEST_SOURCE} characters.")
    return source


@imports.command("tips")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, callback=_source, help="Whose numbers these are; always the same name.")
@click.option("--map", "mapped", multiple=True, callback=_pairs, help="COLUMN=FIELD, where a column has another name.")
@click.option("--default", "defaults", multiple=True, callback=_pairs, help="FIELD=VALUE, where a row leaves it empty.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Refused rows; FILE.refused.csv.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, help="Of the reasons in the report.")
@click.option("--batch", type=click.IntRange(1, 5000), default=100, help="Rows kept together in one transaction.")
def tips(
    file: Path,
    source: str,
    mapped: tuple[tuple[str, str], ...],
    defaults: tuple[tuple[str, str], ...],
    report: Path | None,
    language: str,
    batch: int,
) -> None:
    """Take every row of a CSV file as a tip, once, however often this is run.

    Ends with 0 when every row is here now, with 1 when some were refused or the file cannot be read.
    """
    report = report or file.with_name(f"{file.name}.refused.csv")
    try:
        rows, columns = _open(file, mapped, dict(defaults))
        with report_at(report) as written, force_locale(language):
            total = _import_all(file, rows, columns, source, batch, written)
    except (FileUnusable, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{total['added']} added, {total['known']} here before, {total['refused']} refused.")
    if total["refused"]:
        raise click.ClickException(f"Why rows were refused stands in {report}. Mend them and run this again.")


def _open(file: Path, mapped: tuple[tuple[str, str], ...], defaults: dict[str, str]) -> tuple[Iterator[Row], Columns]:
    encoding = encoding_of(file)
    if encoding != "utf-8-sig":
        click.echo(f"{file} is not UTF-8 and is read as {encoding.upper()}.", err=True)
    rows = rows_of(file, encoding)
    header = next(rows, None)
    if header is None:
        raise FileUnusable(f"{file} is empty.")
    return rows, Columns.read(header.cells, mapped, defaults)


def _import_all(
    file: Path, rows: Iterator[Row], columns: Columns, source: str, size: int, report: Report
) -> Counter[str]:
    """How many rows were added, known and refused."""
    policy = IntakePolicy.of(current_app.extensions["settings"])
    total, done = Counter[str](), 0
    with click.progressbar(length=file.stat().st_size, label=file.name) as bar:
        while batch := list(islice(rows, size)):
            with transaction():
                tally = import_batch(batch, columns, source, policy)
            report.add(tally.refused)
            total.update(added=tally.added, known=tally.known, refused=len(tally.refused))
            bar.update(batch[-1].bytes_read - done)
            done = batch[-1].bytes_read
    return total
