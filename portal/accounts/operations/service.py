"""What an administrator does about a job that had trouble; each change is written to the administration log."""

from __future__ import annotations

from portal import clock
from portal.accounts.administration import log_change
from portal.accounts.models import Change
from portal.accounts.operations.queries import get_job, state_of
from portal.accounts.operations.words import JobState
from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.records.jobs import Job, retry

REFUSALS = {
    JobState.RUNNING: N_("This job is in work right now. Look again in a minute."),
    JobState.DONE: N_("This job is done: there is nothing left to try again or to give up."),
    JobState.WAITING: N_("This job has not failed and waits for its time. There is nothing to do."),
}


def may_be_changed(job: Job) -> bool:
    """Whether the job had trouble. One that only waits for its time is let be: nobody hushes a notice by hand."""
    state = state_of(job)
    return state in (JobState.FAILED, JobState.GIVEN_UP) or (state is JobState.WAITING and job.attempts > 0)


def try_again(job_id: int, by: Actor) -> None:
    """Let the job be tried now; one that failed or was given up begins anew, one that is due already stays so.

    Raises NotFound, StepNotAllowed.
    """
    job = get_job(job_id, lock=True)
    if state_of(job) is JobState.WAITING and job.run_at <= clock.now():
        return
    refuse_unless_changeable(job)
    if job.failed_at is not None:
        job.failed_at, job.given_up_at, job.attempts = None, None, 0
    job.leased_until, job.run_at = None, clock.now()
    log_change(Change.JOB_RETRIED, by, details=_named(job))


def try_all_again(by: Actor) -> int:
    """Try again everything that failed and was not given up; returns how many jobs that were."""
    count = retry()
    if count:
        log_change(Change.JOB_RETRIED, by, details={"value": "all", "jobs": count})
    return count


def give_up(job_id: int, by: Actor) -> None:
    """Do the job no more; given up before, it stays so. Raises NotFound, StepNotAllowed."""
    job = get_job(job_id, lock=True)
    if job.given_up_at is not None:
        return
    refuse_unless_changeable(job)
    job.given_up_at = clock.now()
    job.failed_at = job.failed_at or job.given_up_at
    log_change(Change.JOB_GIVEN_UP, by, details=_named(job))


def refuse_unless_changeable(job: Job) -> None:
    """Raises StepNotAllowed for a job that had no trouble, is in work or is done."""
    if not may_be_changed(job):
        raise StepNotAllowed(REFUSALS[state_of(job)])


def _named(job: Job) -> dict[str, object]:
    return {"value": job.kind, "job": job.id}
