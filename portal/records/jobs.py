"""Jobs: queue and outbox in one table, written in the transaction of what caused them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, Index, Select, String, Text, and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.extensions import JSON_DOCUMENT, Base, db, partial_index


class Job(Base):
    """One thing to be done at least once; its handler is idempotent."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("done_at IS NULL OR failed_at IS NULL", name="one_end"),
        CheckConstraint("given_up_at IS NULL OR failed_at IS NOT NULL", name="given_up_has_failed"),
        Index("ix_jobs_waiting", "done_at", "failed_at", "run_at", "id"),
        partial_index("ix_jobs_failed", "failed_at", "id", where="failed_at IS NOT NULL"),
        partial_index("ix_jobs_done_kind", "kind", "done_at", "id", where="done_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON_DOCUMENT)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    """Set where the same thing must not be queued twice."""
    created_at: Mapped[datetime]
    run_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    """When somebody decided that what failed, or waited, is not done any more."""
    last_error: Mapped[str] = mapped_column(Text, default="")
    """Which error, and where it was raised; never its text, which may hold an address."""


WAITING = (Job.done_at.is_(None), Job.failed_at.is_(None))
FAILED = (Job.failed_at.is_not(None), Job.given_up_at.is_(None))
LEASE = timedelta(seconds=60)
"""How long a worker has for one job before another may take it."""
ATTEMPTS = 8
"""After so many the job has failed, and somebody must look: try it again, or give it up."""
PATIENCE = timedelta(days=4)
"""So long is tried what another server must take: a long week-end without mail must lose no letter."""
MAIL = "mail_"
"""How the name of every kind of job begins that writes to people."""
KEPT = timedelta(days=7)
"""How long a job that is done or given up is kept: so long its key keeps its cause from being queued again."""
PURGE_BATCH = 1000


def enqueue(kind: str, payload: Mapping[str, Any], *, run_at: datetime | None = None, key: str | None = None) -> None:
    """Queue a job in the present transaction: it exists if and only if its cause was committed.

    With a `key` that was queued before (in the last week) nothing happens.
    """
    now = clock.now()
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = {"kind": kind, "payload": dict(payload), "key": key, "created_at": now, "run_at": run_at or now}
    unsaid = {"attempts": 0, "last_error": ""}
    db.session.execute(insert(Job).values(row | unsaid).on_conflict_do_nothing(index_elements=["key"]))


def waits() -> bool:
    """Whether a job could be leased now; asked before a worker queues up for writing."""
    return db.session.scalar(_leasable(clock.now()).with_only_columns(Job.id)) is not None


def is_queued(kind: str) -> bool:
    """Whether a job of this kind waits, now or for later."""
    return db.session.scalar(select(Job.id).where(*WAITING, Job.kind == kind).limit(1)) is not None


def lease(lasting: timedelta = LEASE, behind: Collection[str] = ()) -> Job | None:
    """Take the job that waits longest, for `lasting`; None where none is free. The caller commits.

    Kinds of `behind` come after all others, however long they have waited. Other workers pass over a
    row that is being taken. `attempts` tells this lease from later ones.
    """
    now = clock.now()
    free = _leasable(now).with_for_update(skip_locked=True)
    job = db.session.scalar(free.where(Job.kind.not_in(behind))) or db.session.scalar(free)
    if job is not None:
        job.leased_until = now + lasting
        job.attempts += 1
    return job


def _leasable(now: datetime) -> Select[Job]:
    free = Job.leased_until.is_(None) | (Job.leased_until < now)
    return select(Job).where(*WAITING, Job.run_at <= now, free).order_by(Job.run_at, Job.id).limit(1)


def still_leased(job_id: int, attempt: int) -> Job | None:
    """The job, its row locked, if the lease of this attempt still stands and it is not done."""
    query = select(Job).where(Job.id == job_id, Job.attempts == attempt, *WAITING)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 10 s, 20 s, 40 s … up to an hour."""
    return min(timedelta(seconds=10 * 2 ** min(attempts - 1, 9)), timedelta(hours=1))


def attempts_within(age: timedelta) -> int:
    """How many attempts, each after its wait, fill this age.

    Counted, not read off a clock: a job that waited for its own day, or for a runner, is no older for it.
    """
    attempts, waited = 1, timedelta()
    while (waited := waited + backoff(attempts)) < age:
        attempts += 1
    return attempts


def retry(kind: str | None = None) -> int:
    """Try again what failed and nobody gave up, of one kind or of all; returns how many jobs that were."""
    failed = update(Job).where(*FAILED)
    if kind is not None:
        failed = failed.where(Job.kind == kind)
    fresh = failed.values(failed_at=None, attempts=0, leased_until=None, run_at=clock.now())
    return len(db.session.scalars(fresh.returning(Job.id).execution_options(synchronize_session=False)).all())


def purge_jobs(_payload: Mapping[str, Any]) -> None:
    """The job that purges, and queues itself again where a batch was full."""
    if purge() >= PURGE_BATCH:
        enqueue("purge_jobs", {})


def purge() -> int:
    """Delete jobs done or given up more than a week ago, a batch of each; returns how many. Failed ones stay."""
    since = clock.now() - KEPT
    ended = (Job.done_at < since, and_(Job.failed_at.is_not(None), Job.given_up_at < since))
    return sum(_delete(select(Job.id).where(end).limit(PURGE_BATCH)) for end in ended)


def _delete(jobs: Select[int]) -> int:
    return len(db.session.scalars(delete(Job).where(Job.id.in_(jobs)).returning(Job.id)).all())


@dataclass(frozen=True, slots=True)
class QueueState:
    """How the queue stands."""

    waiting: int
    late: timedelta
    """For how long the oldest job that could run has been waiting; zero when none does."""
    failed: int
    unsent: int
    """How many of the failed ones are letters."""


def queue_state() -> QueueState:
    """The queue's figures, for readiness, `flask jobs status` and the administration page."""
    now = clock.now()
    waiting = db.session.scalar(select(func.count()).select_from(Job).where(*WAITING, Job.run_at <= now))
    amount = select(func.count()).select_from(Job).where(*FAILED)
    failed, unsent = (
        db.session.scalar(query) for query in (amount, amount.where(Job.kind.startswith(MAIL, autoescape=True)))
    )
    return QueueState(waiting or 0, lateness(), failed or 0, unsent or 0)


LATE = timedelta(minutes=5)
"""A queue that waits longer has no runner, or one that stands still."""


class JobsStandStill(Exception):
    """Nobody does the jobs."""


def refuse_standing_jobs() -> None:
    """The readiness check of jobs. Raises JobsStandStill."""
    if lateness() > LATE:
        raise JobsStandStill(f"The oldest job has been waiting for {lateness()}.")


def lateness() -> timedelta:
    """For how long the oldest job that could run has been waiting.

    Every recurring job leaves its next run in the queue, so a runner that stands still shows here.
    """
    now = clock.now()
    oldest = db.session.scalar(select(func.min(Job.run_at)).where(*WAITING))
    return max(now - oldest, timedelta()) if oldest else timedelta()
