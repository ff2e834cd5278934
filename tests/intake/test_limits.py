"""Codes cannot be tried in bulk, and desks cannot be flooded, from one address."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.config import Settings
from portal.web import uploads
from tests.intake.citizen import TIP, Citizen
from tests.intake.test_evidence import PNG, add, bytes_kept, upload

UNKNOWN = "00000-00000-00000-00000-00000"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, limits=True)


def test_trying_codes_is_slowed_down_alike_for_real_and_unknown_ones(app: Flask, lin: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    lin.open("/follow")
    form = lin.fields()
    answers = [
        lin.client.post("/follow", data=form | {"query_code": [UNKNOWN if n % 2 else code]}).status_code
        for n in range(32)
    ]
    assert answers[:30] == [303, 422] * 15
    assert answers[30:] == [429, 429]


def test_one_address_sends_a_limited_number_of_tips_in_a_minute(lin: Citizen) -> None:
    lin.check()
    sent = lin.fields() | {"truthful": ["y"]}
    answers = [lin.client.post("/flag/send", data=sent).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_one_address_sends_a_limited_number_of_files_and_its_words_are_taken_all_the_same(
    app: Flask, lin: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "FILES_TAKEN", ("3 per hour",))
    lin.open("/flag")
    assert add(lin, upload("a.png"), upload("b.png"), upload("c.png"), **TIP) == 200
    lin.open("/flag")
    assert add(lin, upload("d.png"), **TIP) == 422
    assert "Your words are kept" in lin.page.text
    assert len(bytes_kept(app)) == 3
    assert lin.press("/flag/check").status_code == 200
    assert lin.press("/flag/send", truthful="y").status_code == 200


def test_one_address_sends_a_limited_number_of_bytes(app: Flask, lin: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MEGABYTES_TAKEN", ("3 per hour",))
    large = PNG + bytes(1_900_000)
    lin.open("/flag")
    assert add(lin, upload("a.png", large), **TIP) == 200
    lin.open("/flag")
    assert add(lin, upload("b.png", large), upload("c.png", large), **TIP) == 422
    assert len(bytes_kept(app)) == 1


def test_a_form_that_is_full_writes_no_more_bytes(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    assert add(lin, *(upload(f"{n}.png") for n in range(9)), **TIP) == 200
    for _ in range(3):
        assert add(lin, upload("more.png")) == 422
    assert len(bytes_kept(app)) == 9
