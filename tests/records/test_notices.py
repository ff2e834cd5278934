"""Who is told, by what mail, and what no mail ever says."""

import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTPUTF8
from pathlib import Path

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.config import Settings
from portal.disposal.appealing import maintain
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Permission
from portal.domain.workflow import Action
from portal.extensions import db
from portal.intake.appealing import appeal
from portal.job_process import make_runner
from portal.records import notices
from portal.records.advancing import advance
from portal.records.carriers import FolderCarrier, Letter, message, outbox
from portal.records.cases import Case
from portal.records.jobs import Job
from portal.records.people import User
from portal.records.reporters import ReporterContact
from portal.records.sealing import ContactKeys, seal_contact
from portal.records.showing import ways_of
from portal.records.tips import Tip, TipCase
from portal.web.transaction import transaction
from tests.architecture.source import python_files
from tests.conftest import Clock
from tests.factories import accepted, case_of, delisted, organization, referred, send_tip, the_cast

ADDRESS = "https://xingyun.example/v/1"
WORDS = "My neighbour Mallory did it."


def leave(tip_id: int, settings: Settings, address: str = "lin@reporter.example") -> None:
    keys = ContactKeys.read(settings.mailer_key, settings.agencies_key)
    contact = seal_contact(address, None, keys, portal_clock.now())
    assert contact is not None
    contact.tip_id = tip_id
    db.session.add(contact)


def mails(settings: Settings) -> list[EmailMessage]:
    return [BytesParser(policy=SMTPUTF8).parsebytes(path.read_bytes()) for path in (settings.data / "mail").glob("*")]


def receivers(settings: Settings, host: str = "reporter.example") -> list[str]:
    return sorted(to for mail in mails(settings) if (to := str(mail["To"])).endswith(f"@{host}"))


def told(context: Flask) -> None:
    """Do every job that waits, as the job process does: with a session of its own."""
    with context.app_context():
        make_runner(context).drain()
    db.session.rollback()


