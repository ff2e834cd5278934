"""What the operator adjusts while the portal runs, as rows; what is not adjusted is as it was shipped.

Each process remembers them. A count of changes, asked once in each transaction, says whether its
memory is old, so that a change holds in every process from its next request on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, ForeignKey, Index, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from portal import clock
from portal.domain.errors import StaleVersion
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.extensions import JSON_DOCUMENT, Base, db

ONLY = 1
NOT_ADJUSTED = 0
"""The version of what is as it was shipped."""


class Adjusts(StrEnum):
    """What can be adjusted."""

    CATEGORY_WORDS = "category_words"
    CATEGORY_OFFER = "category_offer"
    MEASURE_OFFER = "measure_offer"
    CALENDAR_YEAR = "calendar_year"
    SETTING = "setting"


class Adjustment(Base):
    """One thing that is not as it was shipped; without its row it is."""

    __tablename__ = "adjustments"
    __table_args__ = (Index(None, "changed_by_id"),)

    adjusts: Mapped[Adjusts] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Which of them: the code of a category or a measure, a year, the name of a setting."""
    value: Mapped[dict[str, Any]] = mapped_column(JSON_DOCUMENT)
    version: Mapped[int]
    """The count of changes at this one: never given twice, so that of two editors the later is told."""
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class AdjustmentCount(Base):
    """How often anything was adjusted; the one row that every process looks at."""

    __tablename__ = "adjustment_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    changes: Mapped[int]


class ChangedMeanwhile(StaleVersion):
    """Somebody adjusted the same thing after this person saw it."""

    sentence = N_("A colleague changed this after you opened it. See what holds now; save again if yours shall hold.")


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What holds instead of what was shipped, and who says so since when."""

    value: Mapping[str, Any]
    version: int
    changed_at: datetime
    changed_by_id: int | None


Adjustments = Mapping[tuple[Adjusts, str], Adjusted]


@dataclass(frozen=True, slots=True)
class Remembered:
    """All that was adjusted, at this count of changes."""

    changes: int
    adjustments: Adjustments


@dataclass(frozen=True, slots=True)
class Looked:
    """What this transaction has seen; another one looks again."""

    transaction: SessionTransaction | None
    adjustments: Adjustments


CHANGES = select(AdjustmentCount.changes).scalar_subquery()
"""The count of changes, for a question that is asked anyway."""

_memory: WeakKeyDictionary[Engine, Remembered] = WeakKeyDictionary()
LOOKED = "adjustments"


def adjustments() -> Adjustments:
    """Everything that is adjusted now; one question in each transaction, two where something has changed."""
    session = db.session()
    looked: Looked | None = session.info.get(LOOKED)
    if looked is None or looked.transaction is not session.get_transaction():
        found = _at(session, session.scalar(select(AdjustmentCount.changes)) or NOT_ADJUSTED)
        looked = session.info[LOOKED] = Looked(session.get_transaction(), found)
    return looked.adjustments


def take_count(changes: int | None) -> None:
    """The count came with another question: this transaction need not ask for it."""
    session = db.session()
    session.info[LOOKED] = Looked(session.get_transaction(), _at(session, changes or NOT_ADJUSTED))


def adjusted(adjusts: Adjusts, name: str) -> Adjusted | None:
    """What holds instead of what was shipped, if anything."""
    return adjustments().get((adjusts, name))


def version_of(adjusts: Adjusts, name: str) -> int:
    """The version that a form carries, so that a change in between is noticed."""
    found = adjusted(adjusts, name)
    return found.version if found else NOT_ADJUSTED


def adjust(adjusts: Adjusts, name: str, value: Mapping[str, Any] | None, seen: int, by: Actor) -> None:
    """Let this value hold from now on, or with None what was shipped.

    `seen` is the version this person saw. Raises ChangedMeanwhile where there is another.
    """
    changes = _count_one_more()
    row = db.session.get(Adjustment, (adjusts, name), populate_existing=True)
    if seen != (row.version if row else NOT_ADJUSTED):
        raise ChangedMeanwhile()
    if value is not None:
        row = row or Adjustment(adjusts=adjusts, name=name)
        row.value, row.version = dict(value), changes
        row.changed_at, row.changed_by_id = clock.now(), by.user_id
        db.session.add(row)
    elif row is not None:
        db.session.delete(row)
    db.session.flush()
    db.session().info.pop(LOOKED, None)


def _count_one_more() -> int:
    """The new count; whoever else adjusts something waits until this transaction ends."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    first = insert(AdjustmentCount).values(id=ONLY, changes=NOT_ADJUSTED + 1)
    one_more = first.on_conflict_do_update(index_elements=["id"], set_={"changes": AdjustmentCount.changes + 1})
    return db.session.execute(one_more.returning(AdjustmentCount.changes)).scalar_one()


def _at(session: Session, changes: int) -> Adjustments:
    """What holds at this count. Only what a reading transaction saw is remembered: a writing one may yet be undone."""
    engine = db.engine
    kept = _memory.get(engine)
    if kept is None or kept.changes != changes:
        kept = Remembered(changes, _read(session))
        if not session.connection().get_execution_options().get("writes"):
            _memory[engine] = kept
    return kept.adjustments


def _read(session: Session) -> Adjustments:
    columns = (Adjustment.value, Adjustment.version, Adjustment.changed_at, Adjustment.changed_by_id)
    rows = session.execute(select(Adjustment.adjusts, Adjustment.name, *columns))
    return {(adjusts, name): Adjusted(*what) for adjusts, name, *what in rows}
