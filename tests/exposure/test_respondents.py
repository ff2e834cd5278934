"""Whom a decision strikes learns from no page and no paper who reported, how many did, or when."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.disposal.appealing import maintain
from portal.disposal.notice_pdf import lines
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case, get_case
from portal.records.decision_notices.reading import read_notice
from portal.records.tips import TipCase
from portal.web.access import public
from portal.web.transaction import transaction
from tests import people
from tests.conftest import Clock
from tests.exposure.canaries import APPEAL, FILE, LEFT, PERSON, PROOF, SENTENCES, TRACES
from tests.exposure.crawler import crawl, hits, raw
from tests.exposure.story import Story, decide_and_appeal
from tests.factories import carried_out, referred, signed
from tests.hearing.respondents import Respondent, code_of, latest_notice
from tests.intake.citizen import Citizen
from tests.publicity.desk import demo_cast
from tests.verification.desk import tip

pytestmark = pytest.mark.slow

EVERYTHING = PERSON | LEFT | FILE | PROOF | TRACES | SENTENCES | APPEAL
ENGLISH = {"Accept-Language": "en"}


def respondent_of(story: Story) -> Respondent:
    dev = Respondent(story.app.test_client())
    assert dev.enters(code_of(story.app, story.number)).status_code == 200
    return dev


def pages_of(story: Story, browser: FlaskClient) -> dict[str, bytes]:
    return crawl(story.app, browser, people.csrf_token(browser, "/respondent"), story.known)


def test_a_respondent_finds_nothing_of_the_reporter_wherever_they_look(story: Story) -> None:
    decide_and_appeal(story)
    dev = respondent_of(story)
    pages = pages_of(story, dev.client)
    secret = EVERYTHING | story.codes
    assert hits(pages, secret) == []
    own = {page: content for page, content in pages.items() if "/respondent" in page}
    assert hits(own, {"case number": story.number}) == [], "people who joined one case would learn of each other by it"
    assert b"It passes off a generated doctor" in pages["GET /respondent/notice"], "the crawl reads the page"
    with story.app.test_request_context(headers=ENGLISH):
        shown = read_notice(latest_notice(get_case(story.number)).id)
        paper = "\n".join(words for _, words in lines(shown, "https://x/n", demonstration=True))
    assert hits({"paper": paper.encode()}, secret) == []


def test_an_objection_beside_a_reporters_appeal_tells_nothing_of_it(story: Story) -> None:
    decide_and_appeal(story)
    dev = respondent_of(story)
    assert dev.press("/respondent/objection", reason="It is a game.").status_code == 303
    with story.app.app_context(), transaction():
        maintain(get_case(story.number), demo_cast().zhao, f"It stands. Ask {PERSON['phone']}.")
    page = raw(dev.open("/respondent/notice"))
    assert b"The decision stands." in page
    assert b"It stands. Ask" in page
    assert hits({"page": page}, EVERYTHING | story.codes) == []


def test_a_page_for_respondents_that_leaks_is_caught(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same crawl finds a page that shows what a reporter wrote."""
    decide_and_appeal(story)
    dev = respondent_of(story)
    leak = public(lambda: f"<p>{SENTENCES['sentence']}</p>")
    monkeypatch.setitem(story.app.view_functions, "intake.respondent_notice", leak)
    assert hits(pages_of(story, dev.client), SENTENCES) == [("GET /respondent/notice", "sentence")]


OWN = {"reason of the objection": "Canary reason of the developer", "plea for a stay": "Canary plea of the developer"}
"""What a respondent writes, which the page promises to agencies alone."""


def test_what_a_respondent_writes_is_read_by_agencies_alone(story: Story) -> None:
    decide_and_appeal(story)
    dev = respondent_of(story)
    assert dev.press("/respondent/objection", reason=OWN["reason of the objection"]).status_code == 303
    dev.open("/respondent/notice")
    assert dev.press("/respondent/stay", plea=OWN["plea for a stay"]).status_code == 303
    reporter = Citizen(story.app.test_client())
    reporter.follow(story.codes["query code"])
    for browser in (reporter.client, story.app.test_client()):
        assert hits(pages_of(story, browser), OWN) == []
    for word in ("wei", "sun"):
        browser = people.signed_in_browser(story.app, word)
        token = people.csrf_token(browser, "/account")
        assert hits(crawl(story.app, browser, token, story.known), OWN) == [], word
    zhao = people.signed_in_browser(story.app, "zhao")
    found = hits(crawl(story.app, zhao, people.csrf_token(zhao, "/account"), story.known), OWN)
    assert {word for _, word in found} == {*OWN}, "the crawl sees what there is to see"


# how many there were, and when, can stand in a page in many ways: so two cases are compared that differ in nothing else

ONE, MANY = "https://xingyun.example/app/com.fake.doctora", "https://xingyun.example/app/com.fake.doctorb"


def decided_alike(app: Flask, clock: Clock) -> tuple[str, str]:
    """A case with one tip of long ago, and one with six of today: decided and carried out at the same moments."""
    first = tip(app, ONE, type=TargetType.APP)
    clock.turn(days=4)
    second = tip(app, MANY, type=TargetType.APP)
    for times in range(5):
        clock.turn(minutes=7 + times)
        tip(app, MANY, type=TargetType.APP, description=f"Word {times} of another reporter.")
    for number in (first, second):
        with app.app_context(), transaction():
            them = demo_cast()
            signed(referred(get_case(number), them.wei, "M31"), them.qian, them.zhou)
    clock.turn(hours=3)
    for number in (first, second):
        with app.app_context(), transaction():
            carried_out(get_case(number), demo_cast().wei)
    with app.app_context():
        counts = db.select(db.func.count()).select_from(TipCase).join(Case).where(Case.case_number.in_([first, second]))
        assert sorted(db.session.scalars(counts.group_by(Case.id))) == [1, 6]
    return first, second


def without_names(page: str) -> str:
    """The page without what must differ: the notice's number, the app, tokens."""
    for pattern in (r"JU-[0-9A-Z-]+", r"com\.fake\.doctor[ab]", r'value="[^"]*"', r"⁠|&#8288;|<wbr>"):
        page = re.sub(pattern, "", page)
    return page


def test_how_many_reported_and_when_changes_no_letter_of_the_page_and_the_paper(cast: Flask, clock: Clock) -> None:
    told = []
    for number in decided_alike(cast, clock):
        dev = Respondent(cast.test_client())
        page = dev.enters(code_of(cast, number)).text
        assert dev.press("/respondent/objection", reason="It is a game.").status_code == 303
        page += dev.open("/respondent/notice").text
        with cast.test_request_context(headers=ENGLISH):
            shown = read_notice(latest_notice(get_case(number)).id)
            paper = "\n".join(words for _, words in lines(shown, "https://x/n", demonstration=False))
        told.append((without_names(page), without_names(paper)))
    assert told[0] == told[1]


def test_what_a_desk_reads_of_the_two_does_differ(cast: Flask, clock: Clock) -> None:
    """The control: the comparison sees a number and a day where they may stand."""
    wei = people.signed_in_browser(cast, "wei")
    desk = [raw(wei.get(f"/verification/{one}", headers=ENGLISH)).decode() for one in decided_alike(cast, clock)]
    assert without_names(desk[0]) != without_names(desk[1])
