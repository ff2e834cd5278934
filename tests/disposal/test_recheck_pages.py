"""What the portal saw when it looked again stands where the receipt stands, in words."""

from flask import Flask

from portal.domain.measures import Counter
from portal.domain.rechecks import Why
from portal.extensions import db
from portal.records.cases import Case
from portal.records.receipts import ExecutionReceipt
from portal.records.rechecks import Recheck, keep_result
from portal.records.tasks import Task
from portal.web.transaction import transaction
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import carried_out, case_of, referred, send_tip, signed, tasks_of
from tests.people import Browsers

SENTENCE = "The address answers with a page."


def carried_out_and_looked_at(measure: str = "M11", *whys: Why) -> tuple[Case, Task]:
    cast = the_seeded_cast()
    receipt = ExecutionReceipt("Done today.", {Counter.INFORMATION: 1})
    case = signed(referred(case_of(send_tip("https://xingyun.example/v/1")), cast.wei, measure), cast.qian)
    carried_out(case, cast.wei, receipt)
    rows = db.session.scalars(db.select(Recheck).order_by(Recheck.due_at)).all()
    for row, why in zip(rows, whys, strict=False):
        keep_result({"recheck": row.id}, why)
    task = tasks_of(case)[0]
    return case, task


def test_three_marks_stand_on_the_task_the_case_and_the_board(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        case, task = carried_out_and_looked_at("M11", Why.NOT_FOUND, Why.TOO_SLOW)
        number, executor = case.case_number, task.executor_id
    qian = browsers("qian")
    for path in (
        f"/disposal/{number}/tasks/{task.id}",
        f"/disposal/{number}",
        f"/disposal/board?executor=portal-{executor}",
        "/disposal/board",
    ):
        page = qian.get(path, headers={"Accept-Language": "en"}).text
        assert "gone</strong>" in page, path
        assert "could not tell</strong>" in page, path
        assert "The answer took too long." in page, path
        assert "planned for" in page, path


def test_the_executor_reads_what_was_seen_and_a_stranger_nothing(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        case, task = carried_out_and_looked_at("M11", Why.ANSWERS)
        path = f"/disposal/{case.case_number}/tasks/{task.id}"
    assert SENTENCE in browsers("wei").get(path, headers={"Accept-Language": "en"}).text
    assert browsers("he").get(path).status_code in (403, 404)


def test_of_a_measure_that_cannot_be_seen_a_person_must_look(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        case, task = carried_out_and_looked_at("M10")
        path = f"/disposal/{case.case_number}/tasks/{task.id}"
    assert "A person must look." in browsers("qian").get(path, headers={"Accept-Language": "en"}).text


def test_a_task_that_is_open_again_says_what_was_seen(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        case, task = carried_out_and_looked_at("M11", Why.ANSWERS)
        again = db.session.scalars(db.select(Task).where(Task.replaces_id == task.id)).one()
        path = f"/disposal/{case.case_number}/tasks/{again.id}"
    page = browsers("wei").get(path, headers={"Accept-Language": "en"}).text
    assert "It was carried out before and is there again." in page
    assert SENTENCE in page
