"""Kept counters: deltas written in the transaction of a step, folded into sums, read by the public pages.

No hot row: each step inserts, so that two steps never wait for each other here. A job folds the
deltas: into days, where nothing is lost, and into sums per month, quarter and all time, each cut
along one dimension, so that a page reads some hundred rows however many cases there were. Sums and
deltas together always equal a recount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.periods import names_of
from portal.extensions import Base, db
from portal.records.jobs import enqueue

TIPS_RECEIVED, TIPS_DISPOSED, CASES_CLOSED = "tips_received", "tips_disposed", "cases_closed"
MEASURES_TAKEN = "measures_taken"
CHECKS_WITH_MEASURES, CHECKS_NO_VIOLATION, CHECKS_PASSED_ON, CHECKS_LATE, CHECKS_TAKEN_OVER = CHECKS = (
    "checks_with_measures",
    "checks_no_violation",
    "checks_passed_on",
    "checks_late",
    "checks_taken_over",
)
"""How a platform's check ended (`records.checks`): each check under exactly one, the first three in time."""
CHECKS_IN_TIME = CHECKS[:3]
INTERIM_MEASURES, INTERIM_ORDERS = INTERIM = ("interim_measures", "interim_orders")
"""How often a platform took a reversible measure before the decision, and was ordered one by a regulator."""
LOOKS_CAME_BACK, LOOKS_STAYED_GONE = LOOKS = ("looks_came_back", "looks_stayed_gone")
"""What looking again came to for a platform (`records.look_counts`): each measure under at most one."""


class CounterDelta(Base):
    """A number to be added to one figure of one day; empty text where a dimension does not apply."""

    __tablename__ = "counter_deltas"
    __table_args__ = (Index(None, "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    """The day in Asia/Shanghai."""
    figure: Mapped[str] = mapped_column(String(40))
    """Tips, cases and measures, one of `CHECKS`, `LOOKS` or `INTERIM`, or a Counter of what was dealt with."""
    category: Mapped[str] = mapped_column(String(3), default="")
    measure: Mapped[str] = mapped_column(String(3), default="")
    outcome: Mapped[str] = mapped_column(String(40), default="")
    platform_id: Mapped[int] = mapped_column(default=0)
    amount: Mapped[int]


class CounterDay(Base):
    """What the folded deltas of one day come to, in all dimensions: what other sums can be made from."""

    __tablename__ = "counter_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    category: Mapped[str] = mapped_column(String(3), primary_key=True)
    measure: Mapped[str] = mapped_column(String(3), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(40), primary_key=True)
    platform_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[int]


class Cut(StrEnum):
    """Along what a figure is summed up; the value of each is a column of the deltas."""

    CATEGORY = "category"
    MEASURE = "measure"
    OUTCOME = "outcome"
    PLATFORM = "platform_id"


class CounterSum(Base):
    """What the folded deltas of one period come to for one key (a code, an outcome, a platform's id) of a cut."""

    __tablename__ = "counter_sums"

    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    """A name of `domain.periods`."""
    cut: Mapped[str] = mapped_column(String(20), primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    amount: Mapped[int]


class ClosingCount(Base):
    """What the latest closing of a case, and tips that came late to it, added to the figures of a day.

    The next closing takes back just that.
    """

    __tablename__ = "closing_counts"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(3))
    platform_id: Mapped[int]
    amount: Mapped[int]


class ReceiptCount(Base):
    """What a receipt added to the figures, so that one that restates the same measure takes back just that."""

    __tablename__ = "receipt_counts"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    category: Mapped[str] = mapped_column(String(3))
    measure: Mapped[str] = mapped_column(String(3))
    platform_id: Mapped[int]
    day: Mapped[date]
    amount: Mapped[int]


def today() -> date:
    """The day in Asia/Shanghai, by which figures are kept."""
    return clock.today()


def count(
    figure: str,
    amount: int,
    *,
    category: str = "",
    measure: str = "",
    outcome: str = "",
    platform_id: int = 0,
    day: date | None = None,
) -> None:
    """Add `amount` to a figure of `day` (by default today), in the transaction of what is counted."""
    db.session.add(
        CounterDelta(
            day=day or today(),
            figure=figure,
            category=category,
            measure=measure,
            outcome=outcome,
            platform_id=platform_id,
            amount=amount,
        )
    )


FOLD = "fold_counters"
"""The kind of the job that folds."""
BATCH = 2000
DIMENSIONS = ("figure", "category", "measure", "outcome", "platform_id")
DAY_KEY, SUM_KEY = ("day", *DIMENSIONS), ("period", "cut", "figure", "key")
ROWS_A_STATEMENT = 1000
"""SQLite binds at most 32,766 values in one statement."""

Sums = Counter[tuple[Any, ...]]


def fold_counters(_payload: Mapping[str, Any]) -> None:
    """The job: fold one batch of deltas, and queue itself again where it was full.

    A delta is added and deleted in one transaction, so that a repeat finds nothing to add twice.
    """
    if fold(BATCH) == BATCH:
        enqueue(FOLD, {})


def fold(batch: int) -> int:
    """Move at most `batch` deltas into days and sums, the oldest first; returns how many there were."""
    deltas = db.session.scalars(
        select(CounterDelta).order_by(CounterDelta.id).limit(batch).with_for_update(skip_locked=True)
    ).all()
    days, sums = Sums(), Sums()
    for delta in deltas:
        days[delta.day, *(getattr(delta, dimension) for dimension in DIMENSIONS)] += delta.amount
        for cut in Cut:
            key = str(getattr(delta, cut))
            for period in names_of(delta.day) if key else ():
                sums[period, str(cut), delta.figure, key] += delta.amount
    _add(CounterDay, DAY_KEY, days)
    _add(CounterSum, SUM_KEY, sums)
    db.session.execute(delete(CounterDelta).where(CounterDelta.id.in_([delta.id for delta in deltas])))
    return len(deltas)


def _add(table: type[CounterDay | CounterSum], key: tuple[str, ...], sums: Sums) -> None:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    rows = [dict(zip(key, values, strict=True), amount=amount) for values, amount in sorted(sums.items())]
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        statement = insert(table).values(rows[start : start + ROWS_A_STATEMENT])
        added = table.amount + statement.excluded.amount
        db.session.execute(statement.on_conflict_do_update(index_elements=key, set_={"amount": added}))
