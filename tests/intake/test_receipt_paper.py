"""The receipt to keep: a code a camera can read, and one page of paper."""

from __future__ import annotations

import re
import zlib

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient

from portal import clock
from portal.intake.receipt_pdf import lines
from portal.records.receiving import Receipt
from tests.conftest import Clock
from tests.intake.citizen import Citizen

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


Places = set[tuple[int, int]]
"""Column and row of each dark square, from the upper left."""


def squares(paper: bytes) -> Places:
    """Where the filled squares of the pages lie, in their own grid."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    # the last byte of a stream may be a line end itself, which the pattern takes for one
    pages = [zlib.decompressobj().decompress(one) for one in streams if one.startswith(b"x")]
    found = [
        (float(x), float(y), float(width))
        for page in pages
        for x, y, width in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) -?[\d.]+ re f\b", page)
    ]
    left, top, side = min(x for x, _, _ in found), max(y for _, y, _ in found), found[0][2]
    return {(round((x - left) / side), round((top - y) / side)) for x, y, _ in found}


def dark(code: str) -> Places:
    rows = segno.make(code, error="m").matrix
    return {(column, row) for row, cells in enumerate(rows) for column, cell in enumerate(cells) if cell}


def test_the_paper_holds_the_very_code_of_the_receipt_as_a_picture(lin: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    answer = lin.press("/flag/receipt", **{"as": "pdf"})
    assert answer.mimetype == "application/pdf"
    assert code not in answer.headers["Content-Disposition"]
    assert squares(answer.data) == dark(code)
    assert dark(code) != dark(code[::-1])  # another code is another picture


def test_the_first_hour_is_told_in_both_languages(client: FlaskClient) -> None:
    for wish, number in (("zh", "第一千一百九十五条"), ("en", "article 1195")):
        page = client.get("/help-now", headers={"Accept-Language": wish}).text
        assert number in page
        assert 'href="tel:96110"' in page


LOOK = r"You ticked that it is urgent: somebody looks at it by [^<]+, \d\d:\d\d\."


def shown_lines(paper: bytes) -> int:
    """How many lines of text the pages show."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    pages = [zlib.decompressobj().decompress(one) for one in streams if one.startswith(b"x")]
    return sum(len(re.findall(rb"\bT[jJ]\b", page)) for page in pages if b"BT" in page)


def test_an_urgent_receipt_says_by_which_hour_somebody_looks_on_the_page_on_paper_and_again(
    lin: Citizen, mallory: Citizen
) -> None:
    lin.flag(urgency=["danger"])
    told = re.findall(LOOK, lin.page.text)
    again, code = dict(lin.fields()), lin.query_code
    assert len(told) == 1
    assert re.findall(LOOK, lin.press("/flag/receipt", **again).text) == told
    urgent = lin.press("/flag/receipt", **again, **{"as": "pdf"}).data
    assert told[0] in lin.follow(code).text  # the status page promises the same hour
    mallory.flag()
    assert re.findall(LOOK, mallory.page.text) == []
    ordinary = mallory.press("/flag/receipt", **{"as": "pdf"}).data
    assert shown_lines(urgent) > shown_lines(ordinary)


def test_a_receipt_opened_after_that_hour_does_not_promise_it_any_more(lin: Citizen, clock: Clock) -> None:
    lin.flag(urgency=["danger"])
    assert re.findall(LOOK, lin.page.text)
    again = dict(lin.fields())
    clock.turn(hours=6)
    page = lin.press("/flag/receipt", **again).text
    assert re.findall(LOOK, page) == []
    assert "You ticked that it is urgent: somebody was to look at it by" in page


def test_the_paper_of_an_urgent_receipt_writes_the_hour_below_the_time_of_arrival(
    app: Flask,
) -> None:
    receipt = Receipt(1, "QT", "CODE", clock.now(), repeated=False)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        written = [words for _, words in lines(receipt, "by 16:20", demonstration=False)]
        ordinary = [words for _, words in lines(receipt, "", demonstration=False)]
    assert written.index("by 16:20") == ordinary.index("Received at") + 2
    assert [one for one in written if one != "by 16:20"] == ordinary
