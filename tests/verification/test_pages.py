"""The pages as colleagues use them: what they show, what they keep to themselves, what they answer."""

import re

from flask import Flask
from sqlalchemy import func

from portal.domain.codes import CASE_NUMBER
from portal.domain.status import Outcome, Status
from portal.extensions import db
from portal.records.access_log import AccessEntry
from portal.records.tips import Tip
from tests.people import Browsers
from tests.verification.desk import GROUND, VIDEO, case_now, do, page, send, tip, token, version
from tests.web.pages import Page

WORDS = "Call 13800138000. The doctor in the video is made by AI."


def views(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(func.count()).select_from(AccessEntry)) or 0


def test_a_platform_reads_masked_words_and_so_does_a_regulator_without_a_reason(
    cast: Flask, browsers: Browsers
) -> None:
    number = tip(cast, description=WORDS)
    for reader in ("wei", "qian"):
        browser = browsers(reader)
        browser.post("/preferences", data={"language": "en", "csrf_token": token(page(browser, number).text)})
        text = page(browser, number).text
        assert "Call [phone number masked]. The doctor in the video" in text
        assert "13800138000" not in text
        assert ("Read them as written" in text) is (reader == "qian")


def test_a_platform_learns_neither_tip_number_nor_count_nor_minute(cast: Flask, browsers: Browsers) -> None:
    number = tip(cast)
    tip(cast)
    with cast.app_context():
        tips = list(db.session.scalars(db.select(Tip)))
    text, regulator = page(browsers("wei"), number).text, page(browsers("qian"), number).text
    for one in tips:
        assert one.tip_number not in text
        assert one.tip_number not in regulator
        assert one.received_at.isoformat() not in text
        assert one.received_at.isoformat() in regulator
    assert "线索数" not in text
    assert "线索数" in regulator


def test_what_was_reported_is_text_and_no_link(cast: Flask, browsers: Browsers) -> None:
    text = page(browsers("wei"), tip(cast)).text
    assert "xingyun.example/v/1" in text
    assert not re.search(r'href="[^"]*xingyun\.example', text)


def test_a_foreign_case_answers_as_one_that_does_not_exist(cast: Flask, browsers: Browsers) -> None:
    number, he = tip(cast), browsers("he")
    nobody = CASE_NUMBER.from_bits(7)
    foreign, missing = page(he, number), page(he, nobody)
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.text.replace(number, nobody) == missing.text
    csrf = token(he.get("/verification").text)
    for noun in ("acceptance", "dismissal", "referral", "claim", "notes", "merger"):
        answers = [send(he, one, noun, {"version": "1", "body": "x"}, csrf) for one in (number, nobody)]
        assert [answer.status_code for answer in answers] == [404, 404], noun
    assert case_now(cast, number).status is Status.SUBMITTED


