"""The joint desk through the browser: what each colleague sees and presses."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.data.registry import shipped_registry
from portal.disposal import queries
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.approvals import Approval
from portal.records.cases import get_case
from portal.records.people import User
from portal.records.registry import add_missing
from portal.records.tasks import TaskKind
from portal.web.transaction import transaction
from tests.factories import Cast, case_of, organization, refer, referred, send_tip, signed, tasks_of, the_cast
from tests.people import Browsers
from tests.statements import statements

COUNTED_BY = {
    queries.Queue.TO_DRAFT: "ix_approvals_waiting",
    queries.Queue.TO_REVIEW: "ix_approvals_waiting",
    queries.Queue.TO_SIGN: "ix_approvals_waiting",
    queries.Queue.ANSWERED: "ix_cases_round",
    queries.Queue.DECIDING: "ix_cases_lead_agency_id_status_due_at_id",
    queries.Queue.CARRYING_OUT: "ix_cases_lead_agency_id_status_due_at_id",
    queries.Queue.APPEALS: "ix_cases_appeals",
}


def the_seeded_cast() -> Cast:
    add_missing(shipped_registry(demo=True))
    people = {user.email.split("@")[0]: user.to_actor() for user in db.session.scalars(db.select(User))}
    return Cast(**{name: people[name] for name in Cast.__dataclass_fields__})


def a_referred_case(app: Flask, *codes: str, address: str = "https://xingyun.example/v/1") -> str:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        case = case_of(send_tip(address, type=TargetType.APP))
        return referred(case, cast.wei, *codes or ("M31",)).case_number


def status(app: Flask, number: str) -> Status:
    with app.app_context():
        return get_case(number).status


def fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that goes to `action`."""
    form = page[page.index(f'action="{action}"') :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'name="(csrf_token|version|seen_hash)"[^>]* value="([^"]*)"', form))


def press(client: FlaskClient, number: str, noun: str, **data: str):  # type: ignore[no-untyped-def]  # a test response
    page = client.get(f"/disposal/{number}").text
    action = f"/disposal/{number}/{noun}"
    return client.post(action, data={**fields(page, action), **data})


