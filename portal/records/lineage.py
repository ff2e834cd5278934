"""Where a case comes from: what was merged into it, and what it was split from, with the hands it had there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.ledger import LedgerEntry


def acted_before(case_id: int) -> set[tuple[int | None, str]]:
    """Who did what (person, action) in the cases that this one goes on with; of reporters nothing.

    Of a case that was merged into it: all. Of the case that it was split from: what was done up to then.
    """
    acted: set[tuple[int | None, str]] = set()
    known, waiting = {case_id}, list(_ancestors(case_id))
    while waiting:
        ancestor, until = waiting.pop()
        if ancestor not in known:
            known.add(ancestor)
            acted |= {(row.actor_id, row.action) for row in _steps(ancestor, until)}
            waiting += _ancestors(ancestor)
    return acted


def _steps(case_id: int, until: datetime) -> Iterable[Row[Any]]:
    steps = select(LedgerEntry.actor_id, LedgerEntry.action).where(
        LedgerEntry.case_id == case_id, LedgerEntry.organization_id.is_not(None), LedgerEntry.at <= until
    )
    return db.session.execute(steps.distinct())


def _ancestors(case_id: int) -> Iterator[tuple[int, datetime]]:
    """The cases it comes from, each with the moment up to which it does; the ledger links them."""
    links = select(LedgerEntry.body, LedgerEntry.at).where(
        LedgerEntry.case_id == case_id,
        LedgerEntry.organization_id.is_not(None),
        (LedgerEntry.sequence == 1) | (LedgerEntry.action == Action.MERGE),
    )
    for body, at in db.session.execute(links):
        if body and "from" in body:
            yield body["from"], at
