"""Before sending, a reporter sees what staff of a platform will read, and sending confirms exactly that."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain import masking
from portal.domain.masking import MaskingRule
from portal.extensions import db
from portal.records.tips import Tip
from tests import people
from tests.conftest import Clock
from tests.intake.call import Clerk
from tests.intake.citizen import Citizen

NUMBER = "13800138000"
WORDS = f"The seller says:\r\ncall {NUMBER}."
HIDDEN = "<mark><strong>[phone number masked]</strong></mark>"
AGAIN = "What a platform will read of your words has changed."


@pytest.fixture
def tang(app: Flask, clock: Clock) -> Clerk:
    """Who answers the telephone."""
    people.seed(app)
    return Clerk(people.signed_in_browser(app, "tang"))


def kept(app: Flask) -> list[str]:
    """The masked copies of all tips that were sent."""
    with app.app_context():
        return list(db.session.scalars(db.select(Tip.masked)))


def copy_on(page: str) -> str:
    """What the page says that a platform will read."""
    found = re.search(r'<p class="govuk-inset-text as-typed">(.*?)</p>', page, re.DOTALL)
    assert found
    return found[1]


def said(lin: Citizen) -> dict[str, list[str]]:
    """What the page in front carries of what was typed."""
    return {name: values for name, values in lin.fields().items() if name not in ("csrf_token", "copy_seen")}


def a_later_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    later = MaskingRule(masking.NAME, re.compile("seller"))
    monkeypatch.setattr(masking, "RULES", (*masking.RULES, later))


@pytest.mark.parametrize(("words", "is_open"), [(WORDS, True), ("The seller says: call me.", False)])
def test_a_copy_that_hides_something_stands_open_before_it_is_confirmed(
    lin: Citizen, words: str, is_open: bool
) -> None:
    before = lin.check(description=words).text.partition("What staff of a platform will read")[0]
    assert before.rpartition("<details")[2].startswith(' class="govuk-details" open>') is is_open


def test_the_check_page_shows_the_copy_that_is_kept(app: Flask, lin: Citizen) -> None:
    page = lin.check(description=WORDS).text
    shown = copy_on(page)
    assert HIDDEN in shown
    assert NUMBER not in shown
    assert lin.press("/flag/send", truthful="y").status_code == 200
    [copy] = kept(app)
    assert re.sub(r"</?(mark|strong)>", "", shown).split() == copy.split()


def test_words_without_anything_to_hide_are_said_to_be_read_as_written(lin: Citizen) -> None:
    page = lin.check().text
    assert "Nothing in your words is hidden" in page
    assert "<mark>" not in page


def test_another_copy_than_the_one_that_was_shown_is_asked_for_again(
    app: Flask, lin: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin.check(description=WORDS)
    typed = said(lin)
    a_later_rule(monkeypatch)
    answer = lin.press("/flag/send", truthful="y")
    assert answer.status_code == 422
    assert AGAIN in answer.text
    assert "[name masked]" in copy_on(answer.text)
    assert kept(app) == []
    assert said(lin) == typed, "nothing typed is lost"
    assert lin.press("/flag/send", truthful="y").status_code == 200
    assert "[name masked]" in kept(app)[0]


def test_the_control_the_same_copy_is_not_asked_for_again(app: Flask, lin: Citizen) -> None:
    lin.check(description=WORDS)
    assert AGAIN not in lin.press("/flag/send", truthful="y").text
    assert len(kept(app)) == 1


def test_words_of_another_tab_are_shown_before_they_are_kept(app: Flask, lin: Citizen) -> None:
    lin.check(description=WORDS)
    answer = lin.press("/flag/send", truthful="y", description=f"Or +8613900139000, or {NUMBER}")
    assert (answer.status_code, kept(app)) == (422, [])
    assert "Or [phone number masked], or" in re.sub(r"</?(mark|strong)>", "", copy_on(answer.text))


def test_a_form_that_was_sent_gives_its_receipt_whatever_became_of_a_rule(
    lin: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin.check(description=WORDS)
    sent = lin.fields() | {"truthful": ["y"]}
    lin.press("/flag/send", truthful="y")
    a_later_rule(monkeypatch)
    assert lin.client.post("/flag/send", data=sent, headers=lin.headers).status_code == 200


def test_a_clerk_reads_the_copy_to_the_caller_and_is_asked_again(
    app: Flask, tang: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tang.read_back(description=WORDS)
    assert NUMBER not in copy_on(tang.page.text)
    a_later_rule(monkeypatch)
    assert tang.press("/assist/send", truthful="y").status_code == 422
    assert kept(app) == []
    assert tang.press("/assist/send", truthful="y").status_code == 200
    assert "[name masked]" in kept(app)[0]
