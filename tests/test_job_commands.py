"""The commands that do the jobs and say how they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Settings
from portal.extensions import db
from portal.job_process import make_runner
from portal.records.advancing import APPOINT_DECIDERS
from portal.records.counters import FOLD
from portal.records.duty.calls import CALL_DUTY, CALL_NEXT
from portal.records.jobs import MAIL, Job, enqueue
from portal.records.packages.ordering import SEAL
from portal.records.rechecks import RECHECK
from portal.records.sealing import read_public_key
from portal.records.unsealing import read_private_key
from portal.web.transaction import transaction
from tests.architecture.source import python_files
from tests.conftest import Clock
from tests.databases import ROOT
from tests.records.test_jobs import wait_until


def say(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=words, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_once_does_what_waits(app: Flask, clock: Clock) -> None:
    first, second = say(app, "jobs", "once"), say(app, "jobs", "once")
    assert (first.endswith(" jobs done.\n"), first == second, second) == (True, False, "0 jobs done.\n")


def test_status_says_how_long_the_oldest_waits_and_what_failed(app: Flask, clock: Clock) -> None:
    with app.app_context(), transaction():
        enqueue("nobody does this", {})
    clock.turn(seconds=90)
    assert say(app, "jobs", "status") == "1 waiting, the oldest for 90 s; 0 failed.\n"


def test_what_failed_is_tried_again_by_kind(app: Flask, clock: Clock) -> None:
    with app.app_context(), transaction():
        for kind in ("mail_reporter", "mail_colleague"):
            enqueue(kind, {})
        for job in db.session.scalars(db.select(Job)):
            job.failed_at = clock()
    assert say(app, "jobs", "retry", "mail_reporter") == "1 jobs are tried again.\n"
    assert say(app, "jobs", "status") == "1 waiting, the oldest for 0 s; 1 failed.\n"
    assert say(app, "jobs", "retry") == "1 jobs are tried again.\n"


def test_every_job_that_writes_to_people_is_called_a_letter(context: Flask) -> None:
    writers = {kind for kind, work in make_runner(context).works.items() if "mail" in repr(work.handler)}
    assert writers == {"mail_reporter", "mail_colleague", "mail_invitation", "mail_reset"}
    assert all(kind.startswith(MAIL) for kind in writers)


def test_deadlines_says_how_the_clocks_stand(app: Flask, clock: Clock) -> None:
    assert "       0 cases overdue\n" in say(app, "deadlines")


def test_a_pair_of_contact_keys_fits(app: Flask) -> None:
    public, private = (line.split()[1] for line in say(app, "contact-keys", "2026a").splitlines())
    assert read_public_key(public).id == "2026a"
    assert read_private_key(private).key.public_key() == read_public_key(public).key


def test_readiness_fails_while_nobody_does_the_jobs(app: Flask, clock: Clock) -> None:
    client = app.test_client()
    say(app, "jobs", "once")
    clock.turn(minutes=5)
    assert (client.get("/readyz").json or {})["jobs"] is True
    clock.turn(minutes=2)
    assert (client.get("/readyz").json or {})["jobs"] is False
    say(app, "jobs", "once")
    assert (client.get("/readyz").json or {})["jobs"] is True


@pytest.mark.slow
def test_the_runner_works_beside_the_portal_and_ends_when_told(
    context: Flask, settings: Settings, tmp_path: Path
) -> None:
    environment = {**os.environ, "DATABASE_URL": settings.database_url, "PORTAL_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "run", "--pause", "0.1"]
    runner = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until(lambda: done("clocks"), 60)
        with transaction():
            enqueue("calendar", {}, key="one more")
        wait_until(lambda: done("calendar"), 60)
        runner.terminate()
        assert runner.wait(30) == 0
    finally:
        runner.kill()
        runner.wait()


def done(kind: str) -> bool:
    db.session.rollback()
    return db.session.scalar(db.select(Job.id).where(Job.kind == kind, Job.done_at.is_not(None)).limit(1)) is not None


ENQUEUED = re.compile(r'\benqueue\(\s*(?:"(\w+)"|([A-Z_]+))')


def test_every_kind_that_is_queued_is_done_by_somebody(context: Flask) -> None:
    found = [kind for path in python_files() for kind in ENQUEUED.findall(path.read_text(encoding="utf-8"))]
    queued = {
        literal
        or {
            "FOLD": FOLD,
            "APPOINT_DECIDERS": APPOINT_DECIDERS,
            "RECHECK": RECHECK,
            "CALL_DUTY": CALL_DUTY,
            "CALL_NEXT": CALL_NEXT,
            "SEAL": SEAL,
        }[constant]
        for literal, constant in found
    }
    works = make_runner(context).works
    assert queued - set(works) == set()
    assert set(works) - queued == {kind for kind, work in works.items() if work.every and kind not in queued}
