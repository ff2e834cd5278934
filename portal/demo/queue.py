"""The job queue of the demo."""

from __future__ import annotations

from sqlalchemy import update

from portal import clock
from portal.extensions import db
from portal.records.jobs import WAITING, Job


def start_waiting_now() -> None:
    """What the stories' past left in the queue waits from today: nobody let it lie, and `/readyz` says so."""
    now = clock.now()
    db.session.execute(update(Job).where(*WAITING, Job.run_at < now).values(run_at=now))
