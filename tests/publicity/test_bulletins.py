"""A bulletin on its way: written about closed cases, published, read, withdrawn."""

from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.workflow import Action
from portal.extensions import db
from portal.records import ledger
from portal.records.access_log import AccessEntry
from portal.records.advancing import BULLETIN_WITHDRAWN, advance
from portal.records.cases import get_case, get_case_for_change
from portal.records.ledger import LedgerEntry
from portal.records.reasons import fingerprint
from portal.web.transaction import transaction
from tests import factories
from tests.conftest import Clock
from tests.people import Browsers
from tests.publicity.desk import (
    WORDS,
    actor,
    case_now,
    closed_case,
    demo_cast,
    hidden,
    publish,
    published,
    send,
    withdraw,
    written,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: FlaskClient) -> ElementTree.Element:
    answer = client.get("/bulletins.atom")
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)


def test_a_bulletin_is_written_published_read_and_withdrawn(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    number, sun = closed_case(cast), browsers("sun")
    slug = written(sun, case_numbers=number)
    assert client.get(f"/bulletins/{slug}").status_code == 404
    assert slug not in client.get("/bulletins").text

    assert publish(sun, slug).status_code == 303
    page = client.get(f"/bulletins/{slug}", headers={"Accept-Language": "zh"}).text
    assert WORDS["title_zh"] in page
    assert "<p>平台核查属实。</p><p>两部门联合处置。</p>" in page
    assert number in page
    assert f"/bulletins/{slug}" in client.get("/bulletins").text
    assert f"/bulletins/{slug}" in client.get("/").text
    assert [entry.findtext(f"{ATOM}id") for entry in feed(client).iter(f"{ATOM}entry")] == [
        f"http://localhost/bulletins/{slug}"
    ]

    assert withdraw(sun, slug, "A figure in it was wrong.").status_code == 303
    gone = client.get(f"/bulletins/{slug}")
    assert gone.status_code == 410
    assert "A figure in it was wrong." in gone.text
    assert WORDS["title_zh"] not in gone.text
    assert f"/bulletins/{slug}" not in client.get("/bulletins").text
    assert list(feed(client).iter(f"{ATOM}entry")) == []


def test_each_reader_reads_their_language_and_chinese_where_there_is_no_other(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    sun = browsers("sun")
    both, chinese = published(sun), published(sun, title_en="", body_en="", title_zh="只有中文")
    page = client.get(f"/bulletins/{both}", headers={"Accept-Language": "en"}).text
    assert WORDS["title_en"] in page
    assert WORDS["body_zh"].splitlines()[0] not in page
    assert "Only in Chinese so far." not in page
    page = client.get(f"/bulletins/{chinese}", headers={"Accept-Language": "en"}).text
    assert '<h1 class="govuk-heading-xl" lang="zh-CN">只有中文</h1>' in page
    assert "Only in Chinese so far." in page


def test_publishing_is_written_into_the_ledger_of_each_case(cast: Flask, browsers: Browsers) -> None:
    numbers = [closed_case(cast), closed_case(cast, "https://xingyun.example/v/2")]
    slug = published(browsers("sun"), case_numbers="\n".join(numbers))
    with cast.app_context():
        entries = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.action == "publish")).all()
        sun = actor("sun").user_id
    assert {(entry.case_id, entry.actor_id, str(entry.body)) for entry in entries} == {
        (case_now(cast, number).id, sun, str({"bulletin": slug})) for number in numbers
    }


@pytest.mark.parametrize("which", ["open", "unknown", "mistyped"])
def test_only_closed_cases_are_written_about_and_an_open_one_looks_like_none(
    cast: Flask, browsers: Browsers, which: str
) -> None:
    closed_case(cast)
    with cast.app_context(), transaction():
        still_open = factories.case_of(factories.send_tip("https://xingyun.example/v/9")).case_number
    number = {"open": still_open, "unknown": "AJ-0000-0000-0000", "mistyped": "x"}[which]
    answer = send(browsers("sun"), "/publicity/drafts/new", "/publicity/drafts", **{**WORDS, "case_numbers": number})
    assert answer.status_code == 422
    assert f"没有编号为以下号码的已办结案件：{number}" in answer.text


def test_every_number_without_a_closed_case_is_named_at_once(cast: Flask, browsers: Browsers) -> None:
    numbers = f"{closed_case(cast)}\nAJ-0000-0000-0000\nx"
    answer = send(browsers("sun"), "/publicity/drafts/new", "/publicity/drafts", **{**WORDS, "case_numbers": numbers})
    assert answer.status_code == 422
    assert "：AJ-0000-0000-0000, x<" in answer.text.replace("\n", "")


