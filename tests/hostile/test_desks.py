"""Every form of every colleague: hostile words are kept byte for byte and make no markup, or nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import product
from typing import Any

import pytest
from bleach._vendor.html5lib.html5parser import ParseError
from flask import Flask
from jinja2 import BaseLoader, Environment
from sqlalchemy import select

from portal.extensions import db
from portal.publicity.rich_text import UNPRINTABLE
from portal.records.messages import Note
from portal.records.seeing import see_case_locked
from portal.verification.verbs.asking import write_note
from portal.web.access import current_actor
from portal.web.transaction import transaction
from tests import factories
from tests.hostile.desks import Desks
from tests.hostile.doors import DOORS, Door
from tests.hostile.test_forms import LINES, OF_A_CITIZEN
from tests.hostile.words import BRIEF, OMNIBUS, STORABLE, chunks, parting, plain, schemes, shape
from tests.intake.citizen import Fields
from tests.people import Browsers, csrf_token
from tests.publicity.desk import demo_cast
from tests.web.pages import invalid

NUL = "a\x00b"
WHAT_TO_MEND = re.compile('govuk-error-summary__list|govuk-error-message|notice tone-alert" role="alert"')
WITHOUT_A_FIELD_OF_ITS_OWN = {
    "POST /share",
    "POST /assist/end",
    "POST /invitations/<token>",
    "POST /verification/view",
    "POST /verification/<case_number>/acceptance",
    "POST /verification/<case_number>/claim",
    "POST /verification/<case_number>/release",
    "POST /verification/<case_number>/confirmation",
    "POST /disposal/<case_number>/review",
    "POST /disposal/<case_number>/taking-back",
    "POST /disposal/<case_number>/tasks/<int:task_id>/ratification",
    "POST /publicity/drafts/<slug>/publication",
    "POST /administration/categories/<code>/shipped-words",
    "POST /administration/categories/<code>/offer",
    "POST /administration/measures/<code>/retirement",
    "POST /administration/measures/<code>/offer",
    "POST /administration/settings/<name>/default",
}
"""A citizen's, one for passwords, and buttons with hidden fields: `test_forms` asks them."""

IN_A_LINE = 600
"""A field that takes no more characters than this is one of a line."""

TAKING = [door for door in DOORS if door.free and not door.rich]
NOTES = TAKING[0]


