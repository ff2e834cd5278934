"""From the form to the receipt: nothing typed is lost, nothing is sent twice."""

import re

import pytest
from flask import Flask

from portal.extensions import db
from portal.records.cases import Case
from portal.records.messages import Message
from portal.records.reporters import ReporterContact
from portal.records.tips import Tip, TipCase
from tests.intake.citizen import TIP, Citizen

EVERYTHING: dict[str, str | list[str]] = {
    **TIP,
    "urgency": ["money_moving", "danger"],
    "occurred_on": "2026-02-28",
    "targets-0-type": "website",
    "targets-0-platform": "bailu",
    "targets-0-name": "Doctor Li",
    "standing": "self",
    "identity": "Lin, 138 0013 8000",
    "identity_consent": "y",
    "notify_address": "lin@example.org",
    "notify_consent": "y",
    "sectors": ["medicine", "finance"],
    "unknown_where": "y",
}


def rows(app: Flask, model: type) -> list[object]:
    with app.app_context():
        return list(db.session.scalars(db.select(model).order_by(*db.inspect(model).primary_key)))


def test_four_answers_are_enough_for_a_tip(app: Flask, lin: Citizen) -> None:
    answer = lin.flag()
    assert answer.status_code == 200
    (tip,) = rows(app, Tip)
    assert isinstance(tip, Tip)
    assert (tip.category, tip.description, tip.language) == ("B02", TIP["description"], "en")
    assert tip.tip_number in answer.text


def test_an_empty_form_says_all_that_is_missing_at_once(lin: Citizen) -> None:
    lin.open("/flag")
    answer = lin.press("/flag/check")
    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#([\w-]+)">', answer.text) == ["category", "description", "unknown_where"]


def test_who_is_not_sure_is_sent_to_the_choice_that_stands_first(lin: Citizen) -> None:
    lin.open("/flag")
    answer = lin.press("/flag/check")
    assert re.findall(r'name="category"[^>]*value="([^"]+)"', answer.text)[0] == "Z99"
    assert "choose “Something else / not sure”" in answer.text


def test_an_error_keeps_everything_that_was_typed(lin: Citizen) -> None:
    typed: dict[str, str | list[str]] = {**EVERYTHING, "description": ""}
    lin.open("/flag")
    assert lin.press("/flag/check", **typed).status_code == 422
    kept = lin.fields()
    assert {name: kept[name] for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }


def test_the_way_back_from_the_check_page_keeps_everything(lin: Citizen) -> None:
    lin.check(**EVERYTHING)
    lin.press("/flag", step="2")
    kept = lin.fields()
    assert 'class="step step--open" id="step-2"' in lin.page.text
    assert {name: kept[name] for name in EVERYTHING} == {
        name: value if isinstance(value, list) else [value] for name, value in EVERYTHING.items()
    }


def test_a_change_after_the_check_is_what_is_sent(app: Flask, lin: Citizen) -> None:
    lin.check(description="first words")
    lin.press("/flag", step="1")
    lin.press("/flag/check", description="second words")
    lin.press("/flag/send", truthful="y")
    (tip,) = rows(app, Tip)
    assert isinstance(tip, Tip)
    assert tip.description == "second words"


def test_nothing_is_sent_without_the_tick_that_it_is_true(app: Flask, lin: Citizen) -> None:
    lin.check()
    assert lin.press("/flag/send").status_code == 422
    assert rows(app, Tip) == []
    assert lin.press("/flag/send", truthful="y").status_code == 200


def test_sending_twice_gives_one_tip_and_the_same_receipt(app: Flask, lin: Citizen) -> None:
    lin.check()
    sent = lin.fields() | {"truthful": ["y"]}
    first, second = (lin.client.post("/flag/send", data=sent, headers=lin.headers).text for _ in range(2))
    codes = [re.findall(r'class="code[^>]*>([^<]+)<', page) for page in (first, second)]
    assert codes[0] == codes[1]
    assert len(codes[0]) == 2
    assert len(rows(app, Tip)) == 1


def test_changed_words_under_a_sent_form_are_offered_as_a_supplement_or_a_new_tip(app: Flask, lin: Citizen) -> None:
    lin.check()
    sent = lin.fields() | {"truthful": ["y"]}
    lin.press("/flag/send", truthful="y")
    code = lin.query_code
    lin.page = lin.client.post("/flag/send", data=sent | {"description": ["more words"]}, headers=lin.headers)
    assert lin.page.status_code == 409
    changed = lin.page
    assert lin.press("/flag/supplement").status_code == 200
    assert lin.query_code == code
    (message,) = rows(app, Message)
    assert isinstance(message, Message)
    assert message.body == "more words"
    lin.page = changed
    assert lin.press("/flag/anew").status_code == 200
    lin.press("/flag/send", truthful="y")
    assert lin.query_code != code
    assert len(rows(app, Tip)) == 2


def test_twenty_things_go_into_one_tip_and_one_more_is_refused_with_the_reason(app: Flask, lin: Citizen) -> None:
    lin.open("/flag")
    for number in range(19):
        lin.press("/flag", do="add", **{f"targets-{number}-entered": f"https://xingyun.example/v/{number}"})
    assert 'name="do" value="add"' not in lin.page.text
    answers = {
        **TIP,
        "targets-0-entered": "https://xingyun.example/v/0",
        "targets-19-entered": "https://bailu.example/x",
    }
    assert lin.press("/flag/check", **answers, **{"targets-20-entered": "x"}).status_code == 422
    assert "at most 20 things" in lin.page.text
    assert lin.press("/flag/check", **answers).status_code == 200
    lin.press("/flag/send", truthful="y")
    assert len(rows(app, TipCase)) == len(rows(app, Case)) == 20


