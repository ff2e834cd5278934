"""No markup reaches a page but the short list, whatever a publisher pastes."""

import json
from urllib.parse import urlsplit

import pytest
from bleach.html5lib_shim import HTMLParser as StrictParser
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InputInvalid
from portal.extensions import db
from portal.publicity.models import Bulletin
from portal.publicity.rich_text import clean, lead, plain, sanitised
from portal.records.sanitiser import ATTRIBUTES, SCHEMES, TAGS
from portal.web.transaction import transaction
from tests.domain.naughty import DATA, NAUGHTY
from tests.people import Browsers
from tests.publicity.desk import published

PAYLOADS = [row["payload"] for row in json.loads((DATA / "dompurify-payloads.json").read_text("utf-8"))]
HOSTILE = [*PAYLOADS, *NAUGHTY]
XHTML = "{http://www.w3.org/1999/xhtml}"

FRAGMENTS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<svg>", "<math>", "<style>", "</style>", "<a href=", "javascript:alert(1)", "'", '"', ">", "<",
         "<!--", "-->", "<![CDATA[", "]]>", "<noscript>", "<template>", "<table>", "<select>", "onerror=", "&lt;", "\n",
         "<img src=x onerror=alert(1)>", "text", "<li>", "<h2>", "<form>", "<mglyph>", "<annotation-xml>", "\x0c", "/"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def shape(markup: str) -> set[tuple[str, str]]:
    """Every (tag, attribute) that a browser's parser makes of this text inside a page."""
    page = StrictParser(namespaceHTMLElements=True).parse(f"<!DOCTYPE html><div id=body>{markup}</div>")
    body = next(element for element in page.iter() if element.attrib.get("id") == "body")
    found = {
        (str(element.tag), name) for element in body.iter() if element is not body for name in ("", *element.attrib)
    }
    whole = next(element for element in page.iter() if element.tag == f"{XHTML}body")
    assert list(whole) == [body], "it broke out of its place"
    assert all(urlsplit(element.attrib["href"]).scheme in {*SCHEMES, ""} for element in body.iter(f"{XHTML}a")
               if "href" in element.attrib)  # fmt: skip
    return found


ALLOWED = (
    {(f"{XHTML}{tag}", "") for tag in TAGS}
    | {(f"{XHTML}{tag}", name) for tag, names in ATTRIBUTES.items() for name in names}
    | {(f"{XHTML}a", "rel")}
)


def test_the_parser_used_here_would_see_what_is_forbidden() -> None:
    assert not shape("<p onclick=x>a</p><svg></svg>") <= ALLOWED
    with pytest.raises(AssertionError):
        shape("</div><p>out</p>")


def test_nothing_hostile_is_left() -> None:
    for hostile in HOSTILE:
        try:
            cleaned = clean(hostile)
        except InputInvalid:
            continue
        assert shape(cleaned) <= ALLOWED, hostile
        assert clean(cleaned) == cleaned, hostile


@given(FRAGMENTS)
def test_nothing_that_is_put_together_gets_through(markup: str) -> None:
    try:
        cleaned = clean(markup)
    except InputInvalid:
        return
    assert shape(cleaned) <= ALLOWED
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("甲\n\n乙\n丙", "<p>甲</p><p>乙<br>丙</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<h2>标题</h2><p><strong>重</strong></p>", "<h2>标题</h2><p><strong>重</strong></p>"),
        ('<p><a href="https://a.cn/?x=1&amp;y=2">a</a></p>',
         '<p><a href="https://a.cn/?x=1&amp;y=2" rel="noopener noreferrer nofollow">a</a></p>'),
        ('<p class="x" style="color:red" onclick="y">z</p>', "<p>z</p>"),
        ('<p><a href="javascript:alert(1)">a</a></p>', '<p><a rel="noopener noreferrer nofollow">a</a></p>'),
    ],
)  # fmt: skip
def test_simple_text_stays_as_it_was_meant(entered: str, kept: str) -> None:
    assert clean(entered) == kept


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("## 提醒\n看病请去医院。", "<h2>提醒</h2><p>看病请去医院。</p>"),
        ("甲\r\n## 乙\r\n丙\r\n丁", "<p>甲</p><h2>乙</h2><p>丙<br>丁</p>"),
        ("甲 ## 乙\n##丙\n## ", "<p>甲 ## 乙<br>##丙<br>##</p>"),
    ],
)
def test_a_line_that_begins_with_two_signs_and_a_space_is_a_heading(entered: str, kept: str) -> None:
    assert clean(entered) == kept


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_what_cannot_be_published_is_refused_by_name(character: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        clean(f"a{character}b", "body_zh")
    assert refused.value.field == "body_zh"


def test_the_words_are_read_without_their_tags() -> None:
    assert plain("<h2>甲</h2><p>乙 &lt; <strong>丙</strong><br>丁</p>") == "甲 乙 < 丙 丁"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<h2>为什么</h2><p></p><p>应用商店已将其<strong>下架</strong>。</p><p>提醒</p>", "应用商店已将其下架。"),
        ("<ul><li>下架</li><li>整改</li></ul>", "下架 整改"),
    ],
)
def test_a_list_shows_the_first_paragraph_of_a_bulletin(body: str, shown: str) -> None:
    assert lead(body) == shown


def test_a_body_changed_behind_our_back_is_cleaned_again_on_its_way_out(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    slug = published(browsers("sun"), title_en="", body_en="")
    with cast.app_context(), transaction():
        bulletin = db.session.scalars(db.select(Bulletin)).one()
        bulletin.body_zh = "<p>ok</p><script>alert(1)</script><p onclick=x>y</p>"
    page = client.get(f"/bulletins/{slug}").text
    assert "<p>ok</p><p>y</p>" in page
    assert "<script>" not in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_titles_are_words_and_never_markup(cast: Flask, browsers: Browsers, client: FlaskClient) -> None:
    sun = browsers("sun")
    honest = tags_of(client.get(f"/bulletins/{published(sun, title_en='', body_en='')}").text)
    for payload in PAYLOADS[::9]:
        title = " ".join(payload.split())[:100]
        slug = published(sun, title_zh=title, title_en="", body_en="")
        assert tags_of(client.get(f"/bulletins/{slug}").text) == honest, title


def tags_of(page: str) -> list[str]:
    return [str(element.tag) for element in StrictParser(namespaceHTMLElements=False).parse(page).iter()]


def test_cleaning_is_remembered_for_each_text() -> None:
    assert sanitised("<p>a</p>") is sanitised("<p>a</p>")
