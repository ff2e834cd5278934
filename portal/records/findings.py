"""Findings (核查意见): what one desk hands the next: opinion, evidence, proposed measures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.errors import MeasureNotAllowed
from portal.domain.measures import MEASURES
from portal.domain.words import N_
from portal.extensions import JSON_DOCUMENT, Base, db
from portal.records.ledger import canonical
from portal.records.people import User
from portal.records.targets import Target


@dataclass(frozen=True, slots=True)
class ProposedMeasure:
    """One measure on the table: its code, how long, and what exactly it meets."""

    code: str
    days: int | None = None
    note: str = ""

    def check(self) -> ProposedMeasure:
        """Itself. Raises MeasureNotAllowed for an unknown code or a duration beyond table 6."""
        row = MEASURES.get(self.code)
        if row is None:
            raise MeasureNotAllowed()
        if self.days is not None and row.longest_days is None:
            raise MeasureNotAllowed(
                N_("“%(measure)s” is not limited in time; leave its days empty."), measure=row, part="days"
            )
        if self.days is not None and not 1 <= self.days <= (row.longest_days or 0):
            raise MeasureNotAllowed(
                N_("“%(measure)s” holds for at most %(most)s days, and for one at least."),
                measure=row,
                part="days",
                most=row.longest_days,
            )
        return self


class Finding(Base):
    """One round's finding. What agencies sign is its `seen_hash`; a change is a new round."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("case_id", "round"), Index(None, "author_id"), Index(None, "organization_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    opinion: Mapped[str] = mapped_column(Text)
    """What was found and on what ground, as the agencies read it."""
    public_ground: Mapped[str] = mapped_column(Text)
    """The ground as reporter, respondent and public may read it; names nobody."""
    evidence: Mapped[list[str]]
    """What the finding rests on: SHA-256 of files, or addresses and dates of what was looked at."""
    measures: Mapped[list[dict[str, Any]]] = mapped_column(JSON_DOCUMENT)
    departure: Mapped[str] = mapped_column(Text, default="")
    """Why its measures leave what is usual (`portal.domain.precedents`); empty where they do not."""
    category: Mapped[str] = mapped_column(String(3))
    seen_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]

    author: Mapped[User] = relationship()

    @property
    def proposed(self) -> tuple[ProposedMeasure, ...]:
        """The measures on the table, in order."""
        return tuple(ProposedMeasure(**row) for row in self.measures)

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes, in order."""
        return tuple(measure.code for measure in self.proposed)

    def decided_on(self, target: Target) -> dict[str, Any]:
        """All that the agencies decide on, of this target (decision 9).

        Later tips, messages, files and claims are no part of it and enter only by an amendment. What was
        signed before there were reasons for a departure says nothing of one.
        """
        return {
            "round": self.round,
            "target": f"{target.type}:{target.display}",
            "category": self.category,
            "finding": self.opinion,
            "ground": self.public_ground,
            "evidence": self.evidence,
            "measures": self.measures,
            **({"departure": self.departure} if self.departure else {}),
        }

    def version(self, target: Target) -> str:
        """The version an agency signs: SHA-256 of canonical JSON of what it decides on."""
        return hashlib.sha256(canonical(self.decided_on(target))).hexdigest()


def current_finding(case_id: int, round: int) -> Finding | None:
    """The finding of this round, or None."""
    return db.session.scalar(select(Finding).where(Finding.case_id == case_id, Finding.round == round))
