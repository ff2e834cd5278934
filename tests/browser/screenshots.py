"""`make screenshots`: a sheet of each page and each stop of a tip's way, in both languages, themes and widths.

The pictures of the help pages are taken in the same run.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, PHONE
from tests.browser.everybody import LANGUAGES, PEOPLE, THEMES, opened, pages_of, peopled, served
from tests.browser.help_pictures import take_help_pictures
from tests.browser.ways import WAYS
from tests.matrix.world import World

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
TALLEST = 2000
"""Pixels of a page that are shown; lists repeat below."""
SHOWN = {DESKTOP["width"]: 480, PHONE["width"]: 220}
"""How wide a picture of each width stands on the sheet."""
GAP, QUALITY = 12, 35
ALL_LOADED = "Promise.all([...document.images].map(one => ((one.loading = 'eager'), one.decode())))"
"""Loads what otherwise waits until somebody scrolls to it."""


def main() -> int:
    """Take every page anew; ends with 1 where there is no Chromium to take it with."""
    if CHROMIUM is None:
        print("Chromium is not installed (apt-get install chromium fonts-noto-cjk): no screenshot was taken.")
        return 1
    with (
        tempfile.TemporaryDirectory() as data,
        peopled(Path(data)) as world,
        served(world) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_help_pictures(browser, world, address)
        for person in PEOPLE:
            for name, rows in sheets(browser, world, address, person).items():
                place = FOLDER / person / f"{name}.webp"
                place.parent.mkdir(parents=True, exist_ok=True)
                sheet(rows).save(place, quality=QUALITY, method=6)
                print(place.relative_to(FOLDER), flush=True)
        browser.close()
    return 0


def sheets(browser: Browser, world: World, address: str, person: str) -> dict[str, list[list[Image.Image]]]:
    """By name of the page its pictures on a desktop, then on a phone; each go through the languages and themes."""
    found: dict[str, list[list[Image.Image]]] = defaultdict(lambda: [[], []])
    for row, size in enumerate((DESKTOP, PHONE)):
        for language in LANGUAGES:
            context = opened(browser, world, address, person, language, size)
            page = context.new_page()
            for name in stops(page, pages_of(world, person), person):
                found[name][row] += [picture(page, theme) for theme in THEMES]
            context.close()
    return found


def stops(page: Page, pages: dict[str, str], person: str) -> Iterator[str]:
    """Lead the browser to one page after another, and name each."""
    for rule, path in pages.items():
        page.goto(path)
        yield named(rule)
    if person in WAYS:
        yield from WAYS[person](page)


def named(rule: str) -> str:
    """The file name of a rule's page."""
    return re.sub(r"[^a-z_]+", "-", rule.lower()).strip("-") or "home"


def picture(page: Page, theme: str) -> Image.Image:
    """The page in this theme, scaled for the sheet."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.evaluate(ALL_LOADED)
    page.evaluate("scrollTo(0, 0)")
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    shown = taken.crop((0, 0, taken.width, min(taken.height, TALLEST)))
    width = SHOWN[taken.width]
    return shown.resize((width, shown.height * width // shown.width), Image.Resampling.LANCZOS)


def sheet(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """The desktops two by two, and the phones beside them."""
    desktops, phones = rows
    half = len(desktops) // 2
    return joined([joined([joined(desktops[:half]), joined(desktops[half:])], down=True), joined(phones)])


def joined(pictures: Sequence[Image.Image], *, down: bool = False) -> Image.Image:
    """Pictures beside each other, or below each other."""
    widths, heights = [one.width for one in pictures], [one.height for one in pictures]
    gaps = GAP * (len(pictures) - 1)
    size = (max(widths), sum(heights) + gaps) if down else (sum(widths) + gaps, max(heights))
    whole, at = Image.new("RGB", size, "#808080"), 0
    for one in pictures:
        whole.paste(one, (0, at) if down else (at, 0))
        at += GAP + (one.height if down else one.width)
    return whole


if __name__ == "__main__":
    sys.exit(main())
