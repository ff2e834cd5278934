"""The pictures of the help pages: which there are, how large, and where each lies.

`make screenshots` takes them anew from the real pages (tests/browser/help_pictures.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.web.language import html_lang
from portal.web.static_files import static_url

Size = tuple[int, int]
PHONE: Size = (360, 600)
DESKTOP: Size = (800, 520)
BOX: Size = (800, 320)

PICTURES: Mapping[str, Size] = {
    "choose": PHONE,
    "receipt": PHONE,
    "status": PHONE,
    "queue": DESKTOP,
    "case": DESKTOP,
    "task": DESKTOP,
    "to-sign": DESKTOP,
    "signature": BOX,
    "board": DESKTOP,
    "call": DESKTOP,
    "code": DESKTOP,
    "organizations": DESKTOP,
    "registry": DESKTOP,
    "operations": DESKTOP,
}
"""Name → width and height in pixels."""
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as a page shows it."""

    url: str
    width: int
    height: int


def file_of(name: str, language: str) -> str:
    """The file of a picture, below the folder of static files."""
    return f"img/help/{name}-{language}.webp"


def picture(name: str) -> Picture:
    """The picture in the language of this page. Raises KeyError, and FileNotFoundError where it was not taken."""
    width, height = PICTURES[name]
    language = "zh" if html_lang().startswith("zh") else "en"
    return Picture(static_url(file_of(name, language)), width, height)
