"""Nobody takes a demonstration for an authority: its pages say what they are, and those of production do not."""

from dataclasses import replace

import pytest
from flask import Flask

from portal import create_app
from portal.config import Environment, Settings
from portal.intake.receipt_pdf import lines
from portal.records.receiving import Receipt
from tests.conftest import Clock
from tests.intake.citizen import Citizen
from tests.people import Browsers

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BAR = "Demonstration: what you send here reaches no authority."
PUBLIC = ["/", "/flag", "/follow", "/bulletins", "/figures", "/how-it-works", "/privacy", "/about", "/help-now", "/no"]


def test_every_page_of_a_demonstration_says_that_it_is_one(app: Flask, settings: Settings) -> None:
    production = create_app(replace(settings, environment=Environment.PRODUCTION))
    for application, said in ((app, 1), (production, 0)):
        browser = application.test_client()
        for path in [*PUBLIC, "/sign-in"]:
            assert browser.get(path, headers={"Accept-Language": "en"}).text.count(BAR) == said, path
        assert "12377" in browser.get("/offline").text


def test_a_desk_of_a_demonstration_says_it_too(browsers: Browsers) -> None:
    assert BAR in browsers("wei").get("/verification/", headers={"Accept-Language": "en"}).text


def test_who_sends_a_tip_is_told_before_and_after(cast: Flask) -> None:
    lin = Citizen(cast.test_client())
    assert "send nothing real" in lin.check().text
    assert "nobody acts on it" in lin.press("/flag/send", truthful="y").text


def test_the_paper_of_a_demonstration_says_it_first_and_no_other_does(app: Flask, clock: Clock) -> None:
    receipt = Receipt(tip_id=1, tip_number="T", query_code="C", received_at=clock(), repeated=False)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        warning, *rest = lines(receipt, "", demonstration=True)
        assert "nobody acts on it" in warning[1]
        assert rest == lines(receipt, "", demonstration=False)
