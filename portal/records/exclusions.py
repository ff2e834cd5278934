"""Exclusions (回避): who stays out of which case because of a conflict of interest, since when, and who said so.

A person, or an agency as a whole: then everybody who works there now, whoever comes later included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, joinedload, mapped_column, relationship

from portal.domain.conflicts import CONFLICTS, ORIGIN_WORDS, Conflict, Origin
from portal.domain.permissions import Actor
from portal.extensions import Base, db, partial_index
from portal.records.organizations import Organization
from portal.records.people import User


class Exclusion(Base):
    """One person, or one agency, that stays out of one case, until somebody lets them back in."""

    __tablename__ = "exclusions"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="end_is_whole"),
        CheckConstraint("(person_id IS NULL) <> (agency_id IS NULL)", name="person_or_agency"),
        partial_index("uq_exclusions_standing", "case_id", "person_id", where="ended_at IS NULL", unique=True),
        partial_index("uq_exclusions_recused", "case_id", "agency_id", where="ended_at IS NULL", unique=True),
        Index(None, "case_id", "id"),
        Index(None, "person_id", "case_id"),
        Index(None, "agency_id", "case_id"),
        Index(None, "made_by_id"),
        Index(None, "ended_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    """The agency that stays out as a whole; None where it is one person."""
    conflict: Mapped[Conflict]
    origin: Mapped[Origin]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    person: Mapped[User | None] = relationship(foreign_keys=person_id)
    agency: Mapped[Organization | None] = relationship()

    @property
    def organization(self) -> Organization:
        """Whose they are: the agency itself, or where the person works."""
        return self.agency or self.person.organization  # type: ignore[union-attr]  # the table holds one of them

    @property
    def conflict_words(self) -> str:
        """Of what kind the reason is."""
        return CONFLICTS[self.conflict].words

    @property
    def origin_words(self) -> str:
        """Who said so."""
        return ORIGIN_WORDS[self.origin]

    def is_of(self, actor: Actor) -> bool:
        """Whether it keeps this actor out."""
        return self.person_id == actor.user_id if self.agency_id is None else self.agency_id == actor.organization_id


STANDS = Exclusion.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Out:
    """Who stays out of one case now."""

    people: frozenset[int]
    """Each by themselves, or with their agency."""
    agencies: frozenset[int]


def out_of(case_id: int) -> Out:
    """Everybody who stays out of this case now: two queries where an agency does, else one."""
    standing = select(Exclusion.person_id, Exclusion.agency_id).where(Exclusion.case_id == case_id, STANDS)
    rows = db.session.execute(standing).all()
    people = frozenset(person for person, _ in rows if person is not None)
    agencies = frozenset(agency for _, agency in rows if agency is not None)
    return Out(people | _people_of(agencies), agencies)


def _people_of(agencies: frozenset[int]) -> frozenset[int]:
    if not agencies:
        return frozenset()
    return frozenset(db.session.scalars(select(User.id).where(User.organization_id.in_(agencies))))


def exclusions_of(case_id: int) -> Sequence[Exclusion]:
    """Who stays out of this case now, the first first."""
    standing = select(Exclusion).where(Exclusion.case_id == case_id, STANDS)
    loaded = standing.options(joinedload(Exclusion.person), joinedload(Exclusion.agency))
    return db.session.scalars(loaded.order_by(Exclusion.id)).all()


def open_to(actor: Actor, case_id: InstrumentedAttribute[int] | ColumnElement[int]) -> ColumnElement[bool]:
    """The condition of a list that its colleague stays out of none of its cases; `case_id` names the column."""
    of_case = select(Exclusion.id).where(Exclusion.case_id == case_id, STANDS)
    alone, with_all = Exclusion.person_id == actor.user_id, Exclusion.agency_id == actor.organization_id
    return ~(of_case.where(alone).exists() | of_case.where(with_all).exists())
