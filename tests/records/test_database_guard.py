"""The database's own guard, met by raw SQL that goes past every function of the portal."""

import uuid
from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import IntegrityError

from portal.domain.status import Status
from portal.domain.workflow import STATUS_PAIRS
from portal.records import database_guard
from portal.records.ledger import LedgerEntry
from tests import databases

TABLES = """
CREATE TABLE cases (id INTEGER PRIMARY KEY, status VARCHAR(40) NOT NULL, note VARCHAR(40));
CREATE TABLE ledger_entries (
    case_id INTEGER, sequence INTEGER, at VARCHAR(40), action VARCHAR(40), actor_id INTEGER, organization_id INTEGER,
    role VARCHAR(40), status_before VARCHAR(40), status_after VARCHAR(40), body VARCHAR(40), salt VARCHAR(40),
    commitment VARCHAR(40), previous_hash VARCHAR(40), hash VARCHAR(40), PRIMARY KEY (case_id, sequence));
CREATE TABLE access_log (id INTEGER PRIMARY KEY, user_id INTEGER);
CREATE TABLE administration_log (id INTEGER PRIMARY KEY, change VARCHAR(40));
CREATE TABLE assisted_entries (
    tip_id INTEGER PRIMARY KEY, at INTEGER, user_id INTEGER, organization_id INTEGER, ended_at VARCHAR(40))
"""
ENTERED = "INSERT INTO assisted_entries (tip_id, at, user_id, organization_id) VALUES (1, 1, 1, 1)"
ENTRY = "INSERT INTO ledger_entries (case_id, sequence, action, body, salt) VALUES (1, 1, 'accept', 'b', 's')"


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """An own small database with the guarded tables and nothing else."""
    on_postgresql, schema = request.param == "postgresql", f"guard_{uuid.uuid4().hex}"
    url = sqlalchemy_url(databases.postgresql_url("postgres")) if on_postgresql else "sqlite://"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if on_postgresql:
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
            connection.exec_driver_sql(f"SET search_path TO {schema}")
        for statement in TABLES.split(";"):
            connection.exec_driver_sql(statement)
        yield connection
        if on_postgresql:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


def sqlalchemy_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def put_case_at(connection: Connection, status: Status) -> None:
    database_guard.remove(connection)
    connection.exec_driver_sql("DELETE FROM cases")
    connection.exec_driver_sql(f"INSERT INTO cases (id, status) VALUES (1, '{status}')")
    database_guard.install(connection)


def accepts(connection: Connection, statement: str) -> bool:
    try:
        connection.exec_driver_sql(statement)
    except IntegrityError:
        return False
    return True


def test_a_status_changes_only_along_the_table(connection: Connection) -> None:
    let_through = set()
    for before, after in product(Status, Status):
        put_case_at(connection, before)
        if accepts(connection, f"UPDATE cases SET status = '{after}' WHERE id = 1"):
            let_through.add((before, after))
    assert let_through == STATUS_PAIRS | {(status, status) for status in Status}


def test_without_the_guard_every_change_goes_through(connection: Connection) -> None:
    put_case_at(connection, Status.SUBMITTED)
    database_guard.remove(connection)
    assert accepts(connection, "UPDATE cases SET status = 'in_disposal' WHERE id = 1")


def test_a_status_that_is_none_is_refused(connection: Connection) -> None:
    put_case_at(connection, Status.SUBMITTED)
    assert not accepts(connection, "UPDATE cases SET status = 'sleeping' WHERE id = 1")


def test_the_rest_of_a_case_changes_freely(connection: Connection) -> None:
    put_case_at(connection, Status.CLOSED)
    assert accepts(connection, "UPDATE cases SET note = 'x' WHERE id = 1")


def test_a_case_begins_as_submitted(connection: Connection) -> None:
    database_guard.install(connection)
    begun = {
        status
        for number, status in enumerate(Status)
        if accepts(connection, f"INSERT INTO cases (id, status) VALUES ({number}, '{status}')")
    }
    assert begun == {Status.SUBMITTED}


