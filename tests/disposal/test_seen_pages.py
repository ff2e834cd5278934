"""What stood before whoever signed can be read again as it was, by their own agency, or not at all."""

import gzip
import re

from flask import Flask

from portal.domain.targets import TargetType
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import PAGE_KEPT
from portal.records.cases import get_case
from portal.records.ledger import LedgerEntry
from portal.records.seen_pages import SeenPage
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import a_referred_case, press
from tests.factories import send_tip
from tests.people import Browsers

ADDRESS = "https://xingyun.example/v/1"


def pages(app: Flask) -> list[SeenPage]:
    with app.app_context():
        return list(db.session.scalars(db.select(SeenPage).order_by(SeenPage.sequence)))


def link(page: str) -> str:
    found = re.search(r'href="(/disposal/[^"]+/seen/\d+)"', page)
    assert found is not None
    return found[1]


def test_a_page_is_kept_with_the_signature_and_its_hash_in_the_ledger(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    assert press(browsers("wu"), number, "approval").status_code == 303
    (kept,) = pages(cast)
    with cast.app_context():
        signed = db.session.get_one(LedgerEntry, (kept.case_id, kept.sequence))
        assert signed.action == Action.APPROVE
        assert db.session.get_one(LedgerEntry, (kept.case_id, kept.kept_sequence)).action == PAGE_KEPT


def test_it_is_read_as_it_was_though_the_case_went_on(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    number = a_referred_case(cast)
    wu = browsers("wu")
    press(wu, number, "approval")
    before = pages(cast)[0].html.decode()
    clock.turn(minutes=3)
    with cast.app_context(), transaction():
        send_tip(ADDRESS, type=TargetType.APP, description="A later tip that nobody saw at the signature.")
    press(browsers("zhou"), number, "approval")
    page = wu.get(f"/disposal/{number}").text
    assert "A later tip" in page
    replayed = wu.get(link(page))
    assert replayed.status_code == 200
    assert replayed.text == before
    assert "A later tip" not in replayed.text
    assert "sandbox" in replayed.headers["Content-Security-Policy"]
    for pressed in ("<form", "<button", "<script", "csrf_token"):
        assert pressed not in replayed.text


def test_another_agency_does_not_find_it(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    wu, zhou = browsers("wu"), browsers("zhou")
    press(wu, number, "approval")
    address = link(wu.get(f"/disposal/{number}").text)
    assert browsers("qian").get(address).status_code == 200
    assert zhou.get(address).status_code == 404
    assert "/seen/" not in zhou.get(f"/disposal/{number}").text
    assert wu.get(f"/disposal/{number}/seen/1").status_code == 404


def test_one_that_was_changed_is_not_shown(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    wu = browsers("wu")
    press(wu, number, "approval")
    address = link(wu.get(f"/disposal/{number}").text)
    with cast.app_context(), transaction():
        kept = db.session.scalars(db.select(SeenPage)).one()
        kept.page = gzip.compress(kept.html.replace(b"M31", b"M12"))
    answer = wu.get(address)
    assert answer.status_code == 409
    assert ADDRESS not in answer.text


def test_what_is_refused_keeps_no_page(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    wu, qian = browsers("wu"), browsers("qian")
    page = wu.get(f"/disposal/{number}").text
    assert press(qian, number, "amendment", measures="M12", reason="Milder.").status_code == 303
    stale = dict(re.findall(r'name="(csrf_token|seen_hash)"[^>]* value="([^"]*)"', page))
    assert wu.post(f"/disposal/{number}/approval", data=stale).status_code == 409
    assert pages(cast) == []


def test_keeping_it_leaves_the_version_alone(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    with cast.app_context():
        before = get_case(number).version
    press(browsers("wu"), number, "approval")
    with cast.app_context():
        assert get_case(number).version == before + 1
