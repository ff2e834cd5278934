"""The same form sent by several hands at one moment is one tip with one receipt."""

import re
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from portal.extensions import db
from portal.records.tips import Tip, TipCase
from tests.intake.citizen import Citizen

HANDS = 6
ROUNDS = 5


def test_a_double_click_never_makes_two_tips(app: Flask, lin: Citizen) -> None:
    for number in range(ROUNDS):
        lin.check(**{"targets-0-entered": f"https://xingyun.example/v/{number}"})
        sent = lin.fields() | {"truthful": ["y"]}
        cookie = lin.client.get_cookie("session")
        assert cookie is not None
        session = f"session={cookie.value}"

        def press(_hand: int, sent: dict[str, list[str]] = sent, session: str = session) -> tuple[int, str]:
            answer = app.test_client(use_cookies=False).post("/flag/send", data=sent, headers={"Cookie": session})
            found = re.search(r'receipt__code">([^<]+)<', answer.text)
            return answer.status_code, found[1] if found else ""

        with ThreadPoolExecutor(HANDS) as hands:
            answers = list(hands.map(press, range(HANDS)))
        assert {status for status, _ in answers} == {200}
        assert len({code for _, code in answers}) == 1
    with app.app_context():
        assert (
            len(db.session.scalars(db.select(Tip)).all()) == len(db.session.scalars(db.select(TipCase)).all()) == ROUNDS
        )
