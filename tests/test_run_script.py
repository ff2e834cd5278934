"""`make run` keeps its two parts going: the script is run here with stand-ins for the programs it starts."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import ROOT
from tests.records.test_jobs import wait_until

FLASK = """#!/bin/bash
if [ "$1" = jobs ]; then echo $$ >> "$SEEN/jobs"; exec sleep 60; fi
"""
GUNICORN = """#!{python}
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

class Alive(BaseHTTPRequestHandler):
    def do_GET(self):
        Path(os.environ["SEEN"], "asked").touch()
        self.send_response(200)
        self.end_headers()

Path(os.environ["SEEN"], "site").write_text(str(os.getpid()) + "\\n")
HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Alive).serve_forever()
"""


class Script:
    """The script, running, and what its stand-ins left behind."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        for name, text in (("flask", FLASK), ("gunicorn", GUNICORN.format(python=sys.executable))):
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        (folder / "python").symlink_to(sys.executable)
        known = {"BIN": str(folder), "SEEN": str(folder), "PORT": str(port)}
        self.said = (folder / "said").open("w+")
        self.process = subprocess.Popen(
            [ROOT / "scripts" / "run.sh"], env=os.environ | known, stdout=self.said, stderr=self.said, cwd=ROOT
        )

    def processes(self, name: str) -> list[int]:
        path = self.folder / name
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def words(self) -> str:
        return (self.folder / "said").read_text()

    def ends(self) -> int:
        return self.process.wait(20)


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found: int = server.getsockname()[1]
    return found


@pytest.fixture
def script(tmp_path: Path, port: int) -> Iterator[Script]:
    running = Script(tmp_path, port)
    yield running
    running.process.terminate()
    running.ends()
    running.said.close()


def test_a_job_process_that_dies_is_started_again_and_the_site_stays(script: Script) -> None:
    wait_until(lambda: len(script.processes("jobs")) == 1 and script.processes("site") != [])
    os.kill(script.processes("jobs")[0], signal.SIGKILL)
    wait_until(lambda: len(script.processes("jobs")) == 2)
    assert script.process.poll() is None
    assert "The job process has ended" in script.words()
    script.process.terminate()
    script.ends()
    wait_until(lambda: not any(lives(one) for one in script.processes("jobs") + script.processes("site")))


def test_without_the_site_everything_ends(script: Script) -> None:
    wait_until(lambda: script.processes("jobs") != [] and script.processes("site") != [])
    os.kill(script.processes("site")[0], signal.SIGKILL)
    assert script.ends() != 0
    wait_until(lambda: not lives(script.processes("jobs")[0]))


def test_it_says_that_it_serves_when_it_does(script: Script, port: int) -> None:
    wait_until(lambda: "serves on" in script.words())
    assert (script.folder / "asked").exists()
    assert f"http://127.0.0.1:{port}" in script.words()


def test_a_busy_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        busy = server.getsockname()[1]
        refused = Script(tmp_path, busy)
        assert refused.ends() != 0
    assert f"Port {busy} is not free" in refused.words()
    assert "serves on" not in refused.words()
    assert refused.processes("site") == []
    refused.said.close()
