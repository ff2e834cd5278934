"""The browser's own Back and Reload on a citizen's way: no error page, no word lost, no receipt gone, no second tip."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from portal.records.tips import Tip
from tests.browser.losing import how_many, press_and_lose, take_and_cut
from tests.browser.test_citizens_aids import send
from tests.browser.test_flagging import cast, fill_in
from tests.records.files import PNG

__all__ = ["cast"]
with_scripts = pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)
without_scripts = pytest.mark.parametrize("scripts_run", [False], ids=[""], indirect=True)

WORDS = "有人用 AI 换脸冒充张医生卖药。"
RECEIPT, CHECK = "已收到您的线索", "核对并提交"


def headed(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def press_send(page: Page) -> None:
    page.get_by_label("据我所知，以上内容属实。").check()
    page.get_by_role("button", name="提交", exact=True).click()


def follow_a_tip(page: Page) -> None:
    send(page)
    code = page.locator(".receipt__code").inner_text()
    page.get_by_label("我已经保存好查询码").check()
    page.goto("/follow")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查看我的线索").click()
    expect(page.locator("[data-words-of]")).to_be_visible()


@with_scripts
def test_back_to_a_receipt_that_is_not_kept_shows_it_again_and_makes_no_second_tip(
    app: Flask, browser_page: Page
) -> None:
    page = browser_page
    send(page)
    code = page.locator(".receipt__code").inner_text()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/figures")
    page.go_back()
    headed(page, RECEIPT)
    assert page.locator(".receipt__code").inner_text() == code
    page.reload()
    headed(page, RECEIPT)
    assert page.locator(".receipt__code").inner_text() == code
    assert code not in page.url
    assert how_many(app, Tip) == 1


@with_scripts
def test_back_from_a_receipt_says_that_the_tip_arrived_and_leads_to_the_receipt(app: Flask, browser_page: Page) -> None:
    page = browser_page
    send(page)
    code = page.locator(".receipt__code").inner_text()
    page.go_back()
    expect(page.locator("[data-receipt-again]")).to_contain_text("您的线索已收到")
    expect(page.locator("[data-receipt-again]")).to_be_in_viewport()
    expect(page.locator("#description")).to_have_value("")
    page.get_by_role("button", name="再看一次回执").click()
    headed(page, RECEIPT)
    assert page.locator(".receipt__code").inner_text() == code
    assert how_many(app, Tip) == 1


@with_scripts
def test_back_to_a_receipt_that_was_kept_finds_the_place_for_the_code_and_nothing_of_the_tip(
    browser_page: Page,
) -> None:
    page = browser_page
    send(page)
    page.get_by_label("我已经保存好查询码").check()
    page.goto("/figures")
    page.go_back()
    expect(page.get_by_label("查询码")).to_be_visible()
    expect(page.locator("[data-receipt-again]")).to_be_hidden()
    assert page.evaluate("sessionStorage.length") == 0


@with_scripts
def test_a_receipt_is_not_offered_after_half_an_hour(browser_page: Page) -> None:
    page = browser_page
    send(page)
    page.evaluate("""() => {
        const left = JSON.parse(sessionStorage.receipt);
        sessionStorage.receipt = JSON.stringify({ ...left, until: Date.now() - 1 });
    }""")
    page.go_back()
    expect(page.locator("#flag")).to_be_visible()
    expect(page.locator("[data-receipt-again]")).to_be_hidden()
    assert page.evaluate("sessionStorage.getItem('receipt')") is None


@with_scripts
def test_back_to_the_check_page_checks_again_with_the_files(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag#step-3")
    page.locator("#files").set_input_files(FilePayload(name="聊天.png", mimeType="image/png", buffer=PNG))
    page.locator("#step-3").get_by_role("link", name="返回").click()
    page.locator("#targets-0-entered").fill("https://xingyun.example/v/778")
    page.locator("#step-2").get_by_role("link", name="返回").click()
    page.locator("[name=category][value=B02]").check()
    page.locator("#description").fill(WORDS)
    page.locator("#step-1").get_by_role("link", name="继续").click()
    page.locator("#step-2").get_by_role("link", name="继续").click()
    page.get_by_role("button", name="核对我填写的内容").click()
    headed(page, CHECK)
    page.get_by_role("button", name="修改 发生了什么").click()
    expect(page.locator("#description")).to_have_value(WORDS)
    page.locator("#description").fill(f"{WORDS}他卖的是假药。")
    page.go_back()
    headed(page, CHECK)
    expect(page.locator("main")).to_contain_text("他卖的是假药。")
    expect(page.locator("main")).to_contain_text("聊天.png")
    page.reload()
    headed(page, CHECK)
    expect(page.locator("main")).to_contain_text("聊天.png")


@with_scripts
def test_back_from_a_row_that_was_added_shows_the_same_screen_with_both_rows(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    page.locator("[name=category][value=B02]").check()
    page.locator("#description").fill(WORDS)
    page.locator("#step-1").get_by_role("link", name="继续").click()
    page.locator("#targets-0-entered").fill("https://xingyun.example/v/1")
    page.get_by_role("button", name="再加一个").click()
    page.locator("#targets-1-entered").fill("https://xingyun.example/v/2")
    page.goto("/figures")
    page.go_back()
    expect(page.locator("#targets-1-entered")).to_have_value("https://xingyun.example/v/2")
    expect(page.locator("#step-2")).to_be_visible()
    page.go_back()
    expect(page.locator("#targets-0-entered")).to_have_value("https://xingyun.example/v/1")
    expect(page.locator("#step-2")).to_be_visible()
    page.go_back()
    expect(page.locator("#step-1")).to_be_visible()
    expect(page.locator("#description")).to_have_value(WORDS)


@with_scripts
def test_going_back_after_a_lost_receipt_and_sending_again_makes_no_second_tip(app: Flask, browser_page: Page) -> None:
    page = browser_page
    fill_in(page)
    page.get_by_label("据我所知，以上内容属实。").check()
    press_and_lose(page, "**/flag/send", take_and_cut, "#send button.govuk-button")
    assert how_many(app, Tip) == 1
    page.go_back()
    headed(page, CHECK)
    press_send(page)
    headed(page, RECEIPT)
    assert how_many(app, Tip) == 1


@with_scripts
@pytest.mark.parametrize("way", ["reload", "back"])
def test_words_that_came_back_to_be_mended_on_the_status_page_stay_on_reload_and_back(
    browser_page: Page, way: str
) -> None:
    page = browser_page
    follow_a_tip(page)
    words = "补充" * 2001
    page.get_by_text("给经办方留言").first.click()
    page.locator("#t0-body").fill(words)
    page.get_by_role("button", name="发送留言").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("4,000")
    assert page.url.endswith("/follow/tip#target-0")
    if way == "reload":
        page.reload()
    else:
        page.goto("/figures")
        page.go_back()
    expect(page.locator("#t0-body")).to_be_visible()
    expect(page.locator("#t0-body")).to_have_value(words)
    page.locator("#t0-body").fill("补充一点。")
    page.get_by_role("button", name="发送留言").click()
    expect(page.locator(".message--mine")).to_contain_text("补充一点。")
    expect(page.locator("#t0-body")).to_have_value("")
    page.reload()
    expect(page.locator(".message--mine")).to_have_count(1)
    assert page.evaluate("sessionStorage.length") == 0


@with_scripts
def test_in_large_type_no_word_of_the_title_of_a_tip_is_broken(browser_page: Page) -> None:
    page = browser_page
    follow_a_tip(page)
    page.get_by_role("button", name="长辈版").click()
    expect(page.get_by_role("button", name="标准版")).to_be_visible()
    page.wait_for_load_state()
    title = """() => {
        const words = document.createRange();
        words.selectNodeContents(document.querySelector("h1").firstChild);
        return words.getClientRects().length;
    }"""
    assert page.evaluate(title) == 1
    page.evaluate("document.querySelector('h1').style.width = '3em'")
    assert page.evaluate(title) == 2, "the control: a title that is broken"


@with_scripts
def test_control_words_that_wait_for_one_tip_are_not_shown_on_the_page_of_another(browser_page: Page) -> None:
    page = browser_page
    follow_a_tip(page)
    page.evaluate("sessionStorage.unsent = JSON.stringify({ of: 'QT-0000-0000-0000', words: [['t0-body', 'x']] })")
    page.reload()
    expect(page.locator("#t0-body")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


@without_scripts
def test_without_scripts_the_pages_say_which_way_leads_back(browser_page: Page) -> None:
    page = browser_page
    fill_in(page)
    expect(page.locator("noscript p")).to_contain_text("请用本页的按钮")
    press_send(page)
    expect(page.locator("noscript p")).to_contain_text("不会产生第二条线索")
