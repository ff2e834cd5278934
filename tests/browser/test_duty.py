"""A call comes to a page that is open, without anybody loading it again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from portal.domain.priority import Urgency
from portal.web.transaction import transaction
from tests import people
from tests.browser.test_publishing import WCAG
from tests.factories import case_of, send_tip

WAITS = "有 1 起紧急案件等待您应答"


def a_call(app: Flask) -> str:
    with app.app_context(), transaction():
        return case_of(send_tip("https://xingyun.example/v/1", urgency=frozenset({Urgency.DANGER}))).case_number


@pytest.fixture
def wei(browser_page: Page, app: Flask, live_server: str) -> Page:
    """Wei's telephone, signed in."""
    people.seed(app)
    session = people.signed_in_browser(app, "wei").get_cookie("session")
    assert session is not None
    browser_page.context.add_cookies([{"name": "session", "value": session.value, "url": live_server}])
    return browser_page


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
def test_an_urgent_case_is_on_the_screen_that_is_open(wei: Page, app: Flask) -> None:
    wei.goto("/account")
    bar = wei.locator(".call")
    assert not bar.is_visible()
    a_call(app)
    bar.get_by_text(WAITS).wait_for(timeout=15_000)
    bar.get_by_role("status").get_by_role("link", name=WAITS).wait_for()  # news that is a link
    assert Axe().run(wei, options=WCAG).response["violations"] == []


def test_without_a_script_it_is_there_with_the_next_page_and_answered_by_one_press(wei: Page, app: Flask) -> None:
    number = a_call(app)
    wei.goto("/account")
    wei.get_by_text(WAITS).click()
    assert number in wei.inner_text("main")
    wei.get_by_role("button", name="由我处理").click()
    assert number in wei.inner_text("main")
    wei.goto("/account")
    assert not wei.locator(".call").is_visible()


def test_a_measure_that_can_be_undone_is_in_force_two_clicks_after_the_case(wei: Page, app: Flask) -> None:
    number = a_call(app)
    wei.goto(f"/verification/{number}")
    wei.locator("#at-once").get_by_text("屏蔽、断开链接").click()  # one: what happens, until when
    assert "自行终止" in wei.inner_text("main")
    wei.locator("main form button[type=submit]").first.click()  # two
    assert wei.url.endswith(f"/verification/{number}")
    assert "自行终止时间" in wei.inner_text("#tasks")


def test_an_order_is_in_force_two_clicks_after_the_case(browser_page: Page, app: Flask, live_server: str) -> None:
    people.seed(app)
    number = a_call(app)
    session = people.signed_in_browser(app, "qian").get_cookie("session")
    assert session is not None
    browser_page.context.add_cookies([{"name": "session", "value": session.value, "url": live_server}])
    browser_page.goto(f"/disposal/{number}")
    browser_page.get_by_role("link", name="限流").click()
    browser_page.get_by_role("button", name="立即下达").click()
    assert browser_page.url.endswith(f"/disposal/{number}")
    assert "限流" in browser_page.inner_text("#tasks")
