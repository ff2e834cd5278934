"""The page of a task on which the lead agency says what it saw of a measure in force."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.web.transaction import transaction
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import case_of, delisted, send_tip, tasks_of
from tests.people import Browsers, csrf_token

ENGLISH = {"Accept-Language": "en"}
HEADING = "Say what you saw"


def page_of_a_task_that_was_carried_out(app: Flask) -> str:
    with app.app_context(), transaction():
        case = delisted(case_of(send_tip()), the_seeded_cast())
        return f"/disposal/{case.case_number}/tasks/{tasks_of(case)[0].id}"


def say(client: FlaskClient, page: str, **fields: str) -> TestResponse:
    said = {"csrf_token": csrf_token(client, "/account"), **fields}
    return client.post(f"{page}/look", data=said, headers=ENGLISH)


def test_the_lead_agency_says_what_it_saw_and_reads_it_among_the_looks(cast: Flask, browsers: Browsers) -> None:
    page, qian = page_of_a_task_that_was_carried_out(cast), browsers("qian")
    assert HEADING in qian.get(page, headers=ENGLISH).text
    assert say(qian, page, seen="as_ordered", words="In the store, today.").status_code == 303
    shown = qian.get(page, headers=ENGLISH).text
    assert "By a colleague" in shown
    assert "as ordered" in shown


def test_what_is_not_as_ordered_is_ordered_anew_at_its_executor(cast: Flask, browsers: Browsers) -> None:
    page, qian = page_of_a_task_that_was_carried_out(cast), browsers("qian")
    assert browsers("wei").get("/disposal/tasks", headers=ENGLISH).text.count("/tasks/") == 0
    assert say(qian, page, seen="not_as_ordered", words="It is sold again.").status_code == 303
    assert HEADING not in qian.get(page, headers=ENGLISH).text
    assert browsers("wei").get("/disposal/tasks", headers=ENGLISH).text.count("/tasks/") == 1


def test_what_was_typed_comes_back_with_what_is_missing(cast: Flask, browsers: Browsers) -> None:
    page, qian = page_of_a_task_that_was_carried_out(cast), browsers("qian")
    answer = say(qian, page, words="Half a sentence that was typed")
    assert answer.status_code == 422
    assert "Half a sentence that was typed" in answer.text
    assert "Choose one." in answer.text


def test_the_executor_is_neither_asked_nor_heard(cast: Flask, browsers: Browsers) -> None:
    page, wei = page_of_a_task_that_was_carried_out(cast), browsers("wei")
    assert HEADING not in wei.get(page, headers=ENGLISH).text
    assert say(wei, page, seen="as_ordered", words="It is.").status_code == 403
