"""A citizen whose connection comes and goes, and what other apps share: nothing is lost, and nothing arrives twice."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page, expect

from portal.records.tips import Tip
from tests.browser.losing import how_many, press_and_lose, take_and_cut
from tests.browser.test_desk import with_scripts
from tests.browser.test_flagging import cast, fill_in

__all__ = ["cast"]  # a fixture

OFFLINE = "现在没有网络"


def test_what_a_phone_shares_stands_in_the_tip_and_is_sent_with_it(browser_page: Page, live_server: str) -> None:
    page = browser_page
    manifest = page.request.get("/manifest.webmanifest").json()["share_target"]
    fields = "".join(f"<textarea name={name}></textarea>" for name in manifest["params"].values())
    page.set_content(
        f"<form action='{live_server}{manifest['action']}' method={manifest['method']}"
        f" enctype='{manifest['enctype']}'>{fields}<button>分享</button></form>"
    )
    page.locator(f"[name={manifest['params']['text']}]").fill("看看这个 https://xingyun.example/v/9")
    page.get_by_role("button").click()
    expect(page.locator("#targets-0-entered")).to_have_value("看看这个 https://xingyun.example/v/9")
    page.locator("[name=category][value=B02]").check()
    page.locator("#description").fill("有人用 AI 换脸卖药。")
    page.locator("#step-1 a[href='#step-2']").click()
    page.locator("#step-2 a[href='#step-3']").click()
    page.get_by_role("button", name="核对我填写的内容").click()
    expect(page.locator("main")).to_contain_text("看看这个 https://xingyun.example/v/9")


@with_scripts
def test_a_draft_outlives_a_page_that_could_not_be_loaded(cast: None, browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/flag")  # from now on the worker answers for the network
    page.locator("#description").fill("写到一半进了电梯")
    page.context.set_offline(True)
    page.goto("/figures")
    expect(page.get_by_role("heading", level=1)).to_have_text(OFFLINE)
    page.context.set_offline(False)
    page.goto("/flag")
    expect(page.locator("#description")).to_have_value("写到一半进了电梯")


def test_a_tip_whose_receipt_was_lost_on_the_way_is_sent_again_and_is_one_tip(
    cast: None, app: Flask, browser_page: Page
) -> None:
    page = browser_page
    fill_in(page)
    page.get_by_label("据我所知，以上内容属实。").check()
    press_and_lose(page, "**/flag/send", take_and_cut, "#send button.govuk-button")
    assert how_many(app, Tip) == 1
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的线索")
    assert how_many(app, Tip) == 1
