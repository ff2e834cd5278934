"""Pages by key: each page begins after the last row of the one before, however deep the list.

No OFFSET: the cost of a page does not grow with its depth, and rows that arrive in between neither
repeat nor vanish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, literal, or_, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T")
Value = int | str | datetime | date
LARGEST = 100


@dataclass(frozen=True)
class Key:
    """A column a list is sorted by. It must not be NULL, and the last key must be unique."""

    column: InstrumentedAttribute[Any] | ColumnElement[Any]
    descending: bool = False


@dataclass(frozen=True)
class Cursor:
    """A place between two rows: the sort values of one, and which way the wanted page lies from it."""

    values: tuple[Value, ...]
    backwards: bool = False


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in the order of the list, and where the neighbouring pages begin."""

    items: list[T]
    next: Cursor | None
    previous: Cursor | None


def page_by_key(
    session: Session, statement: Select[T], keys: Sequence[Key], cursor: Cursor | None = None, size: int = 50
) -> Page[T]:
    """One page of `statement`, which selects one thing and has no ORDER BY of its own.

    Reads one row more than it shows, in one query. Raises ValueError for a cursor of other keys.
    """
    size = max(1, min(size, LARGEST))
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        statement = statement.where(_beyond(keys, cursor))
    order = (key.column.desc() if key.descending != backwards else key.column.asc() for key in keys)
    query: Select[Any] = statement.add_columns(*(key.column for key in keys)).order_by(*order).limit(size + 1)
    rows = session.execute(query).all()
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows = rows[::-1]
    return Page(
        items=[row[0] for row in rows],
        next=_at(rows[-1]) if rows and (more or backwards) else None,
        previous=_at(rows[0], backwards=True) if rows and (more if backwards else cursor is not None) else None,
    )


def _at(row: Sequence[Any], *, backwards: bool = False) -> Cursor:
    return Cursor(tuple(row[1:]), backwards)


def _beyond(keys: Sequence[Key], cursor: Cursor) -> ColumnElement[bool]:
    """Rows on the far side of the cursor: one comparison of rows where all keys run the same way."""
    if len(keys) != len(cursor.values):
        raise ValueError("The cursor belongs to a list with other keys.")
    downwards = [key.descending != cursor.backwards for key in keys]
    if len(set(downwards)) == 1:
        place = tuple_(*(key.column for key in keys))
        values = tuple_(*(_bound(key, value) for key, value in zip(keys, cursor.values, strict=True)))
        return place < values if downwards[0] else place > values
    return _step_by_step(keys, cursor.values, downwards)


def _step_by_step(keys: Sequence[Key], values: Sequence[Value], downwards: Sequence[bool]) -> ColumnElement[bool]:
    """`a > x OR (a = x AND b < y)`, led by `a >= x` so that the index of the first key serves."""
    choices = []
    for position, (key, value, down) in enumerate(zip(keys, values, downwards, strict=True)):
        same = [k.column == v for k, v in zip(keys[:position], values[:position], strict=True)]
        choices.append(and_(*same, key.column < value if down else key.column > value))
    first = keys[0].column
    return and_(first <= values[0] if downwards[0] else first >= values[0], or_(*choices))


def _bound(key: Key, value: Value) -> ColumnElement[Any]:
    """The value under the column's own type, so that moments are stored-form on either side."""
    return literal(value, key.column.type)
