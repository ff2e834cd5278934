"""Leaving at once, and being without a connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from portal.config import QUICK_EXIT
from tests.browser.conftest import PHONE
from tests.browser.test_flagging import cast

pytestmark = pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)
__all__ = ["cast"]


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


SECRET = "她叫小雨，照片是隔壁班的人做的"


def everything_of(page: Page) -> str:
    """What the page shows and what its fields hold."""
    fields = page.evaluate("[...document.querySelectorAll('input,textarea')].map(one => one.value).join()")
    return f"{fields} {page.evaluate('document.body.innerText')}"


@pytest.mark.parametrize("leaves_from", ["step-2", "check", "receipt"])
def test_whoever_comes_back_after_leaving_finds_no_word(page_elsewhere: Page, leaves_from: str) -> None:
    page = page_elsewhere
    page.goto("/")
    page.goto("/flag")
    page.locator("[name=category][value=B04]").check()
    page.locator("#description").fill(SECRET)
    page.locator("#step-1").get_by_role("link", name="继续").click()
    if leaves_from != "step-2":
        page.locator("#unknown_where").check()
        page.locator("#step-2").get_by_role("link", name="继续").click()
        page.get_by_role("button", name="核对我填写的内容").click()
    if leaves_from == "receipt":
        page.get_by_label("据我所知，以上内容属实。").check()
        page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("link", name="快速离开").click()
    expect(page.get_by_role("heading")).to_have_text("晴")
    for _ in range(page.evaluate("history.length") - 1):
        page.go_back()
        page.wait_for_timeout(150)
        assert SECRET not in everything_of(page), page.url


def test_the_check_above_sees_words_that_stay(page_elsewhere: Page) -> None:
    page_elsewhere.goto("/flag")
    page_elsewhere.locator("#description").fill(SECRET)
    page_elsewhere.goto(QUICK_EXIT)
    page_elsewhere.go_back()
    assert SECRET in everything_of(page_elsewhere)


def test_whoever_returns_on_purpose_after_leaving_can_report_again(page_elsewhere: Page) -> None:
    page_elsewhere.goto("/flag")
    page_elsewhere.get_by_role("link", name="快速离开").click()
    page_elsewhere.goto("/flag")
    page_elsewhere.locator("#description").fill("x")
    page_elsewhere.reload()
    expect(page_elsewhere.locator("#description")).to_have_value("x")


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
