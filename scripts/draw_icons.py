"""Draw what others show of the portal: a phone its icon, a messenger a picture beside the link. Needs Chromium.

python scripts/draw_icons.py
"""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

IMG = Path(__file__).resolve().parent.parent / "static" / "img"
SIZES = (192, 512)
GROUND, SAFE = "#0b5f6d", 0.62
"""A phone may cut the picture to a circle: the mark keeps within its safe zone (W3C manifest, maskable icons)."""
SHARED = {
    "zh": (
        "清鉴",
        "举报 AI 滥用",
        "有人核查，有人处置，办到哪一步随时可查",
        ("举报", "平台核查", "联合处置", "办结公开"),
    ),
    "en": (
        "Clearflag",
        "Report the misuse of AI",
        "It is checked, dealt with, and you can follow every step",
        ("Report", "Platform check", "Joint decision", "Closed, published"),
    ),
}
"""Name, line, promise and steps on the picture of each language; 1200 x 630 as ogp.me's users expect it."""
COLOURS = 32
"""One ground and the edges of letters: enough, and a quarter of the bytes."""
PICTURE = """<style>
body {{ margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 72px 80px; background: {ground};
  color: #fff; font-family: "Noto Sans CJK SC", system-ui, sans-serif; }}
.name {{ display: flex; align-items: center; gap: 20px; font-size: 40px; font-weight: 700; }}
.name svg {{ width: 72px; height: 72px; }}
h1 {{ margin: 72px 0 16px; font-size: {large}px; line-height: 1.15; }}
p {{ margin: 0; font-size: 36px; opacity: .92; }}
ol {{ display: flex; margin: 72px 0 0; padding: 0; list-style: none; font-size: 28px; }}
li {{ flex: 1; padding-top: 22px; border-top: 6px solid #fff; margin-right: 16px; }}
</style><div class="name">{mark}{name}</div><h1>{line}</h1><p>{promise}</p><ol>{steps}</ol>"""


def draw() -> None:
    """Write icon-SIZE.png for every size and share-LANGUAGE.png for every language."""
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
        for language, (name, line, promise, steps) in SHARED.items():
            page = browser.new_page(viewport={"width": 1200, "height": 630})
            listed = "".join(f"<li>{step}</li>" for step in steps)
            page.set_content(
                PICTURE.format(
                    ground=GROUND, mark=mark, name=name, line=line, promise=promise, steps=listed,
                    large=104 if language == "zh" else 84,
                )
            )  # fmt: skip
            place = IMG / f"share-{language}.png"
            page.screenshot(path=place)
            Image.open(place).convert("RGB").quantize(COLOURS).save(place, optimize=True)
        browser.close()


if __name__ == "__main__":
    draw()
