"""Each screen of the form says at once what it lacks, in the server's words; a file is told of as it is chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from portal import clock
from tests.browser.test_flagging import begin, cast, fill_in
from tests.records.files import PNG

pytestmark = pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)
__all__ = ["cast"]

SUMMARY = "[data-problems]"


def onward(page: Page, step: str) -> None:
    page.locator(f"#step-{step}").get_by_role("link", name="继续").click()


def check(page: Page) -> None:
    page.get_by_role("button", name="核对我填写的内容").click()


def expect_asked(page: Page, field: str, words: str) -> None:
    """The summary and the field say it, and the field has the focus and is marked."""
    expect(page.locator(SUMMARY)).to_contain_text(words)
    control = page.locator(field)
    expect(control).to_be_focused()
    expect(control).to_have_attribute("aria-invalid", "true")
    assert words in page.evaluate(
        "field => document.getElementById(document.querySelector(field).getAttribute('aria-describedby')"
        ".split(' ').pop()).textContent",
        field,
    )


def test_a_day_in_the_future_is_told_before_the_screen_is_left_and_in_the_servers_words(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page.locator("#occurred_on").fill(tomorrow)
    begin(page)
    expect_asked(page, "#occurred_on", "这一天还没有到")
    expect(page.locator("#step-1")).to_be_visible()
    page.locator("#occurred_on").fill(clock.today().isoformat())
    expect(page.locator(SUMMARY)).to_be_hidden()
    onward(page, "1")
    expect(page.locator("#step-2")).to_be_visible()


def test_all_that_a_screen_lacks_is_told_together_and_each_line_leads_to_its_field(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    page.locator("#occurred_on").fill("2999-01-01")
    onward(page, "1")
    expect(page.locator(f"{SUMMARY} li")).to_have_count(3)
    page.locator(f"{SUMMARY} a").nth(1).click()
    expect(page.locator("#description")).to_be_focused()


def test_a_day_that_does_not_exist_is_not_dropped_in_silence(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    page.locator("#occurred_on").evaluate(
        "field => Object.defineProperty(field, 'validity', { value: { badInput: true } })"
    )
    begin(page)
    expect_asked(page, "#occurred_on", "没有这一天")


def test_a_link_that_is_too_long_is_told_on_its_screen(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    begin(page)
    page.locator("#targets-0-entered").fill("字" * 4001)
    onward(page, "2")
    expect_asked(page, "#targets-0-entered", "太长")
    page.locator("#targets-0-entered").fill("字" * 4000)
    onward(page, "2")
    expect(page.locator("#step-3")).to_be_visible()


def test_a_consent_that_is_missing_is_told_before_anything_is_sent(browser_page: Page) -> None:
    page, sent = browser_page, list[str]()
    page.goto("/flag")
    begin(page)
    page.locator("#unknown_where").check()
    onward(page, "2")
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#notify_address").fill("lin@example.org")
    check(page)
    expect_asked(page, "#notify_address", "请勾选")
    page.locator("[name=standing][value=self]").check()
    page.locator("#identity").fill("林女士")
    check(page)
    expect(page.locator(f"{SUMMARY} li")).to_have_count(2)
    assert "POST" not in sent
    page.locator("#identity_consent").check()
    page.locator("#notify_consent").check()
    expect(page.locator(SUMMARY)).to_be_hidden()
    check(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("核对并提交")


def test_that_it_is_true_is_asked_where_it_stands(browser_page: Page) -> None:
    page, sent = browser_page, list[str]()
    fill_in(page)
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_role("button", name="提交", exact=True).click()
    expect_asked(page, "#truthful", "请先确认")
    assert "POST" not in sent
    page.get_by_role("button", name="修改 发生了什么").click()
    expect(page.locator("#description")).to_be_visible()


def choose(page: Page, *names: str) -> None:
    page.goto("/flag#step-3")
    files = [FilePayload(name=name, mimeType="application/octet-stream", buffer=PNG) for name in names]
    page.locator("#files").set_input_files(files)


def test_a_kind_that_is_not_taken_is_told_when_it_is_chosen_with_its_name_and_a_way_out(browser_page: Page) -> None:
    page = browser_page
    choose(page, "聊天.png", "录屏.exe")
    told = page.locator("[data-chosen-now] .govuk-error-message")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("录屏.exe")
    expect(told).to_contain_text("改发截图")
    page.get_by_role("button", name="取消选择 录屏.exe").click()
    expect(told).to_have_count(0)


@pytest.mark.parametrize("name", ["聊天.PNG", "合同.docx", "图片"])
def test_control_what_may_be_taken_is_not_warned_of(browser_page: Page, name: str) -> None:
    choose(browser_page, name)
    expect(browser_page.locator("[data-chosen-now] li")).to_have_count(1)
    expect(browser_page.locator("[data-chosen-now] .govuk-error-message")).to_have_count(0)


def test_too_many_files_are_told_and_not_sent(browser_page: Page) -> None:
    page, sent = browser_page, list[str]()
    page.goto("/flag")
    begin(page)
    page.locator("#unknown_where").check()
    onward(page, "2")
    page.on("request", lambda request: sent.append(request.method))
    one_too_many = [f"{number}.png" for number in range(10)]
    page.locator("#files").set_input_files(
        [FilePayload(name=name, mimeType="image/png", buffer=PNG) for name in one_too_many]
    )
    expect(page.locator("[data-chosen-now] .govuk-error-message")).to_contain_text("9")
    check(page)
    expect(page.locator("#files")).to_be_focused()
    assert "POST" not in sent


def test_a_file_that_is_too_large_is_told_with_its_name(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag#step-3")
    large = FilePayload(name="录像.mp4", mimeType="video/mp4", buffer=PNG + bytes(3_000_000))
    page.locator("#files").set_input_files(large)
    expect(page.locator("[data-chosen-now] .govuk-error-message")).to_contain_text("“录像.mp4”超过 2 MB")
