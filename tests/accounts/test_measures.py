"""Measures: an administrator retires one, no desk proposes it any more, and what stands on a case stays."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.disposal.executing import substitutes_for
from portal.domain.measures import MEASURES, Layer
from portal.domain.measures.fitting import is_needed
from portal.domain.targets import TargetType
from portal.records.cases import get_case
from portal.records.tasks import TaskKind
from portal.web.transaction import transaction
from tests import factories
from tests.accounts.adjusting import opened, send
from tests.disposal.test_pages import a_referred_case, press
from tests.people import Browsers
from tests.publicity.desk import demo_cast
from tests.statements import selects
from tests.verification.desk import GROUND, do, tip

NOT_PROPOSED = "已停用，不能再提请"
REFERRAL = {"opinion": "Looked at it.", "public_ground": "It was sold.", "evidence": "https://x.example/1"}


def retire(ma: FlaskClient, code: str = "M31", seen: dict[str, str] | None = None) -> TestResponse:
    path = f"/administration/measures/{code}/retirement"
    return send(ma, path, seen or opened(ma, path))


def offer_again(ma: FlaskClient, code: str = "M31") -> TestResponse:
    return send(ma, f"/administration/measures/{code}/offer", opened(ma, f"/administration/measures/{code}"))


@pytest.fixture
def ma(cast: Flask, browsers: Browsers) -> FlaskClient:
    return browsers("ma")


def test_no_desk_proposes_takes_or_orders_a_retired_measure(cast: Flask, ma: FlaskClient, browsers: Browsers) -> None:
    wei, qian, number = browsers("wei"), browsers("qian"), tip(cast, type=TargetType.APP)
    do(wei, number, "acceptance")
    for code in ("M31", "M12"):
        assert retire(ma, code).status_code == 303
    tried = [
        do(wei, number, "referral", **REFERRAL, **{"measures-0-code": "M31"}),
        do(wei, number, "interim-measure", code="M12"),
        do(wei, number, "resolution", **GROUND, **{"measures-0-code": "M12", "measures-0-proof": "Hidden."}),
        press(qian, number, "interim-order", measure="M31", reason="At once."),
    ]
    assert [answer.status_code for answer in tried] == [422] * 4
    assert all(NOT_PROPOSED in answer.text for answer in tried)
    assert 'value="M31"' not in wei.get(f"/verification/{number}/referral").text
    offer_again(ma)
    assert 'value="M31"' in wei.get(f"/verification/{number}/referral").text
    assert do(wei, number, "referral", **REFERRAL, **{"measures-0-code": "M31"}).status_code == 303


def test_a_measure_on_the_table_is_still_signed_amended_and_carried_out(
    cast: Flask, ma: FlaskClient, browsers: Browsers
) -> None:
    number, qian, zhou = a_referred_case(cast), browsers("qian"), browsers("zhou")
    assert "目前有 1 件在办案件提请采取这项措施" in ma.get("/administration/measures/M31/retirement").text
    retire(ma)
    retire(ma, "M30")
    assert press(qian, number, "amendment", measures="M30", reason="Less.").status_code == 422
    assert press(qian, number, "amendment", measures="M31", reason="The same.").status_code == 303
    for who in (browsers("wu"), zhou):  # who amends does not sign
        assert press(who, number, "approval").status_code == 303
    with cast.app_context():
        ordered = [task.measure for task in factories.tasks_of(get_case(number)) if task.kind is TaskKind.DISPOSAL]
    assert ordered == ["M31"]
    assert "还有 1 项已决定的处置任务尚待执行" in ma.get("/administration/measures/M31/retirement").text


def test_what_a_platform_took_in_the_meantime_may_end_the_case(
    cast: Flask, ma: FlaskClient, browsers: Browsers
) -> None:
    wei, number = browsers("wei"), tip(cast)
    do(wei, number, "acceptance")
    taken = {"code": "M12", "proof": "Hidden.", "quantity": "1", "counter": "information"}
    assert do(wei, number, "interim-measure", **taken).status_code == 303
    retire(ma, "M12")
    rows = {f"measures-0-{name}": value for name, value in taken.items()}
    assert do(wei, number, "resolution", **GROUND, **rows).status_code == 303


def test_no_stronger_measure_that_is_retired_takes_the_place_of_a_silent_executors(
    cast: Flask, ma: FlaskClient
) -> None:
    with cast.app_context(), transaction():
        case = factories.case_of(factories.send_tip(type=TargetType.APP))
        factories.signed(factories.referred(case, demo_cast().wei, "M30"), demo_cast().qian, demo_cast().zhou)
        before = [measure.code for measure in substitutes_for(factories.tasks_of(case)[0])]
        number = case.case_number
    retire(ma)
    retire(ma, "M30")
    with cast.app_context():
        after = [measure.code for measure in substitutes_for(factories.tasks_of(get_case(number))[0])]
    assert (before, after) == (["M30", "M31", "M32"], ["M30", "M32"])


def test_the_last_that_can_be_done_on_a_layer_stays(ma: FlaskClient) -> None:
    network = [code for code, measure in MEASURES.items() if measure.layer is Layer.NETWORK]
    answers = [retire(ma, code).status_code for code in network]
    assert sorted(answers) == [303] * (len(network) - 1) + [422]
    refused = network[answers.index(422)]
    assert MEASURES[refused].interim  # the only one of its layer that can be taken at once
    assert "不能停用" in retire(ma, refused).text


def test_every_measure_is_needed_where_it_is_the_last_and_none_where_another_does_the_same() -> None:
    assert all(is_needed(measure, [measure]) for measure in MEASURES.values())
    assert is_needed(MEASURES["M44"], MEASURES.values())  # nothing else on a network can be done at once
    assert [code for code, one in MEASURES.items() if is_needed(one, MEASURES.values())] == ["M44"]


def test_of_two_who_retire_and_offer_the_later_is_told(ma: FlaskClient) -> None:
    seen = opened(ma, "/administration/measures/M31/retirement")
    retire(ma, seen=seen)
    offer_again(ma)
    retire(ma)
    assert retire(ma, seen=seen).status_code == 409


def test_the_list_is_searched_and_narrowed(ma: FlaskClient) -> None:
    retire(ma)
    found = {
        query: ma.get(f"/administration/measures?{query}").text.count('href="/administration/measures/')
        for query in ("q=", "q=m31", "q=下架", "nature=network", "proposal=retired", "q=nowhere")
    }
    assert list(found.values()) == [len(MEASURES), 1, 2, 5, 1, 0]
    assert "没有符合条件的措施" in ma.get("/administration/measures?q=nowhere").text


def test_retiring_stands_in_the_administration_log(ma: FlaskClient, browsers: Browsers) -> None:
    retire(ma)
    offer_again(ma)
    log = browsers("jin").get("/audit/administration").text
    assert all(words in log for words in ("停用了措施", "恢复使用了措施", "M31"))


def test_a_form_of_measures_costs_no_more_while_none_is_retired(
    cast: Flask, ma: FlaskClient, browsers: Browsers
) -> None:
    wei, number = browsers("wei"), tip(cast)
    do(wei, number, "acceptance")
    path = f"/verification/{number}/referral"
    wei.get(path)
    before = selects(cast, wei, path)
    retire(ma)
    offer_again(ma)
    wei.get(path)
    assert selects(cast, wei, path) == before