def test_two_agencies_sign_and_the_lead_concludes(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    qian, zhou, wei = browsers("qian"), browsers("zhou"), browsers("wei")
    assert number in qian.get("/disposal").text
    assert press(qian, number, "approval").status_code == 303
    assert press(zhou, number, "approval").status_code == 303
    assert status(app, number) is Status.IN_DISPOSAL
    with app.app_context():
        (task,) = tasks_of(get_case(number))
    assert f"/disposal/{number}/tasks/{task.id}" in wei.get("/disposal/tasks").text
    page = wei.get(f"/disposal/{number}/tasks/{task.id}").text
    action = f"/disposal/{number}/tasks/{task.id}/receipt"
    nothing_stated = wei.post(action, data={**fields(page, action), "proof": "Gone."})
    assert nothing_stated.status_code == 422
    assert "Gone." in nothing_stated.text
    assert (
        wei.post(action, data={**fields(page, action), "proof": "Gone.", "quantity_products": "1"}).status_code == 303
    )
    done = press(qian, number, "conclusion", outcome="substantiated", reason="It passed itself off as a doctor.")
    assert done.status_code == 303
    assert status(app, number) is Status.CLOSED


def test_before_the_own_vote_nobody_reads_what_another_agency_said(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    assert press(browsers("qian"), number, "approval", reason="CANARY remark").status_code == 303
    assert "CANARY remark" not in browsers("zhou").get(f"/disposal/{number}").text


def test_a_stale_signature_shows_the_page_again_with_409(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    zhou = browsers("zhou")
    page = zhou.get(f"/disposal/{number}").text
    amended = press(browsers("wu"), number, "amendment", measures="M30", days="30", reason="Thirty days are enough.")
    assert amended.status_code == 303
    action = f"/disposal/{number}/approval"
    answer = zhou.post(action, data={**fields(page, action), "reason": "Agreed with what I saw."})
    assert answer.status_code == 409
    assert "Agreed with what I saw." in answer.text
    assert status(app, number) is Status.AWAITING_APPROVAL


def test_a_version_that_no_page_ever_held_is_a_stale_one(app: Flask, browsers: Browsers) -> None:
    answer = press(browsers("qian"), a_referred_case(app), "amendment", version="9" * 5_000, measures="M30", reason="?")
    assert answer.status_code == 409


def test_after_a_stale_page_the_second_press_goes_through(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    zhou, qian = browsers("zhou"), browsers("qian")
    opened, open_form = (one.get(f"/disposal/{number}").text for one in (zhou, qian))
    press(browsers("wu"), number, "amendment", measures="M30", days="30", reason="Thirty days are enough.")
    for who, page, noun, words in (
        (zhou, opened, "approval", {"reason": "Agreed."}),
        (qian, open_form, "amendment", {"measures": "M31", "days": "", "reason": "It was right before."}),
    ):
        action = f"/disposal/{number}/{noun}"
        stale = who.post(action, data={**fields(page, action), **words})
        assert stale.status_code == 409
        assert "在您打开页面之后：修改" in stale.text
        assert who.post(action, data={**fields(stale.text, action), **words}).status_code == 303


def test_every_label_of_the_page_names_one_field(app: Flask, browsers: Browsers) -> None:
    page = browsers("qian").get(f"/disposal/{a_referred_case(app)}").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    assert len(re.findall(r'<label [^>]*for="[a-z-]+-reason"', page)) > 1


def test_a_return_without_words_keeps_the_page(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    assert press(browsers("zhou"), number, "return", reason="").status_code == 422
    assert press(browsers("zhou"), number, "return", reason="Which account?").status_code == 303
    assert status(app, number) is Status.VERIFYING


def history_of(client: FlaskClient, number: str) -> str:
    page = client.get(f"/disposal/{number}", headers={"Accept-Language": "en"}).text
    return page[page.index('id="history"') :]


def test_whoever_has_still_to_answer_reads_in_the_history_nothing_of_what_others_answered(
    app: Flask, browsers: Browsers
) -> None:
    number = a_referred_case(app)
    qian, zhou = browsers("qian"), browsers("zhou")
    press(qian, number, "approval")
    assert press(qian, number, "taking-back").status_code == 303
    assert "Take back a signature" in history_of(qian, number)
    for told in ("Approve", "Take back a signature"):
        assert told not in history_of(zhou, number)
    press(zhou, number, "approval")
    for told in ("Approve", "Take back a signature"):
        assert told in history_of(zhou, number)
    assert "Take back a signature" not in history_of(browsers("wei"), number)


def test_a_dissent_and_its_reason_are_not_read_in_the_history_before_the_own_answer(
    app: Flask, browsers: Browsers
) -> None:
    number = a_referred_case(app)
    with app.app_context(), transaction():
        get_case(number).returns = 2
    press(browsers("zhou"), number, "return", reason="CANARY dissent")
    qian = browsers("qian")
    assert "CANARY dissent" not in qian.get(f"/disposal/{number}").text
    press(qian, number, "approval")
    assert "CANARY dissent" in qian.get(f"/disposal/{number}").text


def test_after_taking_back_others_answers_are_closed_until_the_own_new_one(app: Flask, browsers: Browsers) -> None:
    number, qian = a_referred_case(app), browsers("qian")
    with app.app_context(), transaction():
        get_case(number).returns = 2
    press(browsers("zhou"), number, "return", reason="CANARY dissent")
    for noun, read in (("approval", True), ("taking-back", False), ("approval", True)):
        assert press(qian, number, noun).status_code == 303
        assert ("CANARY dissent" in qian.get(f"/disposal/{number}").text) is read


def test_a_platform_reads_in_its_own_history_why_a_case_came_back(app: Flask, browsers: Browsers) -> None:
    number, wei = a_referred_case(app), browsers("wei")
    press(browsers("zhou"), number, "return", reason="Which account is it?")
    history = history_of(wei, number)
    assert "Which account is it?" in history
    assert "The regulators" in history
    for agency in ("Market regulation", "market regulation", "市场监督管理局"):
        assert agency not in history
    with app.app_context(), transaction():
        case = get_case(number)
        case.returns = 2
        refer(case, the_seeded_cast().wei, "M31")
    press(browsers("zhou"), number, "return", reason="CANARY dissent")
    assert "CANARY dissent" not in wei.get(f"/disposal/{number}").text


def test_a_dissent_is_not_told_as_a_return(app: Flask, browsers: Browsers) -> None:
    number, zhou = a_referred_case(app), browsers("zhou")
    with app.app_context(), transaction():
        get_case(number).returns = 2
    assert press(zhou, number, "return", reason="I cannot agree.").status_code == 303
    told = zhou.get(f"/disposal/{number}").text
    assert "不同意见已记录在案" in told
    assert "已退回" not in told[: told.index("<h1")]
    other = a_referred_case(app, address="https://xingyun.example/v/2")
    press(zhou, other, "return", reason="Which account?")
    assert "已退回" in zhou.get(f"/disposal/{other}").text


def test_an_outsider_gets_the_same_answer_as_for_no_case(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    he = browsers("he")
    foreign, nonexistent = he.get(f"/disposal/{number}"), he.get("/disposal/AJ-0000-0000-0000")
    assert (foreign.status_code, nonexistent.status_code) == (404, 404)
    assert foreign.text.replace(number, "") == nonexistent.text.replace("AJ-0000-0000-0000", "")


def test_the_publisher_and_the_administrator_see_no_case(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    assert [browsers(one).get(f"/disposal/{number}").status_code for one in ("sun", "ma")] == [403, 403]


def test_a_platform_that_only_executes_sees_its_task_and_not_the_finding(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        case = referred(case_of(send_tip("https://xingyun.example/v/1")), cast.wei, "M44")
        signed(case, cast.qian)
        number = case.case_number
        own = next(task for task in tasks_of(case) if task.executor_id == cast.he.organization_id)
    he = browsers("he")
    assert he.get(f"/disposal/{number}/tasks/{own.id}").status_code == 200
    page = he.get(f"/disposal/{number}").text
    assert "The picture is made by AI" not in page
    assert "shows a doctor who never" not in page


def test_an_interim_order_is_given_and_ratified_in_the_browser(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    given = press(browsers("qian"), number, "interim-order", measure="M12", reason="Money is being lost.")
    assert given.status_code == 303
    with app.app_context():
        (order,) = tasks_of(get_case(number), TaskKind.INTERIM)
    for name in ("wu", "zhou"):
        browser = browsers(name)
        assert number in browser.get("/disposal?list=to_ratify").text
        action = f"/disposal/{number}/tasks/{order.id}/ratification"
        page = browser.get(f"/disposal/{number}/tasks/{order.id}").text
        assert browser.post(action, data=fields(page, action)).status_code == 303
    assert number not in browsers("zhou").get("/disposal?list=to_ratify").text


def test_what_the_own_agency_signed_is_found_again_until_the_round_ends(app: Flask, browsers: Browsers) -> None:
    number, qian, zhou = a_referred_case(app), browsers("qian"), browsers("zhou")
    assert number not in qian.get("/disposal?list=answered").text
    assert press(qian, number, "approval").status_code == 303
    assert number not in qian.get("/disposal?list=to_sign").text
    assert number in qian.get("/disposal?list=answered").text
    assert number not in zhou.get("/disposal?list=answered").text
    assert press(zhou, number, "approval").status_code == 303
    assert status(app, number) is Status.IN_DISPOSAL
    assert number not in qian.get("/disposal?list=answered").text


def test_the_list_to_sign_counts_down_to_the_agencys_own_answer(app: Flask, browsers: Browsers) -> None:
    number = a_referred_case(app)
    with app.app_context():
        case = get_case(number)
        asked = db.session.scalars(db.select(Approval).where(Approval.case_id == case.id)).all()
        assert {one.due_at for one in asked} != {case.due_at}
        (due,) = {one.due_at.isoformat() for one in asked}
        whole = case.due_at
    assert f'datetime="{due}"' in browsers("qian").get("/disposal?list=to_sign").text
    assert whole is not None
    assert f'datetime="{whole.isoformat()}"' in browsers("qian").get("/disposal?list=deciding").text


def counts_in(page: str) -> dict[str, str]:
    """What each tab of the lists says, by the list's word."""
    return dict(re.findall(r'list=([a-z_]+)"[^>]*>[^<]*<span class="site-nav__count">([^<]+)<', page))


def test_each_tab_tells_how_much_waits_there(app: Flask, browsers: Browsers) -> None:
    number, qian = a_referred_case(app), browsers("qian")
    nothing = {"to_sign": "0", "answered": "0", "to_ratify": "0", "deciding": "0", "carrying_out": "0", "appeals": "0"}
    nothing["handed_over"] = "0"
    assert counts_in(qian.get("/disposal").text) == nothing | {"to_sign": "1", "deciding": "1"}
    for measure in ("M12", "M13"):  # two orders on one case are one case to look at
        press(qian, number, "interim-order", measure=measure, reason="Money is being lost.")
    press(qian, number, "approval")
    assert counts_in(qian.get("/disposal").text) == nothing | {"answered": "1", "to_ratify": "1", "deciding": "1"}
    press(browsers("zhou"), number, "approval")
    assert counts_in(qian.get("/disposal").text)["carrying_out"] == "1"


def test_no_tab_counts_beyond_what_it_says(app: Flask, browsers: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNTED_TO", 2)
    qian = browsers("qian")
    for place, expected in enumerate(("1", "2", "2+", "2+")):
        a_referred_case(app, address=f"https://xingyun.example/v/{place}")
        assert counts_in(qian.get("/disposal").text)["deciding"] == expected


def test_all_tabs_are_counted_by_one_question_and_each_by_its_index(context: Flask) -> None:
    with transaction():
        actor = the_cast().qian
        organization("cyberspace").signing_levels = SigningLevels.REVIEWED
    with statements(context) as sent:
        queries.counts_of(queries.lists_of(actor), actor)
    [asked] = [one for one in sent if "count" in one]
    assert asked.count("LIMIT") == len(queries.LISTS)
    with db.engine.connect() as connection:
        on_sqlite = db.engine.dialect.name == "sqlite"
        if not on_sqlite:
            connection.exec_driver_sql("SET enable_seqscan = off; SET enable_bitmapscan = off")
        for queue, index in COUNTED_BY.items():
            statement = queries._counted(queue, actor).compile(
                dialect=db.engine.dialect, compile_kwargs={"literal_binds": True}
            )
            words = f"EXPLAIN {'QUERY PLAN ' if on_sqlite else ''}{statement}".replace("%", "%%")
            plan = "\n".join(str(row) for row in connection.exec_driver_sql(words))
            # of an empty table PostgreSQL takes whichever index fits; SQLite chooses by the columns alone
            assert index in plan if on_sqlite else "Seq Scan" not in plan, plan
