"""A clerk at the telephone: by keyboard alone, without scripts, and with words that must not be lost."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, expect

from portal import clock
from portal.accounts.models import AuthSession, SessionEnd
from portal.extensions import db
from portal.records.assisted_entries import AssistedEntry, CallEnd
from portal.web.transaction import transaction
from tests.browser.test_desk import DESK, with_scripts
from tests.browser.way_of_a_call import the_way_of_a_call
from tests.people import seed, signed_in_browser


def sign_in(app: Flask, page: Page, address: str) -> None:
    """Let this browser carry a session of Tang's."""
    session = signed_in_browser(app, "tang").get_cookie("session")
    assert session is not None
    page.context.add_cookies([{"name": "session", "value": session.value, "url": address}])


@pytest.fixture
def tang(app: Flask, browser: Browser, live_server: str, scripts_run: bool) -> Page:
    """Tang's browser, signed in."""
    seed(app)
    page = browser.new_context(
        base_url=live_server, viewport=DESK, java_script_enabled=scripts_run, locale="zh-CN"
    ).new_page()
    sign_in(app, page, live_server)
    return page


def ends(app: Flask) -> list[CallEnd | None]:
    with app.app_context():
        return list(db.session.scalars(db.select(AssistedEntry.call_end)))


def test_a_call_is_taken_with_and_without_scripts(app: Flask, tang: Page) -> None:
    assert len(list(the_way_of_a_call(tang))) == 4
    assert ends(app) == [CallEnd.READ_BACK]
    expect(tang.locator(".call__today")).to_have_text("今天已录入 1 条")
    expect(tang.locator("#description")).to_have_value("")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name, or the first of several, has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


@with_scripts
def test_a_call_is_taken_by_keyboard_alone(app: Flask, tang: Page) -> None:
    press, write = tang.keyboard.press, tang.keyboard.type
    tang.goto("/assist")
    tab_to(tang, "urgency")
    press("Space")
    tab_to(tang, "description")
    write("j 有人冒充我儿子要钱。")
    tab_to(tang, "category")
    press("Space")
    tab_to(tang, "targets-0-entered")
    write("138 0013 8000")
    press("Control+Enter")
    expect(tang.get_by_role("heading", level=1)).to_have_text("复述核对")
    expect(tang.locator("main")).to_contain_text("j 有人冒充我儿子要钱。")
    tab_to(tang, "truthful")
    press("Space")
    press("Control+Enter")
    expect(tang.locator(".code-group")).to_have_count(5)
    tab_to(tang, "read_back")
    press("Space")
    press("Enter")
    expect(tang.locator(".notice.tone-good")).to_be_visible()
    assert ends(app) == [CallEnd.READ_BACK]


@with_scripts
def test_leaving_words_or_a_code_that_is_not_read_back_asks(tang: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    tang.on("dialog", stay)
    pages = []
    for stop in the_way_of_a_call(tang):
        tang.locator(".site-nav a[href='/account']").click()
        pages += [stop] if asked else []
        asked.clear()
    assert pages == ["assist-with-an-error", "assist-check", "assist-code"]
    tang.wait_for_url("**/account")


@with_scripts
def test_words_come_back_after_a_reload_and_after_the_sign_in_ran_out(app: Flask, tang: Page, live_server: str) -> None:
    tang.on("dialog", lambda dialog: dialog.accept())
    tang.goto("/assist")
    tang.locator("#description").fill("还在说")
    tang.locator("#targets-0-entered").fill("https://xingyun.example/v/1")
    tang.locator("button[value=add]").click()
    tang.locator("#targets-1-entered").fill("https://bailu.example/p/1")
    tang.goto("/assist")
    expect(tang.locator("#targets-1-entered")).to_have_value("https://bailu.example/p/1")
    with app.app_context(), transaction():
        for one in db.session.scalars(db.select(AuthSession)):
            one.ended_at, one.end_reason = clock.now(), SessionEnd.SIGNED_OUT
    tang.locator(".send-bar button").first.click()
    expect(tang.get_by_role("heading", level=1)).to_have_text("请重新登录")
    sign_in(app, tang, live_server)
    tang.goto("/assist")
    expect(tang.locator("#description")).to_have_value("还在说")
    expect(tang.locator("#targets-1-entered")).to_have_value("https://bailu.example/p/1")


@with_scripts
def test_what_was_sent_stays_in_no_tab(tang: Page) -> None:
    """The control is the test before: what is not sent yet is kept."""
    kept = {stop: tang.evaluate("JSON.stringify(sessionStorage)") for stop in the_way_of_a_call(tang)}
    assert [stop for stop, words in kept.items() if "张医生" in words] == []
