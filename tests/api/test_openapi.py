"""The OpenAPI document is complete and true: sending what it allows and what it does not finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import strategies
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events

from tests.api.machine import TIP, send
from tests.factories import Cast

CONFIG = {
    "seed": 20260302,
    "headers": {"Accept-Encoding": "identity"},  # over WSGI it does not unpack what it asked for
    "generation": {"max-examples": 200},
    "phases": {"stateful": {"enabled": False}},
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409"]}},
}
"""A code that nobody was given is the only well-formed request without its answer."""

YESTERDAY = date(2026, 3, 1)
schemathesis.openapi.format("idempotency-key", strategies.uuids(version=4).map(str))
schemathesis.openapi.format("date", strategies.dates(date(1990, 1, 1), YESTERDAY).map(str))
schemathesis.openapi.format("email", strategies.from_regex(r"[a-z]{1,20}@[a-z]{1,20}\.(org|com)", fullmatch=True))


def findings(app: Flask) -> Iterator[str]:
    """What schemathesis finds, each as it would print it."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=SchemathesisConfig.from_dict(CONFIG))
    for happened in engine.from_schema(schema).execute():
        if isinstance(happened, events.NonFatalError | events.FatalError):
            yield str(happened)
        if isinstance(happened, events.ScenarioFinished):
            for checks in happened.recorder.checks.values():
                yield from (str(check.failure_info.failure) for check in checks if check.failure_info)


def test_every_default_that_the_document_names_can_be_sent(client: FlaskClient, cast: Cast) -> None:
    schemas = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    defaults = {name: said["default"] for name, said in schemas["TipIn"]["properties"].items() if "default" in said}
    of_target = {name: said["default"] for name, said in schemas["TargetIn"]["properties"].items() if "default" in said}
    assert {"urgency", "sectors", "standing"} == set(defaults)
    assert {"entered", "platform", "name"} == set(of_target)
    answer = send(client, {**TIP, **defaults, "target": {"type": "unknown", **of_target}})
    assert answer.status_code == 201, answer.text
    taken = [schemas[name] for name in ("TipIn", "TargetIn", "ContactIn", "NotifyIn", "IdentityIn", "StatusIn")]
    assert not any(said.get("default", "") is None for schema in taken for said in schema["properties"].values())


@pytest.mark.parametrize("text", [" ", "\x85", "\x1c", "\x1f", "\u00a0", "\u3000", "\ufeff", "\u200b", " x\x85"])
def test_the_document_and_the_server_agree_on_what_is_blank(client: FlaskClient, cast: Cast, text: str) -> None:
    schemas = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    pattern = schemas["TipIn"]["properties"]["description"]["pattern"]
    taken = send(client, {**TIP, "description": text}).status_code == 201
    assert taken == (re.search(pattern, text) is not None)
    assert r"\s" not in pattern, "which every engine reads otherwise"


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_is_found_that_the_document_does_not_say(app: Flask, cast: Cast) -> None:
    assert sorted(set(findings(app))) == []
