"""A respondent's way from the code on paper to the answer, on a phone, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from portal import clock
from portal.records.cases import get_case
from portal.records.staying import grant
from tests.browser.conftest import PHONE
from tests.browser.everybody import LANGUAGES
from tests.browser.looking import faults
from tests.hearing.respondents import closed, code_of
from tests.intake.desks import at_desk
from tests.publicity.desk import demo_cast

WHY = "首屏已经注明这是一款游戏。"
PLEA = "周日有比赛，等几天不会损害任何人。"
SEND = "main form button[type=submit]"


def the_way_of_a_notice(page: Page, app: Flask, proof: Path) -> Iterator[str]:
    """What somebody meets who was handed a service copy."""
    number = closed(app)
    code = code_of(app, number)
    page.goto("/respondent")
    page.fill("#code", code[:-1] + ("0" if code[-1] != "0" else "1"))
    page.click(SEND)
    page.locator(".govuk-error-summary").wait_for()
    yield "a slip of the pen"
    page.fill("#code", code)
    page.click(SEND)
    page.wait_for_url("**/respondent/notice")
    yield "the notice"
    page.locator("form[action$=objection] button").click()
    page.locator(".govuk-error-summary").wait_for()
    yield "an objection without its reason"
    page.fill("#reason", WHY)
    page.set_input_files("#files", proof)
    page.locator("form[action$=objection] button").click()
    page.locator(".notice.tone-good").wait_for()
    page.locator("details", has=page.locator("#plea")).locator("summary").click()
    page.fill("#plea", PLEA)
    page.locator("form[action$=stay] button").click()
    page.locator(".notice.tone-good").wait_for()
    yield "objected, and asked for a stay"
    at_desk(app, lambda: grant(get_case(number), demo_cast().qian, clock.today() + timedelta(9), "It can wait."))
    page.reload()
    yield "the stay is granted"


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A file on the respondent's phone."""
    file = tmp_path / "first-screen.txt"
    file.write_text("AI 生成的角色", encoding="utf-8")
    return file


def test_it_is_walked_with_and_without_scripts(cast: Flask, browser_page: Page, proof: Path) -> None:
    said = {stop: browser_page.inner_text("main") for stop in the_way_of_a_notice(browser_page, cast, proof)}
    assert "com.fake.doctor" in said["the notice"]
    assert WHY not in said["the notice"]
    assert "由未参与原决定的人员" in said["objected, and asked for a stay"]
    assert "措施照常执行" in said["objected, and asked for a stay"]
    assert "It can wait." in said["the stay is granted"]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stop_of_it_breaks_a_rule(
    browser: Browser, cast: Flask, live_server: str, language: str, proof: Path
) -> None:
    context = browser.new_context(base_url=live_server, viewport=PHONE, locale=language)
    page = context.new_page()
    found = [f"{stop}: {fault}" for stop in the_way_of_a_notice(page, cast, proof) for fault in faults(page)]
    context.close()
    assert found == []
