"""The categories as a reporter meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from portal.data.categories import shipped_taxonomy
from portal.web.category_cards import ALSO, NOT_DRAWN, PICTURES, card_groups

SPRITE = Path(__file__).parents[2] / "static" / "built" / "icons.svg"


def test_every_category_has_a_picture_of_its_own_that_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text("utf-8")))
    codes = {one.code for one in shipped_taxonomy().categories}
    assert set(PICTURES) == codes
    assert set(PICTURES.values()) <= drawn
    assert len(set(PICTURES.values())) == len(PICTURES)
    assert [code for code, picture in PICTURES.items() if picture == NOT_DRAWN] == ["Z99"]
    assert set(ALSO) <= codes


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("words", "code"), [("骗钱", "B05"), ("celebrity", "B04"), ("watermark", "A07"), ("孩子", "B07")]
)
def test_people_find_a_category_in_their_own_words(context: Flask, words: str, code: str) -> None:
    with context.test_request_context():
        found = [card.code for group in card_groups() for card in group.cards if words in card.words]
    assert found == [code]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "short"), [("zh-CN", "AI 假冒他人"), ("en", "AI impersonation")])
def test_a_tile_names_a_category_without_what_stands_in_brackets(context: Flask, language: str, short: str) -> None:
    with context.test_request_context(headers={"Accept-Language": language}):
        assert [card.short for group in card_groups() for card in group.cards if card.code == "B04"] == [short]
