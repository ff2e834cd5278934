"""Lists of the desks on a phone and on a desktop: nothing is pushed sideways, ticks are large, columns stand still."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from portal.data.registry import shipped_registry
from portal.records.registry import add_missing
from portal.web.transaction import transaction
from tests.people import seed, signed_in_browser
from tests.verification.desk import do, tip

NARROW: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
WIDE_TABLES = """[...document.querySelectorAll(".table-scroll")]
    .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)"""
COLUMNS = """[...document.querySelectorAll(".queue thead th")].map((one) => one.getBoundingClientRect().width)"""
LISTS = {
    "ma": [
        *("registry", "organizations", "people", "categories", "measures", "settings", "operations/jobs?state=waiting"),
    ],
    "jin": ["administration", "accesses"],
}
AT = {"ma": "/administration/{}", "jin": "/audit/{}"}

pytestmark = pytest.mark.parametrize("scripts_run", [True], ids=["with JavaScript"], indirect=True)
People = Callable[[str, ViewportSize], Page]


@pytest.fixture
def people(app: Flask, browser: Browser, live_server: str, scripts_run: bool) -> People:
    """A colleague's browser of this size, signed in; every list of the house has a line."""
    seed(app)
    with app.app_context(), transaction():
        add_missing(shipped_registry(demo=True))
    for number in range(3):
        tip(app, f"https://xingyun.example/v/{number}")
    do(
        signed_in_browser(app, "wei"),
        tip(app, f"https://xingyun.example/v/{'long' * 30}", category="B04"),
        "acceptance",
    )

    def arrive(word: str, size: ViewportSize) -> Page:
        session = signed_in_browser(app, word).get_cookie("session")
        assert session is not None
        context = browser.new_context(base_url=live_server, viewport=size, locale="en")
        context.add_cookies([{"name": "session", "value": session.value, "url": live_server}])
        return context.new_page()

    return arrive


@pytest.mark.parametrize("word", LISTS)
def test_no_list_of_administration_and_audit_is_pushed_sideways_on_a_phone(people: People, word: str) -> None:
    page, pushed = people(word, NARROW), {}
    for name in LISTS[word]:
        page.goto(AT[word].format(name))
        pushed[name] = page.evaluate(WIDE_TABLES)
    assert pushed == {name: [] for name in LISTS[word]}


def test_the_control_is_told_from_a_table_that_is_no_cards(people: People) -> None:
    page = people("ma", NARROW)
    page.goto("/administration/registry")
    page.evaluate("document.querySelector('.cards').classList.remove('cards')")
    assert page.evaluate(WIDE_TABLES) == ["Routing registry"]


def test_ticks_of_the_queue_are_large_enough_to_touch(people: People) -> None:
    for size, mark, target in ((NARROW, 24, 44), (DESK, 24, 24)):
        page = people("wei", size)
        page.goto("/verification")
        tick, label = page.locator(".tick input").first.bounding_box(), page.locator(".tick").first.bounding_box()
        assert tick is not None
        assert label is not None
        assert min(tick["width"], tick["height"]) >= mark
        assert min(label["width"], label["height"]) >= target


def test_columns_of_the_queue_stand_where_they_stood_whatever_is_in_the_lines(people: People) -> None:
    """Control: without the fixed layout they move."""
    page, widths = people("wei", DESK), []
    for fixed in (True, False):
        for category in ("B02", "B04"):
            page.goto(f"/verification?category={category}")
            if not fixed:
                page.evaluate("document.querySelector('.queue').style.tableLayout = 'auto'")
            widths.append(page.evaluate(COLUMNS))
    assert widths[0] == widths[1]
    assert widths[2] != widths[3]
