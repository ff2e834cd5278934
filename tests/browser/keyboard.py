"""A person who has a keyboard and nothing else: goes from control to control, and looks where the focus is."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Locator, Page

MOST_STOPS = 150
"""Nobody presses the tab key more often to get anywhere; who does is in a trap."""
AROUND = 8
"""Pixels around a control in which its focus may be drawn."""

STOP = """() => {
    const here = document.activeElement;
    const before = window.stoodOn?.deref();
    const look = (place, part) => {
        const drawn = getComputedStyle(place, part);
        const { outlineStyle, outlineColor, boxShadow, backgroundColor, borderColor } = drawn;
        return [outlineStyle, outlineColor, boxShadow, backgroundColor, borderColor].join();
    };
    const looks = () => [look(here), ...[...here.labels ?? []].map((label) => look(label, "::before"))].join();
    const lost = here === document.body || here === document.documentElement;
    const found = { lost, place: here.outerHTML.slice(0, 120), drawn: true, onwards: true, again: false };
    if (lost) return found;
    const dated = here.type === "date"; // has stops of its own inside, where the browser draws the focus
    const focused = looks();
    if (!dated) here.blur();
    found.drawn = dated || looks() !== focused;
    if (!dated) here.focus({ focusVisible: true, preventScroll: true });
    const box = here.getBoundingClientRect();
    const corners = [[0.5, 0.5], [0.02, 0.1], [0.98, 0.1], [0.02, 0.9], [0.98, 0.9]];
    found.inSight = corners.some(([across, down]) => {
        const top = document.elementFromPoint(box.left + across * box.width, box.top + down * box.height);
        const own = [here, ...(here.labels ?? [])];
        return top && (top.contains(here) || own.some((one) => one.contains(top)));
    });
    found.onwards = !before?.isConnected || Boolean(before.compareDocumentPosition(here) & 4);
    const parts = dated ? 4 : 1; // year, month, day, and what opens the calendar
    window.times = here === before ? window.times + 1 : 1;
    found.again = window.times > parts;
    found.onwards ||= here === before;
    window.stoodOn = new WeakRef(here);
    return found;
}"""
"""Where the focus is, whether anything shows it, and whether it went on in the order of reading."""


@dataclass(frozen=True)
class Hands:
    """Presses keys on a page; every stop on the way must be seen, and further on than the one before."""

    page: Page

    def tab(self) -> bool:
        """One step on; False where the page is over."""
        self.page.keyboard.press("Tab")
        stop = self.page.evaluate(STOP)
        if stop["lost"]:
            self.page.evaluate("() => { delete window.stoodOn }")
            return False
        assert not stop["again"], f"trapped in {stop['place']}"
        assert stop["drawn"], f"nothing shows the focus on {stop['place']}"
        assert stop["inSight"], f"the focus is out of sight on {stop['place']}"
        assert stop["onwards"], f"the focus jumps back to {stop['place']}"
        return True

    def to(self, target: Locator) -> None:
        """Go on until the target has the focus, once around the page at most."""
        target = target.first
        ends = 0
        for _step in range(MOST_STOPS):
            if target.evaluate("place => place === document.activeElement"):
                return
            ends += not self.tab()
            assert ends < 2, f"no key leads to {target}"
        raise AssertionError(f"the keys lead nowhere near {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go to the target, see that the focus is really drawn on it, and press a key there."""
        self.to(target)
        assert_drawn(self.page)
        self.page.keyboard.press(key)

    def leave_by(self, target: Locator) -> None:
        """Press a link or a button that leads to another page."""
        self.to(target)
        assert_drawn(self.page)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, target: Locator, words: str) -> None:
        """Type into a field, over what stands in it."""
        self.to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def pick(self, target: Locator, value: str) -> None:
        """Choose in a list by the arrow keys."""
        self.to(target)
        options = target.locator("option").evaluate_all("all => all.map(one => one.value)")
        self.page.keyboard.press("Home")
        for _down in range(options.index(value)):
            self.page.keyboard.press("ArrowDown")
        assert target.input_value() == value

    def tick(self, target: Locator) -> None:
        """Tick a box, or choose of several by the arrow keys."""
        if target.get_attribute("type") == "checkbox":
            return self.press(target, "Space")
        group = target.page.locator(f"input[name='{target.get_attribute('name')}']:visible")
        chosen = target.page.locator(f"input[name='{target.get_attribute('name')}']:checked")
        self.press(chosen if chosen.count() else group.first, "Space")
        for _down in range(group.count()):
            if target.is_checked():
                return None
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {target}")

    def skip(self) -> None:
        """From the top of a page over its head, by the first link of all."""
        self.tab()
        assert self.page.evaluate("document.activeElement.className") == "govuk-skip-link"
        assert_drawn(self.page)
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"
        self.page.evaluate("() => { delete window.stoodOn }")


BOX = """() => {
    const box = (document.activeElement.labels?.[0] ?? document.activeElement).getBoundingClientRect();
    const own = document.activeElement.getBoundingClientRect();
    const [left, top] = [Math.min(box.left, own.left), Math.min(box.top, own.top)];
    return [left, top, Math.max(box.right, own.right) - left, Math.max(box.bottom, own.bottom) - top];
}"""


def assert_drawn(page: Page, looks: int = 4) -> None:
    """The control with the focus looks otherwise without it: as much as by half a line around it (WCAG 2.4.7).

    An answer of the server may move it between two pictures; then it is looked at again, `looks` times in all.
    """
    box = page.evaluate(BOX)
    size = page.viewport_size
    assert size is not None
    left, top = max(0, box[0] - AROUND), max(0, box[1] - AROUND)
    clip: FloatRect = {
        "x": left,
        "y": top,
        "width": min(size["width"], box[0] + box[2] + AROUND) - left,
        "height": min(size["height"], box[1] + box[3] + AROUND) - top,
    }
    focused = page.screenshot(clip=clip)
    page.evaluate("() => { window.held = document.activeElement; held.blur() }")
    without = page.screenshot(clip=clip)
    page.evaluate("() => held.focus({ focusVisible: true, preventScroll: true })")
    if looks > 1 and page.evaluate(BOX) != box:
        assert_drawn(page, looks - 1)
        return
    pictures = [Image.open(io.BytesIO(one)).convert("RGB") for one in (focused, without)]
    changed = ImageChops.difference(*pictures).convert("L").point(lambda value: 255 if value > 40 else 0)
    own = page.evaluate("() => { const box = held.getBoundingClientRect(); return 2 * (box.width + box.height) }")
    pixels = changed.histogram()[255]
    assert pixels >= own / 2, f"{pixels} pixels show the focus on {page.evaluate('held.outerHTML')[:120]}"
