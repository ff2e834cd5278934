"""The ledger of a case as a package carries it: every entry, so that the chain can be walked; few of them opened."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from portal.domain.sealed_packages import TOLD_ACTIONS
from portal.extensions import db
from portal.records.ledger import LedgerEntry


def exported(case_id: int) -> list[dict[str, Any]]:
    """The entries of a case, the oldest first. Body and salt only of those that may be told, and are still there."""
    of_case = select(LedgerEntry).where(LedgerEntry.case_id == case_id).order_by(LedgerEntry.sequence)
    return [_entry(one) for one in db.session.scalars(of_case.execution_options(yield_per=1000))]


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    header = {
        "case_id": entry.case_id,
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "actor_id": entry.actor_id,
        "organization_id": entry.organization_id,
        "role": entry.role,
        "status_before": entry.status_before,
        "status_after": entry.status_after,
        "commitment": entry.commitment.hex(),
        "previous_hash": entry.previous_hash.hex(),
        "hash": entry.hash.hex(),
    }
    if entry.action in TOLD_ACTIONS and entry.body is not None and entry.salt is not None:
        return {**header, "body": entry.body, "salt": entry.salt.hex()}
    return header
