"""The same headers on every answer, whatever went wrong."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Settings
from portal.web.headers import ALWAYS


@pytest.mark.parametrize(
    "path", ["/healthz", "/nothing-here", "/preferences", "/api/nothing-here", "/static/nothing-here"]
)
def test_every_answer_carries_the_same_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert headers["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_inline_and_no_other_host(client: FlaskClient) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert [word for word in policy.split() if "://" in word] == ["http://127.0.0.1;"]


def test_https_is_demanded_only_where_there_is_https(settings: Settings) -> None:
    plain = create_app(settings).test_client().get("/healthz")
    secure = create_app(replace(settings, public_url="https://portal.example")).test_client().get("/healthz")
    assert "Strict-Transport-Security" not in plain.headers
    assert secure.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
