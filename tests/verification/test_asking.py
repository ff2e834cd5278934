"""The desk and one reporter: asked alone, told alone, by role and never by name."""

import pytest
from flask import Flask

from portal.domain.errors import ConditionFailed, InputInvalid
from portal.domain.permissions import Role
from portal.extensions import db
from portal.records.cases import Case
from portal.records.jobs import Job
from portal.records.messages import Message, Note, SupplementRequest
from portal.verification.verbs.asking import ask_supplement, send_message, write_note
from portal.verification.verbs.claiming import claim, release
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, send_tip, the_cast

A = "https://xingyun.example/v/1"


def told() -> list[tuple[int, str]]:
    """Which tips' reporters are mailed by name, and of which event."""
    jobs = db.session.scalars(db.select(Job).where(Job.kind == "mail_reporter").order_by(Job.id))
    return [(job.payload["tip"], job.payload["key"].split(":")[3]) for job in jobs]


def test_a_case_with_one_tip_waits_for_its_reporter(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(A)
        case = accepted(case_of(receipt), cast.wei)
        ask_supplement(case, cast.wei, "A", "Which minute of the video?")
    assert case.paused_at == clock.moment
    assert told() == [(receipt.tip_id, "supplement_asked")]


def test_a_case_with_two_tips_waits_for_nobody_and_asks_one(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        send_tip(A)
        second = send_tip(A)
        case = accepted(case_of(second), cast.wei)
        ask_supplement(case, cast.wei, "b", "Which minute of the video?")
    assert case.paused_at is None
    assert [asked.tip_id for asked in db.session.scalars(db.select(SupplementRequest))] == [second.tip_id]
    assert told() == [(second.tip_id, "supplement_asked")]


@pytest.mark.parametrize("label", ["C", "", "1", "AB", "QT-0000"])
def test_a_letter_without_a_tip_asks_nobody(context: Flask, label: str) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(A)), cast.wei)
        for ask in (ask_supplement, send_message):
            with pytest.raises(InputInvalid):
                ask(case, cast.wei, label, "Which minute?")


@pytest.mark.parametrize("words", ["请提供您的姓名和电话。", "Thank you. What is your name?"])
def test_a_desk_asks_nobody_who_they_are_neither_a_platform_nor_an_agency(context: Flask, words: str) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(A)), cast.wei)
        version = case.version
        for actor in (cast.wei, cast.qian):
            for ask in (ask_supplement, send_message):
                with pytest.raises(InputInvalid, match="asks who the reporter is"):
                    ask(case, actor, "A", words)
    assert case.version == version
    assert db.session.scalar(db.select(db.func.count(Message.id))) == 0
    assert db.session.scalar(db.select(db.func.count(SupplementRequest.id))) == 0


def test_a_message_carries_the_role_and_is_sent_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(A)), cast.wei)
        for _ in range(2):
            send_message(case, cast.wei, "A", "We look at it.", "one-key")
    [message] = db.session.scalars(db.select(Message))
    assert (message.sender_role, message.body) == (Role.VERIFIER, "We look at it.")


def test_another_platform_writes_to_nobody(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(A)), cast.wei)
        with pytest.raises(ConditionFailed):
            send_message(case, cast.he, "A", "Hello.")


def test_a_note_makes_no_page_stale(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(A)), cast.wei)
        version = case.version
        write_note(case, cast.wei, "Ask the music team.")
    assert case.version == version
    assert [note.body for note in db.session.scalars(db.select(Note))] == ["Ask the music team."]


def claimed_by(case: Case) -> int | None:
    return case.claimed_by_id


def test_a_claim_is_taken_over_with_one_click_and_given_back(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://own.xingyun.example/app"))
        version = case.version
        claim(case, cast.qian)
        assert claimed_by(case) == cast.qian.user_id
        claim(case, cast.wu)
        assert claimed_by(case) == cast.wu.user_id
        release(case, cast.wu)
    assert (claimed_by(case), case.version) == (None, version)
