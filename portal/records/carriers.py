"""How a letter leaves the house: by SMTP, or, where a demo has none, into a folder that a page shows."""

from __future__ import annotations

import hashlib
import os
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from portal import clock

TIMEOUT = 20
"""Seconds for each answer of the mail server; less than a job's lease."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a recipient gets: one line of subject and plain text."""

    subject: str
    body: str


class Carrier(Protocol):
    """One way to reach people at an address of its kind."""

    def send(self, address: str, letter: Letter, key: str) -> None:
        """Deliver, or hand over durably for delivery. The same `key` again is the same letter again.

        Raises whatever went wrong; the letter is then tried again later.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderCarrier:
    """Lays letters into a folder, one file for each key: sent twice, it lies there once."""

    folder: Path
    sender: str

    def send(self, address: str, letter: Letter, key: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self.folder / f"{_digest(key)}.eml"
        draft = place.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message(self.sender, address, letter, key).as_bytes())
            file.flush()
            os.fsync(file.fileno())
        draft.rename(place)


@dataclass(frozen=True, slots=True)
class SmtpCarrier:
    """Hands letters to a mail server: `smtps://` speaks TLS at once, `smtp://` before anything is said.

    Only `?tls=off` lets it speak in the clear, for a server on the same machine.
    """

    url: str
    sender: str

    def send(self, address: str, letter: Letter, key: str) -> None:
        parts = urlsplit(self.url)
        host, context = parts.hostname or "localhost", ssl.create_default_context()
        with self._connect(host, parts.scheme, parts.port, context) as server:
            if parts.scheme == "smtp" and parse_qs(parts.query).get("tls") != ["off"]:
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message(self.sender, address, letter, key), self.sender, [address])

    def _connect(self, host: str, scheme: str, port: int | None, context: ssl.SSLContext) -> smtplib.SMTP:
        name = self.sender.rpartition("@")[2]
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, name, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(host, port or 587, name, timeout=TIMEOUT)


def mail_carrier(url: str, sender: str, folder: Path) -> Carrier:
    """The carrier of mail that the settings ask for."""
    return SmtpCarrier(url, sender) if url else FolderCarrier(folder, sender)


def message(sender: str, address: str, letter: Letter, key: str) -> EmailMessage:
    """The letter as mail. A repeat carries the same Message-ID, by which it is known as one.

    Raises ValueError for an address that is no single mailbox, and for line ends in a header.
    """
    local, _, host = address.rpartition("@")
    mail = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    mail["From"] = sender
    mail["To"] = Address(username=local, domain=host)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{_digest(key)}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    return mail


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LaidLetter:
    """One letter of the folder, as a page shows it."""

    to: str
    sent_at: datetime
    subject: str
    body: str


def outbox(folder: Path, limit: int = 10) -> Sequence[LaidLetter]:
    """The latest letters of the folder, the newest first; for the demo, where it stands for a mailbox."""
    files = sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [_read(path) for path in files[:limit]]


def _read(path: Path) -> LaidLetter:
    mail = BytesParser(policy=SMTPUTF8).parsebytes(path.read_bytes())
    return LaidLetter(str(mail["To"]), parsedate_to_datetime(mail["Date"]), str(mail["Subject"]), mail.get_content())