def test_publishing_is_asked_about_first_with_the_words_and_the_places(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    sun = browsers("sun")
    slug = written(sun)
    asked = sun.get(f"/publicity/drafts/{slug}/publication").text
    assert WORDS["title_zh"] in asked
    assert f"http://localhost/bulletins/{slug}" in asked
    assert client.get(f"/bulletins/{slug}").status_code == 404
    publish(sun, slug)
    assert sun.get(f"/publicity/drafts/{slug}/publication").location == f"/publicity/drafts/{slug}"


def test_a_case_that_was_reopened_in_between_stops_the_publication(cast: Flask, browsers: Browsers) -> None:
    number, sun = closed_case(cast), browsers("sun")
    slug = written(sun, case_numbers=number)
    reopen(cast, number)
    assert publish(sun, slug).status_code == 409
    assert cast.test_client().get(f"/bulletins/{slug}").status_code == 404


def test_a_case_that_is_reopened_later_shows_no_outcome_but_that(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    number = closed_case(cast)
    slug = published(browsers("sun"), case_numbers=number)
    before = client.get(f"/bulletins/{slug}", headers={"Accept-Language": "en"}).text
    assert ("Substantiated" in before, "looked at again" in before) == (True, False)
    reopen(cast, number)
    after = client.get(f"/bulletins/{slug}", headers={"Accept-Language": "en"}).text
    assert ("Substantiated" in after, "looked at again" in after) == (False, True)


def reopen(app: Flask, number: str) -> None:
    from portal.disposal.leading import reopen as verb
    from portal.records.cases import get_case_for_change

    with app.app_context(), transaction():
        verb(get_case_for_change(number), demo_cast().qian, "New evidence came in.")


def test_a_typical_case_is_about_a_case(cast: Flask, browsers: Browsers) -> None:
    sun = browsers("sun")
    slug = written(sun, kind="typical_case")
    assert publish(sun, slug).status_code == 422


def test_measures_stand_under_their_own_legal_nature(cast: Flask, browsers: Browsers, client: FlaskClient) -> None:
    slug = published(browsers("sun"), case_numbers=closed_case(cast))
    page = client.get(f"/bulletins/{slug}", headers={"Accept-Language": "en"}).text
    assert "Measure carried out by a platform" in page
    assert "Delist product" in page
    assert "Supervisory measure (not a penalty)" not in page


def test_published_words_stand(cast: Flask, browsers: Browsers) -> None:
    sun = browsers("sun")
    slug = published(sun)
    edit = f"/publicity/drafts/{slug}/edit"
    assert send(sun, edit, f"/publicity/drafts/{slug}", **{**WORDS, "title_zh": "另一个标题"}).status_code == 409
    assert publish(sun, slug).status_code == 409 or "publication" not in sun.get(f"/publicity/drafts/{slug}").text


def test_a_draft_that_a_colleague_changed_is_not_overwritten(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    sun, again = browsers("sun"), browsers("sun")
    slug = written(sun)
    page = f"/publicity/drafts/{slug}"
    stale = again.get(f"{page}/edit").text
    assert send(sun, f"{page}/edit", page, **{**WORDS, "title_zh": "第一次修改"}).status_code == 303
    fields = {"csrf_token": hidden(stale, "csrf_token"), "version": hidden(stale, "version")}
    answer = again.post(page, data={**WORDS, **fields, "title_zh": "第二次修改"})
    assert answer.status_code == 409
    assert "第二次修改" in answer.text
    assert "第一次修改" in again.get(page).text


def test_a_withdrawal_needs_its_reason(cast: Flask, browsers: Browsers, client: FlaskClient) -> None:
    sun = browsers("sun")
    slug = published(sun)
    assert withdraw(sun, slug, "").status_code == 422
    assert withdraw(sun, slug, "   ").status_code == 422
    assert client.get(f"/bulletins/{slug}").status_code == 200


def test_a_withdrawal_stands_in_the_ledger_of_each_case_whatever_became_of_it(cast: Flask, browsers: Browsers) -> None:
    sun, numbers = browsers("sun"), [closed_case(cast, f"https://xingyun.example/v/{at}") for at in (1, 2)]
    slug = published(sun, case_numbers=" ".join(numbers))
    with cast.app_context(), transaction():
        advance(get_case_for_change(numbers[1]), Action.REOPEN, actor("qian"))
    assert withdraw(sun, slug, "It names the wrong firm.").status_code == 303
    with cast.app_context():
        query = db.select(LedgerEntry).where(LedgerEntry.action == BULLETIN_WITHDRAWN).order_by(LedgerEntry.case_id)
        entries = list(db.session.scalars(query))
        assert [get_case(number).id for number in numbers] == [entry.case_id for entry in entries]
        said = {"bulletin": slug} | fingerprint("It names the wrong firm.")
        assert all(entry.body == said and entry.status_before is entry.status_after for entry in entries)
        faults = [found for found in ledger.verify() if not isinstance(found, int)]
        assert faults == []


DESK = ["/publicity/drafts", "/publicity/drafts/new", "/publicity/closed-cases"]


@pytest.mark.parametrize("word", ["wei", "qian", "ma"])
def test_only_a_publisher_enters_the_desk(cast: Flask, browsers: Browsers, word: str) -> None:
    slug = written(browsers("sun"))
    browser = browsers(word)
    pages = [*DESK, f"/publicity/drafts/{slug}/edit"]
    assert {path: browser.get(path).status_code for path in pages} == dict.fromkeys(pages, 403)
    refutes = word == "qian"  # who comes that far for a refutation, and finds no draft
    assert browser.get(f"/publicity/drafts/{slug}").status_code == (404 if refutes else 403)


def test_a_publisher_sees_of_a_case_what_table_4_opens_and_the_look_is_logged(cast: Flask, browsers: Browsers) -> None:
    canary = "CANARY-words-of-a-tip"
    number, sun = closed_case(cast, description=canary), browsers("sun")
    page = sun.get(f"/publicity/closed-cases/{number}", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "The picture is made by AI" in page.text
    assert canary not in page.text
    with cast.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(AccessEntry)) == 1


def test_a_case_that_is_not_closed_does_not_exist_for_a_publisher(cast: Flask, browsers: Browsers) -> None:
    closed_case(cast)
    with cast.app_context(), transaction():
        number = factories.case_of(factories.send_tip("https://xingyun.example/v/9")).case_number
    sun = browsers("sun")
    assert sun.get(f"/publicity/closed-cases/{number}").status_code == 404
    assert number not in sun.get("/publicity/closed-cases").text


def test_a_number_leads_to_its_case(cast: Flask, browsers: Browsers) -> None:
    number = closed_case(cast)
    answer = browsers("sun").get("/publicity/closed-cases", query_string={"number": f" {number} "})
    assert (answer.status_code, answer.location) == (303, f"/publicity/closed-cases/{number}")


def test_the_feed_holds_both_languages_and_survives_any_title(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    slug = published(browsers("sun"), title_zh="<b>&amp; ]]> 标题", body_zh="<p>甲 &lt; 乙</p>")
    entry = feed(client).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == f"<b>&amp; ]]> 标题 / {WORDS['title_en']}"
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.attrib["type"] == "html"
    assert content.text == f'<div lang="zh-CN"><p>甲 &lt; 乙</p></div><div lang="en"><p>{WORDS["body_en"]}</p></div>'
    assert entry.findtext(f"{ATOM}id") == f"http://localhost/bulletins/{slug}"
    for name in ("id", "title", "updated"):
        assert feed(client).findtext(f"{ATOM}{name}")
        assert entry.findtext(f"{ATOM}{name}")


@pytest.mark.parametrize("character", ["\x0b", "\x1f", "\uffff", "\x86"])
@pytest.mark.parametrize("field", ["title_zh", "body_zh", "title_en"])
def test_what_no_feed_can_carry_is_refused(cast: Flask, browsers: Browsers, field: str, character: str) -> None:
    sun = browsers("sun")
    answer = send(sun, "/publicity/drafts/new", "/publicity/drafts", **{**WORDS, field: f"标{character}题"})
    assert answer.status_code == 422


def test_lists_turn_over_by_key(cast: Flask, browsers: Browsers, client: FlaskClient, clock: Clock) -> None:
    sun = browsers("sun")
    slugs = []
    for _number in range(22):
        clock.turn(seconds=1)
        slugs.append(published(sun))
    first = client.get("/bulletins").text
    links = [slug for slug in reversed(slugs) if f'href="/bulletins/{slug}"' in first]
    assert links == slugs[:1:-1]
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).text
    assert [slug for slug in slugs if f'href="/bulletins/{slug}"' in second] == slugs[:2]


def test_an_address_that_is_no_number_leads_nowhere(client: FlaskClient) -> None:
    for slug in ("2026-0", "2026-", "x", "2026-1e3", "2026-٣", "0-1", "2026-99999999999999999999"):
        assert client.get(f"/bulletins/{slug}").status_code == 404
