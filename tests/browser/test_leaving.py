"""Leaving at once, and being without a connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from portal.config import QUICK_EXIT
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)


@pytest.fixture
def page_elsewhere(browser_page: Page) -> Page:
    """A phone for which the neutral page answers."""

    def answer(route: Route) -> None:
        route.fulfill(body="<h1>晴</h1>", content_type="text/html; charset=utf-8")

    browser_page.route(f"{QUICK_EXIT}**", answer)
    return browser_page


def test_three_times_shift_leaves_at_once_and_back_does_not_lead_here(page_elsewhere: Page) -> None:
    page = page_elsewhere
    page.goto("/flag")
    page.evaluate("sessionStorage.setItem('draft', 'x')")
    here = page.url
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading")).to_have_text("晴")
    page.go_back()
    assert page.url != here


def test_typing_capital_letters_does_not_leave(page_elsewhere: Page) -> None:
    page = page_elsewhere
    page.goto("/flag")
    page.locator("#description").focus()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.locator("#description")).to_have_value("ABC")
    assert page.url.endswith("/flag")


@pytest.fixture
def installed_page(browser: Browser, live_server: str, app: Flask, scripts_run: bool) -> Iterator[Page]:
    """A page whose worker has begun its work."""
    context = browser.new_context(base_url=live_server, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto("/flag")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/flag")
    yield page
    context.close()


def test_without_a_connection_a_page_says_so_and_keeps_the_telephone_lines(installed_page: Page) -> None:
    page = installed_page
    page.context.set_offline(True)
    page.goto("/figures")
    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网络")
    expect(page.locator("a[href='tel:110']").first).to_be_visible()
    page.context.set_offline(False)
    page.goto("/figures")
    expect(page.get_by_role("heading", level=1)).to_have_text("数据公开")
