"""Runs the numbered revisions in one transaction, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import context
from alembic.operations.ops import MigrationScript
from sqlalchemy import Connection, Engine

from portal.database import WRITES
from portal.extensions import UtcDateTime, db
from portal.records import database_guard
from portal.records.schema import TABLES

HEAD = Path(__file__).with_name(".current-head")


def number_revision(migration_context, revision, directives: list[MigrationScript]) -> None:
    """Give a new revision the next number, and write it down where two branches would collide."""
    script = directives[0]
    if script.message is None:
        return  # `flask db check` only compares
    head = HEAD.read_text().strip() if HEAD.exists() else ""
    script.rev_id = f"{int(head or 0) + 1:04d}"
    HEAD.write_text(f"{script.rev_id}\n")


def render_item(kind: str, item: object, autogen_context) -> str | bool:
    """A moment's type is written as the plain type it stands for: revisions outlive our classes."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


@contextmanager
def writing_connection(engine: Engine) -> Iterator[Connection]:
    """A connection that may write.

    On SQLite, foreign keys are off from before BEGIN: batch mode rebuilds tables, and dropping the
    old one would otherwise delete the rows that refer to it. They are checked before the end.
    """
    with engine.connect() as plain:
        connection = plain.execution_options(**WRITES)
        if engine.dialect.name != "sqlite":
            yield connection
            return
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"The revision leaves rows that refer to nothing: {broken[:5]}")


def run() -> None:
    with writing_connection(db.engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=TABLES[0].metadata,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
            process_revision_directives=number_revision,
            render_item=render_item,
        )
        with context.begin_transaction():
            database_guard.remove(connection)
            context.run_migrations()
            database_guard.install(connection)
            refuse_broken_references(connection)


run()
