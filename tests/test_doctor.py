"""The doctor: a missing year is loud, and grave only when clocks run in it already."""

from datetime import UTC, datetime

from flask import Flask

from portal.extensions import db
from portal.records.jobs import Job, enqueue
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.people import Browsers, csrf_token


def said(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["doctor", "--calendar"])
    return result.exit_code, result.output


def test_the_coming_year_without_holidays_is_said_and_is_not_grave(app: Flask, clock: Clock) -> None:
    code, output = said(app)
    assert code == 0
    assert "workdays-2027.toml" in output
    assert "workdays-2026.toml" not in output


def test_the_present_year_without_holidays_is_grave(app: Flask, clock: Clock) -> None:
    clock.set(datetime(2028, 3, 1, tzinfo=UTC))
    code, output = said(app)
    assert code == 1
    assert "workdays-2028.toml" in output


def test_the_administrator_reads_the_same_on_a_page_and_nobody_else_does(browsers: Browsers, clock: Clock) -> None:
    clock.set(datetime(2028, 3, 1, tzinfo=UTC))
    assert "2028" in browsers("ma").get("/administration/operations").text
    assert [browsers(one).get("/administration/operations").status_code for one in ("wei", "qian")] == [403, 403]


def fail(app: Flask, kind: str) -> None:
    with app.app_context(), transaction():
        enqueue(kind, {})
        db.session.scalars(db.select(Job).where(Job.kind == kind)).one().failed_at = datetime.now(UTC)


def test_a_letter_that_failed_is_grave_and_other_work_is_not(app: Flask, clock: Clock) -> None:
    run = app.test_cli_runner().invoke
    run(args=["jobs", "once"])
    fail(app, "remove_blobs")
    assert (run(args=["doctor"]).exit_code, "many tries: 1." in run(args=["doctor"]).output) == (0, True)
    fail(app, "mail_reporter")
    assert (run(args=["doctor"]).exit_code, "any more: 1." in run(args=["doctor"]).output) == (1, True)


def test_the_administrator_tries_again_what_failed(browsers: Browsers, cast: Flask) -> None:
    ma = browsers("ma")
    button = 'action="/administration/operations/retries"'
    assert button not in ma.get("/administration/operations").text
    fail(cast, "mail_reporter")
    assert button in ma.get("/administration/operations").text
    token = csrf_token(ma, "/administration/operations")
    assert ma.post("/administration/operations/retries", data={"csrf_token": token}).status_code == 303
    assert button not in ma.get("/administration/operations").text
