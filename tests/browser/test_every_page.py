"""Every page of everybody, in both languages and themes: no rule of accessibility broken, none wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import PHONE
from tests.browser.everybody import LANGUAGES, PEOPLE, THEMES, opened, pages_of, peopled, served
from tests.matrix.world import World
from tests.web.pages import invalid

pytestmark = pytest.mark.slow

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with peopled(tmp_path_factory.mktemp("every-page")) as standing:
        yield standing


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with served(world) as place:
        yield place


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with this page in this language, in words."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    found = [f"{path}: {one}" for one in invalid(answer.text())]
    wide = page.evaluate("document.documentElement.scrollWidth")
    found += [f"{path} is {wide} px wide"] if wide > PHONE["width"] else []
    for theme in THEMES:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for one in Axe().run(page, options=WCAG).response["violations"]:
            found += [f"{path} {theme} {one['id']}: {node['target']}" for node in one["nodes"]]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_breaks_a_rule(browser: Browser, world: World, address: str, person: str, language: str) -> None:
    paths = pages_of(world, person).values()
    assert paths, person
    context = opened(browser, world, address, person, language, PHONE)
    page = context.new_page()
    found = [fault for path in paths for fault in faults(page, path)]
    context.close()
    assert found == []


def test_the_check_sees_a_fault(browser: Browser, world: World, address: str) -> None:
    context = opened(browser, world, address, "anyone", "en", PHONE)
    page = context.new_page()

    def spoil(route: Route) -> None:
        route.fulfill(body="<!DOCTYPE html><html><head><title>x</title></head><body><img src='/x'></body></html>")

    page.route("**/about", spoil)
    assert any("image-alt" in fault for fault in faults(page, "/about"))
    context.close()
