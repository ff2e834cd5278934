"""The receipt to keep: a code a camera can read, and one page of paper."""

from __future__ import annotations

import re
import zlib

import pytest
import segno
from flask.testing import FlaskClient

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
