"""Mail of notices: for the job process alone, which can open the addresses it goes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import clock
from portal.domain.workflow import CHECKING
from portal.extensions import db
from portal.records.carriers import Carrier, Letter
from portal.records.cases import Case
from portal.records.notices import EVENT_WORDS, OTHER_EVENT
from portal.records.people import User
from portal.records.reporters import ReporterContact
from portal.records.tips import Tip
from portal.records.unsealing import PrivateKey, notify_address

Compose = Callable[[str, str, Mapping[str, str]], Letter]
"""Writes a letter: name of its template, language, and what it says."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """What is needed to write to people."""

    carriers: Mapping[str, Carrier]
    """By the word before the address: `mailto` is mail."""
    keys: Mapping[str, PrivateKey]
    compose: Compose
    public_url: str

    def mail_reporter(self, payload: Mapping[str, Any]) -> None:
        """The job `mail_reporter`: "there is news", to the address of one tip; nobody to tell: nothing."""
        contact, tip = db.session.get(ReporterContact, payload["tip"]), db.session.get(Tip, payload["tip"])
        address = notify_address(contact, self.keys) if contact else None
        if tip is None or tip.withdrawn_at is not None or address is None:
            return
        letter = self.compose("news", tip.language, {"url": self.public_url})
        self._send(address, letter, payload["key"])

    def mail_colleague(self, payload: Mapping[str, Any]) -> None:
        """The job `mail_colleague`: a case's number, what there is to do and where."""
        person, case = db.session.get(User, payload["user"]), db.session.get_one(Case, payload["case"])
        if person is None or not person.is_active:
            return
        event = EVENT_WORDS.get(payload["event"], OTHER_EVENT)
        said = {
            "event": event,
            "case_number": case.case_number,
            "url": self._page_of(case),
            "by": _hour(payload),
        }
        self.write(person, "colleague", said, payload["key"])

    def write(self, person: User, template: str, said: Mapping[str, str], key: str) -> None:
        """Send a colleague a letter in their language; the carrier sends one `key` once where it can."""
        self._send(f"mailto:{person.email}", self.compose(template, person.language, said), key)

    def _page_of(self, case: Case) -> str:
        desk = "verification" if case.status in CHECKING else "disposal"
        return f"{self.public_url}/{desk}/{case.case_number}"

    def _send(self, address: str, letter: Letter, key: str) -> None:
        kind, _, place = address.partition(":")
        db.session.rollback()  # a slow server must not hold a connection
        self.carriers[kind].send(place, letter, key)


def _hour(payload: Mapping[str, Any]) -> str:
    """By when somebody answers, as the clock on the wall shows it; nothing where nobody waits."""
    return datetime.fromisoformat(payload["by"]).astimezone(clock.SHANGHAI).strftime("%H:%M") if "by" in payload else ""
