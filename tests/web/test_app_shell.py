"""The portal as an app: it can be installed, and says so when there is no connection."""

import json
import re

import pytest
from flask.testing import FlaskClient

from portal.intake.forms import LONGEST_ENTRY

# Nothing here asks the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_manifest_names_pictures_that_are_there_and_a_way_in_from_share(client: FlaskClient) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").text)
    assert {client.get(icon["src"]).status_code for icon in manifest["icons"]} == {200}
    shared = dict.fromkeys(manifest["share_target"]["params"].values(), "https://xingyun.example/v/1")
    assert client.post(manifest["share_target"]["action"], data=shared).status_code == 200


def test_the_worker_keeps_only_what_is_there_and_nobodys_page(client: FlaskClient) -> None:
    kept = json.loads(re.findall(r"KEPT = (.*);", client.get("/service-worker.js").text)[0])
    assert kept[0] == "/offline"
    assert {client.get(path).status_code for path in kept} == {200}
    assert [path for path in kept[1:] if not path.startswith("/static/")] == []


def test_what_is_shared_stands_in_the_form_once_and_no_longer_than_it_may(client: FlaskClient) -> None:
    page = client.post(
        "/share", data={"title": "t", "text": "看看 https://xingyun.example/v/1", "url": "https://x.example/"}
    )
    assert "看看 https://xingyun.example/v/1\nhttps://x.example/</textarea>" in page.text.replace("\r\n", "\n")
    same = client.post("/share", data={"text": "https://x.example/", "url": "https://x.example/"})
    assert same.text.count("https://x.example/") == 1
    assert f"\n{'a' * LONGEST_ENTRY}</textarea>" in client.post("/share", data={"text": "a" * 9000}).text


def test_a_shared_page_that_is_loaded_again_is_an_empty_form(client: FlaskClient) -> None:
    assert client.get("/share").location == "/flag"
