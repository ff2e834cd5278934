"""The receipt to keep: a code a camera can read, and one page of paper."""

from __future__ import annotations

import re
import zlib

import pytest
import segno
from flask.testing import FlaskClient

from tests.intake.citizen import Citizen

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def squares(paper: bytes) -> int:
    """How many filled squares the pages hold."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    pages = [zlib.decompress(one) for one in streams if one.startswith(b"x")]
    return sum(len(re.findall(rb" re f\b", page)) for page in pages)


def dark(code: str) -> int:
    return sum(sum(row) for row in segno.make(code, error="m").matrix)


def test_the_paper_holds_the_very_code_of_the_receipt_as_a_picture(lin: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    answer = lin.press("/flag/send", **{"as": "pdf"})
    assert answer.mimetype == "application/pdf"
    assert code not in answer.headers["Content-Disposition"]
    assert squares(answer.data) == dark(code)
    assert dark(code) != dark(code[::-1])  # another code is another picture


def test_the_first_hour_is_told_in_both_languages(client: FlaskClient) -> None:
    for wish, number in (("zh", "第一千一百九十五条"), ("en", "article 1195")):
        page = client.get("/help-now", headers={"Accept-Language": wish}).text
        assert number in page
        assert 'href="tel:96110"' in page
