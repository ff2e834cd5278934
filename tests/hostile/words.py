"""Every hostile text there is, and a page's shape: what markup in a text would change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bleach.html5lib_shim import HTMLParser

from tests.domain.naughty import NAUGHTY

DATA = Path("tests/data")
PAYLOADS: list[str] = [
    one["payload"] for one in json.loads((DATA / "dompurify-payloads.json").read_text(encoding="utf-8"))
]
EXTRA: dict[str, list[str]] = json.loads((DATA / "hostile-extra.json").read_text(encoding="utf-8"))
WORDS = list(dict.fromkeys([*NAUGHTY, *PAYLOADS, *(word for words in EXTRA.values() for word in words)]))
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STORABLE = [word for word in WORDS if word.strip() and not UNSTORABLE.search(word)]

WORST = (
    "</p></div></textarea></title></script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "<!-- <![CDATA[ ]]> -->",
    "<svg/onload=alert(1)><math><mtext></mtext></math>",
    "javascript:alert(1)//https://x.example",
    "{{7*7}} {% raw %} ${7*7} %s%n &lt;b&gt; &#60;b&#62;",
    "\u202e\u2066\ufeff<b\u200b>",
)
"""One of each way to break out of where a text stands; short enough for every field."""

Shape = tuple[str, tuple[str, ...], tuple["Shape", ...]]


def plain(word: str) -> str:
    """A harmless text of the same lines and length."""
    return re.sub(r"[^\n\r]", "a", word)


def chunks(words: Sequence[str], longest: int) -> Iterator[str]:
    """All the words, a line each, in texts of at most `longest` characters."""
    text = ""
    for word in words:
        if text and len(text) + len(word) + 1 > longest:
            yield text
            text = ""
        text += f"\n{word}" if text else word
    yield text


def shape(markup: str) -> Shape:
    """Elements and the names of their attributes, nested as a browser would nest them."""
    return _shape(HTMLParser(namespaceHTMLElements=False).parse(markup))


def _shape(element: Any) -> Shape:
    children = tuple(_shape(child) for child in element if isinstance(child.tag, str))
    return str(element.tag), tuple(sorted(map(str, element.attrib))), children


def schemes(markup: str) -> set[str]:
    """Where the page's links, pictures and forms lead to, by scheme."""
    tree = HTMLParser(namespaceHTMLElements=False).parse(markup)
    urls = (element.attrib.get(name) for element in tree.iter() for name in ("href", "src", "action", "formaction"))
    return {urlsplit(url.strip()).scheme.lower() for url in urls if url}


BRIEF = "\"'><b x=${{7*7}}{%\u202e\u200b\ufeff&lt;</p></textarea></title><script>🏳️\u200d🌈"
"""Many of the ways in one line, short enough for a name."""

OMNIBUS = "\r\n".join(
    (
        *WORST,
        "=1+1",
        "../../etc/passwd",
        "'; DROP TABLE cases; --",
        "z" * 300,
        "a\x0bb\x0cc\x1cd\x85e\u2028f",
        "🏳️\u200d🌈",
    )
)
"""All of the ways, and others, in lines as a browser sends them."""


def parting(one: Shape, other: Shape) -> str:
    """Where two pages are no longer of the same shape, as a way from the root; empty where they are."""
    if one[:2] != other[:2]:
        return f"{one[:2]} is {other[:2]}"
    for mine, others in zip(one[2], other[2], strict=False):
        if found := parting(mine, others):
            return f"{one[0]} > {found}"
    lengths = len(one[2]), len(other[2])
    return (
        f"{one[0]} holds {lengths[0]}, not {lengths[1]}: {[child[0] for child in one[2]]}"
        if len(set(lengths)) > 1
        else ""
    )
