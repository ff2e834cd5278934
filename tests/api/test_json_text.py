"""Bodies as hostile as they come: what is JSON is read, what is not is refused, nothing breaks."""

import base64
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.api.json_text import DEEPEST, JsonInvalid, check_json
from tests.api.machine import send
from tests.factories import Cast

SUITE = {
    name: base64.b64decode(text)
    for name, text in json.loads(Path("tests/data/json-test-suite.json").read_text(encoding="utf-8")).items()
}
TOO_DEEP = {f"n_{opening * 2}_nested": (opening * 100_000).encode() for opening in ("[", '{"":', '[{"":')}
READ_TWO_WAYS = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}
"""JSON by its grammar, but readers disagree on what it says; I-JSON (RFC 7493, 2.3) forbids it."""


def taken(body: bytes) -> bool:
    try:
        check_json(body)
    except JsonInvalid:
        return False
    return True


@pytest.mark.parametrize("name", sorted(name for name in SUITE if name.startswith("y_")))
def test_what_must_be_read_is_read(name: str) -> None:
    assert taken(SUITE[name]) == (name not in READ_TWO_WAYS)


@pytest.mark.parametrize("name", sorted(name for name in SUITE if name.startswith("n_")))
def test_what_must_be_refused_is_refused(name: str) -> None:
    assert not taken(SUITE[name])


@pytest.mark.parametrize("name", sorted(TOO_DEEP))
def test_nesting_ends_before_the_reader_does(name: str) -> None:
    assert not taken(TOO_DEEP[name])


def test_nesting_is_counted_outside_of_strings() -> None:
    assert taken(b"[" * DEEPEST + b"]" * DEEPEST)
    assert not taken(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))
    assert taken(json.dumps(['[{"\\' * 100]).encode())
    assert taken(json.dumps([[]] * 100).encode())


def test_a_number_of_any_length_is_answered() -> None:
    assert not taken(b"9" * 10_000)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_such_body_gets_a_clear_answer_from_the_api(client: FlaskClient, cast: Cast) -> None:
    answers = {name: send(client, body).status_code for name, body in (SUITE | TOO_DEEP).items()}
    assert {status for name, status in answers.items() if name.startswith("n_")} == {400}
    assert {status for name, status in answers.items() if name.startswith("y_")} == {400, 422}
    assert {name for name, status in answers.items() if name.startswith("y_") and status == 400} == READ_TWO_WAYS
    assert {status for name, status in answers.items() if name.startswith("i_")} <= {400, 422}