def test_a_ledger_entry_can_be_purged_and_nothing_else(connection: Connection) -> None:
    database_guard.install(connection)
    connection.exec_driver_sql(ENTRY)
    for column in database_guard.LEDGER_KEPT:
        other = 7 if column in ("case_id", "sequence", "actor_id", "organization_id") else "'other'"
        assert not accepts(connection, f"UPDATE ledger_entries SET {column} = {other}, body = NULL, salt = NULL")
    assert not accepts(connection, "UPDATE ledger_entries SET body = 'another'")
    assert not accepts(connection, "UPDATE ledger_entries SET body = NULL")
    assert not accepts(connection, "DELETE FROM ledger_entries")
    assert accepts(connection, "UPDATE ledger_entries SET body = NULL, salt = NULL")
    assert not accepts(connection, "UPDATE ledger_entries SET body = 'back', salt = 's'")


def test_every_column_of_the_ledger_is_kept_but_body_and_salt() -> None:
    assert set(database_guard.LEDGER_KEPT) == set(LedgerEntry.__table__.columns.keys()) - {"body", "salt"}


def test_the_access_log_is_only_added_to(connection: Connection) -> None:
    database_guard.install(connection)
    assert accepts(connection, "INSERT INTO access_log (id, user_id) VALUES (1, 1)")
    assert not accepts(connection, "UPDATE access_log SET user_id = 2")
    assert not accepts(connection, "DELETE FROM access_log")


def test_of_an_assisted_entry_only_its_end_is_added_and_only_once(connection: Connection) -> None:
    database_guard.install(connection)
    assert accepts(connection, ENTERED)
    for column in database_guard.ENTERED_KEPT:
        assert not accepts(connection, f"UPDATE assisted_entries SET {column} = 2")
    assert not accepts(connection, "DELETE FROM assisted_entries")
    assert accepts(connection, "UPDATE assisted_entries SET ended_at = 'now'")
    assert not accepts(connection, "UPDATE assisted_entries SET ended_at = 'later'")


def test_nothing_is_replaced_or_emptied_behind_the_triggers(connection: Connection) -> None:
    database_guard.install(connection)
    connection.exec_driver_sql("INSERT INTO cases (id, status) VALUES (1, 'submitted')")
    connection.exec_driver_sql(ENTRY)
    connection.exec_driver_sql("INSERT INTO access_log (id, user_id) VALUES (1, 1)")
    connection.exec_driver_sql("INSERT INTO administration_log (id, change) VALUES (1, 'person_invited')")
    connection.exec_driver_sql(ENTERED)
    if connection.dialect.name == "sqlite":
        ways = [
            "INSERT OR REPLACE INTO cases (id, status) VALUES (1, 'submitted')",
            ENTRY.replace("INSERT", "INSERT OR REPLACE").replace("accept", "decline"),
            "INSERT OR REPLACE INTO access_log (id, user_id) VALUES (1, 2)",
            "INSERT OR REPLACE INTO administration_log (id, change) VALUES (1, 'person_renamed')",
            ENTERED.replace("INSERT", "INSERT OR REPLACE").replace("1)", "2)"),
        ]
    else:
        ways = [f"TRUNCATE {table} CASCADE" for table in database_guard.KEYS]
    assert [accepts(connection, way) for way in ways] == [False] * len(ways)


def test_installing_twice_is_installing_once(connection: Connection) -> None:
    database_guard.install(connection)
    database_guard.install(connection)
    assert not accepts(connection, "INSERT INTO cases (id, status) VALUES (1, 'closed')")


def test_only_tables_that_exist_are_guarded(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE access_log")
    database_guard.install(connection)
    assert not accepts(connection, "INSERT INTO cases (id, status) VALUES (1, 'closed')")


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'guard_'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE left(tgname, 6) = 'guard_'",
}


def test_a_migrated_database_has_the_whole_guard(database_url: str) -> None:
    engine = create_engine(sqlalchemy_url(database_url))
    dialect = engine.dialect.name
    with engine.connect() as connection:
        standing = set(connection.exec_driver_sql(TRIGGERS[dialect]).scalars())
    engine.dispose()
    assert standing == {refusal.name for refusal in database_guard.refusals(dialect)}
