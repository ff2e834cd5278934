"""Counters of the rate limits in a SQLite file that all processes of the default share.

They live in a file of their own: counting must never wait for a writer of the portal's database.
"""

import secrets
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from limits.storage import Storage

from portal.database import sqlite

COUNT = """
INSERT INTO hits (name, expires_at, hits) VALUES (:name, :expires_at, :amount)
ON CONFLICT (name) DO UPDATE SET
  hits = CASE WHEN expires_at <= :now THEN :amount ELSE hits + :amount END,
  expires_at = CASE WHEN expires_at <= :now THEN :expires_at ELSE expires_at END
RETURNING hits
"""
SWEEP_ONE_IN = 500


class SqliteStorage(Storage):
    """A storage for the `limits` package under `sqlite:///path`: fixed windows, exact over processes."""

    STORAGE_SCHEME = ["sqlite"]

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._path = urlsplit(uri).path
        self._of_thread = threading.local()

    @property
    def base_exceptions(self) -> type[Exception]:
        error: type[Exception] = sqlite.Error
        return error

    def _connection(self) -> Any:
        if not hasattr(self._of_thread, "connection"):
            connection = sqlite.connect(self._path, timeout=2, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")  # a lost counter harms nobody
            connection.execute("CREATE TABLE IF NOT EXISTS hits (name TEXT PRIMARY KEY, expires_at REAL, hits INTEGER)")
            self._of_thread.connection = connection
        return self._of_thread.connection

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more in a window that lasts `expiry` seconds; returns the count."""
        now = time.time()
        values = {"name": key, "now": now, "expires_at": now + expiry, "amount": amount}
        hits: int = self._connection().execute(COUNT, values).fetchone()[0]
        if secrets.randbelow(SWEEP_ONE_IN) == 0:
            self._connection().execute("DELETE FROM hits WHERE expires_at <= ?", (now,))
        return hits

    def _row(self, key: str) -> tuple[int, float]:
        query = "SELECT hits, expires_at FROM hits WHERE name = ? AND expires_at > ?"
        row = self._connection().execute(query, (key, time.time())).fetchone()
        return (row[0], row[1]) if row else (0, time.time())

    def get(self, key: str) -> int:
        """The count of the running window."""
        return self._row(key)[0]

    def get_expiry(self, key: str) -> float:
        """When the running window ends, in seconds since the epoch."""
        return self._row(key)[1]

    def check(self) -> bool:
        """Whether the file can be read."""
        self._connection().execute("SELECT 1 FROM hits LIMIT 1").fetchall()
        return True

    def reset(self) -> int:
        """Forget every count; returns how many there were."""
        forgotten: int = self._connection().execute("DELETE FROM hits").rowcount
        return forgotten

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._connection().execute("DELETE FROM hits WHERE name = ?", (key,))
