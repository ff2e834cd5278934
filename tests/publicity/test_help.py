"""The help pages: every picture they name is there, small, of its size and told in words, in both languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.domain.deadlines import DEADLINES, Allowance, Step, Unit
from portal.publicity.helping.pictures import LANGUAGES, PICTURES, file_of, picture
from tests.browser.help_pictures import STATIC
from tests.people import Browsers
from tests.web.pages import Element, Page

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGES = ("/help/reporting", "/help/platforms", "/help/authorities", "/help/clerks", "/help/administrators")
MOST_BYTES, MOST_OF_A_PAGE = 30_000, 90_000
"""Of one picture, and of all pictures of a page, which a phone loads only where it scrolls to them."""


def page_in(client: FlaskClient, path: str, language: str) -> Page:
    return Page(client.get(path, headers={"Accept-Language": language}).text)


def shown(client: FlaskClient, path: str, language: str) -> list[Element]:
    return [one for one in page_in(client, path, language).all("img") if "img/help/" in (one["src"] or "")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_picture_is_there_of_its_size_small_and_told_in_words(
    client: FlaskClient, path: str, language: str
) -> None:
    weight = 0
    for one in shown(client, path, language):
        answer = client.get(one["src"] or "")
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert Image.open(io.BytesIO(answer.data)).size == (int(one["width"] or 0), int(one["height"] or 0))
        assert f"-{language}.webp" in (one["src"] or "")
        assert one["loading"] == "lazy"
        assert len(one["alt"] or "") > 20
        assert len(answer.data) <= MOST_BYTES
        weight += len(answer.data)
    assert 0 < weight <= MOST_OF_A_PAGE


def test_every_picture_that_is_taken_is_named_by_a_page_and_no_other_lies_there(client: FlaskClient) -> None:
    sources = [one["src"] or "" for path in PAGES for one in shown(client, path, "en")]
    named = [found[1] for source in sources if (found := re.search(r"img/help/([\w-]+)-en\.webp", source))]
    assert sorted(named) == sorted(PICTURES)
    files = {path.relative_to(STATIC).as_posix() for path in (STATIC / "img" / "help").iterdir()}
    assert files == {file_of(name, language) for name in PICTURES for language in LANGUAGES}


def test_control_a_picture_that_was_not_taken_breaks_its_page(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    for folder in ("built", "img", "vendor"):
        (tmp_path / folder).symlink_to(STATIC / folder)
    app.static_folder = str(tmp_path)
    assert client.get(PAGES[0]).status_code == 200
    (tmp_path / "img").unlink()
    (tmp_path / "img").mkdir()
    for path in (STATIC / "img").glob("*.*"):
        (tmp_path / "img" / path.name).symlink_to(path)
    with app.test_request_context(), pytest.raises(FileNotFoundError):
        picture("receipt")


@pytest.mark.parametrize("path", PAGES)
def test_every_task_in_the_list_of_a_page_is_on_it(client: FlaskClient, path: str) -> None:
    page = page_in(client, path, "en")
    listed = [
        link["href"] for link in page.all("a") if (link["href"] or "").startswith("#") and link["href"] != "#main"
    ]
    headings = [f"#{one['id']}" for one in page.all("h2") if one["id"]]
    assert listed == headings
    assert len(listed) > 5


def test_links_from_other_pages_lead_to_a_task(client: FlaskClient) -> None:
    ids = {one["id"] for one in page_in(client, "/help/reporting", "en").elements}
    for path in ("/help", "/follow"):
        pointed = re.findall(r'href="/help/reporting#([\w-]+)"', client.get(path).text)
        assert pointed
        assert set(pointed) <= ids


def test_help_is_one_step_from_every_page(client: FlaskClient, browsers: Browsers) -> None:
    for page in (client.get("/").text, client.get("/flag").text, client.get("/nothing-here").text):
        assert 'href="/help"' in page
    for person in ("wei", "qian", "ma"):
        assert 'href="/help"' in browsers(person).get("/account").text


def test_a_clerk_and_an_administrator_find_their_help_at_their_desk(browsers: Browsers) -> None:
    desks = {"tang": ("/assist", "/help/clerks"), "ma": ("/administration/organizations", "/help/administrators")}
    for person, (desk, help_page) in desks.items():
        page = browsers(person).get(desk).text
        assert f'href="{help_page}"' in page
        others = [other for _, other in desks.values() if other != help_page]
        assert not [other for other in others if f'href="{other}"' in page]


def test_a_changed_deadline_changes_what_help_says(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = DEADLINES[Step.SUPPLEMENT]
    english = {"Accept-Language": "en"}
    assert "11 hours to answer" not in client.get("/help/reporting", headers=english).text
    slower = {priority: Allowance(11, Unit.HOURS) for priority in rule.allowances}
    monkeypatch.setitem(DEADLINES, Step.SUPPLEMENT, replace(rule, allowances=slower))
    assert "11 hours to answer" in client.get("/help/reporting", headers=english).text
