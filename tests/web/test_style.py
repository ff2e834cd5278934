"""The look keeps its promises: small, our own, readable in light and dark, as recorded."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import vendor_static

STATIC = vendor_static.ROOT / "static"
TEMPLATES = vendor_static.ROOT / "templates"

PUBLIC_BYTES = 14 * 1024
"""Of the 35 kB and 4 requests that the first load of the form may take (20 kB and 3 aimed at)."""
DESK_BYTES = 4 * 1024
TEXT, LARGE = 4.5, 3.0
"""Least contrast of text, and of borders of controls and pictures (WCAG 2.2, 1.4.3 and 1.4.11)."""

PAIRS = [
    *[(text, ground, TEXT) for text in ("ink", "ink-soft", "accent", "visited") for ground in ("paper", "surface")],
    *[(tone, ground, TEXT) for tone in ("good", "wait", "alert") for ground in ("paper", f"{tone}-soft")],
    *[("ink", f"{tone}-soft", TEXT) for tone in ("accent", "good", "wait", "alert")],
    ("accent", "accent-soft", TEXT),
    ("accent-strong", "paper", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("ink-soft", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-alert", "alert", TEXT),
    ("on-alert", "alert-strong", TEXT),
    ("alert-strong", "alert-soft", TEXT),
    ("focus-ink", "focus", TEXT),
    ("control", "paper", LARGE),
    ("control", "surface", LARGE),
]


def packed(name: str) -> int:
    return len(gzip.compress((STATIC / "built" / name).read_bytes(), 9))


def test_a_public_page_needs_one_small_style_sheet() -> None:
    assert packed("public.css") <= PUBLIC_BYTES


def test_a_desk_adds_little() -> None:
    assert packed("desk.css") <= DESK_BYTES


def test_what_is_committed_is_what_the_sources_say() -> None:
    assert vendor_static.faults() == []


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    for folder in ("static", "scripts"):
        shutil.copytree(vendor_static.ROOT / folder, tmp_path / folder)
    check = [sys.executable, str(tmp_path / "scripts" / "vendor_static.py"), "--check"]
    assert subprocess.run(check, check=False).returncode == 0
    with (tmp_path / "static" / "vendor" / "lucide" / "check.svg").open("a") as picture:
        picture.write(" ")
    answer = subprocess.run(check, check=False, capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (
        1,
        "static/vendor/lucide/check.svg differs from static/vendor/sri.json\n",
    )


def test_styles_ask_nobody_else_and_bring_no_reserved_font() -> None:
    for sheet in (STATIC / "built").glob("*.css"):
        text = sheet.read_text("utf-8")
        assert re.findall(r"url\(|@import|@font-face|GDS Transport", text) == []


def test_vendored_packages_keep_their_licence() -> None:
    for package in filter(Path.is_dir, (STATIC / "vendor").iterdir()):
        assert list(package.glob("LICENSE*")), package.name


def test_the_lock_file_has_hashes_and_names_no_host() -> None:
    packages = json.loads((vendor_static.FRONTEND / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    assert not any("resolved" in package for package in packages.values())


def test_every_picture_a_page_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "built" / "icons.svg").read_text("utf-8")))
    sources = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'icon\("([\w-]+)"\)', sources))
    assert named
    assert named <= drawn


def colours(theme: str) -> dict[str, str]:
    """The tokens of a theme; the dark one changes what it names."""
    light, _, rest = (STATIC / "css" / "tokens.css").read_text("utf-8").partition("prefers-color-scheme: dark")
    dark, _, _ = rest.partition("@media print")
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return named if theme == "light" else named | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(theme: str, front: str, ground: str, least: float) -> None:
    tokens = colours(theme)
    assert contrast(tokens[front], tokens[ground]) >= least
