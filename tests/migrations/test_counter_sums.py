"""Figures kept before the sums were cut along one dimension are the same after it, and after going back."""

from datetime import UTC, date, datetime

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from portal.extensions import db
from portal.publicity.figures.published import PublishedMonth
from portal.records.counters import ClosingCount, CounterDay, CounterSum, count, fold
from portal.web.transaction import transaction
from tests.factories import case_of, send_tip, the_cast


def kept() -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    days = {tuple(row) for row in db.session.execute(select(*CounterDay.__table__.columns))}
    sums = {tuple(row) for row in db.session.execute(select(*CounterSum.__table__.columns))}
    db.session.remove()
    return days, sums


def test_figures_survive_the_way_down_and_up(context: Flask) -> None:
    with transaction():
        for month in (1, 3, 4, 12):
            count("tips_received", month, category="A01", day=date(2026, month, 9))
            count("products", 10 * month, category="B05", measure="M31", platform_id=7, day=date(2026, month, 28))
            count("cases_closed", 2, category="B05", outcome="partly", day=date(2026, month, 28))
        fold(100)
    before = kept()
    assert [len(part) for part in before] == [12, 64]
    downgrade(revision="0013")
    upgrade()
    assert kept() == before


def test_what_a_closed_case_added_on_several_days_is_one_amount_on_the_way_down(context: Flask) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip("https://xingyun.example/v/1"))
        db.session.add_all(
            ClosingCount(case_id=case.id, figure="tips_disposed", outcome=outcome, day=date(2026, month, 2),
                         category="B05", platform_id=0, amount=amount)
            for outcome, month, amount in (("already_decided", 3, 1), ("already_decided", 4, 2), ("partly", 3, 4))
        )  # fmt: skip
    db.session.remove()
    downgrade(revision="0022")
    rows = db.session.execute(select(ClosingCount.outcome, ClosingCount.day, ClosingCount.amount)).all()
    db.session.remove()
    assert sorted(map(tuple, rows)) == [("already_decided", date(2026, 3, 2), 3), ("partly", date(2026, 3, 2), 4)]
    upgrade()


def test_a_month_published_whole_stands_as_published_for_each_figure_it_had_then(context: Flask) -> None:
    with transaction():
        for figure in ("tips_received", "measures_taken"):
            moment = datetime(2026, 4, 1, tzinfo=UTC)
            db.session.add(PublishedMonth(month="2026-03", figure=figure, published_at=moment))
    db.session.remove()
    downgrade(revision="0023")
    upgrade()
    figures = set(db.session.scalars(select(PublishedMonth.figure)))
    db.session.remove()
    assert figures == {"tips_received", "tips_disposed", "cases_closed"}, "measures are published by the next job"
