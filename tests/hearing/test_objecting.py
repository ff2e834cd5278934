"""A respondent objects by the code alone; somebody without a hand in the case decides, and the answer is read there."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask

from portal.disposal.appealing import maintain, revoke, vary
from portal.disposal.concluding import conclude
from portal.domain.errors import ConditionFailed
from portal.domain.status import Outcome, Status
from portal.extensions import db
from portal.intake.appealing import appeal
from portal.records.appeals import Appeal, AppealDecision
from portal.records.attachments import Attachment
from portal.records.cases import Case, get_case
from portal.records.findings import ProposedMeasure
from portal.records.ledger import LedgerEntry
from portal.records.tips import TipCase
from tests.conftest import Clock
from tests.hearing.respondents import Respondent, closed, code_of, ordered, struck
from tests.intake.desks import at_desk
from tests.people import Browsers
from tests.publicity.desk import demo_cast
from tests.records.files import PNG

WHY = "It says on its first screen that it is a game."


def case_of(app: Flask, number: str) -> Case:
    with app.app_context():
        return get_case(number)


def decided_by(app: Flask, number: str, verb: str, ground: str) -> None:
    """Somebody of the agency that it lies before decides."""

    def decide() -> None:
        case = get_case(number)
        panel = demo_cast().zhao
        assert case.appeal_agency_id == panel.organization_id
        {"maintain": maintain, "revoke": revoke}[verb](case, panel, ground)

    at_desk(app, decide)


def test_an_objection_goes_to_an_agency_without_a_hand_and_is_answered_on_the_page(
    cast: Flask, dev: Respondent
) -> None:
    number = closed(cast)
    dev.enters(code_of(cast, number))
    assert dev.press("/respondent/objection", reason=WHY).status_code == 303
    page = dev.open("/respondent/notice").text
    assert "It lies before" in page
    assert WHY in page
    assert case_of(cast, number).status is Status.UNDER_APPEAL

    def try_to_decide() -> None:
        case, them = get_case(number), demo_cast()
        for had_a_hand in (them.qian, them.zhou, them.wu):
            with pytest.raises(ConditionFailed):
                maintain(case, had_a_hand, "It stands.")

    at_desk(cast, try_to_decide)
    decided_by(cast, number, "maintain", "The first screen came later. Ask 13912345678.")
    page = dev.open("/respondent/notice").text
    assert "The decision stands." in page
    assert "The first screen came later." in page
    assert "13912345678" not in page
    assert "/respondent/objection" not in page, "it is not made again"


def test_while_it_is_carried_out_an_objection_waits_and_then_goes_before_them_by_itself(
    cast: Flask, dev: Respondent
) -> None:
    number = struck(cast)
    dev.enters(code_of(cast, number))
    assert dev.press("/respondent/objection", reason=WHY).status_code == 303
    assert "still being carried out" in dev.open("/respondent/notice").text
    assert case_of(cast, number).status is Status.IN_DISPOSAL
    at_desk(cast, lambda: conclude(get_case(number), demo_cast().qian, Outcome.SUBSTANTIATED, "It posed as a doctor."))
    assert case_of(cast, number).status is Status.UNDER_APPEAL
    assert "It lies before" in dev.open("/respondent/notice").text


def test_a_case_that_closes_without_ground_answers_what_waited(cast: Flask, dev: Respondent) -> None:
    number = struck(cast)
    dev.enters(code_of(cast, number))
    dev.press("/respondent/objection", reason=WHY)
    at_desk(cast, lambda: conclude(get_case(number), demo_cast().qian, Outcome.UNSUBSTANTIATED, "It was a game."))
    assert case_of(cast, number).status is Status.CLOSED
    page = dev.open("/respondent/notice").text
    assert "The decision is revoked" in page
    assert "It was a game." in page


@pytest.mark.parametrize(("served", "days", "open_still"), [(None, 183, True), (None, 184, False), (30, 200, True)])
def test_the_window_counts_from_service_and_before_one_is_on_record_from_the_notice(
    cast: Flask, dev: Respondent, clock: Clock, browsers: Browsers, served: int | None, days: int, open_still: bool
) -> None:
    number = closed(cast)
    code = code_of(cast, number)
    if served:
        clock.turn(days=served)
        wei = Respondent(browsers("wei"))
        wei.open(f"/disposal/{number}/notices/1")
        day = clock().date().isoformat()
        assert wei.press(f"/disposal/{number}/notices/1/service", served_on=day).status_code == 303
    clock.turn(days=days - (served or 0))
    dev.enters(code)
    assert ("/respondent/objection" in dev.page.text) == open_still
    assert dev.press("/respondent/objection", reason=WHY).status_code == (303 if open_still else 409)
    if not open_still:
        assert WHY in dev.page.text or "cannot be objected to" in dev.page.text


def test_one_decision_answers_a_reporter_and_the_respondent_and_neither_reads_of_the_other(
    cast: Flask, dev: Respondent, clock: Clock
) -> None:
    number = closed(cast)
    code = code_of(cast, number)

    def reporter_appeals() -> None:
        row = db.session.scalars(db.select(TipCase).where(TipCase.case_id == get_case(number).id)).first()
        assert row is not None
        appeal(row.tip_id, row.position, "Only one of two was delisted.")

    at_desk(cast, reporter_appeals)
    before = dev.enters(code).text
    assert "/respondent/objection" in before
    assert "lies before" not in before
    clock.turn(days=9)
    dev.enters(code)
    dev.press("/respondent/objection", reason=WHY)
    page = dev.open("/respondent/notice").text
    assert "Only one of two" not in page
    due = re.search(r"decides by ([^.<]+)\.", page)
    assert due is not None
    assert due[1].endswith("April 2026"), "fifteen working days from its own day, not from the reporter's"
    decided_by(cast, number, "maintain", "It stands.")
    with cast.app_context():
        assert {one.decision for one in db.session.scalars(db.select(Appeal))} == {AppealDecision.MAINTAINED}


def test_what_a_respondent_was_answered_is_no_answer_to_a_reporter(cast: Flask, dev: Respondent) -> None:
    number = closed(cast)
    dev.enters(code_of(cast, number))
    dev.press("/respondent/objection", reason=WHY)
    decided_by(cast, number, "maintain", "The game is a pretext.")

    def reporter_appeals() -> None:
        row = db.session.scalars(db.select(TipCase).where(TipCase.case_id == get_case(number).id)).first()
        assert row is not None
        appeal(row.tip_id, row.position, "Only one of two was delisted.")

    at_desk(cast, reporter_appeals)
    with cast.app_context():
        made = db.session.scalars(db.select(Appeal).order_by(Appeal.id)).all()
        assert [(one.by_reporter, one.decision) for one in made] == [(False, AppealDecision.MAINTAINED), (True, None)]
        assert get_case(number).status is Status.UNDER_APPEAL


def test_the_new_decision_of_a_variation_is_read_and_objected_to_by_its_own_notice(
    cast: Flask, dev: Respondent
) -> None:
    number = closed(cast)
    first = code_of(cast, number)
    dev.enters(first)
    dev.press("/respondent/objection", reason=WHY)

    def varied() -> None:
        case, them = get_case(number), demo_cast()
        vary(case, them.zhao, "Thirty days are enough.", [ProposedMeasure("M30", 30)])

    at_desk(cast, varied)
    assert "Other measures are put in the place" in dev.open("/respondent/notice").text
    assert "/respondent/objection" not in dev.page.text


def test_proof_comes_along_sealed_and_the_panel_saves_it(cast: Flask, browsers: Browsers, dev: Respondent) -> None:
    number = closed(cast)
    dev.enters(code_of(cast, number))
    content = PNG + b"PROOF-OF-A-GAME"
    data = {**dev.fields(), "reason": WHY, "files": [(io.BytesIO(content), "first-screen.png")]}
    sent = dev.client.post("/respondent/objection", data=data, content_type="multipart/form-data")
    assert sent.status_code == 303
    assert "first-screen.png" in dev.open("/respondent/notice").text
    with cast.app_context():
        file = db.session.scalars(db.select(Attachment)).one()
        assert (file.tip_id, file.task_id, file.dies_at) == (None, None, None)
    zhao, address = browsers("zhao"), f"/disposal/{number}/objections/{file.id}"
    page = zhao.get(f"/disposal/{number}", headers={"Accept-Language": "en"}).text
    assert all(words in page for words in ("By the respondent", WHY, "first-screen.png", address, "word for word"))
    assert zhao.get(address).data == content
    assert browsers("wei").get(address).status_code == 404, "the platform that checked does not see appeals"
    assert browsers("he").get(address).status_code == 404


def test_a_program_is_refused_and_the_words_stay(cast: Flask, dev: Respondent) -> None:
    dev.enters(code_of(cast, closed(cast)))
    data = {**dev.fields(), "reason": WHY, "files": [(io.BytesIO(b"MZ\x90\x00" + b"\0" * 60), "proof.exe")]}
    answer = dev.client.post("/respondent/objection", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert WHY in answer.text
    with cast.app_context():
        assert db.session.scalar(db.select(db.func.count(Appeal.id))) == 0


def test_an_objection_needs_its_reason_and_sent_twice_is_one(cast: Flask, dev: Respondent) -> None:
    number = closed(cast)
    dev.enters(code_of(cast, number))
    assert dev.press("/respondent/objection", reason="  ").status_code == 422
    dev.open("/respondent/notice")
    sent = dev.fields() | {"reason": [WHY]}
    assert [dev.client.post("/respondent/objection", data=sent).status_code for _ in range(2)] == [303, 303]
    with cast.app_context():
        assert db.session.scalar(db.select(db.func.count(Appeal.id))) == 1
        entries = db.select(LedgerEntry).where(LedgerEntry.action == "object")
        (entry,) = db.session.scalars(entries)
        assert (entry.role, entry.actor_id, entry.organization_id) == ("respondent", None, None)


def test_words_that_come_after_the_visit_wait_for_the_code(cast: Flask, dev: Respondent, clock: Clock) -> None:
    code = code_of(cast, closed(cast))
    dev.enters(code)
    clock.turn(minutes=31)
    assert dev.press("/respondent/objection", reason=WHY).status_code == 422
    assert WHY in dev.page.text
    assert dev.press("/respondent", code=code).status_code == 200
    assert dev.press("/respondent/objection", reason=dev.fields()["reason"]).status_code == 303


def test_however_many_words_wait_none_is_cut_off(cast: Flask, dev: Respondent, clock: Clock) -> None:
    code, words = code_of(cast, closed(cast)), "字" * 25_000 + "the end"
    dev.enters(code)
    clock.turn(minutes=31)
    assert dev.press("/respondent/objection", reason=words).status_code == 422
    assert dev.press("/respondent", code=code).status_code == 200
    assert dev.fields()["reason"] == [words]


def test_a_plea_that_comes_after_the_visit_comes_back_as_a_plea(cast: Flask, dev: Respondent, clock: Clock) -> None:
    code = code_of(cast, closed(cast))
    dev.enters(code)
    clock.turn(minutes=31)
    assert dev.press("/respondent/stay", plea=WHY).status_code == 422
    assert dev.press("/respondent", code=code).status_code == 200
    assert (dev.fields()["plea"], dev.fields()["reason"]) == ([WHY], [""])


@pytest.mark.parametrize(("path", "field"), [("objection", "reason"), ("stay", "plea")])
def test_words_whose_form_is_there_no_more_are_shown_to_be_copied(
    cast: Flask, dev: Respondent, path: str, field: str
) -> None:
    number = closed(cast)
    dev.enters(code_of(cast, number))
    dev.press("/respondent/objection", reason=WHY)
    dev.open("/respondent/notice")
    decided_by(cast, number, "revoke", "It was a game.")
    answer = dev.press(f"/respondent/{path}", **{field: "Once more, with a long story."})
    assert answer.status_code == 409
    assert "cannot be sent here any more" in answer.text
    assert "Once more, with a long story." in answer.text
    assert f'name="{field}"' not in answer.text


def test_nothing_is_offered_for_a_decision_that_is_being_lifted(cast: Flask, dev: Respondent) -> None:
    number = closed(cast)
    code = code_of(cast, number)
    dev.enters(code)
    dev.press("/respondent/objection", reason=WHY)
    decided_by(cast, number, "revoke", "It was a game.")
    page = dev.enters(code).text
    assert "The decision is revoked" in page
    assert "/respondent/objection" not in page
    assert dev.press("/respondent/objection", reason="Once more.").status_code == 409


def test_a_decision_that_was_never_objected_to_says_nothing_of_an_answer(cast: Flask, dev: Respondent) -> None:
    """The control: a page that has no objection has none of the words above."""
    page = dev.enters(code_of(cast, ordered(cast))).text
    for words in ("It lies before", "The decision stands.", "The decision is revoked", "Your objection of"):
        assert words not in page
