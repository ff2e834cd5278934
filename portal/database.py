"""How both engines are opened: every transaction reads, and only one that asks may write.

SQLite writers queue at a file lock before `BEGIN IMMEDIATE`: SQLite's own waiting polls and lets
late comers overtake. PostgreSQL runs READ COMMITTED; rows that are read to be changed are locked.
"""

import fcntl
import logging
import os
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

try:
    from pysqlite3 import dbapi2
except ImportError:  # no wheel for this system: the interpreter's own library serves
    dbapi2 = sqlite3

from portal.config import Settings, SettingsError

sqlite = dbapi2
"""The SQLite module in use."""

WRITES = {"writes": True, "postgresql_readonly": False}
"""Execution options of a connection that may write."""

SAFE_SQLITE = (3, 51, 3)
"""The first release without the WAL-reset bug, which can corrupt a database under several writers."""

PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)

log = logging.getLogger(__name__)


class WriteOutsideTransaction(RuntimeError):
    """Something was changed before `transaction()` began; a change belongs inside it."""


def engine_options(settings: Settings) -> dict[str, Any]:
    """Options for `create_engine`. Raises SettingsError when production would run on an unsafe SQLite.

    A statement that fails is logged without its parameters: they are what reporters wrote.
    """
    if not settings.database_url.startswith("sqlite"):
        return {
            "pool_size": 10,
            "pool_pre_ping": True,
            "hide_parameters": True,
            "isolation_level": "READ COMMITTED",
            "execution_options": {"postgresql_readonly": True},
        }
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        warning = f"SQLite {sqlite.sqlite_version} can corrupt its log; 3.51.3 or newer is needed."
        if settings.production:
            raise SettingsError(warning)
        log.warning(warning)
    return {"pool_size": 10, "hide_parameters": True, "module": sqlite}


def prepare(engine: Engine) -> None:
    """Give a SQLite engine its settings, its two kinds of BEGIN and its queue of writers."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _leave_write_queue)


def begin_write(session: Session, *, keep_loaded: bool = False) -> None:
    """Leave the snapshot read so far and open the transaction that may write.

    What was loaded before is read again, now under the lock, unless `keep_loaded` says that nothing
    of it will be changed. Raises WriteOutsideTransaction when the session holds changes already, or
    has begun to write.
    """
    if session.new or session.dirty or session.deleted:
        raise WriteOutsideTransaction("Changes were made before transaction() began; make them inside.")
    if session.in_transaction() and session.connection().get_execution_options().get("writes"):
        raise WriteOutsideTransaction("transaction() inside transaction(): one request, one transaction.")
    if not keep_loaded:
        session.expire_all()
    session.commit()  # nothing was changed: this ends the snapshot
    session.connection(execution_options=WRITES)


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # BEGIN is ours
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        _enter_write_queue(connection)
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")


def _enter_write_queue(connection: Connection) -> None:
    """Wait, first come first served, until no other connection of any process writes."""
    database = connection.engine.url.database
    if not database or database == ":memory:" or "write_lock" in connection.info:
        return
    descriptor = os.open(f"{database}.write-lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    connection.info["write_lock"] = descriptor
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _leave_write_queue(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    descriptor = entry.info.pop("write_lock", None)
    if descriptor is not None:
        os.close(descriptor)
