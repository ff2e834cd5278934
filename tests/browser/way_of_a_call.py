"""The way of a call, from the clerk's first question to its end, as a browser walks it for pictures."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page


def the_way_of_a_call(page: Page) -> Iterator[str]:
    """What a clerk meets on forms that were sent."""
    page.goto("/assist")
    page.locator(".send-bar button").first.click()
    page.locator(".govuk-error-summary").wait_for()
    yield "assist-with-an-error"
    page.locator("#description").fill("有人用 AI 换脸冒充张医生卖药。")
    page.locator("[name=category][value=B02]").check()
    page.locator("#targets-0-entered").fill("https://xingyun.example/v/2026")
    page.locator(".send-bar button").first.click()
    page.locator("[name=truthful]").check()
    yield "assist-check"
    page.locator(".send-bar button").first.click()
    page.locator("[name=read_back]").wait_for()
    yield "assist-code"
    page.locator("[name=read_back]").check()
    page.locator(".send-bar button").first.click()
    page.locator(".notice.tone-good").wait_for()
    yield "assist-after-a-call"
