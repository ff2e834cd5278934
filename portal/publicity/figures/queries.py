"""The kept counters of one period, cut along one dimension at a time, in one statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Select, String, cast, func, literal, select, union_all

from portal.domain.periods import Period
from portal.extensions import db
from portal.records.counters import CounterDelta, CounterSum, Cut, today
from portal.records.organizations import Organization

Amounts = Mapping[Cut, Mapping[str, Mapping[str, int]]]
"""Cut → figure → key (a code, an outcome, the id of a platform) → amount."""


def read_amounts(period: Period) -> Amounts:
    """Every figure of the period by every cut: sums and deltas not folded yet, as of one instant."""
    amounts: dict[Cut, dict[str, Counter[str]]] = {cut: defaultdict(Counter) for cut in Cut}
    parts = [_sums(period), *(_deltas(period, cut) for cut in Cut)]
    for cut, figure, key, amount in db.session.execute(union_all(*parts)):
        amounts[Cut(cut)][figure][key] += amount
    return {cut: {figure: _nonzero(keys) for figure, keys in figures.items()} for cut, figures in amounts.items()}


def _nonzero(keys: Mapping[str, int]) -> Mapping[str, int]:
    return {key: amount for key, amount in keys.items() if amount}


def _sums(period: Period) -> Select[str, str, str, int]:
    row = CounterSum
    return select(row.cut, row.figure, row.key, row.amount).where(row.period == period.name)


def _deltas(period: Period, cut: Cut) -> Select[str, str, str, int]:
    column = cast(getattr(CounterDelta, cut), String)
    amount = cast(func.sum(CounterDelta.amount), CounterDelta.amount.type)
    deltas = select(literal(str(cut)), CounterDelta.figure, column, amount).where(column != "")
    if period.first is not None and period.last is not None:
        deltas = deltas.where(CounterDelta.day.between(period.first, period.last))
    return deltas.group_by(CounterDelta.figure, column)


def first_day() -> date:
    """The month in which the portal counted for the first time begins here; today where it never did."""
    earliest = db.session.scalar(select(func.min(CounterSum.period)))  # months sort before quarters and `all`
    waiting = db.session.scalar(select(func.min(CounterDelta.day)))
    days = [waiting or today(), date.fromisoformat(f"{earliest}-01") if earliest else today()]
    return min(days)


def first_counted(figures: Collection[str]) -> date | None:
    """The day, or the first of the month, from which any of these figures is counted; None where none ever was."""
    month = db.session.scalar(select(func.min(CounterSum.period)).where(CounterSum.figure.in_(figures)))
    day = db.session.scalar(select(func.min(CounterDelta.day)).where(CounterDelta.figure.in_(figures)))
    begins = date.fromisoformat(f"{month}-01") if month else day  # months sort before quarters and `all`
    return min(begins, day) if begins and day else begins


def platform_names(ids: Iterable[str]) -> Mapping[str, Organization]:
    """The platforms with these ids, by id."""
    wanted = [int(one) for one in ids]
    found = db.session.scalars(select(Organization).where(Organization.id.in_(wanted))) if wanted else ()
    return {str(platform.id): platform for platform in found}
