"""A form that is no UTF-8 is no text: nothing of it is kept, with files beside it or without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.hostile.desks import Desks
from tests.hostile.doors import DOORS, Door
from tests.hostile.test_desks import NOTES, STALE, at


def urlencoded(words: dict[str, Any]) -> tuple[str, bytes]:
    return "application/x-www-form-urlencoded", "&".join(
        f"{quote(name)}={quote(word.encode('utf-8', 'surrogatepass'))}" for name, word in words.items()
    ).encode()


def in_parts(words: dict[str, Any]) -> tuple[str, bytes]:
    parts = (
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{word}\r\n' for name, word in words.items()
    )
    return "multipart/form-data; boundary=part", "".join([*parts, "--part--\r\n"]).encode("utf-8", "surrogatepass")


Encoded = Callable[[dict[str, Any]], tuple[str, bytes]]
ENCODINGS = pytest.mark.parametrize("encoded", [urlencoded, in_parts])


@ENCODINGS
@at([door for n, door in enumerate(DOORS) if door.room not in {one.room for one in DOORS[:n]}])
def test_half_a_character_is_no_text_of_any_form(desks: Desks, door: Door, encoded: Encoded) -> None:
    """No browser sends one; what is no UTF-8 is told to be sent again, and nothing of it is kept."""
    before = desks.state()
    words = desks.filled(door) | dict.fromkeys([*door.free, *door.shaped], "a\ud800b")
    media_type, body = encoded(words)
    answer = desks.world.browser(door.person).post(desks.address(door, door.rule), data=body, content_type=media_type)
    assert answer.status_code == 400
    assert "<main" in answer.text
    assert desks.state() == before


@ENCODINGS
def test_control_the_same_form_of_whole_characters_is_read(desks: Desks, encoded: Encoded) -> None:
    """It is read to its last check, and a sign that stands for what cannot be read is a character like any other."""
    words = desks.filled(NOTES) | STALE | dict.fromkeys([*NOTES.free, *NOTES.shaped], "换脸 \ufffd")
    media_type, body = encoded(words)
    answer = desks.world.browser(NOTES.person).post(
        desks.address(NOTES, NOTES.rule), data=body, content_type=media_type
    )
    assert answer.status_code != 400
