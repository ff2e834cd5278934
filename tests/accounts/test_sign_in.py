"""Both factors, once each, and one answer for everything that is wrong."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.second_factor import code_at, present_step
from portal.demo.cast import PARTS, PASSWORD
from tests.conftest import Clock
from tests.people import Browsers, csrf_token, next_code

WEI = PARTS["wei"]
TOKEN = re.compile(r'(name="csrf_token"[^>]* value=")[^"]+')


def try_to_sign_in(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/sign-in", data={"csrf_token": csrf_token(client), **fields})


def body(answer: TestResponse) -> str:
    """What is shown, but for the token of the form and what was typed."""
    return TOKEN.sub(r"\1", answer.text).replace('value="wei@example.org"', "").replace('value="no@example.org"', "")


def test_both_factors_open_the_desk(browsers: Browsers) -> None:
    assert browsers("wei").get("/desk").status_code == 302


def test_a_stranger_is_sent_to_sign_in_and_back(cast: Flask) -> None:
    answer = cast.test_client().get("/desk?a=b")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/desk?a%3Db")


def test_after_signing_in_nobody_is_sent_to_another_site(cast: Flask) -> None:
    answer = try_to_sign_in(
        cast.test_client(),
        email=WEI.email,
        password=PASSWORD,
        code=next_code(cast, "wei"),
        next="https://evil.example/",
    )
    assert (answer.status_code, answer.location) == (303, "/")


def test_everything_wrong_gets_the_same_answer(cast: Flask) -> None:
    right = {"email": WEI.email, "password": PASSWORD, "code": next_code(cast, "wei")}
    wrong = [{"email": "no@example.org"}, {"password": "another-password"}, {"code": "000000"}]
    answers = [try_to_sign_in(cast.test_client(), **{**right, **one}) for one in wrong]
    assert {answer.status_code for answer in answers} == {422}
    bodies = [body(answer) for answer in answers]
    assert bodies == bodies[:1] * 3
    assert try_to_sign_in(cast.test_client(), **right).status_code == 303


def test_a_code_works_once(cast: Flask, clock: Clock) -> None:
    fields = {"email": WEI.email, "password": PASSWORD, "code": code_at(WEI.seed, present_step())}
    assert try_to_sign_in(cast.test_client(), **fields).status_code == 303
    assert try_to_sign_in(cast.test_client(), **fields).status_code == 422
    earlier = {**fields, "code": code_at(WEI.seed, present_step() - 1)}
    assert try_to_sign_in(cast.test_client(), **earlier).status_code == 422


@pytest.mark.parametrize(("off", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_clock_may_be_off_by_one_step(cast: Flask, clock: Clock, off: int, status: int) -> None:
    code = code_at(WEI.seed, present_step() + off)
    answer = try_to_sign_in(cast.test_client(), email=WEI.email, password=PASSWORD, code=code)
    assert answer.status_code == status


def test_address_and_code_may_be_typed_loosely(cast: Flask) -> None:
    code = next_code(cast, "wei")
    answer = try_to_sign_in(
        cast.test_client(), email=" Wei@Example.org ", password=PASSWORD, code=f"{code[:3]} {code[3:]}"
    )
    assert answer.status_code == 303
