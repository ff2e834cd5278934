"""The ledger (存证链): an append-only history of every case, chained by hash over salted commitments.

commitment = SHA-256(salt ‖ canonical JSON of the body); hash = SHA-256(previous hash ‖ canonical JSON
of the entry without body and salt). A purge removes body and salt and leaves the chain whole
(decision 29). No personal data stands in an entry: people appear as row ids, words not at all.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.status import Status
from portal.extensions import Base, db

GENESIS = bytes(32)


STEPS_ALONE = text("ledger_entries.action <> 'joined'")
"""All that was done to a case, without the tips that joined it; in the words of its own index."""

BUT_ARRIVALS: dict[str, Any] = {
    "sqlite_where": text("action <> 'joined'"),
    "postgresql_where": text("action <> 'joined'"),
}


class LedgerEntry(Base):
    """One step of one case. The database refuses every change but the purge of body and salt."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint("(body IS NULL) = (salt IS NULL)", name="body_with_salt"),
        Index(None, "actor_id"),
        Index(None, "organization_id"),
        Index(None, "case_id", "organization_id"),
        Index("ix_ledger_entries_steps", "case_id", "sequence", **BUT_ARRIVALS),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(40))
    """An Action, or `opened` / `joined` for tips."""
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    role: Mapped[str] = mapped_column(String(40))
    status_before: Mapped[Status | None]
    status_after: Mapped[Status]
    body: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    )
    salt: Mapped[bytes | None]
    commitment: Mapped[bytes]
    previous_hash: Mapped[bytes]
    hash: Mapped[bytes]

    def digest(self) -> bytes:
        """The hash this entry must carry, computed from what it says."""
        return hashlib.sha256(
            self.previous_hash
            + canonical(
                {
                    "case_id": self.case_id,
                    "sequence": self.sequence,
                    "at": self.at.isoformat(),
                    "action": self.action,
                    "actor_id": self.actor_id,
                    "organization_id": self.organization_id,
                    "role": self.role,
                    "status_before": self.status_before,
                    "status_after": self.status_after,
                    "commitment": self.commitment.hex(),
                }
            )
        ).digest()


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the bytes that are hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commit_to(body: Mapping[str, Any], salt: bytes) -> bytes:
    """The commitment that outlives a purge of `body` and `salt`."""
    return hashlib.sha256(salt + canonical(body)).digest()


def append(entry: LedgerEntry, body: Mapping[str, Any]) -> LedgerEntry:
    """Put `entry` at the end of its case's chain, in the transaction of the step it tells of.

    The caller holds the case's row, so that no second entry can take the same place.
    """
    last = db.session.scalar(
        select(LedgerEntry).where(LedgerEntry.case_id == entry.case_id).order_by(LedgerEntry.sequence.desc()).limit(1)
    )
    entry.sequence = last.sequence + 1 if last else 1
    entry.previous_hash = last.hash if last else GENESIS
    entry.body, entry.salt = dict(body), secrets.token_bytes(32)
    entry.commitment = commit_to(body, entry.salt)
    entry.hash = entry.digest()
    db.session.add(entry)
    db.session.flush()
    return entry


def last_sequence(case_id: int) -> int:
    """The place of the latest entry of a case, 0 where there is none yet."""
    return db.session.scalar(select(func.max(LedgerEntry.sequence)).where(LedgerEntry.case_id == case_id)) or 0


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and why."""

    case_id: int
    sequence: int
    reason: str


def verify() -> Iterator[Break | int]:
    """Walk every chain in order: yields a Break for each fault found and, last, the number of entries."""
    count, case_id, previous = 0, None, GENESIS
    expected = 1
    entries = select(LedgerEntry).order_by(LedgerEntry.case_id, LedgerEntry.sequence)
    for entry in db.session.scalars(entries.execution_options(yield_per=1000)):
        count += 1
        if entry.case_id != case_id:
            case_id, previous, expected = entry.case_id, GENESIS, 1
        if entry.sequence != expected:
            yield Break(entry.case_id, entry.sequence, f"entry {expected} is missing")
        if entry.previous_hash != previous:
            yield Break(entry.case_id, entry.sequence, "does not follow from the entry before")
        if entry.hash != entry.digest():
            yield Break(entry.case_id, entry.sequence, "was changed after it was written")
        if entry.body is not None and entry.salt is not None and commit_to(entry.body, entry.salt) != entry.commitment:
            yield Break(entry.case_id, entry.sequence, "its content was changed after it was written")
        previous, expected = entry.hash, entry.sequence + 1
    yield count
