"""The visitor's choice, else the browser's wish, else Chinese."""

import pytest
from flask.testing import FlaskClient

from portal.web.language import safe_next


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("zh-TW", "zh-Hans-CN"),
        ("fr, en;q=0.5", "en"),
        ("fr", "zh-Hans-CN"),
        ("", "zh-Hans-CN"),
    ],
)
def test_a_page_speaks_what_the_browser_asks_for(client: FlaskClient, wish: str, lang: str) -> None:
    assert f'<html lang="{lang}" ' in client.get("/nothing", headers={"Accept-Language": wish}).text


def test_the_choice_outlives_the_page(client: FlaskClient) -> None:
    response = client.post("/language", data={"language": "en", "next": "/nothing?a=1"})
    assert (response.status_code, response.location) == (303, "/nothing?a=1")
    assert '<html lang="en" ' in client.get("/nothing", headers={"Accept-Language": "zh"}).text


def test_an_unknown_language_is_refused(client: FlaskClient) -> None:
    assert client.post("/language", data={"language": "xx"}).status_code == 400


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/tips/1?x=y", "/tips/1?x=y"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/ok\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_to_another_site(target: str, path: str) -> None:
    assert safe_next(target) == path
