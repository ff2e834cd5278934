"""Whoever watches the portal learns whether it can serve, and nothing more."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Settings
from portal.web import health


def test_a_healthy_portal_is_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"alive": True}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set((answer.json or {}).values()) == {True}


def test_what_fails_is_named_without_its_details(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("/secret/path is full")

    monkeypatch.setitem(health.CHECKS, "storage", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json or {})["storage"] is False
    assert "secret" not in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_its_database_the_portal_lives_but_is_not_ready(settings: Settings) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nowhere?connect_timeout=1"
    client = create_app(replace(settings, database_url=nowhere)).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, (answer.json or {})["database"]) == (503, False)
