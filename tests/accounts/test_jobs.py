"""The administrator sees how jobs and letters stand, and helps those that had trouble; nobody's address is shown."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from portal.accounts.models import AdministrationEntry, Change
from portal.accounts.operations.queries import JobFilters, list_jobs
from portal.accounts.operations.words import KINDS, LETTERS, JobState
from portal.extensions import db
from portal.job_process import make_runner
from portal.records.jobs import LEASE, MAIL, Job, enqueue, purge, queue_state, waits
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.people import Browsers, csrf_token
from tests.statements import selects

JOBS, LETTERS_PAGE = "/administration/operations/jobs", "/administration/operations/letters"
SECRET = {"tip": 4711, "sealed_token": "TOKEN-CANARY", "key": "KEY-CANARY", "event": "EVENT-CANARY"}


def a_job(app: Flask, kind: str, state: JobState, *, attempts: int = 0) -> int:
    """A job that stands so; returns its number."""
    with app.app_context(), transaction():
        enqueue(kind, SECRET)
        job: Job = db.session.scalars(db.select(Job).order_by(Job.id.desc()).limit(1)).one()
        job.attempts = attempts
        if state is JobState.RUNNING:
            job.leased_until = job.run_at + LEASE
        if state in (JobState.FAILED, JobState.GIVEN_UP):
            job.failed_at, job.last_error = job.run_at, "Refused at carriers.py:83"
        if state is JobState.GIVEN_UP:
            job.given_up_at = job.run_at
        if state is JobState.DONE:
            job.done_at = job.run_at
        return job.id


def press(browser: FlaskClient, job_id: int, verb: str) -> TestResponse:
    token = csrf_token(browser, "/account")
    return browser.post(f"{JOBS}/{job_id}/{verb}", data={"csrf_token": token})


def now(app: Flask, job_id: int) -> Job:
    with app.app_context():
        found: Job = db.session.get_one(Job, job_id)
        db.session.expunge_all()
        return found


def logged(app: Flask) -> list[tuple[Change, object]]:
    with app.app_context():
        entries = db.session.scalars(db.select(AdministrationEntry).order_by(AdministrationEntry.id))
        return [(entry.change, entry.details["value"]) for entry in entries]


def shown(browser: FlaskClient, path: str) -> set[int]:
    return {int(number) for number in re.findall(rf'href="{JOBS}/(\d+)"', browser.get(path).text)}


@pytest.mark.parametrize("state", JobState)
def test_a_job_stands_in_the_list_of_its_state_alone(browsers: Browsers, cast: Flask, state: JobState) -> None:
    job, ma = a_job(cast, "clocks", state), browsers("ma")
    assert {one for one in JobState if job in shown(ma, f"{JOBS}?state={one}")} == {state}
    assert job not in shown(ma, f"{LETTERS_PAGE}?state={state}")


def test_what_failed_is_shown_first_and_by_kind(browsers: Browsers, cast: Flask) -> None:
    ma = browsers("ma")
    reset, news = a_job(cast, "mail_reset", JobState.FAILED), a_job(cast, "mail_reporter", JobState.FAILED)
    assert shown(ma, LETTERS_PAGE) == {reset, news}
    assert shown(ma, f"{LETTERS_PAGE}?kind=mail_reset") == {reset}
    assert shown(ma, f"{LETTERS_PAGE}?kind=clocks") == set()
    assert ma.get(f"{LETTERS_PAGE}?state=lost").status_code == 422


def test_no_page_says_to_whom_a_letter_goes_or_what_it_says(browsers: Browsers, cast: Flask) -> None:
    ma = browsers("ma")
    for kind in LETTERS:
        job = a_job(cast, kind, JobState.FAILED)
        for path in (LETTERS_PAGE, f"{JOBS}/{job}", f"{JOBS}/{job}/giving-up"):
            page = ma.get(path).text
            assert "CANARY" not in page
            assert "4711" not in page
    assert "Refused at carriers.py:83" in ma.get(LETTERS_PAGE).text, "the class of the error and its place are shown"


def test_a_failed_letter_that_is_tried_again_waits_now_and_pressing_twice_is_once(
    browsers: Browsers, cast: Flask, clock: Clock
) -> None:
    ma, job = browsers("ma"), a_job(cast, "mail_reporter", JobState.FAILED, attempts=107)
    clock.turn(minutes=1)
    assert [press(ma, job, "retry").status_code for _time in range(2)] == [303, 303]
    assert (now(cast, job).failed_at, now(cast, job).attempts, now(cast, job).run_at) == (None, 0, clock())
    assert logged(cast) == [(Change.JOB_RETRIED, "mail_reporter")]


def test_a_letter_between_two_tries_need_not_wait_its_hour(browsers: Browsers, cast: Flask, clock: Clock) -> None:
    ma, job = browsers("ma"), a_job(cast, "mail_reporter", JobState.WAITING, attempts=12)
    with cast.app_context(), transaction():
        db.session.get_one(Job, job).run_at = clock() + timedelta(hours=1)
    assert press(ma, job, "retry").status_code == 303
    assert (now(cast, job).run_at, now(cast, job).attempts) == (clock(), 12)


def test_what_is_given_up_is_done_no_more_counts_no_more_and_can_be_undone(browsers: Browsers, cast: Flask) -> None:
    ma, job = browsers("ma"), a_job(cast, "mail_reporter", JobState.FAILED)
    assert "mail_reporter" in ma.get(f"{JOBS}/{job}").text
    assert [press(ma, job, "giving-up").status_code for _time in range(2)] == [303, 303]
    with cast.app_context():
        assert (queue_state().unsent, waits()) == (0, False)
    token = csrf_token(ma, "/account")
    assert ma.post("/administration/operations/retries", data={"csrf_token": token}).status_code == 303
    assert now(cast, job).given_up_at is not None, "what was given up by hand is not tried again with all the rest"
    assert press(ma, job, "retry").status_code == 303
    with cast.app_context():
        assert waits()
    assert logged(cast) == [(Change.JOB_GIVEN_UP, "mail_reporter"), (Change.JOB_RETRIED, "mail_reporter")]


@pytest.mark.parametrize(
    ("state", "verb", "status"),
    [
        (JobState.RUNNING, "retry", 409),
        (JobState.RUNNING, "giving-up", 409),
        (JobState.DONE, "retry", 409),
        (JobState.DONE, "giving-up", 409),
        (JobState.WAITING, "giving-up", 409),
        (JobState.FAILED, "giving-up", 303),
    ],
)
def test_a_job_in_work_done_or_in_no_trouble_is_let_be(
    browsers: Browsers, cast: Flask, state: JobState, verb: str, status: int, clock: Clock
) -> None:
    ma, job = browsers("ma"), a_job(cast, "tell_reporters", state)
    before = vars(now(cast, job)).copy()
    assert press(ma, job, verb).status_code == status
    if verb == "giving-up":
        assert ma.get(f"{JOBS}/{job}/giving-up").status_code == (200 if status == 303 else 409)
    after = vars(now(cast, job))
    changed = {name for name in before if not name.startswith("_") and before[name] != after[name]}
    assert changed == ({"given_up_at"} if status == 303 else set())
    assert len(logged(cast)) == (status == 303)


def test_a_notice_that_waits_for_its_day_cannot_be_hurried(browsers: Browsers, cast: Flask, clock: Clock) -> None:
    ma, job = browsers("ma"), a_job(cast, "mail_reporter", JobState.WAITING)
    with cast.app_context(), transaction():
        db.session.get_one(Job, job).run_at = clock() + timedelta(days=3)
    assert press(ma, job, "retry").status_code == 409
    assert now(cast, job).run_at == clock() + timedelta(days=3)


def test_everything_that_failed_is_tried_again_with_one_line_in_the_log(browsers: Browsers, cast: Flask) -> None:
    ma = browsers("ma")
    for _time in range(3):
        a_job(cast, "mail_reset", JobState.FAILED)
    token = csrf_token(ma, "/account")
    for _time in range(2):
        ma.post("/administration/operations/retries", data={"csrf_token": token})
    assert logged(cast) == [(Change.JOB_RETRIED, "all")]


def test_every_kind_of_job_has_its_words(context: Flask) -> None:
    assert set(KINDS) == set(make_runner(context).works)
    assert all(kind.startswith(MAIL) for kind in LETTERS)
    assert len({words.does for words in KINDS.values()}) == len(KINDS)


def test_a_kind_of_another_release_is_shown_by_its_name(browsers: Browsers, cast: Flask) -> None:
    job = a_job(cast, "knit_socks", JobState.FAILED)
    assert "knit_socks" in browsers("ma").get(f"{JOBS}/{job}").text


def test_many_jobs_are_turned_over_by_key_and_cost_no_more_questions(browsers: Browsers, cast: Flask) -> None:
    ma = browsers("ma")
    for state in (JobState.FAILED, JobState.WAITING, JobState.DONE):
        path = f"{JOBS}?state={state}"
        first = {a_job(cast, "clocks", state)}
        ma.get(path)
        asked = selects(cast, ma, path)
        every = first | {a_job(cast, "clocks", state) for _time in range(54)}
        assert selects(cast, ma, path) == asked
        page = ma.get(path).text
        following = re.search(r'rel="next" href="([^"]+)"', page)
        assert following is not None
        ahead = shown(ma, following[1].replace("&amp;", "&"))
        assert (len(ahead), ahead | shown(ma, path)) == (5, every)


def test_what_was_given_up_is_purged_after_a_week_and_what_failed_is_kept(cast: Flask, clock: Clock) -> None:
    given_up, failed = (a_job(cast, "mail_reset", one) for one in (JobState.GIVEN_UP, JobState.FAILED))
    with cast.app_context():
        for days, gone in ((7, 0), (1, 1)):
            clock.turn(days=days)
            with transaction():
                assert purge() == gone
        assert (db.session.get(Job, given_up), db.session.get(Job, failed) is not None) == (None, True)


def test_only_what_failed_can_be_given_up_in_the_table_itself(cast: Flask, clock: Clock) -> None:
    job = a_job(cast, "mail_reset", JobState.WAITING)
    with cast.app_context(), pytest.raises(IntegrityError), transaction():
        db.session.get_one(Job, job).given_up_at = clock()
        db.session.flush()


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.GIVEN_UP, JobState.WAITING, JobState.DONE])
def test_the_lists_are_read_by_an_index(cast: Flask, state: JobState) -> None:
    with cast.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("an empty table is scanned by PostgreSQL whatever its indexes")
        asked: list[tuple[str, tuple[object, ...]]] = []
        event.listen(
            db.engine, "before_cursor_execute", lambda _c, _cur, sql, values, *_rest: asked.append((sql, values))
        )
        list_jobs(JobFilters(state), None, letters=True)
        sql, values = asked[-1]
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
    assert any("USING INDEX ix_jobs_" in str(row) for row in plan), plan
