"""A form that was sent and comes again: whatever is new in it is said, and goes where the page says it goes."""

import re
from typing import Any

import pytest
from flask import Flask

from portal.domain.priority import Priority
from portal.extensions import db
from portal.records.cases import Case
from portal.records.messages import Message
from portal.records.reporters import ReporterContact
from portal.records.tips import Tip, TipCase
from tests.conftest import Clock
from tests.factories import Cast
from tests.intake.citizen import TIP, Citizen
from tests.intake.test_evidence import PNG, add, kept, upload

MAIL = {"notify_address": "lin@example.org", "notify_consent": "y"}
OTHER = "https://bailu.example/v/77"


@pytest.fixture
def sent(lin: Citizen) -> dict[str, list[str]]:
    """What Lin's browser still holds after sending a tip."""
    lin.check()
    fields = lin.fields() | {"truthful": ["y"]}
    assert lin.press("/flag/send", truthful="y").status_code == 200
    return fields


def again(who: Citizen, sent: dict[str, list[str]], **answers: str | list[str]) -> int:
    """Back, change, check, send."""
    who.page = who.client.post("/flag/check", data=sent | answers, headers=who.headers)
    assert who.page.status_code == 200
    return who.press("/flag/send", truthful="y").status_code


def all_of(app: Flask, model: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(db.select(model).order_by(*db.inspect(model).primary_key)))


def test_an_address_that_is_given_after_sending_is_kept(app: Flask, lin: Citizen, sent: dict[str, list[str]]) -> None:
    code = lin.query_code
    assert again(lin, sent) == 200
    assert again(lin, sent, **MAIL) == 409
    assert "lin@example.org" in lin.page.text
    assert all_of(app, ReporterContact) == []
    assert lin.press("/flag/supplement").status_code == 200
    assert lin.query_code == code
    (contact,) = all_of(app, ReporterContact)
    assert contact.notify_sealed is not None
    assert (len(all_of(app, Tip)), all_of(app, Message)) == (1, [])


def test_an_address_that_is_taken_out_is_deleted(app: Flask, lin: Citizen) -> None:
    lin.check(**MAIL)
    fields = lin.fields() | {"truthful": ["y"]}
    lin.press("/flag/send", truthful="y")
    assert len(all_of(app, ReporterContact)) == 1
    del fields["notify_consent"]
    assert again(lin, fields, notify_address="") == 409
    assert "an address you left before is deleted" in lin.page.text
    assert lin.press("/flag/supplement").status_code == 200
    assert all_of(app, ReporterContact) == []


def test_a_file_that_is_added_after_sending_joins_the_tip(app: Flask, lin: Citizen, sent: dict[str, list[str]]) -> None:
    lin.open("/flag")
    assert add(lin, upload("late.png"), **sent) == 200
    assert lin.press("/flag/send", truthful="y").status_code == 409
    assert "late.png" in lin.page.text
    assert kept(app) == [("late.png", False)]
    added = lin.page
    assert lin.press("/flag/supplement").status_code == 200
    assert "late.png" in lin.page.text
    assert kept(app) == [("late.png", True)]
    lin.page = added
    assert lin.press("/flag/supplement").status_code == 200
    assert kept(app) == [("late.png", True)]


