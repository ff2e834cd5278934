"""What is wrong with the page that stands open, in words: for eyes, ears and hands that differ, in one visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import PHONE

BRIEF = {"resultTypes": ["violations"]}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], **BRIEF}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **BRIEF}
"""What a theme changes: everything else is the same page."""
ASKED = Path(__file__).with_name("faults.js").read_text("utf-8")
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""What 400 % leaves of a window of 1280 by 1024 (WCAG 2.2, 1.4.10)."""
WIDE: ViewportSize = {"width": 1280, "height": 1024}
FINGER = 44
"""Least width and height of a target in the elder mode, in pixels."""
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
"""
"""The spacing that a reader may want (WCAG 2.2, 1.4.12)."""


def asked(page: Page, fault: str, *given: object) -> list[str]:
    """What the page has of this fault (tests/browser/faults.js)."""
    found: list[str] = page.evaluate(f"(given) => {ASKED}.{fault}(...given)", list(given))
    return [f"{fault}: {one}" for one in found]


@contextmanager
def styled(page: Page, rules: str) -> Iterator[None]:
    """Put a reader's own style sheet over the page, past its policy."""
    page.evaluate(
        """rules => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rules);
            document.adoptedStyleSheets.push(sheet);
        }""",
        rules,
    )
    yield
    page.evaluate("document.adoptedStyleSheets.pop() && null")


def known_to_axe(page: Page) -> list[str]:
    """Every rule of accessibility that axe sees broken, in each theme."""
    found = []
    for theme, rules in (("dark", COLOURS), ("light", WCAG)):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for one in Axe().run(page, options=rules).response["violations"]:
            found += [f"{theme} {one['id']}: {node['target']}" for node in one["nodes"]]
    return found


def out_of_order(page: Page) -> list[str]:
    """Where what a screen reader reads is not named, or not in the order in which it is seen."""
    found = asked(page, "crooked") + asked(page, "foreign")
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        found += asked(page, "disordered")
    return found


def too_wide(page: Page) -> list[str]:
    """What must be read sideways on a phone, at 400 %, or with the widest spacing; and what is cut off there."""
    found = asked(page, "wide")
    page.set_viewport_size(ZOOMED)
    found += asked(page, "wide")
    with styled(page, SPACED):
        found += asked(page, "wide") + asked(page, "cut")
    page.set_viewport_size(PHONE)
    return found


def lost_in_forced_colours(page: Page) -> list[str]:
    """Marks that only a filling tells from their ground, where the reader's own colours take it away."""
    asked(page, "remember")
    page.emulate_media(forced_colors="active")
    found = asked(page, "unmarked")
    page.emulate_media(forced_colors="none")
    return found


def in_motion(page: Page) -> list[str]:
    """What moves although the reader wants nothing to."""
    page.emulate_media(reduced_motion="reduce")
    found = asked(page, "moving")
    page.emulate_media(reduced_motion="no-preference")
    return found


LOOKS: tuple[Callable[[Page], list[str]], ...] = (
    known_to_axe,
    out_of_order,
    too_wide,
    lost_in_forced_colours,
    in_motion,
)


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page, seen in every way."""
    return [fault for look in LOOKS for fault in look(page)]


def hard_for_the_old(page: Page, least: float) -> list[str]:
    """What is too small to touch or to read, or too wide, in the elder mode; `least` is the type of a reader's page."""
    return asked(page, "wide") + asked(page, "small", FINGER) + asked(page, "tiny", least)
