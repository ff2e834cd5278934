"""What pages of the desk ask by themselves, and where a colleague goes on after a verb."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.status import Outcome
from portal.domain.workflow import ACTION_WORDS
from portal.domain.workflow.afterwards import AFTERWARDS
from portal.verification.routes.panel import AT_ONCE, BESIDES, VERB_KEYS, WITH_WORDS
from portal.web.desk_keys import KEYS
from tests.conftest import Clock
from tests.people import Browsers
from tests.verification.desk import GROUND, do, page, tip


def asked(browser: FlaskClient, path: str, **query: str) -> dict[str, Any]:
    answer = browser.get(path, query_string=query or None)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.get_json()
    return told


def test_the_palette_finds_cases_of_the_own_desk_alone(cast: Flask, browsers: Browsers) -> None:
    number, wei, he = tip(cast), browsers("wei"), browsers("he")
    for words in (number, number.lower(), number[:6], "xingyun.example/v/1"):
        found = asked(wei, "/verification/find", q=words)
        assert [case["number"] for case in found["cases"]] == [number], words
        assert asked(he, "/verification/find", q=words) == {"cases": []}, words
    for words in ("", "\x00", "nothing of this kind"):
        assert asked(wei, "/verification/find", q=words) == {"cases": []}


def test_the_palette_finds_no_masked_words(cast: Flask, browsers: Browsers) -> None:
    tip(cast, "call 13800138000 of Doctor Zhang", description="A call.", type="phone_call")
    for reader in ("wei", "qian"):
        found = asked(browsers(reader), "/verification/find", q="13800138000 of")
        assert found == {"cases": []}


def test_only_what_came_after_the_page_was_made_is_new(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    wei = browsers("wei")
    tip(cast)
    found = re.search(r'data-asks="(/verification/news[^"]+)"', wei.get("/verification?priority=P2").text)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    assert asked(wei, address) == {"words": ""}
    clock.turn(minutes=1)
    for number, category in ((2, "B02"), (3, "B02"), (4, "B05")):  # the last is no P2
        tip(cast, f"https://xingyun.example/v/{number}", category=category)
    tip(cast, "https://bailu.example/p/1")
    assert "2" in asked(wei, address)["words"]
    assert wei.get("/verification/news?since=nonsense").status_code == 400


def test_a_colleague_sees_who_opened_the_case_and_nobody_of_another_house_does(
    cast: Flask, browsers: Browsers, clock: Clock
) -> None:
    number, qian, wu, wei = tip(cast), browsers("qian"), browsers("wu"), browsers("wei")
    page(wu, number)
    words = asked(qian, f"/verification/{number}/presence")["words"]
    assert "吴越" in words
    assert "10:0" in words
    assert asked(wu, f"/verification/{number}/presence")["words"] == ""
    assert asked(wei, f"/verification/{number}/presence")["words"] == ""
    clock.turn(minutes=16)
    assert asked(qian, f"/verification/{number}/presence")["words"] == ""


def test_what_a_page_asks_by_itself_keeps_no_session_alive(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    number, wei, idle = tip(cast), browsers("wei"), browsers("wei")
    for _ in range(10):
        clock.turn(minutes=10)
        assert wei.get("/verification").status_code == 200  # the control: use keeps it alive
        idle.get("/verification/news?since=0")
        idle.get(f"/verification/{number}/presence")
    assert idle.get("/verification").status_code == 302


def test_submit_and_next_opens_the_next_case_of_the_same_list(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    other = tip(cast, "https://xingyun.example/v/9", category="B05")
    first, second = (tip(cast, f"https://xingyun.example/v/{number}") for number in (1, 2))
    for number, goal in ((first, f"/verification/{second}"), (second, "/verification")):
        do(wei, number, "acceptance")
        words = {"outcome": Outcome.UNSUBSTANTIATED, **GROUND, "then": "next", "queue": "category=B02"}
        answer = do(wei, number, "dismissal", **words)
        assert answer.status_code == 303
        assert answer.location.split("?") == [goal, "queue=category%3DB02" if goal.endswith(second) else "category=B02"]
    assert other in wei.get("/verification").text


def test_a_list_that_cannot_be_read_is_the_usual_one(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    for word in ("status%3Dlost", "a" * 2000, "%00", "&".join(["desk%3Down"] * 30)):
        assert wei.get(f"/verification/{number}?queue={word}").status_code == 200


def test_a_claim_and_a_release_can_be_taken_back_and_nothing_else_promises_it(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    for noun, undone_by in (("claim", "release"), ("release", "claim")):
        assert do(wei, number, noun).status_code == 303
        text = page(wei, number).text
        assert re.search(rf'action="/verification/{number}/{undone_by}" data-minute', text)
        assert "data-minute" not in page(wei, number).text
    do(wei, number, "acceptance")
    assert "data-minute" not in page(wei, number).text


def test_every_form_of_a_verb_says_whether_it_can_be_taken_back() -> None:
    asked = {*AT_ONCE, *WITH_WORDS, *BESIDES}
    silent = {ACTION_WORDS[action] for action in asked - set(AFTERWARDS)}
    assert silent <= {"Take an interim measure", "Give an interim order"}  # whose own pages say when they end


def test_no_key_means_two_things() -> None:
    verbs = [VERB_KEYS[action] for action in {*AT_ONCE, *WITH_WORDS, *BESIDES} if action in VERB_KEYS]
    desk = [key.keys for key in KEYS] + ["g"]
    assert len({*verbs, *desk, "l"}) == len(verbs) + len(desk) + 1


@pytest.mark.parametrize("chosen", ["on", "off"])
def test_single_keys_can_be_turned_off(cast: Flask, browsers: Browsers, chosen: str) -> None:
    number, wei = tip(cast), browsers("wei")
    wei.post("/preferences", data={"keys": chosen})
    text = page(wei, number).text
    assert f'data-single="{chosen}"' in text
    assert ("data-key=" in text) is (chosen == "on")
