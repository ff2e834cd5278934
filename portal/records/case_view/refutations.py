"""What was published at once from a case, as its ledger tells; the words stand on the public page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.permissions import Permission
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.case_view.look import Look
from portal.records.ledger import LedgerEntry


@dataclass(frozen=True, slots=True)
class RefutationView:
    """One refutation: the number of its public address, and when it was published."""

    slug: str
    at: datetime
    own: bool
    """Whether the viewer may withdraw it: it was their own organization's."""


def read_refutations(look: Look) -> list[RefutationView]:
    """Refutations published from this case, the latest first; none of an entry whose body was purged."""
    entries = db.session.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.case_id == look.case.id, LedgerEntry.action == Action.REFUTE)
        .order_by(LedgerEntry.sequence.desc())
    )
    may = look.actor.may(Permission.REFUTATION_PUBLISH)
    return [
        RefutationView(
            str(entry.body["bulletin"]), entry.at, may and entry.organization_id == look.actor.organization_id
        )
        for entry in entries
        if entry.body is not None
    ]
