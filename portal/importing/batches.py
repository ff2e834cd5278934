"""Taking rows in: a batch is one transaction, and what is here already is not taken again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from portal.domain.errors import InputInvalid
from portal.domain.targets import TargetType
from portal.domain.words import N_
from portal.extensions import db
from portal.importing.columns import Columns
from portal.importing.csv_file import Row
from portal.importing.rows import submission_of
from portal.records.receiving import IntakePolicy, Submission, receive_imported
from portal.records.tips import Tip, TipCase

Content = tuple[str, str, date | None, date | None, str, TargetType]
"""What tells a row that came before from another one under its number: words, category, both days, target."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken: where it stands and what is wrong with it."""

    line: int
    external_id: str
    fault: InputInvalid


@dataclass(slots=True)
class Tally:
    """What became of some rows."""

    added: int = 0
    known: int = 0
    refused: list[Refusal] = field(default_factory=list)


def import_batch(rows: Sequence[Row], columns: Columns, source: str, policy: IntakePolicy) -> Tally:
    """Take the rows as tips of `source`, in the caller's transaction; a refused row leaves no trace.

    Another import of the same source waits until this transaction ends.
    """
    _wait_for_another_import(source)
    tally = Tally()
    read: list[tuple[Row, Submission]] = []
    for row in rows:
        try:
            read.append((row, _read(row, columns, source)))
        except InputInvalid as fault:
            tally.refused.append(_refusal(row, columns, fault))
    here = _already_here(source, [submission.external_id for _, submission in read])
    for row, submission in read:
        try:
            _take(submission, here, policy, tally)
        except InputInvalid as fault:
            tally.refused.append(_refusal(row, columns, fault))
    db.session.flush()
    db.session.expunge_all()  # a long file would fill the memory with tips nobody looks at again
    return tally


def _wait_for_another_import(source: str) -> None:
    if db.engine.dialect.name == "postgresql":  # SQLite has one writer at a time
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"import {source}", 0))))


def _read(row: Row, columns: Columns, source: str) -> Submission:
    if len(row.cells) != columns.width:
        raise InputInvalid(
            "row", N_("The row has %(cells)s cells, the header %(width)s."), cells=len(row.cells), width=columns.width
        )
    return submission_of(columns.fields(row.cells), source)


def _already_here(source: str, external_ids: Sequence[str | None]) -> dict[str | None, Content]:
    query = (
        select(
            Tip.external_id,
            Tip.description,
            Tip.category,
            Tip.occurred_on,
            Tip.first_received_on,
            TipCase.entered,
            TipCase.type,
        )
        .join(TipCase, (TipCase.tip_id == Tip.id) & (TipCase.position == 0))
        .where(Tip.source == source, Tip.external_id.in_(external_ids))
    )
    return {
        external_id: (words, category, occurred, received, entered, type_)
        for external_id, words, category, occurred, received, entered, type_ in db.session.execute(query)
    }


def _content(submission: Submission) -> Content:
    [target] = submission.targets
    return (
        submission.description,
        submission.category,
        submission.occurred_on,
        submission.first_received_on,
        target.entered or target.name,
        target.type,
    )


def _take(submission: Submission, here: dict[str | None, Content], policy: IntakePolicy, tally: Tally) -> None:
    content = _content(submission)
    if submission.external_id not in here:
        with db.session.begin_nested():
            receive_imported(submission, policy)
        here[submission.external_id] = content
        tally.added += 1
    elif here[submission.external_id] == content:
        tally.known += 1
    else:
        raise InputInvalid(
            "external_id", N_("This number came before with other content; what is here stays as it is.")
        )


def _refusal(row: Row, columns: Columns, fault: InputInvalid) -> Refusal:
    whole = len(row.cells) == columns.width
    return Refusal(row.line, columns.fields(row.cells)["external_id"] if whole else "", fault)
