"""Whatever is typed comes back byte for byte, or is refused with its reason; nothing becomes markup."""

import logging
import re
from html.parser import HTMLParser

import pytest
from flask import Flask

from portal.extensions import db
from portal.records.messages import Message
from portal.records.tips import Tip, TipCase
from tests.domain.naughty import NAUGHTY
from tests.intake.citizen import TIP, Citizen

PLAIN = [f"plain {number}" for number in range(20)]
REFUSED = re.compile("[\x00\ud800-\udfff]")
WORDS = [one for one in dict.fromkeys(NAUGHTY) if one.strip() and len(one) <= 200 and not REFUSED.search(one)]
STORABLE = [one.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n") for one in WORDS]
"""As a browser sends them: line ends are CRLF."""
TIPS = [STORABLE[at : at + 20] for at in range(0, len(STORABLE), 20)]


def answers(words: list[str]) -> dict[str, str | list[str]]:
    """A form with one of the words in each row, and all of them in the description."""
    rows = {f"targets-{n}-entered": one for n, one in enumerate(words)}
    names = {f"targets-{n}-name": one for n, one in enumerate(reversed(words))}
    return {**TIP, "description": "\r\n".join(words), **rows, **names}


class Tags(HTMLParser):
    """The start tags of a page with the names of their attributes: what markup in words would change."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def tags(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    return Tags(markup).found


def test_the_list_is_there() -> None:
    assert len(STORABLE) > 600


def test_hostile_words_are_kept_as_they_were_typed(app: Flask, lin: Citizen) -> None:
    for words in TIPS[:8]:
        assert lin.check(**answers(words)).status_code == 200
        lin.press("/flag", step="1")
        lin.press("/flag/check")
        assert lin.press("/flag/send", truthful="y").status_code == 200
        with app.app_context():
            tip = db.session.scalars(db.select(Tip).order_by(Tip.id.desc())).first()
            assert tip is not None
            entered = set(db.session.scalars(db.select(TipCase.entered).where(TipCase.tip_id == tip.id)))
        assert tip.description == "\r\n".join(words)
        assert entered <= set(words)


@pytest.mark.parametrize("words", TIPS, ids=[f"from {words[0][:12]!r}" for words in TIPS])
def test_hostile_words_travel_through_the_form_and_make_no_markup(lin: Citizen, words: list[str]) -> None:
    typed = answers(words)
    checked = lin.check(**typed)
    assert checked.status_code == 200
    carried = lin.fields()
    assert {name: carried[name] for name in typed} == {name: [value] for name, value in typed.items()}
    plain = Citizen(lin.client)
    assert tags(checked.text) == tags(plain.check(**answers(PLAIN[: len(words)])).text)


def test_hostile_messages_come_back_as_they_were_written(app: Flask, lin: Citizen) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    for words in TIPS:
        lin.open("/follow/tip")
        lin.press("/follow/tip/0/message", **{"t0-body": "\r\n".join(words)})
        assert lin.page.status_code == 303
    with app.app_context():
        bodies = set(db.session.scalars(db.select(Message.body)))
    assert bodies == {"\r\n".join(words) for words in TIPS}
    assert re.findall(r"<script(?! src=\"/static/)", lin.open("/follow/tip").text) == []


@pytest.mark.parametrize("field", ["description", "targets-0-entered", "targets-0-name", "identity", "notify_address"])
@pytest.mark.parametrize("word", ["a\x00b", "\ud800"])
def test_what_no_database_can_keep_is_refused_beside_its_field(app: Flask, lin: Citizen, field: str, word: str) -> None:
    if word == "\ud800":
        data = {**{name: values[0] for name, values in _empty(lin).items()}, **TIP, field: word}
        body = "&".join(f"{k}={v}" for k, v in data.items()).encode("utf-8", "surrogatepass")
        answer = lin.client.post("/flag/check", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400
        return
    answer = lin.check(**{field: word})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text


def _empty(who: Citizen) -> dict[str, list[str]]:
    who.open("/flag")
    return who.fields()


@pytest.mark.parametrize("name", ["category", "standing", "urgency", "sectors", "targets-0-type", "targets-0-platform"])
@pytest.mark.parametrize("value", ["Z98", "", "'", "\x00", "9" * 5000])
def test_a_choice_that_was_not_offered_is_refused_and_breaks_nothing(lin: Citizen, name: str, value: str) -> None:
    assert lin.check(**{name: value}).status_code in (200, 422)


@pytest.mark.parametrize("code", [*TIPS[0], *TIPS[10], "\x00", "9" * 5000, "٣" * 25, "𝟘" * 25])
def test_a_hostile_code_opens_nothing(lin: Citizen, code: str) -> None:
    assert lin.follow(code).status_code == 422


def test_no_code_and_no_word_of_a_tip_reaches_a_log(lin: Citizen, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    lin.flag(description="canary words", notify_address="canary@example.org", notify_consent="y")
    code = lin.query_code
    lin.follow(code)
    lin.press("/follow/tip/0/message", **{"t0-body": "canary message"})
    lin.press("/flag/send", truthful="y", form_key="canary")
    logged = "\n".join(str(record.__dict__) for record in caplog.records)
    for secret in ("canary", code, code.replace("-", "")):
        assert secret not in logged