def at(doors: list[Door]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("door", doors, ids=lambda door: f"{door.person} {door.rule}")


def packs(door: Door) -> list[dict[str, str]]:
    """Every field with the worst there is, and then, among all doors of the room, every word there is."""
    words = share(door)
    found: list[dict[str, str]] = []
    while words or not found:
        filled = {name: BRIEF if longest < IN_A_LINE else OMNIBUS for name, longest in door.free.items()}
        filled = {name: "a" if found else text for name, text in filled.items()}
        for name, longest in door.free.items():
            between = " " if longest < IN_A_LINE else "\r\n"
            while words and len(filled[name]) + len(between) + len(words[-1]) <= longest:
                filled[name] += between + words.pop()
        found.append(filled)
    return found


def share(door: Door) -> list[str]:
    """Of every word that a field of the room takes, those that this door shall take: as many as it has room for."""
    doors = [one for one in TAKING if one.room == door.room]
    room = [sum(one.free.values()) for one in doors]
    at = doors.index(door)
    first, last = (sum(room[:upto]) * len(STORABLE) // sum(room) for upto in (at, at + 1))
    unfit = UNPRINTABLE if door.room == "publicity" else re.compile("(?!)")
    return [w for w in STORABLE[first:last] if len(w) + 3 <= max(door.free.values()) and not unfit.search(w)]


@dataclass(frozen=True)
class Sight:
    """What became of a form: the answer, every page that shows its words then, every text in the database."""

    status: int
    pages: list[str]
    words: frozenset[str]


def look(desks: Desks, door: Door, words: Mapping[str, str]) -> Sight:
    """Send these words, read where they are shown, and forget it all."""
    answer = desks.send(door, words)
    found = Sight(answer.status_code, desks.pages(door, answer), desks.words())
    desks.rewind()
    return found


def markup(found: Sight, mild: Sight) -> list[str]:
    """Where words became markup: a page's shape is no longer that of harmless ones, or a link leads elsewhere."""
    pairs = list(zip(found.pages, mild.pages, strict=True))
    shapes = [parting(shape(one), shape(other)) for one, other in pairs]
    schemed = [scheme for one, other in pairs for scheme in schemes(one) - schemes(other)]
    return [one for one in (*shapes, *schemed) if one]


def lost(door: Door, words: Mapping[str, str], stored: frozenset[str]) -> list[str]:
    """The texts that do not stand in the database byte for byte."""
    whole = "\0".join(stored)
    return [text for name, word in words.items() for text in as_kept(door, name, word) if text not in whole]


def as_kept(door: Door, name: str, word: str) -> list[str]:
    """What is promised of a text: all of it, but for blanks around it, and for what is read as something else."""
    if name == "entered":
        return []  # read into its canonical form (ADR 0006)
    if name == "evidence":
        return [line.strip() for line in re.split("\r\n|\r|\n", word)]
    if door.room == "publicity" and "title" in name:
        return [" ".join(word.split())]
    return [word.strip()]


@at(TAKING)
def test_what_is_taken_is_kept_byte_for_byte_and_is_no_markup(desks: Desks, door: Door) -> None:
    mild: dict[str, Sight] = {}
    for words in packs(door):
        found = look(desks, door, words)
        assert found.status in (200, 303), words
        assert lost(door, words, found.words) == []
        same = {name: door.like.get(name, re.sub("a+", "a", plain(word))) for name, word in words.items()}
        if repr(same) not in mild:
            mild[repr(same)] = look(desks, door, same)
        assert markup(found, mild[repr(same)]) == []


def refused(desks: Desks, door: Door, words: Mapping[str, str]) -> tuple[str, list[str]]:
    """The page that refuses these words and what is wrong with it: it says why, and only it keeps what was typed."""
    before = desks.state()
    answer = desks.send(door, words)
    shown = Fields(answer.text).values
    wrong = [f"{name} is no longer on the page" for name, word in words.items() if not_shown(door, name, word, shown)]
    if answer.status_code not in (409, 422):
        wrong.append(f"answered {answer.status_code}")
    if desks.state() != before:
        wrong.append("something was kept")
    if not WHAT_TO_MEND.search(answer.text):
        wrong.append("no word of what is to mend")
    return answer.text, wrong


@at([door for door in DOORS if door.free])
def test_the_other_language_of_a_refused_form_loses_nothing_and_does_nothing(desks: Desks, door: Door) -> None:
    browser, typed = desks.world.browser(door.person), worst(door)
    refusal = desks.send(door, {**typed, "reading": "language:xx", next(iter(door.free)): NUL})
    assert (refusal.status_code, 'form="sent" name="reading" value="language:en"' in refusal.text) == (422, True)
    assert refusal.text.count('id="sent"') == 1
    before = desks.state()
    large = desks.send(door, {**typed, "reading": "elder:on"})
    browser.post("/preferences", data={"elder": "off"})
    assert desks.state() == before
    pages = [(large, "govuk-template elder")]
    if door is NOTES:
        pages.append((desks.send(door, {**typed, "reading": "language:en"}), '<html lang="en"'))
        browser.post("/preferences", data={"language": "zh_CN"})
    for page, shown in pages:
        assert (page.status_code, shown in page.text) == (200, True)
        assert [name for name, word in typed.items() if (name, word) not in Fields(page.text).values] == []
        assert "govuk-error-message" not in page.text


def test_a_page_without_a_form_to_show_again_keeps_the_switch_of_every_page(desks: Desks) -> None:
    """The control: a verb of one button holds no word that could be lost."""
    accept = Door("/verification/<case_number>/acceptance", "wei", "submitted")
    for refusal in (desks.send(accept, STALE), desks.send(Door("/verification/AJ-0/notes", "wei"), {})):
        assert refusal.status_code in (404, 409)
        assert ('id="reading"' in refusal.text, 'form="sent"' in refusal.text) == (True, False)


@at([door for door in DOORS if door.free])
def test_a_page_that_refuses_a_form_is_valid_html(desks: Desks, door: Door) -> None:
    """The pages that are opened are asked in a browser (`tests/browser/test_every_page`); these are answers."""
    refusal = desks.send(door, {name: "z" * (longest + 1) for name, longest in door.free.items()})
    assert refusal.status_code == 422
    assert invalid(refusal.text) == []


def test_what_is_not_valid_html_is_seen() -> None:
    page = '<!DOCTYPE html><title>x</title><p id="a"></p><p id="a"></p><button form="b">x</button><a href="#a">y</a>'
    assert invalid(page) == ["a is the id of several", "<button> leads to 'b', which is not there"]
    with pytest.raises(ParseError):
        invalid("<!DOCTYPE html><title>x</title><form><form></form></form>")


def not_shown(door: Door, name: str, word: str, shown: list[tuple[str, str]]) -> bool:
    return name in {*door.free, *door.shaped} and (name, word) not in shown


def worst(door: Door) -> dict[str, str]:
    """The worst there is in every field that takes words."""
    return {name: BRIEF if longest < IN_A_LINE else OMNIBUS for name, longest in door.free.items()}


def harmless(words: Mapping[str, str]) -> dict[str, str]:
    """The same lines, as somebody would write them."""
    return {name: plain(word) for name, word in words.items()}


@at([door for door in DOORS if door.free])
def test_what_a_field_cannot_take_is_refused_with_all_that_was_typed(desks: Desks, door: Door) -> None:
    for name in door.free:
        page, found = refused(desks, door, {**worst(door), name: f"<b>{NUL}</b>"})
        assert found == [], name
    mild, _ = refused(desks, door, {**harmless(worst(door)), name: NUL})
    assert parting(shape(page), shape(mild)) == ""
    assert refused(desks, door, {name: f"<b>{'z' * longest}" for name, longest in door.free.items()})[1] == []


@at([door for door in DOORS if door.shaped])
def test_a_field_of_a_shape_takes_no_hostile_word_and_loses_none(desks: Desks, door: Door) -> None:
    for name, word in product(door.shaped, (NUL, BRIEF, OMNIBUS, *STORABLE[DOORS.index(door) :: 5 * len(DOORS)])):
        words = {**worst(door), name: word}
        answer = desks.send(door, words)
        assert answer.status_code < 500, word
        desks.rewind()
        assert answer.status_code < 400 or refused(desks, door, words)[1] == [], word


STALE = dict.fromkeys(("version", "seen_hash"), "1000000")
RECORDED = re.compile("/(?:tasks|notices)/|^/(?:platform-invitations|conflicts)/|/words$")
SEEN = [
    door
    for door in DOORS
    if door is not NOTES
    and (("<case_number>" in door.rule and not RECORDED.search(door.rule)) or "version" in door.answers)
]
"""What answers for the page on which it was decided; a note, a receipt, a day of service, an invitation, a reason
to read and who stays out change nothing of it."""


@at(SEEN)
def test_who_decides_on_a_page_of_yesterday_loses_nothing_of_what_was_typed(desks: Desks, door: Door) -> None:
    words = worst(door)
    page, found = refused(desks, door, {**words, **STALE})
    assert found == []
    assert (page.count('id="sent"'), 'form="sent" name="reading"' in page) == (1, True)
    mild, _ = refused(desks, door, {**harmless(words), **STALE})
    assert parting(shape(page), shape(mild)) == ""


def test_every_form_in_which_a_colleague_writes_is_a_door_here(desks: Desks) -> None:
    written = {line.name for line in LINES} - {line.name for line in OF_A_CITIZEN}
    assert {f"POST {door.rule}" for door in DOORS} == written - WITHOUT_A_FIELD_OF_ITS_OWN


def test_a_page_that_takes_words_for_markup_is_seen(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same look, at a page of which somebody broke the escaping."""
    environment = desks.world.app.jinja_env
    assert environment.loader is not None
    monkeypatch.setattr(environment, "loader", Broken(environment.loader))
    environment.cache.clear()  # type: ignore[union-attr]  # a page is compiled once
    seen = markup(look(desks, NOTES, worst(NOTES)), look(desks, NOTES, harmless(worst(NOTES))))
    monkeypatch.undo()
    environment.cache.clear()  # type: ignore[union-attr]  # and whole again
    assert seen != []
    assert markup(look(desks, NOTES, worst(NOTES)), look(desks, NOTES, harmless(worst(NOTES)))) == []


class Broken(BaseLoader):
    """Every page as it is, but that notes are taken for markup."""

    def __init__(self, whole: BaseLoader) -> None:
        self.whole = whole

    def get_source(self, environment: Environment, template: str) -> Any:
        source, *rest = self.whole.get_source(environment, template)
        return source.replace("{{ note.body }}", "{{ note.body | safe }}"), *rest


def test_a_verb_that_writes_half_before_it_refuses_is_seen(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same look, at a verb that keeps a note and then says that it cannot be kept."""
    views = desks.world.app.view_functions
    whole = views["verification.note"]

    @wraps(whole)
    def half(case_number: str) -> Any:
        actor = current_actor()
        with transaction():
            write_note(see_case_locked(case_number, actor), actor, "half")
        return whole(case_number)

    monkeypatch.setitem(views, "verification.note", half)
    assert refused(desks, NOTES, {"body": NUL})[1] == ["something was kept"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_keeps_a_desks_words_byte_for_byte_as_well(cast: Flask, browsers: Browsers) -> None:
    with cast.app_context(), transaction():
        case = factories.accepted(factories.case_of(factories.send_tip()), demo_cast().wei).case_number
    wei = browsers("wei")
    token = csrf_token(wei, "/account")
    for texts in chunks(STORABLE, 4500):
        words = f"{OMNIBUS}\r\n{texts}"[:5000]
        assert wei.post(f"/verification/{case}/notes", data={"csrf_token": token, "body": words}).status_code == 303
        with cast.app_context():
            assert db.session.scalars(select(Note.body).order_by(Note.id.desc())).first() == words
    data = {"csrf_token": token, "body": f"{OMNIBUS}{NUL}"}
    assert wei.post(f"/verification/{case}/notes", data=data).status_code == 422
