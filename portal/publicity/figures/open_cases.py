"""How many cases were open at a moment, and at which of the public steps: as their ledgers tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from portal.domain.status import PUBLIC_STEP, PublicStep, Status
from portal.extensions import db
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry


def open_cases(at: datetime) -> Mapping[PublicStep, int]:
    """The open cases at this moment by step. It reads the cases that are open now or were closed since, no others."""
    entry, earlier = LedgerEntry, aliased(LedgerEntry)
    last = select(func.max(earlier.sequence)).where(earlier.case_id == Case.id, earlier.at < at).scalar_subquery()
    query = (
        select(entry.status_after, func.count())
        .join(Case, Case.id == entry.case_id)
        .where(or_(Case.closed_at.is_(None), Case.closed_at >= at), entry.sequence == last)
        .group_by(entry.status_after)
    )
    steps: Counter[PublicStep] = Counter()
    for status, amount in db.session.execute(query):
        if status is not Status.CLOSED:
            steps[PUBLIC_STEP[status]] += amount
    return steps
