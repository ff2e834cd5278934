"""What every page owes to a phone."""

from playwright.sync_api import Page, expect


def test_a_missing_page_says_so_in_chinese_and_fits_a_phone(browser_page: Page) -> None:
    answer = browser_page.goto("/nothing-here")
    assert answer is not None
    assert answer.status == 404
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("这里没有内容")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360
