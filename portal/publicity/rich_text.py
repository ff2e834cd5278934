"""The body of a bulletin: typed as plain paragraphs with headings, or as simple HTML, kept clean, shown as markup."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from markupsafe import Markup

from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.records.sanitiser import sanitise

BLOCKS = re.compile(r"<(p|h[2-4]|ul|ol|dl|blockquote|table|hr)\b", re.IGNORECASE)
HEADING = re.compile(r"^##[ \t]+(.*\S.*)$", re.MULTILINE)
"""What a publisher types for a heading who knows no HTML."""
UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no feed (XML 1.0) can carry, or should."""


def clean(entered: str, field: str = "body") -> str:
    """The text as `sanitise` lets it through; its lines become paragraphs where it has no blocks.

    Raises InputInvalid for `field` where a character cannot be published or no clean form is found.
    """
    refuse_unprintable(entered, field)
    try:
        cleaned = sanitise(entered)
        return cleaned if BLOCKS.search(cleaned) else sanitise(_paragraphs(cleaned))
    except InputInvalid as error:
        raise InputInvalid(field, error.sentence, **error.facts) from error


def refuse_unprintable(entered: str, field: str) -> None:
    """Raises InputInvalid for `field` where a character cannot be published."""
    if UNPRINTABLE.search(entered):
        raise InputInvalid(field, N_("There is a character in here that cannot be published. Type the text again."))


@lru_cache(maxsize=256)
def sanitised(stored: str) -> Markup:
    """A stored body as markup for a page: the only place where markup is made of a stored text.

    It is cleaned again, so that whatever lies in the database, a page shows what `sanitise` lets through.
    """
    return Markup(sanitise(stored))  # noqa: S704  what `sanitise` returns, and nothing else


def plain(markup: str) -> str:
    """The words of a cleaned text without its tags, on one line."""
    spaced = re.sub(r"<(?!/?(?:a|strong|em)\b)[^>]*>", " ", markup)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", spaced)).split())


def lead(markup: str) -> str:
    """The words of the first paragraph, or of everything where nothing stands in one."""
    paragraphs = (plain(found[1]) for found in re.finditer(r"<p>(.*?)</p>", markup, re.DOTALL))
    return next(filter(None, paragraphs), plain(markup))


def _paragraphs(entered: str) -> str:
    """Blank lines part paragraphs, single ends of line part lines; a line that begins with `## ` is a heading."""
    lines = entered.replace("\r\n", "\n").replace("\r", "\n")
    parts = re.split(r"\n\s*\n", HEADING.sub(r"\n\n\g<0>\n\n", lines))
    return "".join(_block(part.strip()) for part in parts if part.strip())


def _block(part: str) -> str:
    if heading := HEADING.fullmatch(part):
        return f"<h2>{heading[1].strip()}</h2>"
    return f"<p>{part.replace(chr(10), '<br>')}</p>"