def test_a_reporter_is_told_that_there_is_news_and_nothing_else(
    context: Flask, settings: Settings, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(ADDRESS, description=WORDS)
        leave(receipt.tip_id, settings)
        case = accepted(case_of(receipt), cast.wei)
        notices.tell_reporters(case, "accepted")
    told(context)
    (mail,) = mails(settings)
    assert mail["To"] == "lin@reporter.example"
    assert mail["Subject"] == "您的线索有新进展"
    assert settings.public_url in mail.get_content()
    everything = mail.as_string() + mail.get_content()
    for secret in (receipt.tip_number, receipt.query_code, case.case_number, WORDS, ADDRESS, "xingyun", "accept"):
        assert secret not in everything


def test_the_mail_speaks_the_tips_language(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        the_cast()
        receipt = send_tip(ADDRESS)
        db.session.get_one(Tip, receipt.tip_id).language = "en"
        leave(receipt.tip_id, settings)
        notices.tell_reporters(case_of(receipt), "accepted")
    told(context)
    assert [mail["Subject"] for mail in mails(settings)] == ["There is news about your tip"]


def test_each_recipient_gets_one_mail_of_one_step(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        the_cast()
        receipt = send_tip(ADDRESS)
        leave(receipt.tip_id, settings)
        case = case_of(receipt)
        for _ in range(2):
            notices.tell_reporters(case, "accepted")
            notices.tell_reporter(case, receipt.tip_id, "accepted")
    told(context)
    with transaction():
        for job in db.session.scalars(db.select(Job)):
            job.done_at = None
    told(context)
    assert receivers(settings) == ["lin@reporter.example"]


def test_every_reporter_of_a_case_is_told_batch_by_batch(
    context: Flask, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "BATCH", 3)
    with transaction():
        the_cast()
        receipts = [send_tip(ADDRESS) for _ in range(7)]
        for number, receipt in enumerate(receipts):
            leave(receipt.tip_id, settings, f"r{number}@reporter.example")
    clock.turn(days=5)
    with transaction():
        notices.tell_reporters(case_of(receipts[0]), "closed")
    told(context)
    assert receivers(settings) == [f"r{number}@reporter.example" for number in range(7)]


def test_who_left_no_address_or_withdrew_is_not_told(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        the_cast()
        silent, gone = send_tip(ADDRESS), send_tip(ADDRESS)
        leave(gone.tip_id, settings)
        for row in db.session.scalars(db.select(TipCase).where(TipCase.tip_id == gone.tip_id)):
            row.withdrawn_at = clock()
        notices.tell_reporters(case_of(silent), "accepted")
    told(context)
    assert mails(settings) == []


def test_a_joiner_hears_no_earlier_than_the_status_page_says_anything(
    context: Flask, settings: Settings, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(ADDRESS))
        joiner = send_tip(ADDRESS)
        leave(joiner.tip_id, settings)
        advance(case, Action.ACCEPT, cast.wei)
        notices.tell_reporters(case, "accepted")
        shown_from = db.session.scalars(db.select(TipCase.shown_from).where(TipCase.tip_id == joiner.tip_id)).one()
    told(context)
    assert mails(settings) == []
    clock.set(shown_from)
    told(context)
    assert receivers(settings) == ["lin@reporter.example"]


def test_a_joiner_hears_of_a_referral_when_the_time_of_the_own_check_is_over(
    context: Flask, settings: Settings, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        first = send_tip(ADDRESS)
        case = case_of(first)
        joiner = send_tip(ADDRESS)
        for tip in (first, joiner):
            leave(tip.tip_id, settings, f"r{tip.tip_id}@reporter.example")
        referred(case, cast.wei)
        notices.tell_reporters(case, "referred")
    told(context)
    assert receivers(settings) == [f"r{first.tip_id}@reporter.example"]
    row = db.session.get_one(TipCase, (joiner.tip_id, case.id))
    for moment, heard in ((row.shown_from, 1), (ways_of([row]).facts(row).checked_from, 2)):
        clock.set(moment)
        told(context)
        assert len(receivers(settings)) == heard


def test_that_an_outcome_stands_is_news_to_who_appealed_alone(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        tips = [send_tip(ADDRESS), send_tip(ADDRESS)]
        case = delisted(case_of(tips[0]), cast)
    told(context)
    clock.turn(days=30)
    with transaction():
        appeal(tips[0].tip_id, 0, "It is no doctor.")
        for tip in tips:
            leave(tip.tip_id, settings, f"r{tip.tip_id}@reporter.example")
        maintain(case, cast.zhao, "It stands.")
    told(context)
    assert receivers(settings) == [f"r{tips[0].tip_id}@reporter.example"]


def test_who_joined_after_a_step_hears_nothing_of_it(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        notices.tell_reporters(case, "accepted")
    clock.turn(seconds=1)
    with transaction():
        leave(send_tip(ADDRESS).tip_id, settings)
    clock.turn(days=30)
    told(context)
    assert receivers(settings) == []


def colleagues_of(case: Case) -> Sequence[str]:
    return sorted(db.session.scalars(db.select(User.email).where(User.organization_id == case.holder_id)))


def test_colleagues_read_the_number_and_where_and_no_word_of_a_tip(
    context: Flask, settings: Settings, clock: Clock
) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS, description=WORDS))
        notices.tell_colleagues(case, case.holder_id, "task")
    told(context)
    (mail,) = mails(settings)
    assert [mail["To"]] == colleagues_of(case)
    assert case.case_number in mail["Subject"]
    assert f"{settings.public_url}/verification/{case.case_number}" in mail.get_content()
    assert WORDS not in mail.get_content()
    assert ADDRESS not in mail.get_content()


def test_only_those_who_may_act_are_told(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        db.session.scalars(db.select(User).where(User.email == "wu@example.org")).one().is_active = False
        notices.tell_colleagues(case, organization("cyberspace").id, "overdue", Permission.CASE_TAKE_OVER)
    told(context)
    assert receivers(settings, "example.org") == ["qian@example.org"]


def test_an_event_without_words_of_its_own_is_told_all_the_same(
    context: Flask, settings: Settings, clock: Clock
) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(ADDRESS))
        notices.tell_colleagues(case, case.holder_id, "unheard of")
    told(context)
    assert "待处理" in mails(settings)[0].get_content()


TOLD = re.compile(r'tell_colleagues\([^()]*?"(\w+)"')


def test_every_event_that_is_told_has_words_of_its_own() -> None:
    told_somewhere = {event for path in python_files() for event in TOLD.findall(path.read_text(encoding="utf-8"))}
    assert "signature" in told_somewhere
    assert told_somewhere <= set(notices.EVENT_WORDS)


LETTER = Letter("There is news", "Look.\n")


def test_a_letter_laid_twice_lies_there_once(tmp_path: Path, clock: Clock) -> None:
    carrier = FolderCarrier(tmp_path / "mail", "no-reply@portal.example")
    carrier.send("lin@reporter.example", LETTER, "first")
    clock.turn(minutes=1)
    carrier.send("lin@reporter.example", LETTER, "first")
    carrier.send("林@例子.中国", LETTER, "second")
    assert sorted(letter.to for letter in outbox(tmp_path / "mail")) == ["lin@reporter.example", "林@例子.中国"]
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "mail").iterdir()] == [0o600, 0o600]
    assert outbox(tmp_path / "nowhere") == []


def test_of_many_letters_that_were_laid_the_latest_ten_are_shown(tmp_path: Path, clock: Clock) -> None:
    carrier = FolderCarrier(tmp_path / "mail", "no-reply@portal.example")
    for number in range(12):
        carrier.send(f"{number}@reporter.example", LETTER, f"letter {number}")
    assert len(outbox(tmp_path / "mail")) == 10


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("lin@reporter.example\r\nBcc: all@example.org", "News"),
        ("lin@reporter.example", "News\r\nBcc: all@example.org"),
    ],
)
def test_nothing_adds_a_header_or_a_recipient(address: str, subject: str) -> None:
    with pytest.raises((ValueError, InputInvalid)):
        message("no-reply@portal.example", address, Letter(subject, "x"), "key").as_bytes()


def test_two_mailboxes_written_as_one_are_one(clock: Clock) -> None:
    mail = message("no-reply@portal.example", "a@b.example, c@d.example", LETTER, "key")
    assert [address.domain for address in mail["To"].addresses] == ["d.example"]


def test_a_repeat_is_known_by_its_message_id(clock: Clock) -> None:
    first, again, other = (message("a@b.example", "c@d.example", LETTER, key)["Message-ID"] for key in ("1", "1", "2"))
    assert first == again != other


def test_a_contact_that_is_gone_stops_a_mail_that_waits(context: Flask, settings: Settings, clock: Clock) -> None:
    with transaction():
        the_cast()
        receipt = send_tip(ADDRESS)
        leave(receipt.tip_id, settings)
        notices.tell_reporter(case_of(receipt), receipt.tip_id, "asked")
    with transaction():
        db.session.delete(db.session.get_one(ReporterContact, receipt.tip_id))
    told(context)
    assert mails(settings) == []
    assert db.session.scalars(db.select(Job.failed_at).where(Job.kind == "mail_reporter")).all() == [None]
