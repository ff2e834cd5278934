"""Draw the pictures a phone shows for the installed portal from static/img/favicon.svg. Needs Chromium.

python scripts/draw_icons.py
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

IMG = Path(__file__).resolve().parent.parent / "static" / "img"
SIZES = (192, 512)
GROUND, SAFE = "#0b5f6d", 0.62
"""A phone may cut the picture to a circle: the mark keeps within its safe zone (W3C manifest, maskable icons)."""


def draw() -> None:
    """Write icon-SIZE.png for every size."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    mark = (IMG / "symbols" / "mark.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            inner = int(size * SAFE)
            page.set_content(
                f"<style>body{{margin:0;display:grid;place-items:center;height:100vh;background:{GROUND};color:#fff}}"
                f"svg{{width:{inner}px;height:{inner}px}}</style>{mark}"
            )
            page.screenshot(path=IMG / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    draw()
