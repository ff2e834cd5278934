"""Files of a tip: drafts while the form is open, and none at all where taking one would be a crime."""

import io
import re

import pytest
from flask import Flask

from portal.extensions import db
from portal.records.attachments import Attachment
from portal.records.tips import Tip
from tests.factories import Cast
from tests.intake.citizen import TIP, Citizen
from tests.intake.desks import ask, at_desk, case_number

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def upload(name: str = "shot.png", content: bytes = PNG) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def add(who: Citizen, *files: tuple[io.BytesIO, str], **answers: str | list[str]) -> int:
    data = {**who.fields(), **answers, "files": list(files)}
    who.page = who.client.post("/flag/check", data=data, headers=who.headers, content_type="multipart/form-data")
    return who.page.status_code


def kept(app: Flask) -> list[tuple[str, bool]]:
    """Names, and whether the file belongs to a tip."""
    with app.app_context():
        rows = db.session.scalars(db.select(Attachment).order_by(Attachment.id))
        return [(one.file_name, one.tip_id is not None) for one in rows]


def bytes_kept(app: Flask) -> list[str]:
    """Every file in the evidence folder, named by a row or not."""
    found = (app.extensions["settings"].data / "evidence").rglob("*")
    return [one.name for one in found if one.is_file()]


def test_files_are_drafts_until_the_tip_is_sent(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    assert add(lin, upload("a.png"), upload("b.png"), **TIP) == 200
    assert kept(app) == [("a.png", False), ("b.png", False)]
    assert len(bytes_kept(app)) == 2
    assert "a.png" in lin.page.text
    lin.press("/flag/send", truthful="y")
    assert kept(app) == [("a.png", True), ("b.png", True)]
    assert len(re.findall(r'fingerprint code">[0-9a-f]{64}', lin.page.text)) == 2


def test_an_error_keeps_the_files_too_and_each_can_be_removed(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    assert add(lin, upload("a.png"), upload("b.png")) == 422
    first = re.search(r'name="drop" value="(\d+)"', lin.page.text)
    assert first is not None
    assert lin.press("/flag", drop=first[1]).status_code == 200
    assert kept(app) == [("b.png", False)]


def test_a_refused_file_is_named_and_the_others_stay(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    assert add(lin, upload("a.png"), upload("page.html", b"<html><script>"), **TIP) == 422
    assert kept(app) == [("a.png", False)]
    assert "page.html" in lin.page.text


def test_one_file_more_than_a_tip_can_carry_is_refused(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    assert add(lin, *(upload(f"{n}.png") for n in range(10)), **TIP) == 422
    assert len(kept(app)) == 9
    assert "can carry 9 files" in lin.page.text


@pytest.mark.parametrize(
    "answers",
    [
        {"urgency": ["under_18", "intimate_image"]},
        {"urgency": ["intimate_image"], "category": "B07"},
        {"urgency": ["under_18"], "category": "A02"},
        {"urgency": ["under_18"], "category": "B03"},
    ],
)
def test_a_sexual_picture_of_a_minor_takes_no_file_and_says_why(
    app: Flask, lin: Citizen, answers: dict[str, str | list[str]]
) -> None:
    lin.open("/flag")
    assert add(lin, upload(), **{**TIP, **answers}) == 200
    assert "No file is taken here" in lin.page.text
    assert kept(app) == []
    assert bytes_kept(app) == []
    lin.press("/flag/send", truthful="y")
    with app.app_context():
        assert len(db.session.scalars(db.select(Tip)).all()) == 1


def test_files_chosen_before_the_tick_are_forgotten(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    add(lin, upload(), **TIP)
    lin.press("/flag", step="1")
    assert lin.press("/flag/check", urgency=["under_18", "intimate_image"]).status_code == 200
    assert kept(app) == []


def test_drafts_of_another_form_cannot_be_seen_or_removed(app: Flask, lin: Citizen, mallory: Citizen) -> None:
    lin.open("/flag")
    add(lin, upload("private.png"), **TIP)
    mallory.open("/flag")
    assert "private.png" not in mallory.press("/flag", drop="1").text
    assert kept(app) == [("private.png", False)]


def test_an_answer_can_bring_files(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: ask(case_number(0), cast.wei, "Do you have the original?"))
    lin.follow(code)
    data = {**lin.fields(), "t0-answer": "Here.", "t0-files": [upload("original.png")]}
    answer = lin.client.post(
        "/follow/tip/0/supplement", data=data, headers=lin.headers, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    assert kept(app) == [("original.png", True)]
    assert "original.png" in lin.open("/follow/tip").text


def test_an_answer_about_a_minors_picture_brings_none(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag(urgency=["under_18", "intimate_image"])
    code = lin.query_code
    at_desk(app, lambda: ask(case_number(0), cast.wei, "Which page?"))
    lin.follow(code)
    assert 'name="t0-files"' not in lin.page.text
    data = {**lin.fields(), "t0-answer": "Here.", "t0-files": [upload()]}
    answer = lin.client.post(
        "/follow/tip/0/supplement", data=data, headers=lin.headers, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert "Which page?" in answer.text
    assert "Here." in answer.text
    assert "No file is taken for this tip" in answer.text
    assert kept(app) == []
    assert bytes_kept(app) == []


def test_a_request_larger_than_a_tip_is_refused_whole(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    environ = {"CONTENT_LENGTH": str(10**10)}
    assert lin.client.post("/flag/check", data=lin.fields(), environ_overrides=environ).status_code == 413
