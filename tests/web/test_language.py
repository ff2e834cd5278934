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
    response = client.post("/preferences", data={"language": "en", "next": "/nothing?a=1"})
    assert (response.status_code, response.location) == (303, "/nothing?a=1")
    assert '<html lang="en" ' in client.get("/nothing", headers={"Accept-Language": "zh"}).text


def test_both_choices_live_side_by_side_in_one_cookie(client: FlaskClient) -> None:
    client.post("/preferences", data={"language": "en"})
    client.post("/preferences", data={"elder": "on"})
    assert '<html lang="en" class="govuk-template elder"' in client.get("/nothing").text
    client.post("/preferences", data={"elder": "off"})
    assert '<html lang="en" class="govuk-template"' in client.get("/nothing").text


@pytest.mark.parametrize(
    ("referrer", "path"), [("http://localhost/desk/3?x=y", "/desk/3"), ("http://evil.example/x", "/"), ("", "/")]
)
def test_from_an_answer_to_a_form_the_switch_leads_back_to_the_page_of_the_form(
    client: FlaskClient, referrer: str, path: str
) -> None:
    refused = client.post("/nothing", headers={"Referer": referrer})
    assert f'name="next" value="{path}"' in refused.text


def test_an_unknown_choice_is_refused(client: FlaskClient) -> None:
    assert client.post("/preferences", data={"elder": "maybe"}).status_code == 400
    assert client.post("/preferences", data={"language": "xx"}).status_code == 400


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
