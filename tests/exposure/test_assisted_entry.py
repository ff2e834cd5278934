"""Who entered a tip for a caller is the auditor's to know; what the tip says is nobody's at the telephone any more."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask

from portal.demo.cast import PARTS
from portal.extensions import Base, db
from portal.records.cases import Case
from tests import people
from tests.exposure.canaries import ANSWERS, LEFT, PERSON, SENTENCES
from tests.exposure.crawler import crawl, hits, raw
from tests.intake.call import Clerk
from tests.intake.citizen import Citizen
from tests.verification.desk import do

pytestmark = pytest.mark.slow

CLERK = {"clerk's name": PARTS["tang"].name, "clerk's address": PARTS["tang"].email}


@dataclass(frozen=True)
class Call:
    """A call that has ended, and a case that came of it."""

    app: Flask
    tang: Clerk
    numbers: list[str]
    codes: dict[str, str]

    def pages(self, word: str = "") -> dict[str, bytes]:
        """All that this person of the cast, or a stranger, is shown."""
        browser = people.signed_in_browser(self.app, word) if word else self.app.test_client()
        token = people.csrf_token(browser, "/account" if word else "/sign-in")
        return crawl(self.app, browser, token, {"case_number": self.numbers, "position": ["0"], "task_id": ["1"]})


@pytest.fixture
def call(cast: Flask) -> Call:
    tang = Clerk(people.signed_in_browser(cast, "tang"))
    assert tang.enter(**ANSWERS).status_code == 200
    tip_number = re.search(r"(?<![0-9A-Z-])QT-[0-9A-Z-]{14}", tang.page.text)
    assert tip_number is not None
    codes = {"query code": tang.code, "tip number": tip_number[0]}
    assert tang.press("/assist/end", read_back="y").status_code == 303
    with cast.app_context():
        numbers = list(db.session.scalars(db.select(Case.case_number).order_by(Case.id)))
    assert do(people.signed_in_browser(cast, "wei"), numbers[0], "acceptance").status_code == 303
    return Call(cast, tang, numbers, codes)


@pytest.mark.parametrize("word", ["wei", "qian", ""])
def test_nobody_who_deals_with_the_tip_or_reads_of_it_learns_who_entered_it(call: Call, word: str) -> None:
    pages = call.pages(word)
    assert hits(pages, CLERK) == []
    assert (hits(pages, SENTENCES) != []) == bool(word), "the crawl sees what there is to see"


def test_the_caller_reads_on_the_status_page_what_every_reporter_reads(call: Call) -> None:
    caller = Citizen(call.app.test_client())
    answer = caller.follow(call.codes["query code"])
    assert answer.status_code == 200
    assert hits({"status": raw(answer)}, CLERK) == []


def test_what_the_clerk_typed_is_behind_no_page_of_the_clerks(call: Call) -> None:
    pages = call.pages("tang")
    assert hits(pages, PERSON | LEFT | SENTENCES | call.codes) == []
    assert hits(pages, CLERK) != [], "the crawl is the clerk's own"


def test_the_auditor_reads_who_entered_it_and_nothing_of_what_it_says(call: Call) -> None:
    """The control, too: the same look finds the clerk where the clerk may be found."""
    jin = people.signed_in_browser(call.app, "jin")
    pages = call.pages("jin")
    assert {page for page, _ in hits(pages, CLERK)} >= {"GET /audit/assisted-entries"}
    assert hits(pages, PERSON | LEFT | SENTENCES | call.codes) == []
    for told, found in ((call.codes["tip number"], True), ("QT-0000-0000-0000", False), ("nothing", False)):
        page = jin.get("/audit/assisted-entries", query_string={"tip": told.lower()})
        assert (CLERK["clerk's address"] in page.text) == found, told


def test_the_code_stands_nowhere_and_the_entry_names_no_caller(call: Call) -> None:
    with call.app.app_context():
        tables = {table.name: db.session.execute(db.select(table)).all() for table in Base.metadata.sorted_tables}
    rows = {name: repr(found).encode() for name, found in tables.items()}
    assert hits(rows, {"query code": call.codes["query code"], **LEFT}) == []
    assert hits({"entries": rows["assisted_entries"]}, PERSON | SENTENCES | call.codes) == []
    assert hits(rows, SENTENCES) != []
