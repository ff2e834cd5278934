"""Sending a tip as a program: once per key, every fault named in its place."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.extensions import db
from portal.records.cases import Case
from portal.records.reporters import ReporterContact
from portal.records.tips import Channel, Tip
from tests.api.machine import TIP, VIDEO, faults, new_key, send
from tests.conftest import Clock
from tests.factories import Cast

EN = {"Accept-Language": "en"}


def kept(app: Flask) -> tuple[int, int]:
    with app.app_context():
        return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Tip, Case))  # type: ignore[return-value]  # two of them


def the_tip(app: Flask) -> Tip:
    with app.app_context():
        return db.session.scalars(select(Tip)).one()


def test_a_tip_is_kept_and_its_receipt_given(app: Flask, client: FlaskClient, cast: Cast, clock: Clock) -> None:
    answer = send(client)
    assert answer.status_code == 201, answer.text
    assert set(answer.get_json()) == {"tip_number", "query_code", "received_at"}
    assert answer.get_json()["received_at"] == "2026-03-02T02:00:00Z"
    assert re.fullmatch(r"QT-\w{4}-\w{4}-\w{4}", answer.get_json()["tip_number"])
    assert re.fullmatch(r"(\w{5}-){4}\w{5}", answer.get_json()["query_code"])
    tip = the_tip(app)
    assert (tip.channel, tip.category, tip.description) == (Channel.API, "B02", TIP["description"])
    assert kept(app) == (1, 1)


def test_everything_a_tip_can_say_is_kept(app: Flask, client: FlaskClient, cast: Cast, clock: Clock) -> None:
    body = {
        "category": "B07",
        "targets": [
            {"type": "content", "entered": VIDEO},
            {"type": "account", "entered": "@doctor", "platform": "bailu", "name": "Doctor"},
            {"type": "unknown"},
        ],
        "description": "x",
        "urgency": ["under_18", "danger"],
        "sectors": ["medicine"],
        "occurred_on": "2026-03-01",
        "standing": "child",
        "contact": {
            "notify": {"address": "lin@example.org", "consent": True},
            "identity": {"words": "Lin, 13800000000", "consent": True},
        },
    }
    answer = send(client, body, **EN)
    assert answer.status_code == 201, answer.text
    tip = the_tip(app)
    assert (tip.urgency, tip.sectors, tip.standing) == (["danger", "under_18"], ["medicine"], "child")
    assert (tip.occurred_on, tip.language) == (date(2026, 3, 1), "en")
    assert kept(app) == (1, 3)
    with app.app_context():
        contact = db.session.scalars(select(ReporterContact)).one()
    assert contact.notify_sealed is not None
    assert contact.identity_sealed is not None
    assert b"lin@example.org" not in contact.notify_sealed


IDENTITY = {"identity": {"words": "Lin, 13800000000", "consent": True}}


@pytest.mark.parametrize("standing", [{}, {"standing": "anyone"}])
def test_identity_is_taken_only_from_who_claims_standing(
    app: Flask, client: FlaskClient, cast: Cast, standing: dict[str, str]
) -> None:
    refused = send(client, {**TIP, **standing, "contact": IDENTITY}, **EN)
    assert (refused.status_code, list(faults(refused))) == (422, ["#/contact"])
    assert kept(app) == (0, 0)
    assert send(client, {**TIP, "standing": "self", "contact": IDENTITY}).status_code == 201


def test_contact_that_leaves_nothing_is_the_same_as_none(client: FlaskClient, cast: Cast) -> None:
    key = new_key()
    first, again = send(client, key=key), send(client, {**TIP, "contact": {}}, key=key)
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    notify = {"notify": {"address": "lin@example.org", "consent": True}}
    assert send(client, {**TIP, "contact": notify}, key=key).status_code == 409


def test_the_same_key_and_body_give_the_same_answer(app: Flask, client: FlaskClient, cast: Cast) -> None:
    key = new_key()
    first, again = send(client, key=key), send(client, key=f'"{key.upper()}"')
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert kept(app) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"description": "Something else."},
        {"target": {"type": "content", "entered": "https://xingyun.example/v/2"}},
        {"urgency": ["danger"]},
        {"contact": {"notify": {"address": "lin@example.org", "consent": True}}},
    ],
)
def test_the_same_key_with_another_body_is_a_conflict(
    app: Flask, client: FlaskClient, cast: Cast, other: dict[str, Any]
) -> None:
    key = new_key()
    send(client, key=key)
    answer = send(client, TIP | other, key)
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert answer.get_json()["code"] == "key-reused"
    assert kept(app) == (1, 1)


def test_a_key_gives_its_answer_for_seven_days_and_never_a_second_tip(
    app: Flask, client: FlaskClient, cast: Cast, clock: Clock
) -> None:
    key = new_key()
    first = send(client, key=key)
    clock.turn(days=7)
    assert send(client, key=key).get_json() == first.get_json()
    clock.turn(minutes=1)
    assert send(client, key=key).status_code == 409
    assert kept(app) == (1, 1)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "1",
        "a" * 32,
        "00000000-0000-0000-0000-000000000000",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "0123456789abcdef0123456789",
        "short-but-not-random",
        "0123456789abcdef0123456789abcdeü",
    ],
)
def test_a_key_that_could_be_guessed_is_refused(app: Flask, client: FlaskClient, cast: Cast, key: str) -> None:
    answer = client.post("/api/v1/tips", json=TIP, headers={"Idempotency-Key": key, **EN})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert "Idempotency-Key" in answer.get_json()["detail"]
    assert kept(app) == (0, 0)


@pytest.mark.parametrize(
    "key",
    [
        "0b8f0a4e-6d0c-4f5e-9a43-2f0d6f3c9f1a",
        "0198b7a2-31f0-7c4e-8d11-5b6c7d8e9f00",
        "0123456789abcdef0123456789abcdef",
        "V1StGXR8_Z5jdHi6B-myTe",
    ],
)
def test_a_random_key_is_taken_however_it_is_written(client: FlaskClient, cast: Cast, key: str) -> None:
    assert send(client, key=key).status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer", "detail"),
    [
        ({"colour": "red"}, "#/colour", "There is no such field."),
        ({"a/b~c d": 1}, "#/a~1b~0c%20d", "There is no such field."),
        ({"category": "Q01"}, "#/category", "There is no such category. The OpenAPI document lists those in force."),
        ({"category": 1}, "#/category", "This must be a text."),
        ({"description": " \n"}, "#/description", "This is empty."),
        ({"description": "a\0b"}, "#/description", "This holds a NUL character, which cannot be kept."),
        ({"description": "x" * 20_001}, "#/description", "At most 20000 characters fit here."),
        ({"urgency": ["angry"]}, "#/urgency/0", "This is none of the values possible here."),
        ({"urgency": "danger"}, "#/urgency", "This must be a list."),
        ({"occurred_on": "2026-03-03"}, "#/occurred_on", "This day is in the future."),
        ({"occurred_on": "2026-02-30"}, "#/occurred_on", "There is no such day."),
        ({"occurred_on": "2026-03-01T00:00:00"}, "#/occurred_on", "A day is written YYYY-MM-DD."),
        ({"occurred_on": None}, "#/occurred_on", "Leave this out instead of sending null."),
        ({"target": {"type": "content"}}, "#/target", "Give `entered`: an address, a number or a name."),
        ({"target": {"type": "planet", "entered": "x"}}, "#/target/type", "This is none of the values possible here."),
        ({"target": {"type": "app", "entered": "x", "x": 1}}, "#/target/x", "There is no such field."),
        ({"targets": [{"type": "unknown"}]}, "#", "Give either `target` or `targets`."),
        ({"contact": {"notify": {"address": "lin@example.org"}}}, "#/contact/notify/consent", "This is required."),
        (
            {"contact": {"notify": {"address": "lin@example.org", "consent": False}}},
            "#/contact/notify/consent",
            "This can only be true: without consent leave it out as a whole.",
        ),
    ],
)
def test_what_is_wrong_is_named_in_its_place(
    app: Flask, client: FlaskClient, cast: Cast, clock: Clock, change: dict[str, Any], pointer: str, detail: str
) -> None:
    answer = send(client, TIP | change, **EN)
    assert answer.status_code == 422
    assert faults(answer) == {pointer: detail}
    assert kept(app) == (0, 0)


def test_one_to_twenty_targets_are_taken(app: Flask, client: FlaskClient, cast: Cast) -> None:
    def naming(count: int) -> dict[str, Any]:
        targets = [{"type": "content", "entered": f"https://xingyun.example/v/{at}"} for at in range(count)]
        return {"category": "B02", "description": "x", "targets": targets}

    assert send(client, naming(20)).status_code == 201
    assert [send(client, naming(count)).status_code for count in (0, 21)] == [422, 422]
    assert kept(app) == (1, 20)


def test_an_address_that_no_mail_reaches_is_named(client: FlaskClient, cast: Cast) -> None:
    answer = send(client, TIP | {"contact": {"notify": {"address": "lin at home", "consent": True}}})
    assert (answer.status_code, set(faults(answer))) == (422, {"#/contact/notify/address"})


def test_faults_are_told_in_the_language_asked_for(client: FlaskClient, cast: Cast) -> None:
    answer = send(client, TIP | {"colour": 1}, **{"Accept-Language": "zh-CN"})
    assert faults(answer) == {"#/colour": "没有这个字段。"}


def test_only_json_is_read(app: Flask, client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/api/v1/tips", data=TIP, headers={"Idempotency-Key": new_key()})
    assert (answer.status_code, answer.mimetype) == (415, "application/problem+json")
    assert send(client, "x" * (1024 * 1024 + 1)).status_code == 413
    assert kept(app) == (0, 0)


def test_no_cookie_is_set_and_none_is_needed(client: FlaskClient, cast: Cast) -> None:
    for answer in (send(client), send(client, {}), client.get("/api/v1/openapi.json"), client.get("/api/v1/nothing")):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
