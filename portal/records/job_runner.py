"""The runner of jobs: leases one, does it, marks it done; a worker killed on the way loses nothing.

A handler that writes runs in the transaction that marks its job done, so its effect happens once. A
handler with an effect outside the database (mail) runs before that, without the right to write, and
may be repeated when its worker dies in between: at least once.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from portal import clock
from portal.database import begin_write
from portal.extensions import db
from portal.records import jobs

log = logging.getLogger(__name__)

Handler = Callable[[Mapping[str, Any]], object]
"""Does one job, given its payload; what it returns is for its keeper, where it has one."""
Keeper = Callable[[Mapping[str, Any], Any], object]
"""Writes what a handler brought from outside, in the transaction that marks the job done."""
LONGEST_WAIT = 60.0
"""Seconds between two looks for a database that is away."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of job: who does it, and how often by itself."""

    handler: Handler
    outside: bool = False
    """Whether its effect lies outside the database."""
    keep: Keeper | None = None
    """Of a handler that asks outside and must not write: who keeps its answer, once."""
    every: timedelta | None = None
    """None for a job that only happens when something causes it."""

    @property
    def attempts(self) -> int:
        """How often it is tried: a server elsewhere may be away for days, our own database is not."""
        return jobs.attempts_within(jobs.PATIENCE) if self.outside else jobs.ATTEMPTS


@dataclass(frozen=True, slots=True)
class Runner:
    """Does the jobs of a table of kinds, one after the other, until it is stopped."""

    works: Mapping[str, Work]
    lease: timedelta = jobs.LEASE
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, pause: float = 1.0) -> None:
        """Work until `stop()`; the job in hand is finished first. `pause` in seconds between looks.

        A database that is away is waited for, each time twice as long, up to a minute.
        """
        wait = pause
        while not self.stopping.is_set():
            try:
                idle, wait = not self.drain(), pause
            except (OperationalError, InterfaceError) as error:
                log.warning("The database does not answer (%s); next look in %s s", type(error.orig).__name__, wait)
                self.stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            if idle:
                self.stopping.wait(pause)

    def stop(self) -> None:
        """Let `run` end after the job in hand."""
        self.stopping.set()

    def drain(self) -> int:
        """Do everything that can run now; returns how many jobs were tried."""
        self._queue_recurring()
        return self._do_all()

    def _do_all(self) -> int:
        tried = 0
        while not self.stopping.is_set() and self._do_one():
            tried += 1
        return tried

    def _do_one(self) -> bool:
        with _fresh_session():
            if not jobs.waits():
                return False
            with _writing():
                job = jobs.lease(self.lease, behind=self._outside)
        if job is None:
            return False  # other workers have in hand what waits: looking again at once would find the same
        try:
            if job.attempts > self._attempts_of(job):
                self._fail(job)
            else:
                self._do(job)
        except Exception as error:  # noqa: BLE001  whatever a handler raises: the job is tried again, others go on
            self._put_back(job, error)
        return True

    @property
    def _outside(self) -> frozenset[str]:
        """Kinds that wait for other servers: a mail server that hangs must not keep the clocks waiting."""
        return frozenset(kind for kind, work in self.works.items() if work.outside)

    def _attempts_of(self, job: jobs.Job) -> int:
        work = self.works.get(job.kind)
        return work.attempts if work else jobs.ATTEMPTS

    def _do(self, job: jobs.Job) -> None:
        work, brought = self.works[job.kind], None
        if work.outside:
            with _fresh_session():
                brought = work.handler(job.payload)
        with _fresh_session(), _writing():
            mine = jobs.still_leased(job.id, job.attempts)
            if mine is None:
                return
            if not work.outside:
                work.handler(mine.payload)
            if work.keep is not None:
                work.keep(mine.payload, brought)
            mine.done_at = clock.now()
            self._queue_next(job.kind)

    def _put_back(self, job: jobs.Job, error: Exception) -> None:
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
        log.error("Job %s (%s), attempt %s: %s", job.id, job.kind, job.attempts, told)
        with _fresh_session(), _writing():
            mine = jobs.still_leased(job.id, job.attempts)
            if mine is None:
                return
            now = clock.now()
            mine.last_error, mine.leased_until = told, None
            mine.run_at = now + jobs.backoff(mine.attempts)
            if mine.attempts >= self._attempts_of(mine):
                mine.failed_at = now
                self._queue_next(job.kind)

    def _fail(self, job: jobs.Job) -> None:
        """A job whose workers died every time is not tried for ever."""
        log.error("Job %s (%s) ended its worker %s times", job.id, job.kind, job.attempts - 1)
        with _fresh_session(), _writing():
            mine = jobs.still_leased(job.id, job.attempts)
            if mine is not None:
                mine.failed_at, mine.last_error = clock.now(), "its workers died"
                self._queue_next(job.kind)

    def _queue_recurring(self) -> None:
        """Put the first run of each recurring kind into the queue; from then on each run queues the next."""
        with _fresh_session():
            missing = [kind for kind, work in self.works.items() if work.every and not jobs.is_queued(kind)]
            if missing:
                with _writing():
                    for kind in missing:
                        self._queue_next(kind, first=True)

    def _queue_next(self, kind: str, *, first: bool = False) -> None:
        work = self.works.get(kind)
        if work is None or work.every is None:
            return
        slot = (clock.now() - EPOCH) // work.every + (0 if first else 1)
        jobs.enqueue(kind, {}, run_at=EPOCH + slot * work.every, key=f"{kind}@{slot}")


@contextmanager
def _fresh_session() -> Iterator[None]:
    """Nothing read for one job is believed for the next, and no connection is kept in between."""
    try:
        yield
    finally:
        db.session.remove()


@contextmanager
def _writing() -> Iterator[None]:
    begin_write(db.session())
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
