"""Databases that are given again are as new; these tests use them one after the other, as all tests do."""

from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests import databases


@pytest.fixture(autouse=True)
def _nothing_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "idle", [])


ADD = """
    INSERT INTO organizations (slug, name_zh, name_en, kind, region, has_desk, is_active, created_at)
    VALUES ('a', 'a', 'a', 'platform', '000000', true, true, now()) RETURNING id
"""


def test_a_database_given_again_is_empty_and_counts_from_one(tmp_path: Path) -> None:
    for _ in "ab":
        with databases.fresh("postgresql", tmp_path) as url, psycopg.connect(url, autocommit=True) as connection:
            assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
            assert connection.execute("SELECT count(*) FROM organizations").fetchone() == (0,)
            assert connection.execute(ADD).fetchone() == (1,)
    assert [url] == [databases.postgresql_url(name) for name in databases.idle]
    databases.drop(*databases.idle)


def test_a_test_that_left_its_transaction_open_holds_nobody_up(tmp_path: Path) -> None:
    with databases.fresh("postgresql", tmp_path) as url:
        left_open = psycopg.connect(url)
        left_open.execute(ADD)
    with pytest.raises(psycopg.OperationalError):
        left_open.commit()
    databases.drop(*databases.idle)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE ledger_entries CASCADE",
        "ALTER TABLE ledger_entries DISABLE TRIGGER ALL",
        "CREATE INDEX ON users (name)",
    ],
)
def test_a_database_of_another_structure_is_not_given_again(tmp_path: Path, change: LiteralString) -> None:
    with databases.fresh("postgresql", tmp_path) as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute(change)
    assert not databases.idle
