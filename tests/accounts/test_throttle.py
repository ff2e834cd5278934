"""Guessing is slow for every name, and a stranger's guesses lock nobody out."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.config import Settings
from portal.demo.cast import PARTS, PASSWORD
from tests.conftest import Clock
from tests.people import csrf_token, next_code, signed_in_browser


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, limits=True)


def guess(client: FlaskClient, email: str) -> int:
    fields = {"csrf_token": csrf_token(client), "email": email, "password": "a wrong password", "code": "000000"}
    return client.post("/sign-in", data=fields).status_code


def come_in(cast: Flask, client: FlaskClient, word: str) -> int:
    fields = {"email": PARTS[word].email, "password": PASSWORD, "code": next_code(cast, word)}
    return client.post("/sign-in", data={"csrf_token": csrf_token(client), **fields}).status_code


@pytest.mark.parametrize("email", ["wei@example.org", "nobody@example.org"])
def test_the_sixth_try_in_a_minute_is_refused_for_every_name(cast: Flask, email: str) -> None:
    strangers = [cast.test_client() for _ in range(6)]
    assert [guess(one, email) for one in strangers] == [422] * 5 + [429]
    assert guess(cast.test_client(), "he@example.org") == 422


def test_another_spelling_is_no_other_name(cast: Flask) -> None:
    for spelling in ("wei@example.org", " WEI@example.org", "Wei@Example.org ", "wei@EXAMPLE.org", "weI@example.org"):
        assert guess(cast.test_client(), spelling) == 422
    assert guess(cast.test_client(), "wei@example.org") == 429


def test_a_stranger_cannot_lock_the_owner_out_of_a_known_browser(cast: Flask, clock: Clock) -> None:
    wei = signed_in_browser(cast, "wei")
    while guess(cast.test_client(), "wei@example.org") != 429:
        pass
    assert come_in(cast, wei, "wei") == 303
    assert come_in(cast, cast.test_client(), "wei") == 429


def test_a_known_browser_guesses_no_faster(cast: Flask) -> None:
    wei = signed_in_browser(cast, "wei")
    assert [guess(wei, "wei@example.org") for _ in range(6)] == [422] * 5 + [429]


def test_a_browser_known_for_one_person_is_strange_for_another(cast: Flask) -> None:
    mallory = signed_in_browser(cast, "he")
    assert [guess(cast.test_client(), "wei@example.org") for _ in range(5)] == [422] * 5
    assert guess(mallory, "wei@example.org") == 429
