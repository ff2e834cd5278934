"""Processes that read a row and write it back lose no update, on either engine.

The control does the same the way SQLAlchemy does it by default, and loses some.
"""

import multiprocessing
import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select, text, update

from portal import create_app
from portal.config import Settings
from portal.extensions import db
from portal.web.transaction import transaction

PROCESSES, TIMES = 4, 150
counter = Table("counter", MetaData(), Column("id", Integer, primary_key=True), Column("value", Integer))


def count_in_transactions(settings: Settings) -> None:
    with create_app(settings).app_context():
        for _ in range(TIMES):
            with transaction():
                value = db.session.scalar(select(counter.c.value).with_for_update())
                db.session.execute(update(counter).values(value=(value or 0) + 1))


def count_by_default(settings: Settings) -> None:
    engine = create_engine(settings.database_url)
    for _ in range(TIMES):
        with engine.begin() as connection:
            value = connection.scalar(select(counter.c.value))
            time.sleep(0.0005)
            connection.execute(update(counter).values(value=(value or 0) + 1))


def counted(count: Callable[[Settings], None], settings: Settings) -> int:
    with transaction():
        counter.create(db.session.connection())
        db.session.execute(counter.insert().values(id=1, value=0))
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=count, args=(settings,)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    value: int = db.session.execute(select(counter.c.value)).scalar_one()
    return value


@pytest.mark.slow
def test_no_update_is_lost(context: Flask, settings: Settings) -> None:
    assert counted(count_in_transactions, settings) == PROCESSES * TIMES


@pytest.mark.slow
def test_the_default_would_lose_updates(context: Flask, settings: Settings) -> None:
    assert counted(count_by_default, settings) < PROCESSES * TIMES


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_runs_as_durable_and_strict_as_we_say(context: Flask) -> None:
    def pragma(name: str) -> object:
        return db.session.scalar(text(f"PRAGMA {name}"))

    assert [pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "query_only")] == ["wal", 2, 1, 1]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_reads_only_until_a_transaction_writes(context: Flask) -> None:
    def show(name: str) -> object:
        return db.session.scalar(text(f"SHOW {name}"))

    assert [show("transaction_read_only"), show("transaction_isolation")] == ["on", "read committed"]
    with transaction():
        assert show("transaction_read_only") == "off"
    assert show("transaction_read_only") == "on"
