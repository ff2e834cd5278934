"""A rumour is refuted at once from its running case: found from the case, read by everybody, taken back with a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.status import Status
from portal.extensions import db
from portal.publicity.models import Bulletin
from portal.records.access_log import AccessEntry
from portal.records.advancing import BULLETIN_WITHDRAWN
from portal.records.case_facts import facts
from portal.records.ledger import LedgerEntry
from portal.records.reasons import fingerprint
from tests.people import Browsers
from tests.publicity import desk
from tests.publicity.desk import actor, case_now, closed_case, hidden, withdraw, written
from tests.verification.desk import tip
from tests.web.pages import Page

CANARY = "Canary sentence of whoever flagged it"
WORDS: Mapping[str, str] = {
    "title_zh": "县里没有学校倒塌",
    "truth_zh": "应急管理局逐校核实：没有学校倒塌，没有人受伤。",
    "claim_zh": "有视频称地震塌了学校。",
    "source_zh": "县应急管理局，11月26日通报。",
    "title_en": "No school fell down",
    "truth_en": "The emergency office went to every school: none fell down, nobody was hurt.",
    "claim_en": "A video says that the earthquake brought a school down.",
    "source_en": "County emergency office, notice of 26 November.",
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def rumour(cast: Flask) -> str:
    """The number of a case about a rumour that nobody has looked at yet."""
    return tip(cast, category="B01", description=CANARY)


def path_of(number: str) -> str:
    return f"/publicity/refutations/{number}"


def send(browser: FlaskClient, number: str, go: str = "", **words: str) -> TestResponse:
    """Open the form and send it with the version it shows."""
    text = browser.get(path_of(number)).text
    fields = {"csrf_token": hidden(text, "csrf_token"), "version": hidden(text, "version"), "go": go}
    return browser.post(path_of(number), data=fields | dict(WORDS) | words)


def refuted(app: Flask, browser: FlaskClient, number: str, **words: str) -> str:
    """The number of a refutation before the public."""
    assert send(browser, number, "publish", **words).status_code == 303
    with app.app_context():
        found = db.session.scalars(db.select(Bulletin).order_by(Bulletin.id.desc())).first()
        assert found is not None
        slug: str = found.slug
        return slug


def bulletins_of(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Bulletin)) or 0


def test_from_the_case_to_the_public_page_it_is_a_link_a_form_and_a_confirmation(
    cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str
) -> None:
    qian = browsers("qian")
    assert f'href="{path_of(rumour)}"' in qian.get(f"/disposal/{rumour}").text
    preview = send(qian, rumour)
    assert preview.status_code == 200
    assert f"<p>{WORDS['truth_zh']}</p>" in preview.text
    assert bulletins_of(cast) == 0

    page = Page(preview.text)
    fields = {field["name"] or "": field["value"] or "" for field in page.all("input") if field["type"] == "hidden"}
    answer = qian.post(path_of(rumour), data={**fields, "go": "publish"}, follow_redirects=True)
    assert answer.request.path == f"/disposal/{rumour}"
    found = re.search(r"/bulletins/(\d+-\d+)", answer.text)
    assert found is not None

    shown = client.get(found[0], headers={"Accept-Language": "en"}).text
    assert [shown.index(WORDS[f"{part}_en"]) for part in ("truth", "claim", "source")] == sorted(
        shown.index(WORDS[f"{part}_en"]) for part in ("truth", "claim", "source")
    )
    assert "<title>Refutation: No school fell down" in shown
    for path in ("/bulletins", "/bulletins?kind=refutation", "/"):
        assert found[0] in client.get(path).text, path
    assert found[0] not in client.get("/bulletins?kind=bulletin").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_passed_on_says_what_is_true_and_does_not_repeat_the_rumour(
    cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str, language: str
) -> None:
    address = f"/bulletins/{refuted(cast, browsers('qian'), rumour)}"
    page = Page(client.get(address, headers={"Accept-Language": language}).text)
    card = {name: one["content"] or "" for one in page.all("meta") if (name := one["property"])}
    assert WORDS[f"title_{language}"] in card["og:title"]
    assert card["og:title"] != WORDS[f"title_{language}"]
    assert card["og:description"] == WORDS[f"truth_{language}"]
    listed = client.get("/bulletins", headers={"Accept-Language": language}).text
    assert WORDS[f"truth_{language}"] in listed
    assert WORDS[f"claim_{language}"] not in listed


def test_the_feed_marks_it(cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str) -> None:
    refuted(cast, browsers("qian"), rumour)
    feed = ElementTree.fromstring(client.get("/bulletins.atom").data)
    assert [one.get("term") for one in feed.iter(f"{ATOM}category")] == ["refutation"]


def test_the_public_reads_nothing_of_the_case_or_of_whoever_flagged_it(
    cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str
) -> None:
    qian = browsers("qian")
    slug = refuted(cast, qian, rumour)
    pages = {path: client.get(path).text for path in (f"/bulletins/{slug}", "/bulletins", "/", "/bulletins.atom")}
    for path, text in pages.items():
        assert rumour not in text, path
        assert CANARY not in text, path
    assert CANARY not in qian.get(path_of(rumour)).text
    typed = refuted(cast, qian, rumour, claim_zh=CANARY)
    assert CANARY in client.get(f"/bulletins/{typed}", headers={"Accept-Language": "zh"}).text


def test_the_case_stands_as_it_stood_and_its_ledger_says_who_published(
    cast: Flask, browsers: Browsers, rumour: str
) -> None:
    before = case_now(cast, rumour)
    slug = refuted(cast, browsers("qian"), rumour)
    after = case_now(cast, rumour)
    assert (after.status, after.due_at, after.round) == (before.status, before.due_at, before.round)
    with cast.app_context():
        entry = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.action == "refute")).one()
        assert (entry.case_id, entry.actor_id, entry.body) == (after.id, actor("qian").user_id, {"bulletin": slug})
        present = facts(db.session.merge(after))
        assert actor("qian").user_id in present.hand_ids
        assert actor("qian").user_id not in present.finder_ids


def test_a_second_press_publishes_nothing_twice(cast: Flask, browsers: Browsers, rumour: str) -> None:
    qian = browsers("qian")
    text = qian.get(path_of(rumour)).text
    fields = {"csrf_token": hidden(text, "csrf_token"), "version": hidden(text, "version"), "go": "publish", **WORDS}
    assert [qian.post(path_of(rumour), data=fields).status_code for _ in range(2)] == [303, 409]
    assert bulletins_of(cast) == 1


@pytest.mark.parametrize(
    ("field", "words"), [("source_zh", ""), ("claim_zh", "<p></p>"), ("truth_en", ""), ("title_zh", "x" * 121)]
)
def test_what_is_not_whole_comes_back_as_it_was_typed(
    cast: Flask, browsers: Browsers, rumour: str, field: str, words: str
) -> None:
    answer = send(browsers("qian"), rumour, "publish", **{field: words})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert WORDS["truth_zh"] in answer.text
    assert bulletins_of(cast) == 0


def test_whoever_changes_their_mind_at_the_preview_finds_every_word_again(browsers: Browsers, rumour: str) -> None:
    answer = send(browsers("qian"), rumour, "back")
    assert answer.status_code == 200
    assert all(words in answer.text for words in WORDS.values())
    assert "<textarea" in answer.text


def test_english_may_be_missing_as_a_whole(cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str) -> None:
    chinese = dict.fromkeys((name for name in WORDS if name.endswith("_en")), "")
    slug = refuted(cast, browsers("qian"), rumour, **chinese)
    shown = client.get(f"/bulletins/{slug}", headers={"Accept-Language": "en"}).text
    assert "Only in Chinese so far." in shown
    assert "<h2>事实</h2>" in shown


def test_scripts_do_not_pass_the_gate(cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str) -> None:
    slug = refuted(cast, browsers("qian"), rumour, truth_zh="没有<script>alert(1)</script>倒塌")
    shown = client.get(f"/bulletins/{slug}", headers={"Accept-Language": "zh"}).text
    assert "alert(1)</script>" not in shown
    assert "倒塌" in shown


@pytest.mark.parametrize("person", ["zhou", "wei", "sun"])
def test_nobody_else_refutes(browsers: Browsers, rumour: str, person: str) -> None:
    browser = browsers(person)
    assert browser.get(path_of(rumour)).status_code in (403, 404)
    assert path_of(rumour) not in browser.get(f"/disposal/{rumour}").text


def test_neither_a_closed_case_nor_another_matter_is_refuted(cast: Flask, browsers: Browsers) -> None:
    closed = closed_case(cast)
    other = tip(cast, "https://xingyun.example/v/9", category="A07")
    assert case_now(cast, closed).status is Status.CLOSED
    qian = browsers("qian")
    for number in (closed, other):
        assert qian.get(path_of(number)).status_code in (403, 409), number
        assert path_of(number) not in qian.get(f"/disposal/{number}").text


@pytest.mark.parametrize("person", ["qian", "sun"])
def test_the_lead_agency_withdraws_it_and_its_address_says_why(
    cast: Flask, browsers: Browsers, client: FlaskClient, rumour: str, person: str
) -> None:
    slug = refuted(cast, browsers("qian"), rumour)
    assert withdraw(browsers(person), slug, "A school did fall down.").status_code == 303
    gone = client.get(f"/bulletins/{slug}")
    assert gone.status_code == 410
    assert "A school did fall down." in gone.text
    assert WORDS["truth_zh"] not in gone.text
    with cast.app_context():
        query = db.select(LedgerEntry).where(LedgerEntry.action == BULLETIN_WITHDRAWN)
        entry = db.session.scalars(query).one()
        case = case_now(cast, rumour)
        said = {"bulletin": slug} | fingerprint("A school did fall down.")
        assert (entry.case_id, entry.actor_id, entry.body) == (case.id, actor(person).user_id, said)
    assert "A school did fall down." in browsers("qian").get(f"/disposal/{rumour}").text, "the history keeps the words"


@pytest.mark.parametrize(("person", "status"), [("zhou", 404), ("wei", 403)])
def test_another_organization_does_not_withdraw_it(
    cast: Flask, browsers: Browsers, rumour: str, person: str, status: int
) -> None:
    slug = refuted(cast, browsers("qian"), rumour)
    assert browsers(person).get(f"/publicity/drafts/{slug}").status_code == status


def test_whoever_refutes_reads_no_draft_of_the_publisher(browsers: Browsers) -> None:
    sun = browsers("sun")
    draft = f"/publicity/drafts/{written(sun)}"
    assert sun.get(draft).status_code == 200
    assert browsers("qian").get(draft).status_code == 404


def test_no_refutation_is_begun_as_a_draft(cast: Flask, browsers: Browsers) -> None:
    sun = browsers("sun")
    assert 'value="refutation"' not in sun.get("/publicity/drafts/new").text
    answer = desk.send(sun, "/publicity/drafts/new", "/publicity/drafts", **{**desk.WORDS, "kind": "refutation"})
    assert answer.status_code == 422
    assert bulletins_of(cast) == 0


def test_looking_at_the_form_is_a_view_of_the_case(cast: Flask, browsers: Browsers, rumour: str) -> None:
    browsers("qian").get(path_of(rumour))
    with cast.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(AccessEntry)) == 1
