"""A session is short, dies at once, and is never the one somebody else chose."""

import itertools

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.models import AuthSession
from portal.demo.cast import PASSWORD
from portal.extensions import db
from tests.accounts.test_administration import send
from tests.conftest import Clock
from tests.people import Browsers, csrf_token, next_code

NEW = "a sentence about snow"


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def token_of(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["_user_id"])


def carry(client: FlaskClient, token: str) -> FlaskClient:
    """Put a session's token into a browser, as a thief would."""
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def test_a_session_ends_after_30_idle_minutes(browsers: Browsers, clock: Clock) -> None:
    wei = browsers("wei")
    clock.turn(minutes=29, seconds=59)
    assert is_in(wei)
    clock.turn(minutes=29)
    assert is_in(wei)
    clock.turn(minutes=30)
    assert not is_in(wei)


def test_a_session_ends_after_12_hours_however_busy(browsers: Browsers, clock: Clock) -> None:
    wei = browsers("wei")
    for _ in range(35):
        clock.turn(minutes=20)
        assert is_in(wei)
    clock.turn(minutes=20)
    assert not is_in(wei)


def test_use_is_written_down_at_most_once_a_minute(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    wei, times = browsers("wei"), []
    for seconds in (59, 1, 59, 1):
        clock.turn(seconds=seconds)
        assert is_in(wei)
        with cast.app_context():
            times.append(db.session.query(AuthSession).one().last_used_at)
    steps = [(after - before).total_seconds() for before, after in itertools.pairwise(times)]
    assert steps == [60, 0, 60]


def test_after_signing_out_the_cookie_is_worth_nothing(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    stolen = token_of(wei)
    assert is_in(carry(cast.test_client(), stolen))
    assert send(wei, "/sign-out").status_code == 303
    assert not is_in(wei)
    assert not is_in(carry(cast.test_client(), stolen))


def test_a_planted_session_does_not_survive_signing_in(cast: Flask, browsers: Browsers) -> None:
    mallory = browsers("he")
    planted, victim = token_of(mallory), cast.test_client()
    carry(victim, planted)
    fields = {"email": "wei@example.org", "password": PASSWORD, "code": next_code(cast, "wei")}
    assert victim.post("/sign-in", data={"csrf_token": csrf_token(victim), **fields}).status_code == 303
    assert token_of(victim) != planted
    assert not is_in(mallory)


def test_a_made_up_token_opens_nothing(cast: Flask) -> None:
    assert not is_in(carry(cast.test_client(), "made-up"))
    assert not is_in(carry(cast.test_client(), "1"))


def test_another_password_ends_every_other_session(cast: Flask, browsers: Browsers) -> None:
    here, there = browsers("wei"), browsers("wei")
    fields = {"present": PASSWORD, "password": NEW, "repeated": NEW, "code": next_code(cast, "wei")}
    assert send(here, "/account/password", **fields).status_code == 303
    assert (is_in(here), is_in(there)) == (True, False)


def test_another_password_needs_both_present_factors(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    right = {"present": PASSWORD, "password": NEW, "repeated": NEW, "code": next_code(cast, "wei")}
    for wrong in ({"present": NEW}, {"code": "000000"}, {"repeated": PASSWORD}):
        assert send(wei, "/account/password", **{**right, **wrong}).status_code == 422
    assert send(wei, "/account/password", **right).status_code == 303


def test_a_person_ends_own_sessions_and_nobody_elses(cast: Flask, browsers: Browsers) -> None:
    here, there, he = browsers("wei"), browsers("wei"), browsers("he")
    with cast.app_context():
        ids = [row.id for row in db.session.query(AuthSession).order_by(AuthSession.id)]
    for session_id in ids[1:]:
        assert send(here, f"/account/sessions/{session_id}/end").status_code == 303
    assert [is_in(one) for one in (here, there, he)] == [True, False, True]
