"""A signature wants a second factor that was shown a moment ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from flask_login import UserMixin, login_user

from portal.disposal.panels import VERBS
from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import a_referred_case, press, status
from tests.factories import case_of, referred, send_tip, the_cast
from tests.people import Browsers, next_code

ASKED = 'name="code"'


def page_of(client: FlaskClient, number: str) -> str:
    return client.get(f"/disposal/{number}").text


def test_whoever_has_just_signed_in_signs_without_another_code(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    number = a_referred_case(cast)
    zhou = browsers("zhou")
    clock.turn(minutes=4, seconds=59)
    assert ASKED not in page_of(zhou, number)
    assert press(zhou, number, "approval").status_code == 303


def test_later_a_signature_asks_for_the_code_and_keeps_what_was_written(
    cast: Flask, browsers: Browsers, clock: Clock
) -> None:
    number = a_referred_case(cast)
    wu, zhou = browsers("wu"), browsers("zhou")
    clock.turn(minutes=5)
    assert ASKED in page_of(wu, number)
    for code in ("", "000000"):
        answer = press(wu, number, "approval", reason="Looked at it twice.", code=code)
        assert answer.status_code == 422
        assert "Looked at it twice." in answer.text
        assert ASKED in answer.text
    assert press(wu, number, "approval", code=next_code(cast, "wu")).status_code == 303
    assert status(cast, number) is Status.AWAITING_APPROVAL
    assert press(zhou, number, "approval", code=next_code(cast, "zhou")).status_code == 303
    assert status(cast, number) is Status.IN_DISPOSAL


def test_one_code_serves_the_signatures_of_the_next_minutes(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    first = a_referred_case(cast)
    second = a_referred_case(cast, address="https://xingyun.example/v/2")
    wu = browsers("wu")
    clock.turn(minutes=6)
    assert press(wu, first, "approval", code=next_code(cast, "wu")).status_code == 303
    assert ASKED not in page_of(wu, second)
    assert press(wu, second, "approval").status_code == 303


def test_a_code_signs_once(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    first = a_referred_case(cast)
    second = a_referred_case(cast, address="https://xingyun.example/v/2")
    here = browsers("wu")
    clock.turn(seconds=30)
    there = browsers("wu")
    clock.turn(minutes=6)
    code = next_code(cast, "wu")
    assert press(here, first, "approval", code=code).status_code == 303
    assert press(there, second, "approval", code=code).status_code == 422


def test_a_code_of_somebody_else_signs_nothing(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    number = a_referred_case(cast)
    wu = browsers("wu")
    clock.turn(minutes=6)
    assert press(wu, number, "approval", code=next_code(cast, "zhou")).status_code == 422
    assert status(cast, number) is Status.AWAITING_APPROVAL


def test_what_is_no_signature_asks_for_no_code(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    number = a_referred_case(cast)
    zhou = browsers("zhou")
    clock.turn(minutes=6)
    assert press(zhou, number, "return", reason="Which version of the app?").status_code == 303
    assert status(cast, number) is Status.VERIFYING


@dataclass(frozen=True)
class Somebody(UserMixin):
    """Whoever sits before a browser, with a code entered at this time."""

    factor_at: datetime
    id: str = "somebody"


def test_every_verb_by_which_an_agency_decides_is_signed(app: Flask, clock: Clock) -> None:
    with app.test_request_context(method="POST"):
        login_user(Somebody(clock() - timedelta(hours=1)))
        with transaction():
            cast = the_cast()
            case = referred(case_of(send_tip()), cast.wei, "M31")
        signed = {verb.action for verb in VERBS if "code" in verb.make(case)}
    assert signed == {Action.APPROVE, Action.EXCUSE, Action.DECIDE, Action.MAINTAIN, Action.VARY, Action.REVOKE}
