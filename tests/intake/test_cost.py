"""What the citizen's pages cost: bytes and requests on a phone, queries on the server."""

import gzip
import re

import pytest
from flask import Flask

from tests.factories import Cast, delisted
from tests.intake.citizen import Citizen
from tests.intake.desks import ask, at_desk, case_number, write
from tests.statements import statements

MOST_BYTES = 35_000
MOST_REQUESTS = 4


def follow_one(app: Flask, who: Citizen) -> list[str]:
    with statements(app) as sent:
        assert who.open("/follow/tip").status_code == 200
    return sent


def test_the_status_page_asks_the_same_number_of_questions_for_one_target_and_for_twenty(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast
) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    rows = {f"targets-{n}-entered": f"https://xingyun.example/v/{n + 100}" for n in range(20)}
    mallory.flag(**rows)
    mallory.follow(mallory.query_code)

    def work() -> None:
        for position in (0, 1, 2):
            case = case_number(position)
            ask(case, cast.wei, "Which minute?")
            write(case, cast.wei, "Thank you.")
        delisted(case_number(3), cast)
        delisted(case_number(4), cast)

    at_desk(app, work)
    one, twenty = follow_one(app, lin), follow_one(app, mallory)
    assert len(one) == len(twenty)
    assert len(one) <= 12


def test_looking_a_code_up_takes_three_questions_whether_it_exists_or_not(app: Flask, lin: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    lin.open("/follow")
    with statements(app) as sent:
        lin.press("/follow", query_code=code)
    assert len([one for one in sent if one.startswith("SELECT")]) <= 3


def test_a_tip_writes_each_of_its_rows_once(app: Flask, lin: Citizen) -> None:
    lin.check()
    with statements(app) as sent:
        assert lin.press("/flag/send", truthful="y").status_code == 200
    updates = [one.partition("=")[0] for one in sent if one.startswith("UPDATE")]
    assert updates == ["UPDATE cases SET ledger_head"]  # the new head of its chain, and nothing else


def test_the_check_page_writes_nothing(app: Flask, lin: Citizen) -> None:
    with statements(app) as sent:
        lin.check()
    assert [one for one in sent if not one.lstrip().upper().startswith(("SELECT", "BEGIN", "PRAGMA"))] == []


@pytest.mark.parametrize("path", ["/", "/flag", "/follow", "/help-now"])
def test_a_page_and_all_it_needs_fit_a_slow_phone(lin: Citizen, path: str) -> None:
    page = lin.open(path)
    files = set(re.findall(r'<(?:link rel="stylesheet" href|script src|use href)="([^"#]+)', page.text))
    parts = [page.data] + [lin.client.get(file).data for file in files]
    assert 3 <= len(parts) <= MOST_REQUESTS  # at least the page, its style sheet and its pictures
    assert sum(len(gzip.compress(part)) for part in parts) <= MOST_BYTES
