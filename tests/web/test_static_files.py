"""Static files and text pages travel light and are kept as long as they are true."""

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web.static_files import static_url

CSS = b"body { color: #123456 }\n" * 100


@pytest.fixture
def styled(app: Flask, tmp_path: Path) -> Flask:
    (tmp_path / "a.css").write_bytes(CSS)
    app.static_folder = str(tmp_path)
    return app


def test_a_file_under_its_fingerprint_is_kept_for_a_year(styled: Flask, client: FlaskClient) -> None:
    with styled.test_request_context():
        address = static_url("a.css")
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/a.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/a.css?v=old").headers["Cache-Control"] == "no-cache"


def test_the_address_changes_with_the_content(styled: Flask, tmp_path: Path) -> None:
    with styled.test_request_context():
        before = static_url("a.css")
        (tmp_path / "a.css").write_bytes(CSS + b"/* new */")
        assert static_url("a.css") != before


def test_text_is_gzipped_for_who_accepts_it(styled: Flask, client: FlaskClient) -> None:
    packed = client.get("/static/a.css", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/a.css")
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", CSS)
    assert len(packed.data) < len(CSS) // 10
    assert ("Content-Encoding" in plain.headers, plain.data) == (False, CSS)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_browser_that_has_the_file_gets_it_no_second_time(styled: Flask, client: FlaskClient) -> None:
    first = client.get("/static/a.css", headers={"Accept-Encoding": "gzip"})
    again = client.get("/static/a.css", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
