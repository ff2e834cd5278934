"""The page on which a regulator judges what the sample drew, on a phone and in both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from tests.browser.test_publishing import WCAG
from tests.people import seed, signed_in_browser
from tests.verification.test_blind_verdicts import seeded


@pytest.fixture
def qian(browser_page: Page, app: Flask, live_server: str) -> Page:
    """Qian's browser, signed in."""
    seed(app)
    session = signed_in_browser(app, "qian").get_cookie("session")
    assert session is not None
    browser_page.context.add_cookies([{"name": "session", "value": session.value, "url": live_server}])
    return browser_page


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_verdict_is_given_by_everybody_and_opens_the_case(
    qian: Page, app: Flask, language: str, width: int
) -> None:
    number = seeded(app)
    qian.set_viewport_size({"width": width, "height": 800})
    qian.set_extra_http_headers({"Accept-Language": language})
    for path in (f"/verification/{number}", f"/verification/{number}/verdict", "/verification?desk=confirmation"):
        qian.goto(path)
        assert Axe().run(qian, options=WCAG).response["violations"] == [], path
        assert qian.evaluate("document.documentElement.scrollWidth") <= width, path
        assert "Zebra" not in qian.content()
    qian.goto(f"/verification/{number}/verdict")
    qian.locator("[name=outcome][value=substantiated]").check(force=True)
    qian.fill("[name=reason]", "The account sells to the old.")
    qian.locator("main form .govuk-button").first.click()
    qian.goto(f"/verification/{number}")
    assert "Zebra" in qian.content()
