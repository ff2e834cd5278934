"""Settings: an administrator changes one within its bounds, and every process acts by it with its next request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from portal.config import Operator, Settings
from portal.domain.operator_settings import OPERATOR_SETTINGS, OperatorSetting, Takes
from portal.domain.status import Status
from portal.extensions import db
from portal.web.transaction import transaction
from tests.accounts.adjusting import another_worker, opened, send
from tests.api.machine import send as send_by_program
from tests.conftest import Clock
from tests.intake.citizen import Citizen
from tests.people import Browsers
from tests.statements import selects, statements
from tests.verification.desk import GROUND, case_now, do, tip

LINE = {"zh": "今晚维护", "en": "Maintenance tonight", "first_day": "2026-03-02", "last_day": "2026-03-02"}


def set_to(ma: FlaskClient, name: str, seen: dict[str, str] | None = None, /, **value: str) -> TestResponse:
    path = f"/administration/settings/{name}"
    return send(ma, path, seen or opened(ma, path), **value)


def take_default(ma: FlaskClient, name: str) -> TestResponse:
    path = f"/administration/settings/{name}"
    return send(ma, f"{path}/default", opened(ma, path))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A portal that its operator gave a telephone number, and more room for files than the default."""
    return replace(settings, operator=Operator(name="Clearflag Ltd", telephone="010-0000 0000"), limits=True)


@pytest.fixture
def ma(cast: Flask, browsers: Browsers) -> FlaskClient:
    return browsers("ma")


@pytest.fixture
def worker(cast: Flask) -> Iterator[Flask]:
    """A second process on the same database."""
    second = another_worker(cast)
    yield second
    with second.app_context():
        db.engine.dispose()


def test_an_announcement_stands_on_every_public_page_for_its_days(cast: Flask, ma: FlaskClient, clock: Clock) -> None:
    lin, chinese = Citizen(cast.test_client()), Citizen(cast.test_client(), "zh")
    pages = ("/", "/flag", "/follow", "/privacy", "/about", "/help-now", "/figures", "/nothing-here", "/sign-in")
    assert not any(LINE["en"] in lin.open(page).text for page in pages)
    assert set_to(ma, "announcement", **LINE).status_code == 303
    assert all(LINE["en"] in lin.open(page).text for page in pages)
    assert LINE["zh"] in chinese.open("/").text
    assert LINE["en"] not in lin.open("/offline").text  # browsers keep that page
    clock.turn(hours=14)  # midnight in Shanghai
    assert not any(LINE["en"] in lin.open(page).text for page in pages)


def test_another_process_acts_by_a_setting_with_its_next_request(cast: Flask, ma: FlaskClient, worker: Flask) -> None:
    lin = Citizen(worker.test_client())
    assert LINE["en"] not in lin.open("/privacy").text
    set_to(ma, "announcement", **LINE)
    assert LINE["en"] in lin.open("/privacy").text
    take_default(ma, "announcement")
    assert LINE["en"] not in lin.open("/privacy").text


def test_a_page_that_needs_no_database_opens_without_one(cast: Flask) -> None:
    with statements(cast) as sent:
        assert cast.test_client().get("/help-now").status_code == 200
    assert all("adjustment" in one for one in sent if one.startswith("SELECT"))
    with cast.app_context(), transaction():
        db.session.execute(text("DROP TABLE adjustment_count"))
    assert cast.test_client().get("/help-now").status_code == 200


def test_how_many_are_confirmed_by_sampling_is_as_it_is_set(cast: Flask, ma: FlaskClient, browsers: Browsers) -> None:
    wei, numbers = browsers("wei"), []
    for share in ("50", "10"):
        set_to(ma, "sampling", number=share)
        number = tip(cast, f"https://xingyun.example/v/{share}", category="B02")
        with cast.app_context(), transaction():
            db.session.merge(case_now(cast, number)).sample = 30
        do(wei, number, "acceptance")
        assert do(wei, number, "dismissal", **GROUND, outcome="unsubstantiated").status_code == 303
        numbers.append(number)
    assert [case_now(cast, number).status for number in numbers] == [Status.AWAITING_CONFIRMATION, Status.CLOSED]


def test_the_public_reads_the_share_that_holds(cast: Flask, ma: FlaskClient) -> None:
    lin = Citizen(cast.test_client())
    assert "10 of 100 cases" in lin.open("/how-it-works").text
    set_to(ma, "sampling", number="25")
    assert "25 of 100 cases" in lin.open("/how-it-works").text


