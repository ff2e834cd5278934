"""What the sample drew of platforms' dismissals and own resolutions, and how each who confirms would have ended it.

One row for each proposal that was drawn, by the step of the ledger that proposed it; one verdict of a person about it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.extensions import Base, db, partial_index
from portal.records.ledger import last_sequence


class SampledProposal(Base):
    """How a platform wanted to end a case that the sample drew. `returned` is empty until an agency has answered."""

    __tablename__ = "sampled_proposals"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "sequence"], ["ledger_entries.case_id", "ledger_entries.sequence"]),
        CheckConstraint("(returned IS NULL) = (answered_at IS NULL)", name="answer_is_whole"),
        partial_index("ix_sampled_proposals_open", "case_id", where="answered_at IS NULL", unique=True),
        Index(None, "answered_at"),
        Index(None, "organization_id"),
    )

    case_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    """Whose desk proposed it."""
    category: Mapped[str] = mapped_column(String(3))
    outcome: Mapped[Outcome]
    proposed_at: Mapped[datetime]
    returned: Mapped[bool | None]
    """Whether the agency sent it back; else it confirmed it."""
    answered_at: Mapped[datetime | None]


class BlindVerdict(Base):
    """How one person would have ended it. The reason stands with the step of the ledger, `judged`."""

    __tablename__ = "blind_verdicts"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "sequence"], ["sampled_proposals.case_id", "sampled_proposals.sequence"]),
        ForeignKeyConstraint(["case_id", "judged"], ["ledger_entries.case_id", "ledger_entries.sequence"]),
        Index(None, "case_id", "judged", unique=True),
        Index(None, "person_id"),
    )

    case_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    judged: Mapped[int]
    outcome: Mapped[Outcome]


def sample_facts(case_id: int) -> dict[str, Any]:
    """Whether the sample drew what is proposed now, and who has judged it, as the tables ask for it."""
    open_one = (
        select(BlindVerdict.person_id)
        .select_from(SampledProposal)
        .outerjoin(
            BlindVerdict,
            (BlindVerdict.case_id == SampledProposal.case_id) & (BlindVerdict.sequence == SampledProposal.sequence),
        )
        .where(SampledProposal.case_id == case_id, SampledProposal.answered_at.is_(None))
    )
    people = db.session.scalars(open_one).all()
    return {"sampled": bool(people), "verdict_ids": frozenset(one for one in people if one is not None)}


def open_proposal(case_id: int) -> SampledProposal | None:
    """What the sample drew of a case and no agency has answered yet."""
    waiting = select(SampledProposal).where(SampledProposal.case_id == case_id, SampledProposal.answered_at.is_(None))
    return db.session.scalar(waiting)


def verdict_of(proposal: SampledProposal, actor: Actor) -> Outcome | None:
    """How the actor said they would end it."""
    own = db.session.get(BlindVerdict, (proposal.case_id, proposal.sequence, actor.user_id or 0))
    return own.outcome if own is not None else None


def keep_verdict(proposal: SampledProposal, person_id: int, outcome: Outcome) -> None:
    """Put the verdict beside the step just taken, which tells of it."""
    db.session.add(
        BlindVerdict(
            case_id=proposal.case_id,
            sequence=proposal.sequence,
            person_id=person_id,
            judged=last_sequence(proposal.case_id),
            outcome=outcome,
        )
    )
