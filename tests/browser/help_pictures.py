"""The pictures of the help pages, taken from the real pages: part of `make screenshots`.

Alone: `python -m tests.browser.help_pictures`.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from portal.publicity.helping.pictures import LANGUAGES, PICTURES, file_of
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.everybody import opened, peopled, served
from tests.browser.way_of_a_call import the_way_of_a_call
from tests.browser.way_of_a_tip import the_way_of_a_tip
from tests.matrix.world import World

STATIC = Path(__file__).parents[2] / "static"
QUALITY = 55
LOCALES = dict(zip(LANGUAGES, ("zh-CN", "en"), strict=True))
ON_THE_WAY = {"flag-receipt": ("receipt", ".receipt"), "follow-a-tip": ("status", ".tip-target")}
"""Stop of a tip's way → the picture taken there, and what stands on top of it."""


BELOW_THE_WAY_OUT = 66
"""Pixels that the button for leaving at once covers on a citizen's page."""


def desk_pages(world: World) -> dict[str, tuple[str, str, str]]:
    """Picture → whose page it is, its address, and what stands on top of it."""
    check, decide, done = (world.subjects[place] for place in ("checked at A", "before the agencies", "carried out"))
    return {
        "queue": ("wei", "/verification", "body"),
        "case": ("wei", f"/verification/{check.number}", "h1"),
        "task": ("wei", f"/disposal/{done.number}/tasks/{done.task}", "h1"),
        "to-sign": ("zhou", "/disposal", "body"),
        "signature": ("zhou", f"/disposal/{decide.number}", ".foresight"),
        "board": ("qian", "/disposal/board", "body"),
        "call": ("tang", "/assist", "h1"),
        "organizations": ("ma", "/administration/organizations", "h1"),
        "registry": ("ma", "/administration/registry", "h1"),
        "operations": ("ma", "/administration/operations", "h1"),
    }


def take_help_pictures(browser: Browser, world: World, address: str) -> None:
    """Take every picture anew, in each language."""
    for language in LANGUAGES:
        for name, image in pictures(browser, world, address, LOCALES[language]):
            place = STATIC / file_of(name, language)
            place.parent.mkdir(parents=True, exist_ok=True)
            image.save(place, quality=QUALITY, method=6)
            print(place.relative_to(STATIC), flush=True)


def pictures(browser: Browser, world: World, address: str, locale: str) -> Iterator[tuple[str, Image.Image]]:
    """Every picture by its name."""
    width, height = PICTURES["choose"]
    context = opened(browser, world, address, "anyone", locale, {"width": width, "height": height})
    page = context.new_page()
    page.goto("/flag")
    yield "choose", seen(page, "#step-1 fieldset:has(#category-hint)", BELOW_THE_WAY_OUT)
    for stop in the_way_of_a_tip(page):
        if stop in ON_THE_WAY:
            name, top = ON_THE_WAY[stop]
            yield name, seen(page, top, BELOW_THE_WAY_OUT)
    context.close()
    for name, (person, path, top) in desk_pages(world).items():
        width, height = PICTURES[name]
        context = opened(browser, world, address, person, locale, {"width": width, "height": height})
        page = context.new_page()
        page.goto(path)
        yield name, seen(page, top)
        context.close()
    yield "code", code_of_a_call(browser, world, address, locale)


def code_of_a_call(browser: Browser, world: World, address: str, locale: str) -> Image.Image:
    """What a clerk reads out at the end of a call."""
    width, height = PICTURES["code"]
    context = opened(browser, world, address, "tang", locale, {"width": width, "height": height})
    page = context.new_page()
    found = next(seen(page, "h1") for stop in the_way_of_a_call(page) if stop == "assist-code")
    context.close()
    return found


def seen(page: Page, top: str, margin: int = 12) -> Image.Image:
    """What a screen shows when it is scrolled to this element, with this many pixels above it."""
    page.emulate_media(color_scheme="light")
    there = "(element, margin) => scrollTo(0, element.getBoundingClientRect().top + scrollY - margin)"
    page.locator(top).first.evaluate(there, margin)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def main() -> int:
    """Take them alone; ends with 1 where there is no Chromium to take them with."""
    if CHROMIUM is None:
        print("Chromium is not installed (apt-get install chromium fonts-noto-cjk): no picture was taken.")
        return 1
    with (
        tempfile.TemporaryDirectory() as data,
        peopled(Path(data)) as world,
        served(world) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_help_pictures(browser, world, address)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
