"""The pages that explain say what the tables say."""

import html
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Operator, Settings
from portal.data.categories import shipped_taxonomy
from portal.data.workdays import shipped_calendar
from portal.domain.deadlines import DEADLINES, Allowance, Step, Unit, due_at
from portal.domain.measures import MEASURES
from portal.domain.priority import Priority
from portal.domain.status import PUBLIC_STEP, Status
from portal.domain.workflow import ACTION_WORDS, TRANSITIONS
from portal.publicity.explaining.promises import FIRST_STEPS, NOT_OFFERED_YET
from portal.publicity.explaining.ways import LOOKED_OVER_FIRST, REASONS, picture
from tests.conftest import Clock
from tests.web.pages import Page

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ENGLISH = {"Accept-Language": "en"}


def times(client: FlaskClient) -> dict[str, list[str]]:
    """The printed tables of promises, the folded one too: words → times, most urgent first."""
    text = client.get("/how-it-works", headers=ENGLISH).text
    bodies = re.findall("<tbody.*?</tbody>", text.split('id="times"')[1].split('id="checks"')[0], re.DOTALL)
    rows = Page(
        f"<!DOCTYPE html><html><head><title>x</title></head><body><table>{''.join(bodies)}</table></body></html>"
    )
    found: dict[str, list[str]] = {}
    for cell in rows.elements:
        if cell.tag == "th":
            found[cell.text] = []
        elif cell.tag == "td":
            found[list(found)[-1]].append(cell.text)
    return found


KEPT_BY = {
    Step.ANSWER: "accounts.take_call",
    Step.ACCEPT: "verification.acceptance",
    Step.CHECK: "verification.referral",
    Step.CONFIRMATION: "verification.confirmation",
    Step.DECISION: "disposal.approval",
    Step.VOTE: "disposal.approval",
    Step.LEAD: "disposal.lead",
    Step.EXECUTE_CONTENT: "disposal.receipt",
    Step.EXECUTE_PRODUCT: "disposal.receipt",
    Step.EXECUTE_NETWORK: "disposal.attestation",
    Step.FEEDBACK: "disposal.conclusion",
    Step.INTERIM: "verification.interim_measure",
    Step.RATIFICATION: "disposal.ratification",
    Step.SUPPLEMENT: "intake.supplement_sent",
    Step.STATEMENT: "verification.statement",
    Step.ABSOLUTE_END: "verification.extension",
    Step.HAND_OVER: "disposal.reply",
    Step.APPEAL_WINDOW: "intake.appeal_made",
    Step.APPEAL_DECISION: "disposal.maintenance",
    Step.STAY_DECISION: "disposal.stay",
}
"""Where the portal offers what each row of the table is about."""


def test_every_row_of_the_table_of_deadlines_that_a_route_keeps_is_promised_and_no_other(
    app: Flask, client: FlaskClient
) -> None:
    kept = [rule.words for rule in DEADLINES.values() if KEPT_BY[rule.step] in app.view_functions]
    assert list(times(client)) == kept


def test_the_open_table_shows_the_first_steps_by_name_and_the_folded_one_the_rest(client: FlaskClient) -> None:
    text = html.unescape(client.get("/how-it-works", headers=ENGLISH).text)
    shown, _, folded = text.split('id="times"')[1].split('id="checks"')[0].partition("<details")
    for step in DEADLINES.keys() - NOT_OFFERED_YET:
        words = DEADLINES[step].words
        assert (words in shown, words in folded) == ((True, False) if step in FIRST_STEPS else (False, True)), step
    assert len(FIRST_STEPS) == 3


@pytest.mark.parametrize(("words", "endpoint"), [("met by a measure", "respondent"), ("statement", "statement")])
def test_the_page_promises_nothing_that_no_route_offers(
    app: Flask, client: FlaskClient, words: str, endpoint: str
) -> None:
    offered = any(endpoint in name for name in app.view_functions)
    assert offered or words not in client.get("/how-it-works", headers=ENGLISH).text


def test_the_table_of_deadlines_is_printed(client: FlaskClient) -> None:
    assert times(client)[DEADLINES[Step.ACCEPT].words] == [
        "2 hours",
        "1 working day",
        "2 working days",
        "3 working days",
    ]
    assert times(client)[DEADLINES[Step.RATIFICATION].words] == ["72 hours"] * 4
    assert times(client)[DEADLINES[Step.ABSOLUTE_END].words] == ["60 days"] * 4