def test_the_same_file_chosen_again_after_sending_is_no_other_content(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    add(lin, upload("a.png"), **TIP)
    fields = lin.fields() | {"truthful": ["y"]}
    lin.press("/flag/send", truthful="y")
    lin.open("/flag")
    assert add(lin, upload("a.png"), **fields) == 200
    assert lin.press("/flag/send", truthful="y").status_code == 200
    assert kept(app)[0] == ("a.png", True)


def test_words_and_changed_answers_go_to_the_desk_and_ticks_count_at_once(
    app: Flask, lin: Citizen, sent: dict[str, list[str]]
) -> None:
    assert all_of(app, Case)[0].priority is Priority.P2
    assert again(lin, sent, description="more words", urgency="danger", occurred_on="2026-02-27") == 409
    before = lin.page
    for _ in range(2):
        lin.page = before
        assert lin.press("/flag/supplement").status_code == 200
    (message,) = all_of(app, Message)
    assert message.body.startswith("more words\n\n")
    assert "Somebody is in danger" in message.body
    assert "2026-02-27" in message.body
    (case,) = all_of(app, Case)
    assert (case.priority, case.urgent) == (Priority.P1, True)
    assert all_of(app, Tip)[0].urgency == ["danger"]


def test_a_further_thing_is_said_to_need_a_tip_of_its_own_and_gets_one(
    app: Flask, lin: Citizen, sent: dict[str, list[str]]
) -> None:
    code = lin.query_code
    assert again(lin, sent, **{"targets-1-entered": OTHER}) == 409
    assert OTHER in lin.page.text
    assert "Add it to my first tip" not in lin.page.text
    lin.press("/flag/anew", do="further")
    assert lin.page.status_code == 200
    assert lin.press("/flag/send", truthful="y").status_code == 200
    assert lin.query_code != code
    assert [row.entered for row in all_of(app, TipCase)] == [TIP["targets-0-entered"], OTHER]


def test_after_adding_words_the_receipt_names_what_is_not_in_the_tip(
    app: Flask, lin: Citizen, sent: dict[str, list[str]]
) -> None:
    assert again(lin, sent, **{"targets-1-entered": OTHER, "description": "more"}) == 409
    assert lin.press("/flag/supplement").status_code == 200
    assert "Not in this tip yet" in lin.page.text
    assert lin.press("/flag/anew", do="further").status_code == 200
    assert TIP["targets-0-entered"] not in str(lin.fields())


def test_a_target_that_is_left_out_is_said_to_stay_flagged(lin: Citizen, sent: dict[str, list[str]]) -> None:
    assert again(lin, sent, **{"targets-0-entered": OTHER}) == 409
    assert "stays flagged" in lin.page.text


def test_everything_as_a_new_tip_takes_the_files_along(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    add(lin, upload("a.png"), **TIP)
    fields = lin.fields() | {"truthful": ["y"]}
    lin.press("/flag/send", truthful="y")
    lin.open("/flag")
    add(lin, upload("late.png", PNG + b"2"), **(fields | {"description": ["new words"]}))
    assert lin.press("/flag/send", truthful="y").status_code == 409
    assert lin.press("/flag/anew").status_code == 200
    assert re.findall(r"\w+\.png(?= \()", lin.page.text) == ["a.png", "late.png"]
    assert lin.press("/flag/send", truthful="y").status_code == 200
    with app.app_context():
        second = db.session.scalars(db.select(Tip).order_by(Tip.id.desc())).first()
        assert second is not None
    assert re.findall(r"<dd>(\w+\.png)", lin.page.text) == ["a.png", "late.png"]


def test_a_file_that_died_is_named_before_sending_and_everything_else_stays(
    app: Flask, lin: Citizen, clock: Clock
) -> None:
    lin.open("/flag")
    add(lin, upload("a.png"), **TIP)
    clock.turn(hours=2, minutes=1)
    assert lin.press("/flag/send", truthful="y").status_code == 422
    assert "a.png: no longer here" in lin.page.text
    assert all_of(app, Tip) == []
    assert lin.fields()["description"] == [TIP["description"]]
    assert lin.press("/flag/send", truthful="y").status_code == 200
    assert len(all_of(app, Tip)) == 1


def test_a_file_that_died_while_something_was_changed_is_named_at_the_check(lin: Citizen, clock: Clock) -> None:
    lin.open("/flag")
    add(lin, upload("a.png"), **TIP)
    clock.turn(hours=2, minutes=1)
    lin.press("/flag", step="1")
    assert "a.png: no longer here" in lin.page.text
    assert lin.press("/flag/check").status_code == 200


@pytest.mark.parametrize("path", ["/flag/send", "/flag/supplement"])
def test_after_a_day_the_forms_key_gives_no_code_any_more(
    lin: Citizen, sent: dict[str, list[str]], clock: Clock, path: str
) -> None:
    code = lin.query_code
    clock.turn(hours=23)
    assert lin.client.post(path, data=sent, headers=lin.headers).status_code == 200
    clock.turn(hours=2)
    answer = lin.client.post(path, data=sent, headers=lin.headers)
    assert answer.status_code == 409
    assert code not in answer.text
    assert "one day only" in answer.text


def test_the_key_alone_gives_no_code(lin: Citizen, sent: dict[str, list[str]]) -> None:
    code = lin.query_code
    bare = {name: sent[name] for name in ("csrf_token", "form_key")}
    answer = lin.client.post("/flag/supplement", data=bare, headers=lin.headers)
    assert (answer.status_code, code in answer.text) == (422, False)


@pytest.mark.parametrize("words", ["z\x00z", "z" * 20_001])
def test_words_that_cannot_be_kept_are_refused_as_a_supplement_too(
    app: Flask, lin: Citizen, sent: dict[str, list[str]], words: str
) -> None:
    answer = lin.client.post("/flag/supplement", data=sent | {"description": words}, headers=lin.headers)
    assert answer.status_code == 422
    assert all_of(app, Message) == []


def test_a_withdrawn_tip_takes_nothing_more(lin: Citizen, sent: dict[str, list[str]], cast: Cast) -> None:
    lin.follow(lin.query_code)
    assert lin.press("/follow/tip/withdrawal").status_code == 303
    answer = lin.client.post("/flag/supplement", data=sent | {"description": "x"}, headers=lin.headers)
    assert answer.status_code == 404
