"""The database's own guard: triggers, made from table 1, that refuse what no function may do.

- `cases.status` begins as `submitted` and changes only along STATUS_PAIRS;
- `ledger_entries` are never deleted, and changed only by the purge that empties body and salt;
- `access_log` is only added to, as is `administration_log` (revision 0007 refuses its changes);
- `assisted_entries` say for ever who entered what: all that changes is that a call ends, once.

Whoever writes past the portal meets the same rules: SQLite's REPLACE, which deletes without telling
a trigger, is refused as well, and so is PostgreSQL's TRUNCATE of what must not be lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, inspect

from portal.domain.status import Status
from portal.domain.workflow import STATUS_PAIRS

LEDGER_KEPT = (
    "case_id", "sequence", "at", "action", "actor_id", "organization_id", "role",
    "status_before", "status_after", "commitment", "previous_hash", "hash",
)  # fmt: skip
"""What a purge leaves of a ledger entry: everything but body and salt."""
ENTERED_KEPT = ("tip_id", "at", "user_id", "organization_id")
"""What stands of an assisted entry from its beginning."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing the database refuses: on which table, at what, when, and what it then says."""

    name: str
    table: str
    event: str
    when: str
    """A condition on OLD and NEW; "" refuses always."""
    message: str
    per_row: bool = True

    def sqlite(self) -> list[str]:
        """The statement that sets it up on SQLite."""
        when = f"WHEN {self.when} " if self.when else ""
        body = f"SELECT RAISE(ABORT, '{self.message}');"
        return [f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} {when}BEGIN {body} END"]

    def postgresql(self) -> list[str]:
        """The statements that set it up on PostgreSQL."""
        each = "ROW" if self.per_row else "STATEMENT"
        when = f"WHEN ({self.when}) " if self.when else ""
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$BEGIN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'check_violation'; END$guard$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} {when}EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, dialect: str) -> list[str]:
        """The statements that take it away, whether it stands or not."""
        if dialect == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}", f"DROP FUNCTION IF EXISTS {self.name}()"]


def refusals(dialect: str) -> Iterator[Refusal]:
    """Everything the database of this dialect (`sqlite` or `postgresql`) refuses by itself."""
    steps = " OR ".join(f"(OLD.status = '{a}' AND NEW.status = '{b}')" for a, b in sorted(STATUS_PAIRS))
    yield Refusal(
        "guard_case_begins", "cases", "INSERT", f"NEW.status <> '{Status.SUBMITTED}'", "a case begins as submitted"
    )
    yield Refusal(
        "guard_case_status",
        "cases",
        "UPDATE OF status",
        f"OLD.status <> NEW.status AND NOT ({steps})",
        "the workflow has no such step",
    )
    distinct = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
    kept = " OR ".join(f"OLD.{column} {distinct} NEW.{column}" for column in LEDGER_KEPT)
    yield Refusal(
        "guard_ledger_update",
        "ledger_entries",
        "UPDATE",
        f"{kept} OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL",
        "a ledger entry is only ever purged",
    )
    yield Refusal("guard_ledger_delete", "ledger_entries", "DELETE", "", "a ledger entry is never deleted")
    yield Refusal("guard_access_update", "access_log", "UPDATE", "", "the access log is only added to")
    entered = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in ENTERED_KEPT)
    yield Refusal(
        "guard_assisted_update",
        "assisted_entries",
        "UPDATE",
        f"{entered} OR OLD.ended_at IS NOT NULL",
        "of an assisted entry only its end is added",
    )
    yield Refusal("guard_assisted_delete", "assisted_entries", "DELETE", "", "an assisted entry is never deleted")
    yield Refusal("guard_access_delete", "access_log", "DELETE", "", "the access log is only added to")
    yield from _replacing() if dialect == "sqlite" else _truncating()


KEYS: Mapping[str, tuple[str, ...]] = {
    "cases": ("id",),
    "ledger_entries": ("case_id", "sequence"),
    "access_log": ("id",),
    "administration_log": ("id",),
    "assisted_entries": ("tip_id",),
}


def _replacing() -> Iterator[Refusal]:
    for table, key in KEYS.items():
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        yield Refusal(
            f"guard_{table}_replace",
            table,
            "INSERT",
            f"EXISTS (SELECT 1 FROM {table} WHERE {same})",  # noqa: S608 - names of the constant above
            "an entry is never replaced",
        )


def _truncating() -> Iterator[Refusal]:
    for table in KEYS:
        yield Refusal(f"guard_{table}_truncate", table, "TRUNCATE", "", "nothing is emptied here", per_row=False)


def guard_statements(dialect: str) -> list[str]:
    """The statements that set the whole guard up."""
    return [statement for refusal in refusals(dialect) for statement in _create(refusal, dialect)]


def drop_statements(dialect: str) -> list[str]:
    """The statements that take the whole guard away, whether it stands or not."""
    return [statement for refusal in refusals(dialect) for statement in refusal.drop(dialect)]


def remove(connection: Connection) -> None:
    """Take the guard away, so that a migration can rebuild a table."""
    for statement in drop_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def install(connection: Connection) -> None:
    """Set the guard up as table 1 says today, on those of its tables that exist."""
    remove(connection)
    dialect, tables = connection.dialect.name, set(inspect(connection).get_table_names())
    for refusal in refusals(dialect):
        if refusal.table in tables:
            for statement in _create(refusal, dialect):
                connection.exec_driver_sql(statement)


def _create(refusal: Refusal, dialect: str) -> list[str]:
    return refusal.sqlite() if dialect == "sqlite" else refusal.postgresql()
