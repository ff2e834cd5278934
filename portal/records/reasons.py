"""Reasons (理由) of steps, in words: what the next desk reads, kept beside the ledger and never in it."""

from __future__ import annotations

import hashlib

from sqlalchemy import ForeignKeyConstraint, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.errors import ReasonMissing
from portal.extensions import Base, db
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry


class StepReason(Base):
    """The words of one step. Colleagues read them; reporters and the public read a case's ground."""

    __tablename__ = "step_reasons"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "sequence"], ["ledger_entries.case_id", "ledger_entries.sequence"]),
    )

    case_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)


def fingerprint(words: str) -> dict[str, str]:
    """What the ledger says of a reason: its hash, so that words changed later are found out."""
    return {"reason": hashlib.sha256(words.encode()).hexdigest()}


def keep_reason(case: Case, words: str) -> None:
    """Keep the words of the step just taken on a locked case. Raises ReasonMissing for blank ones."""
    if not words.strip():
        raise ReasonMissing()
    last = select(func.max(LedgerEntry.sequence)).where(LedgerEntry.case_id == case.id)
    db.session.add(StepReason(case_id=case.id, sequence=db.session.execute(last).scalar_one(), words=words))
