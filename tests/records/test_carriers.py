"""A letter goes to one mailbox, over TLS or not at all, and says no more than it must."""

import smtplib
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path

import pytest

from portal.records.carriers import FolderCarrier, Letter, SmtpCarrier, mail_carrier
from tests.conftest import Clock
from tests.records.mail_server import serving

SENDER = "no-reply@portal.example"
LETTER = Letter("您的线索有新进展", "请凭查询码查看。\n")


def test_a_mail_server_gets_one_letter_for_one_mailbox(clock: Clock) -> None:
    with serving() as server:
        SmtpCarrier(server.url, SENDER).send("lin@reporter.example", LETTER, "key")
    ((sender, receivers),) = server.envelopes
    assert sender.startswith(f"mail FROM:<{SENDER}>")
    assert receivers == ["rcpt TO:<lin@reporter.example>"]
    mail = BytesParser(policy=SMTP).parsebytes(server.letters[0])
    assert (mail["Subject"], mail.get_content().strip()) == (LETTER.subject, LETTER.body.strip())
    assert {name.lower() for name in mail} == {
        *("from", "to", "subject", "date", "message-id", "auto-submitted"),
        *("mime-version", "content-type", "content-transfer-encoding"),
    }


def test_a_refused_letter_is_an_error(clock: Clock) -> None:
    with serving("550 no such mailbox") as server, pytest.raises(smtplib.SMTPRecipientsRefused):
        SmtpCarrier(server.url, SENDER).send("lin@reporter.example", LETTER, "key")


def test_a_server_without_tls_gets_nothing(clock: Clock) -> None:
    with serving() as server:
        with pytest.raises(smtplib.SMTPNotSupportedError):
            SmtpCarrier(server.url.removesuffix("?tls=off"), SENDER).send("lin@reporter.example", LETTER, "key")
        assert server.envelopes == []


def test_the_settings_choose_the_carrier(tmp_path: Path) -> None:
    assert isinstance(mail_carrier("smtp://mail.example", SENDER, tmp_path), SmtpCarrier)
    assert isinstance(mail_carrier("", SENDER, tmp_path), FolderCarrier)
