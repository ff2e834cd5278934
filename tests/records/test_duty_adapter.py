"""A call is passed on to the operator's machine, signed, by the client that never reaches inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.rechecks import Why
from portal.extensions import db
from portal.records.duty.adapter import Adapter, CallNotTaken, signature
from portal.records.duty.calls import DutyCall, take
from portal.records.jobs import Job
from portal.records.people import find_person
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, send_tip, the_cast
from tests.records.outside_world import INSIDE, World, a_world, drips, leads_to, says
from tests.records.test_duty_calls import URGENT

SECRET = b"s" * 32
WORDS = "Grandmother is paying them right now."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as found:
        yield found


def the_call() -> dict[str, int]:
    """Of an urgent case at Wei's platform, as its job is told it."""
    with transaction():
        cast = the_cast()
        case_of(send_tip("https://xingyun.example/v/1", urgency=URGENT, description=WORDS))
        assert cast.wei.user_id
    payload: dict[str, int] = db.session.scalars(db.select(Job).where(Job.kind == "post_call")).one().payload
    return payload


def adapter(world: World, path: str = "/page", host: str = "site.test", seconds: float = 3.0) -> Adapter:
    return Adapter(world.client(seconds), f"https://{host}:{world.tls_port}{path}", SECRET)


def test_a_call_is_posted_once_with_a_signature_and_without_a_word_of_the_tip(
    context: Flask, clock: Clock, world: World
) -> None:
    payload = the_call()
    world.pages["/page"] = says("", "204 No Content")
    adapter(world).post_call(payload)
    (asked,) = world.asked
    head, _, body = asked.partition("\r\n\r\n")
    call = db.session.scalars(db.select(DutyCall)).one()
    assert json.loads(body) == {
        "event": "urgent_case",
        "case_number": call.case.case_number,
        "desk": "xingyun",
        "rung": "heads",
        "called_at": "2026-03-02T02:00:00+00:00",
        "answer_by": "2026-03-02T02:10:00+00:00",
    }
    seconds = int(clock().timestamp())
    assert f"Clearflag-Signature: t={seconds},sha256={signature(SECRET, seconds, body.encode())}" in head
    assert head.startswith("POST /page HTTP/1.1\r\n")
    assert WORDS not in asked
    assert "xingyun.example" not in asked


def test_control_another_secret_or_another_body_has_another_signature() -> None:
    first = signature(SECRET, 1, b"{}")
    assert len({first, signature(b"t" * 32, 1, b"{}"), signature(SECRET, 2, b"{}"), signature(SECRET, 1, b"[]")}) == 4


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says("", "500 Internal Server Error"), "500"),
        (leads_to("https://site.test/other"), "302"),
        (drips, Why.TOO_SLOW),
    ],
    ids=["out of order", "sends on", "too slow"],
)
def test_what_is_not_taken_is_sent_again_later(
    context: Flask, clock: Clock, world: World, answer: object, why: str
) -> None:
    payload = the_call()
    world.pages["/page"] = answer  # type: ignore[assignment]  # one of the answers above
    with pytest.raises(CallNotTaken, match=why):
        adapter(world, seconds=0.5).post_call(payload)


def test_it_never_reaches_inside(context: Flask, clock: Clock, world: World) -> None:
    payload = the_call()
    world.names["inside.test"] = [[INSIDE]]
    with pytest.raises(CallNotTaken, match=Why.INWARDS):
        adapter(world, host="inside.test").post_call(payload)
    assert world.inward_connections == 0


def test_an_answered_call_and_one_whose_time_is_over_are_told_to_nobody(
    context: Flask, clock: Clock, world: World
) -> None:
    payload = the_call()
    clock.turn(minutes=10)
    adapter(world).post_call(payload)
    clock.turn(minutes=-5)
    with transaction():
        call = db.session.scalars(db.select(DutyCall)).one()
        wei = find_person("wei@example.org")
        assert wei is not None
        take(call.case, wei.to_actor())
    adapter(world).post_call(payload)
    Adapter(world.client()).post_call(payload)  # no address: no adapter
    assert world.asked == []
