"""Anybody checks a notice: is it ours, is it in force, for whom; and nobody learns a name by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Settings
from portal.disposal.executing import attest
from portal.domain.codes import NOTICE_NUMBER, TIP_NUMBER
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import get_case
from portal.records.decision_notices.models import DecisionNotice
from portal.web.transaction import transaction
from tests.factories import RECEIPT, carried_out, referred, signed, tasks_of
from tests.hostile.words import WORDS
from tests.publicity.desk import demo_cast
from tests.verification.desk import tip

ENGLISH = {"Accept-Language": "en"}
NEVER = NOTICE_NUMBER.from_bits(12345)


def notice_about(app: Flask, entered: str, type: TargetType) -> str:
    number = tip(app, entered, type=type)
    with app.app_context(), transaction():
        case, them = get_case(number), demo_cast()
        holder = them.wei if case.holder.slug == "xingyun" else them.wu
        signed(referred(case, holder, "M31"), them.qian, them.zhou)
        carried_out(case, them.wei)
        for task in tasks_of(case):
            if task.executor_id is None:
                attest(case, task, them.qian, replace(RECEIPT, document_number="2026-1"))
        return db.session.scalars(db.select(DecisionNotice.number).order_by(DecisionNotice.id.desc())).first() or ""


def check(client: FlaskClient, number: str, status: int) -> str:
    by_form = client.get("/notices", query_string={"number": number}, headers=ENGLISH)
    assert by_form.status_code == status, number
    return by_form.text


@pytest.mark.parametrize(
    ("entered", "type", "told", "hidden"),
    [
        ("https://xingyun.example/app/com.fake.doctor", TargetType.APP, "com.fake.doctor", "app/com"),
        ("https://xingyun.example/u/canary_handle", TargetType.ACCOUNT, "An account", "canary_handle"),
        ("https://xingyun.example/v/canarypost1", TargetType.CONTENT, "A post, picture", "canarypost1"),
        ("https://doctor.example/shop/canary_page", TargetType.WEBSITE, "doctor.example", "canary_page"),
    ],
)
def test_it_says_for_whom_and_names_nobody(cast: Flask, entered: str, type: TargetType, told: str, hidden: str) -> None:
    number = notice_about(cast, entered, type)
    page = check(cast.test_client(), number, 200)
    assert all(words in page for words in ("Genuine", "in force", told, number))
    assert hidden not in page
    assert "AJ-" not in page


def test_the_address_of_the_qr_code_says_the_same(cast: Flask) -> None:
    number, stranger = notice_about(cast, "https://xingyun.example/v/1", TargetType.CONTENT), cast.test_client()
    opened = stranger.get(f"/notices/{number}", headers=ENGLISH)
    assert opened.status_code == 200
    assert "Genuine" in opened.text


def test_what_is_not_ours_is_said_with_what_to_do(cast: Flask) -> None:
    page = check(cast.test_client(), NEVER, 404)
    assert all(words in page for words in ("Not ours", "Do not do what it asks", "110 or 96110"))


def test_a_slip_of_the_pen_is_told_apart_from_a_number_that_was_never_given_out(cast: Flask) -> None:
    stranger = cast.test_client()
    slip = NEVER[:-1] + ("0" if NEVER[-1] != "0" else "1")
    assert "A character of the number is wrong" in check(stranger, slip, 422)
    assert "you entered 3" in check(stranger, "JU-123", 422)
    assert "This is a tip number" in check(stranger, TIP_NUMBER.from_bits(5), 422)
    assert "Not ours" not in check(stranger, "", 200)


def test_whatever_is_typed_gets_a_page_and_comes_back_as_text(cast: Flask) -> None:
    stranger = cast.test_client()
    for words in WORDS[::9]:
        answer = stranger.get("/notices", query_string={"number": words.encode("utf-8", "replace")}, headers=ENGLISH)
        assert answer.status_code in (200, 400, 422), repr(words)
        assert "<script>alert" not in answer.text


def test_an_address_that_asks_too_often_waits(settings: Settings) -> None:
    app = create_app(replace(settings, limits=True))
    stranger = app.test_client()
    answers = [stranger.get(f"/notices/{NEVER}").status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
    assert stranger.get("/notices").status_code == 200, "the form itself is open"
    assert stranger.get("/notices?number=JU").status_code in (422, 429)


def test_the_box_for_those_concerned_and_the_foot_of_pages_lead_here(cast: Flask) -> None:
    page = cast.test_client().get("/how-it-works", headers=ENGLISH).text
    assert page.count('href="/notices"') == 2
