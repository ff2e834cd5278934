"""The way of a tip through the form and on to its status page, as a browser walks it for pictures."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page


def the_way_of_a_tip(page: Page) -> Iterator[str]:
    """From the first screen to the status page; what a citizen meets on forms that were sent."""
    page.goto("/flag")
    page.locator("[name=category][value=B02]").check()
    page.locator("#step-1 a[href='#step-2']").click()
    page.locator("[data-asked]").first.wait_for()
    yield "flag-with-an-answer-missing"
    page.locator("#description").fill("有人用 AI 换脸冒充张医生卖药。")
    page.locator("#step-1 a[href='#step-2']").click()
    page.locator("#targets-0-entered").fill("https://xingyun.example/v/2026")
    yield "flag-step-2"
    page.locator("#step-2 a[href='#step-3']").click()
    yield "flag-step-3"
    page.locator("[name=notify_address]").fill("lin")
    page.locator("[name=notify_consent]").check()
    page.locator("#step-3 button[type=submit]").last.click()
    page.locator(".govuk-error-summary").first.wait_for()
    yield "flag-with-an-error"
    page.locator("[name=notify_address]").fill("")
    page.locator("[name=notify_consent]").uncheck()
    page.locator("#step-3 button[type=submit]").last.click()
    page.locator("[name=truthful]").check()
    yield "flag-check"
    page.locator("main form button[type=submit]").last.click()
    code = page.locator(".receipt__code").inner_text()
    yield "flag-receipt"
    page.goto("/follow")
    page.locator("[name=query_code]").fill(code)
    page.locator("main form button[type=submit]").click()
    page.locator("[aria-current=step]").first.wait_for()
    yield "follow-a-tip"