def test_a_lower_limit_of_tips_holds_at_once(cast: Flask, ma: FlaskClient, clock: Clock) -> None:
    lin, program = Citizen(cast.test_client()), cast.test_client()
    assert set_to(ma, "tips-per-hour", number="20").status_code == 303
    assert set_to(ma, "program-tips-per-hour", number="60").status_code == 303
    lin.check()
    sent = lin.fields() | {"truthful": ["y"]}
    answers = [lin.client.post("/flag/send", data=sent).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert [send_by_program(program).status_code for _ in range(61)] == [201] * 60 + [429]


def test_files_are_bounded_by_the_setting_and_the_setting_by_the_host(cast: Flask, ma: FlaskClient) -> None:
    lin = Citizen(cast.test_client())
    assert set_to(ma, "evidence-files", number="10").status_code == 422  # the host is set up for nine
    assert set_to(ma, "evidence-file-mb", number="1").status_code == 303
    assert set_to(ma, "evidence-files", number="3").status_code == 303
    assert re.search(r"\b3 files\b", lin.open("/flag").text)


def test_a_session_that_is_unused_for_longer_than_is_set_ends(
    cast: Flask, ma: FlaskClient, browsers: Browsers, clock: Clock
) -> None:
    wei = browsers("wei")
    clock.turn(minutes=9)
    assert wei.get("/account").status_code == 200
    set_to(ma, "idle-minutes", number="10")
    clock.turn(minutes=9)
    assert wei.get("/account").status_code == 200
    clock.turn(minutes=11)
    assert wei.get("/account").status_code == 302


def test_the_operator_is_reached_as_is_set(cast: Flask, ma: FlaskClient) -> None:
    lin = Citizen(cast.test_client())
    assert "010-0000 0000" in lin.open("/about").text
    set_to(ma, "contact-telephone", line="021-1111 1111")
    set_to(ma, "contact-mail", line="desk@example.org")
    set_to(ma, "contact-hours", zh="工作日", en="weekdays")
    about = lin.open("/about").text
    assert [words in about for words in ("021-1111 1111", "mailto:desk@example.org", "weekdays")] == [True] * 3
    assert "mailto:desk@example.org" in lin.open("/how-it-works").text  # where to object
    take_default(ma, "contact-telephone")
    assert "010-0000 0000" in lin.open("/about").text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sampling", {"number": "4"}),
        ("sampling", {"number": "101"}),
        ("sampling", {"number": "ten"}),
        ("sampling", {"number": ""}),
        ("idle-minutes", {"number": "31"}),
        ("idle-minutes", {"number": "-5"}),
        ("contact-telephone", {"line": "call me"}),
        ("contact-mail", {"line": "nobody"}),
        ("contact-hours", {"zh": "工作日", "en": "  "}),
        ("announcement", LINE | {"last_day": "2026-03-01"}),
        ("announcement", LINE | {"first_day": "soon"}),
        ("announcement", LINE | {"en": "x" * 301}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_lies_outside_the_bounds_is_refused_with_what_was_typed(
    ma: FlaskClient, name: str, value: dict[str, str]
) -> None:
    answer = set_to(ma, name, **value)
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in value.values())
    assert "马力" not in ma.get("/administration/settings").text.split("<table")[1]  # nobody has changed anything


def test_of_two_editors_the_later_is_told_and_loses_nothing(cast: Flask, ma: FlaskClient) -> None:
    seen = opened(ma, "/administration/settings/sampling")
    assert set_to(ma, "sampling", seen, number="20").status_code == 303
    told = set_to(ma, "sampling", seen, number="30")
    assert (told.status_code, 'value="30"' in told.text, "20 ％" in told.text) == (409, True, True)
    version = re.findall(r'name="version"[^>]* value="(\d+)"', told.text)[0]
    assert set_to(ma, "sampling", {"version": version}, number="30").status_code == 303
    assert "30 of 100" in Citizen(cast.test_client()).open("/how-it-works").text


def test_the_page_says_what_holds_by_default_who_changed_it_and_the_log_what_it_was(
    ma: FlaskClient, browsers: Browsers
) -> None:
    set_to(ma, "sampling", number="20")
    page = ma.get("/administration/settings/sampling").text
    assert all(words in page for words in ("20 ％", "10 ％", "马力 Ma"))
    assert take_default(ma, "sampling").status_code == 303
    assert "马力 Ma" not in ma.get("/administration/settings/sampling").text.split("<main")[1]
    log = browsers("jin").get("/audit/administration").text
    assert all(words in log for words in ("修改了设置", "恢复为默认值", "number: 10 → 20", "number: 20 → 10"))


def test_the_list_is_searched(ma: FlaskClient) -> None:
    found = {
        query: ma.get(f"/administration/settings?q={query}").text.count('href="/administration/settings/')
        for query in ("", "抽样", "nowhere")
    }
    assert list(found.values()) == [len(OperatorSetting), 1, 0]


def test_a_colleagues_page_costs_no_statement_more_for_what_is_set(
    cast: Flask, ma: FlaskClient, browsers: Browsers
) -> None:
    wei = browsers("wei")
    wei.get("/account")
    before = selects(cast, wei, "/account")
    set_to(ma, "idle-minutes", number="20")
    wei.get("/account")
    assert selects(cast, wei, "/account") == before
    with statements(cast) as sent:
        wei.get("/account")
    assert [one for one in sent if "FROM adjustment" in one and "auth_sessions" not in one] == []


def test_every_row_of_the_table_can_be_asked_and_answered() -> None:
    assert set(OPERATOR_SETTINGS) == set(OperatorSetting)
    for row in OPERATOR_SETTINGS.values():
        if row.takes is Takes.NUMBER and row.most is not None:
            assert row.default is not None
            assert row.least <= row.default <= row.most
