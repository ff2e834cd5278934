"""Whatever goes wrong between the keyboard and the desk, the words come back and can be sent."""

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.extensions import db
from portal.records.blob_store import FolderStore
from portal.records.messages import Message, SupplementRequest
from portal.web import uploads
from tests.conftest import Clock
from tests.factories import Cast, delisted
from tests.intake.citizen import TIP, Citizen
from tests.intake.desks import ask, at_desk, case_number
from tests.intake.test_evidence import add, bytes_kept, upload

WORDS = "A long and careful answer."


@pytest.fixture
def asked(app: Flask, lin: Citizen, cast: Cast) -> str:
    """Lin's tip is asked for more and Lin reads it; the query code."""
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: ask(case_number(0), cast.wei, "Which minute?"))
    lin.follow(code)
    return code


def answer(who: Citizen, files: int = 0) -> int:
    data = {**who.fields(), "t0-answer": WORDS, "t0-files": [upload(f"{n}.png") for n in range(files)]}
    path = "/follow/tip/0/supplement"
    who.page = who.client.post(path, data=data, headers=who.headers, content_type="multipart/form-data")
    return who.page.status_code


def bodies(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Message.body)))


def full(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    folder = app.extensions["settings"].data / "evidence"
    monkeypatch.setattr(uploads, "evidence_store", lambda: FolderStore(folder, lambda _: (100, 100, 0)))


def test_an_answer_with_too_many_files_comes_back_with_its_words(app: Flask, lin: Citizen, asked: str) -> None:
    assert answer(lin, files=10) == 422
    assert lin.fields()["t0-answer"] == [WORDS]
    assert "can carry 9 files" in lin.page.text
    assert answer(lin, files=9) == 303


def test_an_answer_to_a_question_that_lapsed_is_offered_as_a_message(app: Flask, lin: Citizen, asked: str) -> None:
    def lapse() -> None:
        for one in db.session.scalars(db.select(SupplementRequest)):
            one.expired_at = portal_clock.now()

    at_desk(app, lapse)
    assert answer(lin) == 409
    assert "This question is no longer open" in lin.page.text
    assert lin.fields()["t0-body"] == [WORDS]
    assert lin.press("/follow/tip/0/message").status_code == 303
    assert bodies(app) == [WORDS]


def test_a_full_disk_keeps_the_words_of_the_form_and_takes_them_without_files(
    app: Flask, lin: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, app)
    lin.open("/flag")
    assert add(lin, upload("a.png"), **TIP) == 422
    assert "Send without files" in lin.page.text
    assert lin.fields()["description"] == [TIP["description"]]
    assert lin.press("/flag/check").status_code == 200
    assert lin.press("/flag/send", truthful="y").status_code == 200


def test_a_full_disk_keeps_the_words_of_an_answer(
    app: Flask, lin: Citizen, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, app)
    assert answer(lin, files=1) == 422
    assert lin.fields()["t0-answer"] == [WORDS]
    assert answer(lin) == 303


@pytest.mark.parametrize("path", ["/flag/check", "/flag/send", "/flag"])
def test_a_lost_session_keeps_the_form_and_sends_it_again(app: Flask, lin: Citizen, path: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    lin.check(**{"targets-1-entered": "<b>second</b>"})
    fields = lin.fields() | {"truthful": ["y"]}
    lin.client.delete_cookie("session")
    lin.page = lin.client.post(path, data=fields, headers=lin.headers)
    assert lin.page.status_code == 400
    assert "nothing you typed is lost" in lin.page.text
    assert {**lin.fields(), "csrf_token": []} == {**fields, "csrf_token": []}
    assert lin.press(path).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_that_another_site_sends_is_not_offered_to_be_sent(lin: Citizen, headers: dict[str, str]) -> None:
    sent = lin.client.post("/flag/send", data={**TIP, "truthful": "y"}, headers=lin.headers | headers)
    assert sent.status_code == 400
    assert TIP["description"] not in sent.text
    own = lin.client.post("/flag/send", data={**TIP, "truthful": "y"}, headers=lin.headers)
    assert TIP["description"] in own.text


def test_a_code_is_not_repeated_by_a_page_about_a_lost_session(lin: Citizen) -> None:
    answer = lin.client.post("/follow", data={"query_code": "SECRET"}, headers=lin.headers)
    assert (answer.status_code, "SECRET" in answer.text) == (400, False)


def test_a_message_after_the_visit_has_ended_waits_for_the_code(
    app: Flask, lin: Citizen, asked: str, clock: Clock
) -> None:
    clock.turn(minutes=31)
    assert lin.press("/follow/tip/0/message", **{"t0-body": WORDS}).status_code == 422
    assert WORDS in lin.page.text
    assert lin.press("/follow", query_code="wrong").status_code == 422
    assert lin.press("/follow", query_code=asked).status_code == 200
    assert lin.fields()["t0-body"] == [WORDS]
    assert bodies(app) == []
    assert lin.press("/follow/tip/0/message").status_code == 303
    assert bodies(app) == [WORDS]


def test_an_answer_after_the_visit_has_ended_comes_back_as_an_answer(
    app: Flask, lin: Citizen, asked: str, clock: Clock
) -> None:
    clock.turn(minutes=31)
    assert answer(lin, files=1) == 422
    assert bytes_kept(app) == []
    assert lin.press("/follow", query_code=asked).status_code == 200
    assert lin.fields()["t0-answer"] == [WORDS]


def test_an_appeal_after_the_visit_has_ended_comes_back_as_an_appeal(
    app: Flask, lin: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: delisted(case_number(0), cast))
    lin.follow(code)
    lin.open("/follow/tip/0/appeal")
    clock.turn(minutes=31)
    assert lin.press("/follow/tip/0/appeal", reason=WORDS).status_code == 422
    assert lin.press("/follow", query_code=code).status_code == 200
    assert lin.fields()["reason"] == [WORDS]
    assert lin.press("/follow/tip/0/appeal").status_code == 303


def test_an_appeal_that_comes_too_late_is_offered_as_a_message(
    app: Flask, lin: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: delisted(case_number(0), cast))
    clock.turn(days=400)
    lin.follow(code)
    assert lin.press("/follow/tip/0/appeal", reason=WORDS).status_code == 409
    assert WORDS in lin.page.text


def test_a_visit_without_words_goes_to_the_page_with_the_code(lin: Citizen, asked: str, clock: Clock) -> None:
    clock.turn(minutes=31)
    assert lin.press("/follow/tip/0/message", **{"t0-body": " "}).status_code == 303


@pytest.mark.parametrize("position", ["9" * 5_000, "-1", "", "x"])
def test_words_come_back_though_the_place_they_were_written_at_is_damaged(
    lin: Citizen, asked: str, position: str
) -> None:
    lin.open("/follow")
    carried = {"unsent_kind": "message", "unsent_position": position, "unsent_words": WORDS}
    answer = lin.press("/follow", query_code=asked, **carried)
    assert answer.status_code < 500
    assert WORDS in answer.text
