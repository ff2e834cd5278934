"""A regulator reads reporters' words masked, and as written once a reason is on record: alone, and for some hours."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.access_log import Access, AccessEntry
from portal.records.cases import get_case
from portal.records.ledger import LedgerEntry
from portal.records.seen_pages import SeenPage
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import press, the_seeded_cast
from tests.disposal.test_seen_pages import link
from tests.factories import case_of, referred, send_tip
from tests.people import Browsers
from tests.verification.desk import page, send, tip, token
from tests.verification.test_files import with_file

WORDS = "My name is Lin Xiaomei, call me on 13812345678."
REASON = "The number must be compared with the one under the video."
ENGLISH = {"Accept-Language": "en"}


def a_case_to_sign(app: Flask) -> str:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        case = case_of(send_tip("https://xingyun.example/v/1", type=TargetType.APP, description=WORDS))
        return referred(case, cast.wei, "M31").case_number


def open_words(client: FlaskClient, number: str, reason: str = REASON) -> TestResponse:
    csrf = token(page(client, number, "words").text)
    return client.post(f"/verification/{number}/words", data={"csrf_token": csrf, "reason": reason}, headers=ENGLISH)


def shown(client: FlaskClient, number: str) -> tuple[bool, bool]:
    """Whether the words stand on the case's page masked, and whether as written."""
    text = client.get(f"/disposal/{number}", headers=ENGLISH).text
    return "call me on [phone number masked]" in text, "13812345678" in text


def entries(app: Flask, number: str) -> int:
    with app.app_context():
        of_case = db.select(LedgerEntry).where(LedgerEntry.case_id == get_case(number).id)
        return len(db.session.scalars(of_case.where(LedgerEntry.action == "open_words")).all())


def test_they_open_on_a_reason_to_whoever_gave_it_and_close_again(
    cast: Flask, browsers: Browsers, clock: Clock
) -> None:
    number = a_case_to_sign(cast)
    wu, qian = browsers("wu"), browsers("qian")
    assert shown(wu, number) == (True, False)
    assert f'href="/verification/{number}/words"' in wu.get(f"/disposal/{number}").text
    assert open_words(wu, number).status_code == 303
    assert shown(wu, number) == (False, True)
    assert shown(qian, number) == (True, False)  # of the same agency
    clock.turn(hours=12)
    assert shown(browsers("wu"), number) == (True, False)


def test_the_reason_stands_in_the_history_for_the_agencies_and_for_no_platform(cast: Flask, browsers: Browsers) -> None:
    number = a_case_to_sign(cast)
    open_words(browsers("wu"), number)
    for word in ("wu", "zhou"):
        read = browsers(word).get(f"/disposal/{number}", headers=ENGLISH).text
        assert REASON in read
        assert "words as written" in read.partition('id="history"')[2]
    platform = browsers("wei").get(f"/verification/{number}", headers=ENGLISH).text
    assert "call me on [phone number masked]" in platform
    assert REASON not in platform
    assert "words as written" not in platform
    with cast.app_context():
        assert db.session.scalars(db.select(AccessEntry).where(AccessEntry.access == Access.WORDS_OPENED)).one()


def test_without_a_reason_nothing_opens_and_what_was_typed_stays(cast: Flask, browsers: Browsers) -> None:
    number, wu = a_case_to_sign(cast), browsers("wu")
    for reason, kept in ((" ", ""), ("x" * 5001, "x" * 5001)):
        refused = open_words(wu, number, reason)
        assert (refused.status_code, kept in refused.text) == (422, True)
    assert (shown(wu, number), entries(cast, number)) == ((True, False), 0)


def test_pressed_twice_it_is_recorded_once(cast: Flask, browsers: Browsers) -> None:
    number, wu = a_case_to_sign(cast), browsers("wu")
    csrf = token(page(wu, number, "words").text)
    for _ in range(2):
        assert send(wu, number, "words", {"reason": REASON}, csrf).status_code == 303
    assert entries(cast, number) == 1
    assert wu.get(f"/verification/{number}/words").status_code == 303  # straight to the words


def test_nobody_of_a_platform_can_ask_and_no_stranger_finds_the_page(cast: Flask, browsers: Browsers) -> None:
    number = tip(cast)
    assert browsers("wei").get(f"/verification/{number}/words").status_code == 403
    assert browsers("zhao").get(f"/verification/{number}/words").status_code == 404
    assert browsers("qian").get(f"/verification/{number}/words").status_code == 200


def test_a_file_has_its_name_for_whoever_reads_the_words(cast: Flask, browsers: Browsers, tmp_path: Path) -> None:
    number, qian = tip(cast), browsers("qian")
    path = f"/verification/{number}/files/{with_file(cast, tmp_path, number)}"
    assert "my-name" not in page(qian, number).text + qian.get(path).headers["Content-Disposition"]
    open_words(qian, number)
    assert "my-name.jpg" in page(qian, number).text
    assert "my-name.jpg" in qian.get(path).headers["Content-Disposition"]


def test_a_page_kept_at_a_signature_is_no_way_around_the_reason(cast: Flask, browsers: Browsers) -> None:
    number, wu, qian = a_case_to_sign(cast), browsers("wu"), browsers("qian")
    open_words(wu, number)
    press(wu, number, "approval")
    address = link(wu.get(f"/disposal/{number}").text)
    assert "13812345678" in wu.get(address).text
    assert qian.get(address).headers["Location"] == f"/verification/{number}/words"
    open_words(qian, number)
    assert "13812345678" in qian.get(address).text


def test_a_page_kept_with_masked_words_opens_to_the_own_agency(cast: Flask, browsers: Browsers) -> None:
    number, wu = a_case_to_sign(cast), browsers("wu")
    press(wu, number, "approval")
    address = link(wu.get(f"/disposal/{number}").text)
    replayed = browsers("qian").get(address)
    assert (replayed.status_code, "13812345678" in replayed.text) == (200, False)
    with cast.app_context():
        assert [one.as_written for one in db.session.scalars(db.select(SeenPage))] == [False]
