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
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.status import Status
from portal.extensions import Base, db

GENESIS = bytes(32)
SECOND_CLICK = timedelta(minutes=1)
"""Within this the same words to the same case are the same button pressed again; later they are said anew."""


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


def was_just_said(case_id: int, actor_id: int | None, action: str, body: Mapping[str, Any], now: datetime) -> bool:
    """Whether this actor's last entry of a locked case said the same within `SECOND_CLICK`: one press, made twice."""
    last = db.session.scalar(
        select(LedgerEntry)
        .where(LedgerEntry.case_id == case_id, LedgerEntry.actor_id == actor_id, LedgerEntry.at > now - SECOND_CLICK)
        .order_by(LedgerEntry.sequence.desc())
        .limit(1)
    )
    return last is not None and last.action == action and last.body == dict(body)


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and why."""

    case_id: int
    sequence: int
    reason: str


def verify() -> Iterator[Break | int]:
    """Walk the chain of every case in order: yields a Break for each fault and, last, the number of entries.

    It goes by the cases, so that a chain that is not there at all is noticed, and each must end
    where its case says and stands.
    """
    cases, count = Base.metadata.tables["cases"], 0
    walked = (
        select(cases.c.id, cases.c.status, cases.c.ledger_head, LedgerEntry)
        .outerjoin(LedgerEntry, LedgerEntry.case_id == cases.c.id)
        .order_by(cases.c.id, LedgerEntry.sequence)
    )
    rows = db.session.execute(walked.execution_options(yield_per=1000))
    for (case_id, status, head), chain in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        last = None
        for *_, entry in chain:
            if entry is not None:
                yield from _faults(entry, last)
                last, count = entry, count + 1
        yield from _end_faults(case_id, status, head, last)
    yield count


def _faults(entry: LedgerEntry, before: LedgerEntry | None) -> Iterator[Break]:
    """What is wrong with an entry by itself and after the one before it."""
    expected, previous = (before.sequence + 1, before.hash) if before else (1, GENESIS)
    if entry.sequence != expected:
        yield Break(entry.case_id, entry.sequence, f"entry {expected} is missing")
    if entry.previous_hash != previous:
        yield Break(entry.case_id, entry.sequence, "does not follow from the entry before")
    if entry.hash != entry.digest():
        yield Break(entry.case_id, entry.sequence, "was changed after it was written")
    if entry.body is not None and entry.salt is not None and commit_to(entry.body, entry.salt) != entry.commitment:
        yield Break(entry.case_id, entry.sequence, "its content was changed after it was written")


def is_untouched(entry: LedgerEntry) -> bool:
    """Whether an entry, taken by itself, says what it said when it was written, and has not been purged."""
    return (
        entry.hash == entry.digest()
        and entry.body is not None
        and entry.salt is not None
        and commit_to(entry.body, entry.salt) == entry.commitment
    )


def _end_faults(case_id: int, status: Status, head: bytes | None, last: LedgerEntry | None) -> Iterator[Break]:
    """What is wrong where a chain ends: with its case, or with there being no chain."""
    if last is None:
        yield Break(case_id, 1, "entry 1 is missing")
        return
    if last.hash != head:
        yield Break(case_id, last.sequence, "is not the last entry that its case names")
    if last.status_after != status:
        yield Break(case_id, last.sequence, f"leaves the case {last.status_after}, but the case is {status}")
