"""A publisher at work in a real browser, and the public pages as assistive technology finds them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.people import Browsers, seed, signed_in_browser
from tests.publicity.desk import closed_case, published

PUBLIC = ["/", "/bulletins", "/figures", "/how-it-works", "/about"]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def cast(app: Flask) -> Flask:
    seed(app)
    return app


@pytest.fixture
def browsers(cast: Flask) -> Browsers:
    return lambda word: signed_in_browser(cast, word)


@pytest.fixture
def sun_page(cast: Flask, browser: Browser, browsers: Browsers, live_server: str, scripts_run: bool) -> Page:
    """Sun's browser on a phone, signed in."""
    session = browsers("sun").get_cookie("session")
    assert session is not None
    context = browser.new_context(base_url=live_server, viewport=PHONE, java_script_enabled=scripts_run, locale="zh-CN")
    context.add_cookies([{"name": "session", "value": session.value, "url": live_server}])
    return context.new_page()


def test_a_publisher_writes_publishes_and_withdraws(cast: Flask, sun_page: Page) -> None:
    number, page = closed_case(cast), sun_page
    page.goto("/publicity/drafts")
    page.get_by_role("link", name="查看已办结案件").click()
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="就此案撰写").click()
    page.get_by_label("中文标题").fill("“一键脱衣”小程序已下架")
    page.get_by_label("中文正文").fill("平台核查属实。\n\n两部门联合处置。")
    page.get_by_role("button", name="保存并预览").click()
    expect(page.locator(".bulletin__body")).to_have_text("平台核查属实。两部门联合处置。")
    page.get_by_role("main").get_by_role("link", name="发布").click()
    expect(page.locator(".bulletin__body")).to_have_text("平台核查属实。两部门联合处置。")
    page.get_by_role("button", name="确认发布").click()
    page.get_by_role("link", name="查看公开页面").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“一键脱衣”小程序已下架")
    expect(page.get_by_text(number)).to_be_visible()
    page.go_back()
    page.locator("summary").first.click()
    page.locator("[name=reason]").fill("数字有误。")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("数字有误。")).to_be_visible()


@pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)
def test_no_public_page_breaks_a_rule_of_accessibility_or_its_width(
    cast: Flask, browsers: Browsers, browser_page: Page
) -> None:
    slug = published(browsers("sun"), case_numbers=closed_case(cast))
    for path in [*PUBLIC, f"/bulletins/{slug}"]:
        browser_page.goto(path)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        found = Axe().run(browser_page, options=WCAG)
        assert found.response["violations"] == [], path
