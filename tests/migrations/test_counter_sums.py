"""Figures kept before the sums were cut along one dimension are the same after it, and after going back."""

from datetime import date

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from portal.extensions import db
from portal.records.counters import CounterDay, CounterSum, count, fold
from portal.web.transaction import transaction


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
