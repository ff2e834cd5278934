"""Lists of jobs by how they stand; what a job is about, and whom, is not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import defer

from portal import clock
from portal.accounts.operations.words import JobState
from portal.domain.errors import NotFound
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.jobs import FAILED, MAIL, WAITING, Job

KEYS: Mapping[JobState, Sequence[Key]] = {
    JobState.FAILED: (Key(Job.failed_at, descending=True), Key(Job.id, descending=True)),
    JobState.WAITING: (Key(Job.run_at), Key(Job.id)),
    JobState.RUNNING: (Key(Job.run_at), Key(Job.id)),
    JobState.DONE: (Key(Job.done_at, descending=True), Key(Job.id, descending=True)),
    JobState.GIVEN_UP: (Key(Job.failed_at, descending=True), Key(Job.id, descending=True)),
}
"""Each list in the order in which one looks through it: by an index, and by a moment that each of its jobs has."""


@dataclass(frozen=True)
class JobFilters:
    """What a list of jobs is narrowed to; every job is in exactly one state."""

    state: JobState = JobState.FAILED
    kind: str = ""


def list_jobs(filters: JobFilters, cursor: Cursor | None, *, letters: bool) -> Page[Job]:
    """Letters, or every other job, in one state."""
    query = select(Job).options(defer(Job.payload, raiseload=True)).where(*_standing(filters.state))
    is_letter = Job.kind.startswith(MAIL, autoescape=True)
    query = query.where(is_letter if letters else ~is_letter)
    if filters.kind:
        query = query.where(Job.kind == filters.kind)
    return page_by_key(db.session(), query, KEYS[filters.state], cursor)


def get_job(job_id: int, *, lock: bool = False) -> Job:
    """One job. Raises NotFound."""
    query = select(Job).options(defer(Job.payload, raiseload=True)).where(Job.id == job_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def state_of(job: Job) -> JobState:
    """How this job stands now."""
    if job.done_at is not None:
        return JobState.DONE
    if job.failed_at is not None:
        return JobState.FAILED if job.given_up_at is None else JobState.GIVEN_UP
    leased = job.leased_until is not None and job.leased_until >= clock.now()
    return JobState.RUNNING if leased else JobState.WAITING


def moment_of(job: Job) -> datetime:
    """The moment that counts in its state: its end, else when it is due."""
    return job.done_at or job.given_up_at or job.failed_at or job.run_at


def _standing(state: JobState) -> Sequence[ColumnElement[bool]]:
    now = clock.now()
    conditions: Mapping[JobState, Sequence[ColumnElement[bool]]] = {
        JobState.FAILED: FAILED,
        JobState.WAITING: (*WAITING, or_(Job.leased_until.is_(None), Job.leased_until < now)),
        JobState.RUNNING: (*WAITING, Job.leased_until >= now),
        JobState.DONE: (Job.done_at.is_not(None),),
        JobState.GIVEN_UP: (Job.failed_at.is_not(None), Job.given_up_at.is_not(None)),
    }
    return conditions[state]
