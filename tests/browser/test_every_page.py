"""Every page of everybody, in both languages and themes, for eyes, ears and hands that differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.conftest import PHONE
from tests.browser.everybody import LANGUAGES, PEOPLE, opened, pages_of, peopled, served
from tests.browser.looking import (
    faults,
    hard_for_the_old,
    in_motion,
    known_to_axe,
    lost_in_forced_colours,
    out_of_order,
    styled,
    too_wide,
)
from tests.browser.ways import WAYS
from tests.matrix.world import World
from tests.web.pages import invalid

pytestmark = pytest.mark.slow

READABLE = 18
"""Least type of the elder mode in pixels, hints and captions included; the words of a page have 23."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with peopled(tmp_path_factory.mktemp("every-page")) as standing:
        yield standing


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with served(world) as place:
        yield place


def wrong(page: Page, path: str) -> list[str]:
    """What is wrong with this page in this language, in words."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    return [f"{path}: {one}" for one in [*invalid(answer.text()), *faults(page)]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_breaks_a_rule(browser: Browser, world: World, address: str, person: str, language: str) -> None:
    paths = pages_of(world, person).values()
    assert paths, person
    context = opened(browser, world, address, person, language, PHONE)
    page = context.new_page()
    found = [fault for path in paths for fault in wrong(page, path)]
    context.close()
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", WAYS)
def test_no_stop_of_a_way_breaks_a_rule(
    browser: Browser, world: World, address: str, person: str, language: str
) -> None:
    context = opened(browser, world, address, person, language, PHONE)
    page = context.new_page()
    found = [f"{stop}: {fault}" for stop in WAYS[person](page) for fault in faults(page)]
    context.close()
    assert found == []


def for_citizens(world: World) -> list[str]:
    """The address of each page that the public opens; the style guide is for those who build the portal."""
    return [path for rule, path in pages_of(world, "anyone").items() if not rule.startswith("/styleguide")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_elder_mode_is_large_to_touch_and_to_read(
    browser: Browser, world: World, address: str, language: str
) -> None:
    context = opened(browser, world, address, "anyone", language, PHONE)
    page = context.new_page()
    page.goto("/about")
    page.locator("button[name=elder]").click()
    found = []
    for path in for_citizens(world):
        page.goto(path)
        found += [f"{path}: {fault}" for fault in hard_for_the_old(page, READABLE)]
    context.close()
    assert found == []


def test_the_elder_mode_is_seen_to_be_larger_than_the_ordinary_one(
    browser: Browser, world: World, address: str
) -> None:
    context = opened(browser, world, address, "anyone", "zh-CN", PHONE)
    page = context.new_page()
    page.goto("/flag")
    found = hard_for_the_old(page, READABLE)
    assert {fault.split(":")[0] for fault in found} == {"small", "tiny"}
    context.close()


def test_the_elder_mode_stays_asks_less_at_a_time_and_hurries_nobody(
    browser: Browser, world: World, address: str
) -> None:
    def most_at_a_time(page: Page) -> int:
        page.goto("/flag")
        asked: int = page.locator(".step").evaluate_all(
            """steps => Math.max(...steps.map((step) => {
                location.hash = step.id;
                const asked = [...step.querySelectorAll("fieldset, textarea, input[type=email]")];
                return asked.filter((one) => one.checkVisibility()).length;
            }))"""
        )
        return asked

    context = opened(browser, world, address, "anyone", "zh-CN", PHONE)
    page = context.new_page()
    ordinary = most_at_a_time(page)
    page.locator("button[name=elder]").click()
    kept = context.storage_state()
    context.close()
    later = browser.new_context(base_url=address, viewport=PHONE, storage_state=kept)
    page = later.new_page()
    assert 0 < most_at_a_time(page) < ordinary
    assert "elder" in (page.locator("html").get_attribute("class") or "")
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    assert all(one["expires"] - time.time() > 300 * 24 * 3600 for one in kept["cookies"] if one["name"] == "prefs")
    later.close()


def scrolled_tables(page: Page) -> list[str]:
    """The tables that a finger must push sideways, those in what can be unfolded included."""
    found: list[str] = page.evaluate(
        """() => {
            for (const folded of document.querySelectorAll("main details")) folded.open = true;
            const tables = [...document.querySelectorAll(".table-scroll")];
            return tables.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel);
        }"""
    )
    return found


@pytest.mark.parametrize("mode", ["off", "on"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_table_is_pushed_sideways_on_a_phone(
    browser: Browser, world: World, address: str, language: str, mode: str
) -> None:
    context = opened(browser, world, address, "anyone", language, PHONE)
    page = context.new_page()
    page.goto("/about")
    if mode == "on":
        page.locator("button[name=elder]").click()
    found, tables = [], 0
    for path in for_citizens(world):
        page.goto(path)
        tables += page.locator(".table-scroll").count()
        found += [f"{path}: {name}" for name in scrolled_tables(page)]
    context.close()
    assert tables >= 3
    assert found == []


def test_control_a_table_too_wide_is_found_and_as_cards_it_is_a_table_to_ears_and_on_paper(
    browser: Browser, world: World, address: str
) -> None:
    context = opened(browser, world, address, "anyone", "en", PHONE)
    page = context.new_page()
    page.goto("/how-it-works")
    table = page.locator("table.cards").first
    told = table.aria_snapshot()
    for row in ("columnheader", "rowheader", "cell"):
        assert f"- {row} " in told, row
    assert table.locator("tbody tr").first.evaluate("one => getComputedStyle(one).display") == "block"
    page.emulate_media(media="print")
    assert table.locator("tbody tr").first.evaluate("one => getComputedStyle(one).display") == "table-row"
    page.emulate_media(media="screen")
    table.evaluate("one => one.classList.remove('cards')")
    assert scrolled_tables(page) == ["Time allowed for the first steps"]
    context.close()


LINES_OF_NAMES = """all => all.map(one => {
    const name = document.createRange();
    name.selectNodeContents(one.firstChild);
    return name.getClientRects().length;
})"""


def test_on_a_phone_the_name_of_no_step_is_broken(browser: Browser, world: World, address: str) -> None:
    context = opened(browser, world, address, "anyone", "zh-CN", PHONE)
    page = context.new_page()
    page.goto("/how-it-works")
    names = page.locator(".flow__name")
    assert names.evaluate_all(LINES_OF_NAMES) == [1] * 5
    names.first.evaluate("one => { one.style.width = '2em' }")
    assert names.evaluate_all(LINES_OF_NAMES) == [2, 1, 1, 1, 1], "the control: a name that is broken"
    context.close()


LIGHT = 35_000
"""Packed bytes of the first load of a page, its illustrations aside (of the form that is all there is)."""
REQUESTS = {"/flag": 4}
FEW_REQUESTS = 5
"""Of a page beside the form: two sheets more than it, and no script."""


def heavy(page: Page, path: str) -> list[str]:
    """What is too much for a slow phone in the first load of this page, from an empty cache."""
    loaded: list[Request] = []

    def note(request: Request) -> None:
        loaded.append(request)

    page.on("requestfinished", note)
    page.goto(path, wait_until="load")
    needed = [one for one in loaded if not one.url.endswith(".webp") and "/img/" not in one.url]
    size = sum(one.sizes()["responseBodySize"] for one in needed)
    most = REQUESTS.get(path, FEW_REQUESTS)
    found = [f"{path} weighs {size} bytes"] if size > LIGHT else []
    return found + ([f"{path} asks {len(needed)} times"] if len(needed) > most else [])


def test_every_public_page_is_light_enough_for_a_slow_phone(browser: Browser, world: World, address: str) -> None:
    found = []
    for path in for_citizens(world):
        context = browser.new_context(base_url=address, viewport=PHONE, service_workers="block")
        found += heavy(context.new_page(), path)
        context.close()
    assert found == []


def test_control_a_page_that_asks_for_more_is_found_heavy(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE, service_workers="block")
    page = context.new_page()
    page.route("**/built/public.css*", lambda route: route.fulfill(body="/* */" * 9000, content_type="text/css"))
    assert [fault.split()[1] for fault in heavy(page, "/flag")] == ["weighs"]
    context.close()


Spoilt = tuple[Callable[[Page], list[str]], str, str, str]
SPOILT: dict[str, Spoilt] = {
    "a picture without words": (known_to_axe, "", "main.innerHTML += '<img src=/x>'", "light image-alt"),
    "pale type in the dark": (
        known_to_axe,
        "@media (prefers-color-scheme: dark) { p { color: #333 !important } }",
        "",
        "dark color-contrast",
    ),
    "a level left out": (out_of_order, "", "main.innerHTML += '<h4>Deep</h4>'", "is level 4 after 2"),
    "a second title": (out_of_order, "", "main.innerHTML += '<h1>Again</h1>'", "2 headings of level 1"),
    "two ways of one name": (
        out_of_order,
        "",
        "main.innerHTML += '<nav aria-label=x></nav><nav aria-label=x></nav>'",
        "<nav> is called “x”",
    ),
    "a nameless button": (out_of_order, "", "main.innerHTML += '<button>&nbsp;</button>'", "has no name"),
    "a word in another language": (
        out_of_order,
        "",
        "main.innerHTML += '<button>返回首页</button>'",
        "is in another language than en",
    ),
    "what is read first standing last": (
        out_of_order,
        ":has(> h1) { display: flex !important; flex-direction: column } h1 { order: 9 }",
        "",
        "and stands above it",
    ),
    "a place in front of the queue": (
        out_of_order,
        "",
        "main.querySelector('a').tabIndex = 3",
        "jumps the queue",
    ),
    "a line that does not break": (too_wide, "h1 { white-space: nowrap; min-width: 330px }", "", "too wide"),
    "a box that does not grow": (too_wide, "h1 { height: 1.4em; overflow: hidden }", "", "cut off"),
    "a bar of filling alone": (
        lost_in_forced_colours,
        ".bar { width: 40px; height: 9px; background: teal }",
        "main.innerHTML += '<span class=bar></span>'; main.lastChild.style.display = 'block'",
        "cannot be seen",
    ),
    "a colour that fades in": (
        in_motion,
        "a#b { transition: color 1s !important }",
        "main.innerHTML += '<a id=b>'",
        "moves",
    ),
}


@pytest.fixture(scope="module")
def about(browser: Browser, world: World, address: str) -> Iterator[Page]:
    context = opened(browser, world, address, "anyone", "en", PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("look", "rules", "change", "found"), SPOILT.values(), ids=SPOILT)
def test_control_a_page_that_is_spoilt_is_seen(
    about: Page, look: Callable[[Page], list[str]], rules: str, change: str, found: str
) -> None:
    about.goto("/about")
    about.evaluate(f"() => {{ const main = document.querySelector('main'); {change} }}")
    with styled(about, rules):
        assert [fault for fault in look(about) if found in fault] != []
