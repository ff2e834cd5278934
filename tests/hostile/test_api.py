"""Every hostile text in every field of the API: kept and given back byte for byte, or refused and nothing kept."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.api.schemas import LONGEST_NAME
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.tips import Tip, TipCase
from tests.api.machine import TIP, ask, new_key, send
from tests.hostile.words import STORABLE, UNSTORABLE, WORDS

FREE: dict[str, Any] = {
    "description": lambda word: {"description": word},
    "entered": lambda word: {"target": {"type": "content", "entered": word}},
    "name": lambda word: {"target": {"type": "unknown", "name": word}},
    "platform": lambda word: {"target": {"type": "account", "entered": "somebody", "platform": word}},
    "identity": lambda word: {"standing": "self", "contact": {"identity": {"words": word, "consent": True}}},
}
"""Each field that takes any text."""

SHAPED: dict[str, Any] = {
    "address": lambda word: {"contact": {"notify": {"address": word, "consent": True}}},
    "category": lambda word: {"category": word},
    "type": lambda word: {"target": {"type": word, "entered": "x"}},
    "urgency": lambda word: {"urgency": [word]},
    "occurred_on": lambda word: {"occurred_on": word},
    "member": lambda word: {word: word},
}
"""Each field that takes only some texts, and a member that nobody knows."""


def rows(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Tip, TipCase, Case))


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_word_that_can_be_kept_is_kept_in_every_field_at_once(cast: Flask, client: FlaskClient) -> None:
    words = [word for word in STORABLE if len(word) <= LONGEST_NAME]
    for word in words:
        body = {
            "category": "Z99",
            "description": word,
            "targets": [FREE[field](word)["target"] for field in ("entered", "name", "platform")],
            **FREE["identity"](word),
        }
        assert send(client, body).status_code == 201, word
    assert rows(cast)[:2] == (len(words), 3 * len(words))


@pytest.mark.parametrize("field", FREE)
@pytest.mark.parametrize("word", [word for word in WORDS if UNSTORABLE.search(word)], ids=ascii)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_no_database_can_keep_is_refused(cast: Flask, client: FlaskClient, field: str, word: str) -> None:
    assert send(client, TIP | FREE[field](word)).status_code == 422
    assert rows(cast) == (0, 0, 0)


@pytest.mark.parametrize("field", SHAPED)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_field_of_a_shape_takes_no_other_word(cast: Flask, client: FlaskClient, field: str) -> None:
    taken = {word for word in WORDS if send(client, TIP | SHAPED[field](word)).status_code != 422}
    assert taken == set()
    assert rows(cast) == (0, 0, 0)


@pytest.mark.slow
def test_what_was_taken_comes_back_byte_for_byte(cast: Flask, client: FlaskClient) -> None:
    sent: dict[str, list[str]] = {}
    types = [one for one in TargetType if one is not TargetType.UNKNOWN]
    for at in range(0, len(STORABLE), 20):
        named = [word for word in STORABLE[at : at + 20] if len(word) <= 4000]
        targets = [{"type": types[n % len(types)], "entered": word} for n, word in enumerate(named)]
        answer = send(client, {"category": "Z99", "description": "\r".join(named), "targets": targets})
        assert answer.status_code == 201, answer.text
        told = ask(client, answer.get_json()["query_code"]).get_json()
        for one in told["targets"]:
            assert one["target"]["entered"] in named
        sent[answer.get_json()["tip_number"]] = named
    with cast.app_context():
        for tip in db.session.scalars(select(Tip)):
            assert tip.description == "\r".join(sent[tip.tip_number])
    assert sum(map(len, sent.values())) > 690


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_codes_open_nothing(cast: Flask, client: FlaskClient) -> None:
    answers = {word: ask(client, word).status_code for word in WORDS}
    assert set(answers.values()) <= {404, 422}


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("header", ["Idempotency-Key", "Accept-Language", "Content-Type"])
def test_hostile_headers_break_nothing(cast: Flask, client: FlaskClient, header: str) -> None:
    usual = {"Content-Type": "application/json", "Idempotency-Key": new_key()}
    for word in WORDS:
        if not word.isascii() or not word.isprintable():
            continue  # no server hands these on
        answer = client.post("/api/v1/tips", json=TIP, headers=usual | {header: word})
        assert answer.status_code in (201, 400, 415), (word, answer.text)
