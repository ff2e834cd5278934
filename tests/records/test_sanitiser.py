"""The gate for the publisher's HTML: nothing that acts comes out, whatever goes in."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InputInvalid
from portal.records.sanitiser import ATTRIBUTES, MAX_DEPTH, MAX_LENGTH, SCHEMES, TAGS, MarkupUnstable, sanitise
from tests.domain.naughty import NAUGHTY

PAYLOADS = tuple(
    one["payload"]
    for one in json.loads((Path(__file__).parents[1] / "data" / "dompurify-payloads.json").read_text(encoding="utf-8"))
)


class Strangers(HTMLParser):
    """Collects what has no place in a clean text; a reader of its own, not one of the sanitisers'."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
                self.found.append(f"{tag} {name}")
            if name == "href" and urlsplit(value or "").scheme not in {*SCHEMES, ""}:
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl}")


def strangers_in(html: str) -> list[str]:
    """What has no place in it; markup that the reader gives up on counts as well."""
    try:
        return Strangers(html).found
    except AssertionError:
        return ["unreadable"]


@pytest.mark.parametrize("payload", [*PAYLOADS, *NAUGHTY])
def test_nothing_that_acts_comes_out(payload: str) -> None:
    clean = sanitise(payload)
    assert strangers_in(clean) == []
    assert sanitise(clean) == clean


def test_the_payloads_would_be_found_without_the_gate() -> None:
    assert sum(bool(strangers_in(payload)) for payload in PAYLOADS) >= 80


fragments = st.sampled_from(
    [
        *("<p>", "</p>", "<a href='https://a.example'>", "<a href=javascript:alert(1)>", "</a>", "<svg>", "</svg>"),
        *(
            "<style>",
            "</style>",
            "<math>",
            "<mtext>",
            "<table>",
            "<td>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<img src=x",
        ),
        *(" onerror=alert(1)>", "<noscript>", "<title>", "&lt;", "<", ">", '"', "'", "\x00", "词", "<br/>", "<form>"),
    ]
)


@given(st.lists(st.one_of(fragments, st.text(max_size=4)), max_size=14).map("".join))
def test_odd_pieces_together_do_not_slip_through(html: str) -> None:
    try:
        clean = sanitise(html)
    except MarkupUnstable:
        return
    assert strangers_in(clean) == []
    assert sanitise(clean) == clean


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<h2>通报</h2><p>共处置<strong>3</strong>款</p>", "<h2>通报</h2><p>共处置<strong>3</strong>款</p>"),
        ("<p onclick='x()' style='color:red'>词</p>", "<p>词</p>"),
        ("<script>alert(1)</script>词", "词"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<a href='javascript:alert(1)'>x</a>", '<a rel="noopener noreferrer nofollow">x</a>'),
        ("<a href='http://a.example'>x</a>", '<a rel="noopener noreferrer nofollow">x</a>'),
        (
            "<a href='https://a.example' target=_blank>x</a>",
            '<a href="https://a.example" rel="noopener noreferrer nofollow">x</a>',
        ),
        ("<img src=x onerror=alert(1)>", ""),
        ("<td colspan=2>x", "x"),
        ("", ""),
    ],
)
def test_what_stays_and_what_goes(html: str, clean: str) -> None:
    assert sanitise(html) == clean


def test_a_text_that_is_too_long_or_too_deep_is_refused() -> None:
    with pytest.raises(InputInvalid):
        sanitise("x" * (MAX_LENGTH + 1))
    with pytest.raises(MarkupUnstable):
        sanitise("<blockquote>" * (MAX_DEPTH + 1))
    assert sanitise("<blockquote>" * MAX_DEPTH + "x").startswith("<blockquote>")
