"""Categories: an administrator words and retires them, citizens and programs meet it at once, cases do not."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.categories import NOT_SURE
from portal.extensions import db
from portal.records import adjustments
from portal.records.adjustments import Adjusts, adjust, adjusted
from portal.web.transaction import transaction
from tests.accounts.adjusting import another_worker, opened, send
from tests.api.machine import TIP, faults, new_key
from tests.api.machine import send as send_by_program
from tests.conftest import Clock
from tests.intake.citizen import Citizen
from tests.people import Browsers, signed_in_browser
from tests.publicity.desk import actor
from tests.statements import selects
from tests.verification.desk import case_now, tip

B02 = "/administration/categories/B02"
WORDS = {"example_zh": "新的示例", "example_en": "A new example", "help_zh": "新的提示", "help_en": "A new help line"}
OFFERED = 'value="B02"'


def reword(ma: FlaskClient, seen: dict[str, str] | None = None, **words: str) -> TestResponse:
    return send(ma, f"{B02}/words", seen or opened(ma, B02), **{**WORDS, **words})


def retire(ma: FlaskClient, day: str = "2026-03-02", code: str = "B02", version: str | None = None) -> TestResponse:
    path = f"/administration/categories/{code}/retirement"
    seen = {"version": version} if version else opened(ma, path)
    return send(ma, path, seen, retired_from=day)


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


def test_citizens_read_the_new_words_until_the_shipped_ones_are_taken_back(cast: Flask, ma: FlaskClient) -> None:
    lin = Citizen(cast.test_client())
    shipped = "Pictures out of place"
    assert shipped in lin.open("/flag").text
    assert reword(ma).status_code == 303
    for page in ("/flag", "/how-it-works"):
        read = lin.open(page).text
        assert (WORDS["example_en"] in read, WORDS["help_en"] in read, shipped in read) == (True, True, False)
    assert WORDS["example_zh"] in Citizen(cast.test_client(), "zh").open("/flag").text
    assert send(ma, f"{B02}/shipped-words", opened(ma, B02)).status_code == 303
    assert (shipped in lin.open("/flag").text, WORDS["help_en"] in lin.page.text) == (True, False)


def test_a_help_line_in_one_language_alone_is_refused_and_kept_in_the_form(ma: FlaskClient) -> None:
    answer = reword(ma, help_en=" ")
    assert answer.status_code == 422
    assert "两种语言" in answer.text
    assert 'value="新的提示"' in answer.text
    assert reword(ma, example_zh="  ", help_zh="", help_en="").status_code == 422
    assert reword(ma, help_zh="", help_en="").status_code == 303


def test_of_two_editors_the_later_is_told_and_may_then_insist(cast: Flask, ma: FlaskClient) -> None:
    first, second = opened(ma, B02), opened(ma, B02)
    assert reword(ma, first).status_code == 303
    told = reword(ma, second, example_en="Mine")
    assert told.status_code == 409
    assert 'value="Mine"' in told.text
    assert WORDS["example_en"] in told.text  # what holds now stands beside it
    assert "Mine" not in cast.test_client().get("/flag", headers={"Accept-Language": "en"}).text
    fields = [field.split('"')[0] for field in told.text.split('name="version"')[1].split('value="')[1:2]]
    assert reword(ma, {"version": fields[0]}, example_en="Mine").status_code == 303
    assert "Mine" in cast.test_client().get("/flag", headers={"Accept-Language": "en"}).text


def test_a_version_is_never_given_twice_so_that_no_old_page_fits_again(cast: Flask, ma: FlaskClient) -> None:
    reword(ma)
    old = opened(ma, B02)
    send(ma, f"{B02}/shipped-words", opened(ma, B02))
    reword(ma, example_en="Somebody else's")
    assert reword(ma, old, example_en="Mine").status_code == 409


def test_a_retired_category_is_not_offered_from_its_day_on(cast: Flask, ma: FlaskClient, clock: Clock) -> None:
    lin = Citizen(cast.test_client())
    assert retire(ma, "2026-03-03").status_code == 303
    assert OFFERED in lin.open("/flag").text
    assert lin.check().status_code == 200
    clock.turn(hours=14)  # Tuesday, 00:00 in Shanghai
    assert OFFERED not in lin.open("/flag").text
    assert (
        "B02"
        not in lin.open("/api/v1/openapi.json").get_json()["components"]["schemas"]["TipIn"]["properties"]["category"][
            "enum"
        ]
    )
    ma = signed_in_browser(cast, "ma")  # after a night
    assert send(ma, f"{B02}/offer", opened(ma, B02)).status_code == 303
    assert OFFERED in lin.open("/flag").text


def test_who_chose_it_before_is_told_and_loses_nothing(cast: Flask, ma: FlaskClient) -> None:
    lin, late = Citizen(cast.test_client()), Citizen(cast.test_client())
    answers = {"category": "B02", "description": "What I wrote", "targets-0-entered": "https://xingyun.example/v/1"}
    lin.open("/flag")
    assert late.check(**answers).status_code == 200
    retire(ma)
    for who, path in ((lin, "/flag/check"), (late, "/flag/send")):
        told = who.press(path, **answers, truthful="y")
        assert told.status_code == 422
        assert "no longer taken under this category" in told.text
        assert "What I wrote</textarea>" in told.text
        assert who.press("/flag/check", category=NOT_SURE).status_code == 200
        assert who.press("/flag/send", truthful="y").status_code == 200
        assert who.query_code


def test_a_tip_sent_before_gives_its_receipt_again(cast: Flask, ma: FlaskClient) -> None:
    lin, program, key = Citizen(cast.test_client()), cast.test_client(), new_key()
    lin.check()
    sent = lin.fields() | {"truthful": ["y"]}
    lin.press("/flag/send", truthful="y")
    code, first = lin.query_code, send_by_program(program, key=key)
    retire(ma)
    lin.page = lin.client.post("/flag/send", data=sent, headers=lin.headers)
    assert (lin.page.status_code, lin.query_code) == (200, code)
    assert send_by_program(program, key=key).get_json() == first.get_json()


def test_a_program_is_told_which_member_to_mend(cast: Flask, ma: FlaskClient) -> None:
    program = cast.test_client()
    assert send_by_program(program).status_code == 201
    retire(ma)
    answer = send_by_program(program, **{"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "no longer taken under this category" in faults(answer)["#/category"]
    assert (
        "There is no such category"
        in faults(send_by_program(program, TIP | {"category": "Q99"}, **{"Accept-Language": "en"}))["#/category"]
    )


def test_not_sure_is_never_retired_and_no_day_that_is_over_is_taken(cast: Flask, ma: FlaskClient) -> None:
    assert retire(ma, code=NOT_SURE).status_code == 422
    assert retire(ma, "2026-03-01").status_code == 422
    assert retire(ma, "yesterday").status_code == 422
    assert f'value="{NOT_SURE}"' in cast.test_client().get("/flag").text


def test_a_group_of_which_everything_is_retired_is_not_shown(cast: Flask, ma: FlaskClient) -> None:
    lin = Citizen(cast.test_client())
    heading = "An AI product, service or offer"
    assert all(heading in lin.open(page).text for page in ("/", "/flag"))
    for number in range(1, 14):
        retire(ma, code=f"A{number:02}")
    assert not any(heading in lin.open(page).text for page in ("/", "/flag"))


def test_a_case_under_way_keeps_a_retired_category(cast: Flask, ma: FlaskClient, browsers: Browsers) -> None:
    number = tip(cast, category="B02")
    before = case_now(cast, number)
    retire(ma)
    after = case_now(cast, number)
    assert (after.category, after.version, after.due_at) == ("B02", before.version, before.due_at)
    assert 'value="B02"' in browsers("wei").get(f"/verification/{number}/category").text


def test_the_list_is_searched_in_both_languages_and_says_when_nothing_matches(ma: FlaskClient) -> None:
    retire(ma)
    rows = {
        query: ma.get(f"/administration/categories?{query}").text.count('href="/administration/categories/')
        for query in ("q=", "q=水军", "q=water+army", "q=b06", "q=nowhere", "offer=retired", "q=水军&offer=retired")
    }
    assert list(rows.values()) == [22, 1, 1, 1, 0, 1, 0]
    assert "没有符合条件的类别" in ma.get("/administration/categories?q=nowhere").text


def test_every_step_stands_in_the_administration_log(ma: FlaskClient, browsers: Browsers) -> None:
    reword(ma)
    retire(ma)
    send(ma, f"{B02}/offer", opened(ma, B02))
    log = browsers("jin").get("/audit/administration").text
    for words in ("修改了类别说明", "停用了类别", "恢复使用了类别", "A new example", "2026-03-02"):
        assert words in log


def test_another_process_knows_it_with_its_next_request(cast: Flask, ma: FlaskClient, worker: Flask) -> None:
    lin = Citizen(worker.test_client())
    assert OFFERED in lin.open("/flag").text
    retire(ma)
    assert OFFERED not in lin.open("/flag").text
    send(ma, f"{B02}/offer", opened(ma, B02))
    assert OFFERED in lin.open("/flag").text


def test_the_control_a_process_that_only_remembers_is_found(
    cast: Flask, ma: FlaskClient, worker: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin = Citizen(worker.test_client())
    lin.open("/flag")
    with worker.app_context():
        kept = adjustments.adjustments()
    monkeypatch.setattr(adjustments, "_at", lambda _session, _changes: kept)
    retire(ma)
    assert OFFERED in lin.open("/flag").text


def test_many_adjustments_cost_the_form_no_more_statements_than_none(cast: Flask, ma: FlaskClient) -> None:
    client = cast.test_client()
    client.get("/flag")
    without = selects(cast, client, "/flag")
    for code in ("B01", "B02", "B03", "B04"):
        retire(ma, code=code)
    client.get("/flag")  # this process reads them once
    assert selects(cast, client, "/flag") == without


def test_what_was_adjusted_and_then_undone_is_remembered_by_nobody(cast: Flask) -> None:
    with cast.app_context(), pytest.raises(RuntimeError), transaction():
        adjust(Adjusts.CATEGORY_OFFER, "B02", {"retired_from": "2026-03-02"}, 0, actor("ma"))
        assert adjusted(Adjusts.CATEGORY_OFFER, "B02") is not None
        raise RuntimeError("the verb fails after all")
    with cast.app_context():
        assert adjusted(Adjusts.CATEGORY_OFFER, "B02") is None
    assert OFFERED in cast.test_client().get("/flag").text
