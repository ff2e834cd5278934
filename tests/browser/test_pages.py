"""What every page owes to a phone."""

import pytest
from playwright.sync_api import Page, expect


def test_a_missing_page_says_so_in_chinese_and_fits_a_phone(browser_page: Page) -> None:
    answer = browser_page.goto("/nothing-here")
    assert answer is not None
    assert answer.status == 404
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("这里没有内容")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360


def ways_in_sight(page: Page) -> list[str]:
    """The links that can be seen without unfolding anything, by their addresses."""
    found: list[str] = page.locator("header a, main a, footer a").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href'))"
    )
    return found


@pytest.mark.parametrize("path", ["/", "/flag", "/follow"])
def test_the_elder_mode_shows_fewer_ways_at_once_and_every_duty(browser_page: Page, path: str) -> None:
    page = browser_page
    page.goto(path)
    ordinary = ways_in_sight(page)
    page.locator("button[name=elder]").first.click()
    page.goto(path)
    fewer = ways_in_sight(page)
    assert len(fewer) < len(ordinary)
    assert {"/flag", "/follow", "/help", "/privacy", "/about", "tel:110", "tel:12377"} <= set(fewer)
    page.locator("footer summary").click()
    assert {"/bulletins", "/figures", "/how-it-works", "/sign-in"} <= set(ways_in_sight(page))
