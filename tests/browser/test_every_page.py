"""Every page of everybody, in both languages and themes: no rule of accessibility broken, none wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route
from werkzeug.serving import make_server

from portal.config import Settings
from tests import databases
from tests.browser.conftest import PHONE
from tests.matrix.expected import TABLE, Line
from tests.matrix.test_matrix import NOTHING, filled
from tests.matrix.world import ANONYMOUS, World, standing_world
from tests.web.pages import Page as StrictPage

pytestmark = pytest.mark.slow

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LANGUAGES = ("zh-CN", "en")
THEMES = ("light", "dark")
PEOPLE = sorted({line.people[0] for line in TABLE if line.method == "GET"})


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("every-page")
    with databases.fresh("sqlite", folder) as url:
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "PORTAL_DATA": str(folder), "LIMITS": "off", "PUBLIC_URL": "http://localhost"}
        )
        with standing_world(settings) as standing:
            yield standing


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def pages_of(world: World, person: str) -> list[str]:
    """The address of each page this person is the first to be named for; every rule once, where it opens."""
    lines = [line for line in TABLE if line.method == "GET" and line.people[0] == person]
    return [path for line in lines if (path := where_it_opens(world, line, person)) is not None]


def where_it_opens(world: World, line: Line, person: str) -> str | None:
    who = ANONYMOUS if line.public else person
    for subject in [*world.subjects.values(), NOTHING]:
        path = filled(line, subject).replace("PUBLISHED", world.bulletins["published"])
        answer = world.browser(who).get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            return path
    return None


def opened(browser: Browser, world: World, address: str, person: str, language: str) -> BrowserContext:
    context = browser.new_context(base_url=address, viewport=PHONE, locale=language)
    session = None if person == "anyone" else world.browser(person).get_cookie("session")
    if session is not None:
        context.add_cookies([{"name": "session", "value": session.value, "url": address}])
    return context


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with this page in this language, in words."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    StrictPage(answer.text())
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = [f"{path} is {wide} px wide"] if wide > PHONE["width"] else []
    for theme in THEMES:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for one in Axe().run(page, options=WCAG).response["violations"]:
            found += [f"{path} {theme} {one['id']}: {node['target']}" for node in one["nodes"]]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_breaks_a_rule(browser: Browser, world: World, address: str, person: str, language: str) -> None:
    paths = pages_of(world, person)
    assert paths, person
    context = opened(browser, world, address, person, language)
    page = context.new_page()
    found = [fault for path in paths for fault in faults(page, path)]
    context.close()
    assert found == []


def test_the_check_sees_a_fault(browser: Browser, world: World, address: str) -> None:
    context = opened(browser, world, address, "anyone", "en")
    page = context.new_page()

    def spoil(route: Route) -> None:
        route.fulfill(body="<!DOCTYPE html><html><head><title>x</title></head><body><img src='/x'></body></html>")

    page.route("**/about", spoil)
    assert any("image-alt" in fault for fault in faults(page, "/about"))
    context.close()
