"""A clerk fills in the form for a caller and reads out the code: once, and nothing of it stays in the clerk's hands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal import create_app
from portal.config import Settings
from portal.extensions import db
from portal.records.assisted_entries import AssistedEntry, CallEnd
from portal.records.ledger import LedgerEntry
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.reporters import ReporterContact
from portal.records.tips import Channel, Tip
from tests import people
from tests.conftest import Clock
from tests.intake.call import Clerk
from tests.intake.citizen import TIP, Citizen
from tests.intake.test_flagging import EVERYTHING, rows


@pytest.fixture
def tang(app: Flask, clock: Clock) -> Clerk:
    """Who answers the telephone."""
    people.seed(app)
    return Clerk(people.signed_in_browser(app, "tang"))


def entries(app: Flask) -> list[AssistedEntry]:
    return [one for one in rows(app, AssistedEntry) if isinstance(one, AssistedEntry)]


def test_a_caller_gets_a_code_that_opens_the_tip(app: Flask, tang: Clerk) -> None:
    assert tang.enter().status_code == 200
    caller = Citizen(app.test_client())
    assert caller.follow(tang.code).status_code == 200
    assert TIP["targets-0-entered"] in caller.page.text


def test_every_character_of_the_code_stands_with_its_word(tang: Clerk) -> None:
    tang.headers = {"Accept-Language": "zh"}
    tang.enter()
    said = re.findall(r'<span class="code">(.)</span> <span class="code-group__word">([^<]+)<', tang.page.text)
    assert "".join(character for character, _ in said) == tang.code.replace("-", "")
    words = dict(said)
    assert all(words[one].endswith(f"的 {one}") if one.isalpha() else len(words[one]) == 1 for one in words)


def test_the_form_is_the_citizens_own_with_its_rules(tang: Clerk) -> None:
    tang.open("/assist")
    assert tang.press("/assist/check", notify_address="nobody", notify_consent="y").status_code == 422
    for problem in ("category", "description", "unknown_where", "notify_address"):
        assert f'<li><a href="#{problem}">' in tang.page.text


def test_everything_that_a_caller_says_is_kept_as_if_the_caller_had_typed_it(app: Flask, tang: Clerk) -> None:
    tang.enter(**EVERYTHING)
    Citizen(app.test_client()).flag(**EVERYTHING)
    by_clerk, by_citizen = (one for one in rows(app, Tip) if isinstance(one, Tip))
    for name in ("category", "description", "urgency", "sectors", "standing", "occurred_on", "language"):
        assert getattr(by_clerk, name) == getattr(by_citizen, name)
    assert (by_clerk.channel, by_citizen.channel) == (Channel.CLERK, Channel.WEB)
    assert len(rows(app, ReporterContact)) == 2


def test_a_form_comes_back_with_all_that_was_typed_and_one_line_more(tang: Clerk) -> None:
    tang.read_back(**EVERYTHING)
    tang.press("/assist", do="add")
    kept = tang.fields()
    assert kept["targets-1-entered"] == [""]
    assert {name: kept[name] for name in EVERYTHING} == {
        name: value if isinstance(value, list) else [value] for name, value in EVERYTHING.items()
    }


@pytest.mark.parametrize("path", ["/assist/check", "/assist/send"])
def test_reading_a_page_of_the_call_in_another_language_does_nothing_and_loses_nothing(
    app: Flask, tang: Clerk, path: str
) -> None:
    tang.read_back(**EVERYTHING)
    tang.press(path, reading="language:zh_CN")
    assert (tang.page.status_code, '<html lang="zh-Hans-CN"' in tang.page.text) == (200, True)
    assert tang.fields()["description"] == [TIP["description"]]
    tang.press("/assist/check")
    tang.press("/assist/send", truthful="y")
    assert len(rows(app, Tip)) == 1


def test_nothing_is_sent_before_it_was_read_back(app: Flask, tang: Clerk) -> None:
    tang.read_back()
    assert tang.press("/assist/send").status_code == 422
    assert rows(app, Tip) == []


def test_sending_twice_gives_one_tip_and_the_same_code(app: Flask, tang: Clerk) -> None:
    tang.read_back()
    form = tang.page
    codes = []
    for _ in range(2):
        tang.page = form
        tang.press("/assist/send", truthful="y")
        codes.append(tang.code)
    assert codes[0] == codes[1]
    assert len(rows(app, Tip)) == len(entries(app)) == 1


def test_the_code_is_not_let_go_of_before_it_was_read_back(tang: Clerk) -> None:
    tang.enter()
    code = tang.code
    assert tang.press("/assist/end").status_code == 422
    assert tang.code == code
    assert tang.press("/assist/end", reading="language:zh_CN").status_code == 200
    assert tang.code == code


@pytest.mark.parametrize(
    ("answers", "how"), [({"read_back": "y"}, CallEnd.READ_BACK), ({"do": "broken-off"}, CallEnd.BROKEN_OFF)]
)
def test_when_the_call_ends_nobody_can_make_the_code_again(
    app: Flask, tang: Clerk, answers: dict[str, str], how: CallEnd
) -> None:
    tang.read_back()
    form = tang.page
    tang.press("/assist/send", truthful="y")
    shown, code = tang.page, tang.code
    assert tang.press("/assist/end", **answers).status_code == 303
    tang.page = form
    again = tang.press("/assist/send", truthful="y")
    assert (again.status_code, tang.code, code in again.text) == (409, "", False)
    tang.page = shown
    assert tang.press("/assist/end", do="broken-off").status_code == 303
    (entry,) = entries(app)
    assert (entry.call_end, entry.ended_at is not None) == (how, True)
    assert Citizen(app.test_client()).follow(code).status_code == 200


def test_a_call_that_nobody_ended_gives_its_code_for_an_hour_at_most(tang: Clerk, clock: Clock) -> None:
    tang.read_back()
    form = tang.page
    tang.press("/assist/send", truthful="y")
    for minutes, status in ((29, 200), (29, 200), (3, 409)):
        clock.turn(minutes=minutes)
        tang.page = form
        assert tang.press("/assist/send", truthful="y").status_code == status


def test_no_other_clerk_and_no_citizen_gets_a_code_by_the_form(app: Flask, tang: Clerk) -> None:
    tang.read_back()
    form, key = tang.page, tang.fields()["form_key"][0]
    tang.press("/assist/send", truthful="y")
    code = tang.code
    stranger = Citizen(app.test_client())
    stranger.check(form_key=key)
    stranger.press("/flag/send", truthful="y")
    assert stranger.query_code != code
    assert Citizen(app.test_client()).open("/assist").status_code == 302
    tang.page = form  # the control: the clerk's own hands
    tang.press("/assist/send", truthful="y")
    assert tang.code == code


def test_changed_words_under_a_sent_form_are_a_second_tip_only_if_sent_again(app: Flask, tang: Clerk) -> None:
    tang.read_back()
    form = tang.page
    tang.press("/assist/send", truthful="y")
    tang.page = form
    assert tang.press("/assist/send", truthful="y", description="more words").status_code == 409
    assert len(rows(app, Tip)) == 1
    assert tang.press("/assist/send", truthful="y").status_code == 200
    assert len(rows(app, Tip)) == 2


def test_the_clerk_keeps_a_number_and_nothing_that_opens(app: Flask, tang: Clerk, clock: Clock) -> None:
    for _ in range(2):
        tang.enter()
        tang.press("/assist/end", read_back="y")
    page = tang.open("/assist")
    assert "2 tips entered today" in page.text
    assert not {str(one.tip_number) for one in rows(app, Tip) if isinstance(one, Tip)} & set(page.text.split('"'))
    assert TIP["description"] not in page.text
    for path in ("/follow/tip", "/verification", "/disposal", "/audit/accesses"):
        assert tang.open(path).status_code in (303, 403)
    clock.turn(hours=24)
    tang.client = people.signed_in_browser(app, "tang")
    assert "0 tips entered today" in tang.open("/assist").text


def test_the_chain_says_for_which_organization_it_was_entered_and_the_entry_by_whom(app: Flask, tang: Clerk) -> None:
    tang.enter()
    Citizen(app.test_client()).flag()  # joins the case
    with app.app_context():
        office = db.session.scalars(db.select(Organization.id).where(Organization.slug == "cyberspace")).one()
        clerk = db.session.scalars(db.select(User.id).where(User.email == "tang@example.org")).one()
        chain = db.session.scalars(db.select(LedgerEntry).order_by(LedgerEntry.sequence)).all()
    assert [(one.body or {}).get("entered_by") for one in chain if one.action in ("opened", "joined")] == [office, None]
    assert [(one.actor_id, one.organization_id) for one in chain] == [(None, None)] * len(chain)
    (entry,) = entries(app)
    assert (entry.user_id, entry.organization_id) == (clerk, office)


def test_a_call_centre_is_counted_by_clerk_and_not_by_its_address(settings: Settings, clock: Clock) -> None:
    app = create_app(replace(settings, limits=True))
    people.seed(app)
    tang = Clerk(people.signed_in_browser(app, "tang"))
    statuses = [tang.enter(description=f"words {number}").status_code for number in range(7)]
    assert statuses == [200] * 6 + [429]
    assert tang.fields()["description"] == ["words 6"]
    assert Citizen(app.test_client()).flag().status_code == 200  # the control: the same address, and no clerk


@pytest.mark.parametrize("path", ["/assist/check", "/assist/send"])
def test_words_outlive_the_sign_in_under_which_they_were_written(
    app: Flask, tang: Clerk, clock: Clock, path: str
) -> None:
    tang.read_back(**EVERYTHING)
    clock.turn(hours=13)
    assert tang.press(path, truthful="y").status_code == 401
    held = tang.page
    tang.client = people.signed_in_browser(app, "tang")
    tang.page = held
    assert tang.press(path).status_code == 400  # the token was of the session before
    assert tang.press(path).status_code == 200
    if path == "/assist/check":
        tang.press("/assist/send", truthful="y")
    (tip,) = (one for one in rows(app, Tip) if isinstance(one, Tip))
    assert (tip.description, tip.sectors) == (TIP["description"], ["finance", "medicine"])


def test_a_stranger_without_a_word_is_told_to_sign_in_and_nothing_else(app: Flask, tang: Clerk) -> None:
    stranger = Clerk(app.test_client())
    stranger.open("/sign-in")
    token = stranger.fields()["csrf_token"]
    answer = stranger.client.post("/assist/check", data={"csrf_token": token})
    assert (answer.status_code, "form_key" in answer.text) == (401, False)