def test_a_thing_named_too_much_is_taken_away_and_every_other_word_stays(lin: Citizen) -> None:
    lin.open("/flag")
    rows = {f"targets-{number}-entered": f"https://xingyun.example/v/{number}" for number in range(3)}
    lin.press("/flag", **TIP)
    for _ in range(2):
        lin.press("/flag", do="add")
    lin.press("/flag", do="remove-1", **rows, **{"targets-2-name": "A channel"})
    said = lin.fields()
    assert said["targets-0-entered"] == [rows["targets-0-entered"]]
    assert said["targets-1-entered"] == [rows["targets-2-entered"]]
    assert said["targets-1-name"] == ["A channel"]
    assert "targets-2-entered" not in said
    assert said["description"] == [TIP["description"]]
    lin.press("/flag", do="remove-0")
    assert lin.fields()["targets-0-entered"] == [rows["targets-2-entered"]]
    assert 'value="remove-' not in lin.page.text


@pytest.mark.parametrize("which", ["remove-7", "remove-", "remove--1", "remove-²"])
def test_a_row_that_is_not_there_takes_nothing_away(lin: Citizen, which: str) -> None:
    lin.open("/flag")
    lin.press("/flag", do="add", **TIP)
    assert lin.press("/flag", do=which).status_code == 200
    assert len([name for name in lin.fields() if name.endswith("-entered")]) == 2


def test_the_only_row_stays(lin: Citizen) -> None:
    lin.open("/flag")
    lin.press("/flag", do="remove-0", **TIP)
    assert lin.fields()["targets-0-entered"] == [TIP["targets-0-entered"]]


def test_twenty_things_and_one_that_cannot_be_placed_are_refused_at_the_check_and_not_later(lin: Citizen) -> None:
    things = {f"targets-{n}-entered": f"https://xingyun.example/v/{n}" for n in range(20)}
    assert lin.check(**things, unknown_where="y").status_code == 422
    assert "at most 20 things" in lin.page.text
    assert lin.check(**{**things, "targets-19-entered": ""}, unknown_where="y").status_code == 200


def test_who_cannot_say_where_can_still_flag(app: Flask, lin: Citizen) -> None:
    lin.flag(**{"targets-0-entered": ""}, unknown_where="y")
    (row,) = rows(app, TipCase)
    assert isinstance(row, TipCase)
    assert row.entered == ""


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"notify_address": "lin@example.org"}, "notify_address"),
        ({"notify_consent": "y"}, "notify_address"),
        ({"notify_address": "no address", "notify_consent": "y"}, "notify_address"),
        ({"identity": "Lin", "identity_consent": "y"}, "identity"),
        ({"identity": "Lin", "standing": "self"}, "identity"),
        ({"occurred_on": "2026-03-03"}, "occurred_on"),
    ],
)
def test_contact_needs_its_own_consent_and_a_day_must_have_been(
    lin: Citizen, answers: dict[str, str], where: str
) -> None:
    assert lin.check(**answers).status_code == 422
    assert re.findall(r'<li><a href="#([\w-]+)">', lin.page.text) == [where]


def test_contact_is_kept_sealed_and_nothing_of_it_in_clear(app: Flask, lin: Citizen) -> None:
    lin.flag(**EVERYTHING)
    (contact,) = rows(app, ReporterContact)
    assert isinstance(contact, ReporterContact)
    assert contact.notify_sealed is not None
    assert contact.identity_sealed is not None
    assert b"lin@example" not in contact.notify_sealed
    assert b"138" not in contact.identity_sealed


def test_the_language_changes_on_every_page_of_the_form_and_loses_nothing(lin: Citizen) -> None:
    lin.open("/flag")
    lin.press("/flag", language="zh_CN", description="words")
    assert lin.fields()["description"] == ["words"]
    assert '<html lang="zh-Hans-CN"' in lin.page.text
    lin.press("/flag/check", **TIP)
    lin.press("/flag/check", language="en")
    assert '<html lang="en"' in lin.page.text
    lin.press("/flag/send", truthful="y")
    code = lin.query_code
    lin.press("/flag/receipt", language="zh_CN")
    assert lin.query_code == code
    assert '<html lang="zh-Hans-CN"' in lin.page.text


def test_the_answers_to_a_form_reloaded_as_pages_lead_to_an_empty_form(lin: Citizen) -> None:
    for path in ("/flag/check", "/flag/send", "/flag/receipt"):
        assert (lin.open(path).status_code, lin.page.location) == (303, "/flag")


def test_the_receipt_holds_no_word_of_the_tip_and_comes_again_for_the_forms_key_alone(app: Flask, lin: Citizen) -> None:
    lin.check(description="a word that stays nowhere")
    lin.press("/flag/send", truthful="y")
    code = lin.query_code
    assert "a word that stays nowhere" not in lin.page.text
    assert set(lin.fields()) == {"csrf_token", "form_key"}
    assert lin.press("/flag/receipt").status_code == 200
    assert lin.query_code == code
    assert len(rows(app, Tip)) == 1


@pytest.mark.parametrize("key", ["1", "0" * 32])
def test_a_receipt_that_is_not_given_any_more_leads_to_where_the_code_is_entered(lin: Citizen, key: str) -> None:
    lin.check()
    answer = lin.press("/flag/receipt", form_key=key)
    assert (answer.status_code, answer.location) == (303, "/follow")


def test_a_form_key_of_nobodys_form_is_refused(app: Flask, lin: Citizen) -> None:
    lin.check()
    assert lin.press("/flag/send", truthful="y", form_key="1").status_code == 404
    assert rows(app, Tip) == []