def test_a_changed_deadline_changes_the_clock_and_the_promise_alike(
    client: FlaskClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = DEADLINES[Step.CHECK]
    slower = replace(rule, allowances={**rule.allowances, Priority.P0: Allowance(7, Unit.HOURS)})
    monkeypatch.setitem(DEADLINES, Step.CHECK, slower)
    now = clock()
    assert (due_at(Step.CHECK, Priority.P0, now, shipped_calendar()) - now).total_seconds() == 7 * 3600
    assert times(client)[rule.words][0] == "7 hours"
    assert "most urgent: 7 hours, at most 5 working days" in client.get("/", headers=ENGLISH).text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_measure_and_category_is_explained(client: FlaskClient, language: str) -> None:
    page = Page(client.get("/how-it-works", headers={"Accept-Language": language}).text)
    meanings = len(page.all("dl", class_="meanings"))
    assert meanings == 4 + 1
    terms = [element.text for element in page.elements if element.tag == "dt"]
    categories = [f"{one.code} {one.name.in_language(language)}" for one in shipped_taxonomy().categories]
    assert len(terms) == len(MEASURES) + len(categories)
    assert terms[-len(categories) :] == categories


@pytest.mark.parametrize(
    ("stop", "ways"),
    [
        ("Received", {("on", 2), ("end", 5)}),
        ("Platform check", {("on", 3), ("end", 5), ("back", 1)}),
        ("Regulators' decision", {("on", 4), ("end", 5), ("back", 2)}),
        ("Being carried out", {("on", 5)}),
        ("Closed", {("back", 2), ("back", 3)}),
    ],
)
def test_the_picture_of_the_way_draws_every_way_of_the_table(app: Flask, stop: str, ways: set[tuple[str, int]]) -> None:
    with app.test_request_context(headers=ENGLISH):
        drawn = {one.label: {(str(way.direction), way.number) for way in one.ways} for one in picture()}
    assert drawn[stop] == ways


def test_each_arrow_says_why_in_words_for_whoever_reads_it_and_never_with_the_verb_of_a_desk(app: Flask) -> None:
    crossing = {row.action for row in TRANSITIONS if PUBLIC_STEP[row.source] is not PUBLIC_STEP[row.target]}
    assert set(REASONS) == crossing
    with app.test_request_context(headers=ENGLISH):
        said = {why for one in picture() for way in one.ways for why in way.reasons}
    assert said <= {*REASONS.values(), LOOKED_OVER_FIRST}
    assert not said & set(ACTION_WORDS.values())


def test_a_row_added_to_the_table_is_drawn(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    shortcut = replace(TRANSITIONS[0], source=Status.IN_DISPOSAL, target=Status.SUBMITTED)
    monkeypatch.setattr("portal.publicity.explaining.ways.TRANSITIONS", (*TRANSITIONS, shortcut))
    with app.test_request_context(headers=ENGLISH):
        drawn = {one.label: [way.number for way in one.ways] for one in picture()}
    assert drawn["Being carried out"] == [5, 1]


def test_a_demonstration_says_that_it_is_one(client: FlaskClient) -> None:
    assert "it is a demonstration" in client.get("/about", headers=ENGLISH).text


def test_about_says_who_can_check_what(client: FlaskClient) -> None:
    page = client.get("/about", headers=ENGLISH).text
    assert "there is no public copy of it yet" in page
    assert "No figures are published yet" in page


def test_the_operator_is_named_with_the_filings(settings: Settings) -> None:
    operator = Operator(
        name="示例市网信办", telephone="010 5555 0100", mail="office@example.org",
        icp_number="京ICP备00000000号", police_number="京公网安备00000000000000号",
    )  # fmt: skip
    client = create_app(replace(settings, operator=operator)).test_client()
    about = client.get("/about").text
    for words in ("示例市网信办", "tel:01055550100", "mailto:office@example.org", "京公网安备00000000000000号"):
        assert words in about
    assert "京ICP备00000000号" in client.get("/how-it-works").text
    assert "it is a demonstration" not in client.get("/about", headers=ENGLISH).text


def test_the_front_door_names_the_two_ways_in_first(cast: Flask, client: FlaskClient) -> None:
    page = Page(client.get("/", headers=ENGLISH).text)
    buttons = [link["href"] for link in page.all("a") if "govuk-button" in (link["class"] or "")]
    assert buttons == ["/flag", "/follow"]