def test_every_view_is_logged(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    before = views(cast)
    page(wei, number)
    page(wei, number, "refusal")
    assert views(cast) == before + 2


def test_a_stale_page_comes_back_with_what_was_typed(cast: Flask, browsers: Browsers) -> None:
    number, qian, wu = tip(cast, "https://ai.xingchen.example/"), browsers("qian"), browsers("wu")
    assert do(qian, number, "acceptance").status_code == 303
    open_page = page(qian, number, "dismissal").text
    changed = do(wu, number, "category", category="B04", priority="P1", reason="A real person.")
    assert changed.status_code == 303
    words = {"version": version(open_page), "outcome": Outcome.UNSUBSTANTIATED, **GROUND}
    answer = send(qian, number, "dismissal", words, token(open_page))
    assert answer.status_code == 409
    assert GROUND["opinion"] in answer.text
    assert case_now(cast, number).status is Status.VERIFYING
    again = send(qian, number, "dismissal", {**words, "version": version(answer.text)}, token(answer.text))
    assert again.status_code == 303
    assert case_now(cast, number).outcome is Outcome.UNSUBSTANTIATED


def test_a_form_with_a_gap_comes_back_with_what_was_typed(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    answer = do(wei, number, "dismissal", outcome=Outcome.UNSUBSTANTIATED, ground="", opinion=GROUND["opinion"])
    assert answer.status_code == 422
    assert GROUND["opinion"] in answer.text


def test_buttons_are_those_of_the_tables(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")

    def verbs() -> set[str]:
        return set(re.findall(rf"/verification/{number}/([a-z-]+)\"", page(wei, number).text))

    both = {"claim", "notes", "hand-over", "transfer", "interim-measure", "category", "target", "merger", "split"}
    both |= {"supplement", "message", "extension", "presence"}
    assert verbs() == both | {"acceptance", "refusal"}
    do(wei, number, "acceptance")
    assert verbs() == both | {"dismissal", "resolution", "referral"}


def test_a_verb_that_the_tables_refuse_shows_no_form(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    assert page(wei, number, "dismissal").status_code == 409
    assert page(wei, number, "reroute").status_code == 403
    assert page(browsers("sun"), number).status_code == 403


def test_a_case_walks_from_the_first_look_to_the_agencies(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    answer = do(
        wei,
        number,
        "referral",
        opinion="The doctor is generated.",
        public_ground="It passes off a generated doctor as real.",
        evidence=f"{VIDEO} on 2 March",
        **{"measures-0-code": "M11", "measures-1-code": "M21", "measures-1-days": "30", "measures-1-note": "@dr-wang"},
    )
    assert answer.status_code == 303
    assert case_now(cast, number).status is Status.AWAITING_APPROVAL
    assert "The doctor is generated." in page(browsers("qian"), number).text


def test_own_measures_close_a_case_over_the_form(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    measure = {"code": "M11", "proof": "Before, after.", "quantity": "12", "counter": "information"}
    answer = do(wei, number, "resolution", **GROUND, **{f"measures-0-{name}": word for name, word in measure.items()})
    assert answer.status_code == 303
    assert case_now(cast, number).outcome is Outcome.RESOLVED_BY_PLATFORM


def test_the_regulator_confirms_what_a_platform_proposed(cast: Flask, browsers: Browsers) -> None:
    number, wei, qian = tip(cast, category="B05"), browsers("wei"), browsers("qian")
    do(wei, number, "acceptance")
    assert do(wei, number, "dismissal", outcome=Outcome.INSUFFICIENT, **GROUND).status_code == 303
    assert "已提出结案意见：证据不足" in page(wei, number).text, "nothing has ended yet"
    assert number in qian.get("/verification?desk=confirmation").text
    assert do(qian, number, "return", reason="Look at the account.").status_code == 303
    assert "Look at the account." in page(wei, number).text
    assert do(wei, number, "dismissal", outcome=Outcome.INSUFFICIENT, **GROUND).status_code == 303
    assert do(qian, number, "confirmation").status_code == 303
    assert case_now(cast, number).status is Status.CLOSED


def test_after_a_transfer_the_former_desk_keeps_its_own_entries_and_loses_the_rest(
    cast: Flask, browsers: Browsers
) -> None:
    number, wei, he = tip(cast, description=WORDS), browsers("wei"), browsers("he")
    answer = do(wei, number, "transfer", desk="bailu", reason="It is a repost from there.")
    assert (answer.status_code, answer.location) == (303, "/verification")
    assert "It is a repost from there." in page(he, number).text
    kept = page(wei, number).text
    assert "It is a repost from there." in kept
    assert "The doctor in the video" not in kept
    assert number not in wei.get("/verification").text


def test_two_reviewers_take_a_case_from_each_other(cast: Flask, browsers: Browsers) -> None:
    number, qian, wu = tip(cast, "https://ai.xingchen.example/"), browsers("qian"), browsers("wu")
    assert do(qian, number, "claim").status_code == 303
    assert "从钱敏 Qian处接手" in page(wu, number).text
    assert do(wu, number, "claim").status_code == 303
    assert do(qian, number, "acceptance").status_code == 303


def test_a_split_begins_with_the_category_the_case_has(cast: Flask, browsers: Browsers) -> None:
    number = tip(cast, category="B04")
    tip(cast, category="B04")
    form = Page(browsers("wei").get(f"/verification/{number}/split").text)
    assert [one["value"] for one in form.all("option") if "selected" in one.attributes] == ["B04"]


def test_after_a_return_only_what_is_missing_has_to_be_written(cast: Flask, browsers: Browsers) -> None:
    number, wei, qian = tip(cast), browsers("wei"), browsers("qian")
    do(wei, number, "acceptance")
    said = {"opinion": "The doctor is generated.", "public_ground": "It passes off a doctor.", "evidence": VIDEO}
    row = {"measures-0-code": "M21", "measures-0-days": "30", "measures-0-note": "@dr-wang"}
    assert do(wei, number, "referral", **said, **row).status_code == 303
    seen = re.search(r'name="seen_hash"[^>]* value="(\w+)"', qian.get(f"/disposal/{number}").text)
    assert seen is not None
    asked = {"seen_hash": seen[1], "reason": "Who runs it?", "csrf_token": token(page(qian, number).text)}
    assert qian.post(f"/disposal/{number}/return", data=asked).status_code == 303
    assert "退回<" in wei.get("/verification").text
    form = page(wei, number, "referral").text
    for words in (*said.values(), "@dr-wang", "Who runs it?"):
        assert words in form
    assert re.search(r'<option selected value="M21">', form)
    assert do(wei, number, "referral", **said, **row).status_code == 303
    assert 'class="notice tone-wait"' not in page(wei, number).text, "the question was answered"


def test_the_only_tip_is_chosen_already_and_of_two_one_is_chosen(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    assert '<option value="A" selected>' in page(wei, number, "message").text
    tip(cast)
    form = page(wei, number, "supplement").text
    assert "selected" not in form.split('id="tip"')[1].split("</select>")[0]
    assert '<option value="B">' in form


def test_words_that_ask_who_the_reporter_is_come_back_with_why_and_what_to_ask_instead(
    cast: Flask, browsers: Browsers
) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "claim")
    do(wei, number, "accept")
    for noun, field in (("supplement", "question"), ("message", "body")):
        answer = do(wei, number, noun, tip="A", **{field: "谢谢。请留下您的手机号。"})
        assert answer.status_code == 422
        assert "请留下您的手机号。" in answer.text
        assert "截图" in answer.text
        done = do(wei, number, noun, tip="A", **{field: "您是几点看到的？"})
        assert done.status_code == 303, "the control: the same desk, the same form, another question"
