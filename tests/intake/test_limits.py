"""Codes cannot be tried in bulk, and desks cannot be flooded, from one address."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.config import Settings
from tests.intake.citizen import Citizen

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
