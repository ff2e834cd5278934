"""The respondent's code: made with a service copy, alive until the next, alike in its answer where it opens nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Settings
from portal.disposal.notice_pdf import CodeOnPaper, lines
from portal.domain.codes import NOTICE_NUMBER, QUERY_CODE, RESPONDENT_CODE
from portal.extensions import Base, db
from portal.records.cases import get_case
from portal.records.decision_notices.models import RespondentCode
from portal.records.decision_notices.reading import read_notice
from portal.records.ledger import LedgerEntry
from tests.hearing.respondents import Respondent, code_of, latest_notice, ordered
from tests.intake.citizen import Citizen
from tests.people import Browsers, csrf_token
from tests.statements import statements

NEVER = RESPONDENT_CODE.from_bits(12345)
KNOWN_BITS = 0x5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A
ENGLISH = {"Accept-Language": "en"}


def print_copy(wei: FlaskClient, number: str, **words: str) -> tuple[int, str | None]:
    """Press the button of the notice's page as it stands; status and media type of the answer."""
    page = f"/disposal/{number}/notices/1"
    colleague = Citizen(wei)
    colleague.open(page)
    answer = colleague.press(f"{page}/service-copy", **words)
    return answer.status_code, answer.mimetype


def test_a_service_copy_bears_the_code_that_opens_the_page(
    cast: Flask, browsers: Browsers, dev: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, wei = ordered(cast), browsers("wei")
    with monkeypatch.context() as known:
        known.setattr("secrets.randbits", lambda bits: KNOWN_BITS)
        assert print_copy(wei, number) == (200, "application/pdf")
    page = dev.enters(RESPONDENT_CODE.from_bits(KNOWN_BITS))
    assert page.status_code == 200
    assert all(words in page.text for words in ("Delist product", "com.fake.doctor", "passes off a generated doctor"))


def test_a_further_copy_asks_first_and_kills_the_code_of_the_one_before(
    cast: Flask, browsers: Browsers, dev: Respondent
) -> None:
    number, wei = ordered(cast), browsers("wei")
    first = code_of(cast, number)
    assert dev.enters(first).status_code == 200
    assert print_copy(wei, number) == (422, "text/html")
    assert dev.open("/respondent/notice").status_code == 200, "nothing happened without the tick"
    assert print_copy(wei, number, again="y") == (200, "application/pdf")
    assert dev.open("/respondent/notice").status_code == 303, "a page that is open closes too"
    assert dev.enters(first).status_code == 422
    with cast.app_context():
        case = get_case(number)
        made = db.select(LedgerEntry.body).where(LedgerEntry.case_id == case.id, LedgerEntry.action == "make_code")
        notice = latest_notice(case).number
        assert list(db.session.scalars(made.order_by(LedgerEntry.sequence))) == [
            {"notice": notice, "instead": False},
            {"notice": notice, "instead": True},
        ]


def test_nobody_kills_a_code_that_a_colleague_made_meanwhile(cast: Flask, browsers: Browsers, dev: Respondent) -> None:
    number, wei = ordered(cast), Citizen(browsers("wei"))
    wei.open(f"/disposal/{number}/notices/1")
    code = code_of(cast, number)
    assert wei.press(f"/disposal/{number}/notices/1/service-copy").status_code == 409
    assert "somebody" in wei.page.text.lower() or "colleague" in wei.page.text.lower()
    assert dev.enters(code).status_code == 200


def test_an_agency_that_neither_leads_nor_carries_out_prints_none(cast: Flask, browsers: Browsers) -> None:
    number, zhou = ordered(cast), browsers("zhou")
    page = f"/disposal/{number}/notices/1"
    assert "service-copy" not in zhou.get(page).text
    answer = zhou.post(f"{page}/service-copy", data={"csrf_token": csrf_token(zhou, "/account"), "seen_code": "0"})
    assert answer.status_code == 403
    with cast.app_context():
        assert db.session.scalar(db.select(db.func.count(RespondentCode.id))) == 0


def test_the_code_stands_on_the_service_copy_alone(cast: Flask, browsers: Browsers) -> None:
    number, wei = ordered(cast), browsers("wei")
    code = code_of(cast, number)
    compact = RESPONDENT_CODE.read(code) or ""
    with cast.test_request_context(headers=ENGLISH):
        shown = read_notice(latest_notice(get_case(number)).id)
        said = "\n".join(words for _, words in lines(shown, "https://x/notices/1", demonstration=False))
        on_paper = CodeOnPaper(code, "https://x/respondent")
        handed = "\n".join(words for _, words in lines(shown, "https://x/n", demonstration=False, code=on_paper))
        rows = [row for table in Base.metadata.sorted_tables for row in db.session.execute(db.select(table)).all()]
    assert (code in handed, "https://x/respondent" in handed) == (True, True)
    desk = wei.get(f"/disposal/{number}/notices/1").text
    public = cast.test_client().get(f"/notices/{shown.number}").text
    for place in (said, desk, public, "\n".join(map(repr, rows))):
        assert code not in place
        assert compact not in place


def test_a_dead_code_and_one_that_never_was_get_the_same_answer_for_the_same_work(cast: Flask, dev: Respondent) -> None:
    number = ordered(cast)
    dead, _alive = code_of(cast, number), code_of(cast, number)
    answers, work = [], []
    for entered in (dead, NEVER):
        dev.open("/respondent")
        with statements(cast) as sent:
            answers.append(dev.press("/respondent", code=entered))
        work.append([re.sub(r"\s+", " ", one) for one in sent])
    assert [one.status_code for one in answers] == [422, 422]
    without_values = [re.sub(r'value="[^"]*"', "", one.text) for one in answers]
    assert without_values[0] == without_values[1]
    assert work[0] == work[1] != []


def test_a_living_code_is_told_apart_by_its_answer_alone(cast: Flask, dev: Respondent) -> None:
    """The control of the test above: its two measures can differ."""
    assert dev.enters(code_of(cast, ordered(cast))).status_code == 200


def test_what_is_typed_wrong_is_told_before_anything_is_looked_up(cast: Flask, dev: Respondent) -> None:
    code = code_of(cast, ordered(cast))
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    for entered, said in (
        ("", "Enter your code."),
        (slip, "No code of ours looks like this"),
        ("SU-123", "you entered 3"),
        (NOTICE_NUMBER.from_bits(5), "number of the notice"),
        (QUERY_CODE.from_bits(5), "This code opens nothing"),
    ):
        answer = dev.enters(entered)
        assert answer.status_code == 422, entered
        assert said in answer.text, entered


def test_a_code_is_read_however_it_is_typed(cast: Flask, dev: Respondent) -> None:
    code = code_of(cast, ordered(cast))
    bare = code.removeprefix("SU-")
    wide = "".join(chr(ord(one) + 0xFEE0) if one != " " else one for one in code)
    for entered in (code.lower(), code.replace("-", " "), bare, wide, f"您的申辩码：{code}", f"Your code {code}"):
        assert dev.enters(entered).status_code == 200, entered


def test_the_code_stands_in_no_address_no_cookie_and_no_later_page(cast: Flask, dev: Respondent) -> None:
    code = code_of(cast, ordered(cast))
    dev.enters(code)
    cookie = dev.client.get_cookie("session")
    assert cookie is not None
    for place in (dev.page.text, dev.page.request.url, cookie.value):
        assert code not in place


def test_whoever_tries_codes_too_often_waits(settings: Settings) -> None:
    app = create_app(replace(settings, limits=True))
    mallory = Citizen(app.test_client())
    mallory.open("/respondent")
    answers = [mallory.press("/respondent", code=NEVER).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]
