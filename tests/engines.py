"""What the engines of one process put into SQL is kept for the engines of its later tests.

SQLAlchemy keeps a compiled statement per engine and per dialect; each test has an engine of its own,
so each compiled all its statements again. The dialects of one kind are opened alike here and stand for one.
"""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from portal import database
from portal.config import Settings

COMPILED: LRUCache[Any, Any] = LRUCache(5000)


class OneOfAKind(DefaultDialect):
    """Equal to every dialect of its kind that speaks through the same driver."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneOfAKind) and type(self) is type(other) and self.dbapi is other.dbapi

    def __hash__(self) -> int:
        return hash(type(self))


class SQLite(OneOfAKind, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQL(OneOfAKind, PGDialect_psycopg):
    supports_statement_cache = True


def keep_compiled_statements() -> None:
    """From here on, whatever engine the portal opens looks first at what is kept."""
    registry.register("sqlite", __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", __name__, PostgreSQL.__name__)
    of_the_portal = database.engine_options

    def with_what_is_kept(settings: Settings) -> dict[str, Any]:
        options = of_the_portal(settings)
        return {**options, "execution_options": {**options.get("execution_options", {}), "compiled_cache": COMPILED}}

    database.engine_options = with_what_is_kept
