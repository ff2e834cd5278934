"""What a messenger shows of a page that somebody passes on; a citizen's own pages give it nothing."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import Browsers
from tests.publicity.desk import WORDS, published
from tests.web.pages import Page


def card(client: FlaskClient, path: str, language: str) -> dict[str, str]:
    page = Page(client.get(path, headers={"Accept-Language": language}).text)
    return {name: one["content"] or "" for one in page.all("meta") if (name := one["property"])}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bulletin_passed_on_shows_its_title_and_a_picture_of_ours(
    cast: Flask, browsers: Browsers, client: FlaskClient, language: str
) -> None:
    path = f"/bulletins/{published(browsers('sun'))}"
    shown = card(client, path, language)
    assert shown["og:title"] == WORDS[f"title_{language}"]
    assert shown["og:url"] == f"http://localhost{path}"
    picture = urlsplit(shown["og:image"])
    assert picture.netloc == "localhost"
    assert client.get(f"{picture.path}?{picture.query}").mimetype == "image/png"
    assert f"share-{language}" in picture.path


@pytest.mark.parametrize("path", ["/", "/figures", "/bulletins", "/how-it-works", "/about"])
def test_every_public_page_has_a_title_and_a_sentence_of_its_own(client: FlaskClient, path: str) -> None:
    shown = card(client, path, "en")
    assert shown["og:title"]
    assert shown["og:description"]


@pytest.mark.parametrize("path", ["/flag", "/follow", "/help-now", "/sign-in"])
def test_a_page_of_somebody_who_reports_is_nothing_to_pass_on(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
    assert card(client, path, "en") == {}
