"""A worker process for the tests of jobs: python -m tests.records.job_worker DATABASE_URL FOLDER LEASE.

`count` writes a row; `count-and-hang` writes a row and then hangs; `post-and-hang` leaves a file
outside the database and then hangs. The next rung of a call is called, and where a file `climb.hangs` lies,
its worker hangs before that is kept. What hangs goes through on the second attempt. `count-slowly`
takes a second. SIGTERM stops it as it stops the command.
"""

import signal
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from portal import database
from portal.config import Settings
from portal.extensions import db
from portal.records import schema
from portal.records.counters import count
from portal.records.duty import calls
from portal.records.job_runner import Runner, Work

assert schema.TABLES


def works(folder: Path) -> dict[str, Work]:
    def hang_once(name: str) -> None:
        mark = folder / f"{name}.started"
        if not mark.exists():
            mark.touch()
            time.sleep(60)

    def count_up(payload: Mapping[str, Any]) -> None:
        count(f"job {payload['number']}", 1)

    def count_and_hang(payload: Mapping[str, Any]) -> None:
        count(f"job {payload['number']}", 1)
        db.session.flush()
        hang_once("count")

    def post_and_hang(payload: Mapping[str, Any]) -> None:
        with (folder / "posted").open("a") as file:
            file.write(f"{payload['number']}\n")
        hang_once("post")

    def count_slowly(payload: Mapping[str, Any]) -> None:
        (folder / "slow.started").touch()
        time.sleep(1)
        count_up(payload)

    def climb(payload: Mapping[str, Any]) -> None:
        calls.climb(payload)
        db.session.flush()
        if (folder / "climb.hangs").exists():
            hang_once("climb")

    return {
        calls.CALL_NEXT: Work(climb),
        "count-slowly": Work(count_slowly),
        "count": Work(count_up),
        "count-and-hang": Work(count_and_hang),
        "post-and-hang": Work(post_and_hang, outside=True),
    }


def main(url: str, folder: str, lease: str) -> None:
    settings = Settings.from_environment({"DATABASE_URL": url, "PORTAL_DATA": folder})
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings))
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
        runner = Runner(works(Path(folder)), lease=timedelta(seconds=float(lease)))
        signal.signal(signal.SIGTERM, lambda *_: runner.stop())
        runner.run(pause=0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
