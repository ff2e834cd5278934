"""Exclusions (回避): who stays out of which case because of a conflict of interest, since when, and who said so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, joinedload, mapped_column, relationship

from portal.domain.conflicts import CONFLICTS, ORIGIN_WORDS, Conflict, Origin
from portal.domain.permissions import Actor
from portal.extensions import Base, db, partial_index
from portal.records.people import User


class Exclusion(Base):
    """One person who stays out of one case, until somebody lets them back in."""

    __tablename__ = "exclusions"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="end_is_whole"),
        partial_index("uq_exclusions_standing", "case_id", "person_id", where="ended_at IS NULL", unique=True),
        Index(None, "case_id", "id"),
        Index(None, "person_id", "case_id"),
        Index(None, "made_by_id"),
        Index(None, "ended_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    conflict: Mapped[Conflict]
    origin: Mapped[Origin]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    person: Mapped[User] = relationship(foreign_keys=person_id)

    @property
    def conflict_words(self) -> str:
        """Of what kind the reason is."""
        return CONFLICTS[self.conflict].words

    @property
    def origin_words(self) -> str:
        """Who said so."""
        return ORIGIN_WORDS[self.origin]


STANDS = Exclusion.ended_at.is_(None)


def excluded_from(case_id: int) -> frozenset[int]:
    """Everybody who stays out of this case now."""
    return frozenset(db.session.scalars(select(Exclusion.person_id).where(Exclusion.case_id == case_id, STANDS)))


def exclusions_of(case_id: int) -> Sequence[Exclusion]:
    """Who stays out of this case now, the first first."""
    standing = select(Exclusion).where(Exclusion.case_id == case_id, STANDS)
    return db.session.scalars(standing.options(joinedload(Exclusion.person)).order_by(Exclusion.id)).all()


def open_to(actor: Actor, case_id: InstrumentedAttribute[int] | ColumnElement[int]) -> ColumnElement[bool]:
    """The condition of a list that its colleague stays out of none of its cases; `case_id` names the column."""
    stays_out = select(Exclusion.id).where(Exclusion.case_id == case_id, Exclusion.person_id == actor.user_id, STANDS)
    return ~stays_out.exists()
