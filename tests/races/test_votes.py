"""Signatures at the same instant, by separate processes on real databases: none doubled, none stuck."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records import ledger
from portal.records.approvals import Approval, Vote
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.people import User
from portal.web.transaction import transaction
from tests.factories import case_of, referred, send_tip, signed, the_cast

pytestmark = pytest.mark.slow
PRESSES = 8
DOUBLY_VOTED = 143
"""Cases that one agency signs eight times at once: seven of eight presses are one too many, 1,001 in all."""
RACED = 1000
"""Cases whose last two agencies sign at once."""


class Signers:
    """Processes that sign the same cases in step."""

    def __init__(
        self, people: Sequence[str], way: str | Sequence[str], data: Path, url: str, numbers: Sequence[str]
    ) -> None:
        command = [sys.executable, "-m", "tests.races.voting"]
        ways = [way] * len(people) if isinstance(way, str) else way
        self.processes = [
            subprocess.Popen(
                [*command, str(data / f"signer-{at}"), url, one, person],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for at, (person, one) in enumerate(zip(people, ways, strict=True))
        ]  # fmt: skip
        for process in self.processes:
            self._tell(process, "\n".join([str(len(numbers)), *numbers]))
        assert [self._hear(process) for process in self.processes] == ["ready"] * len(people)

    def press(self) -> list[str]:
        """All press at once; what each was told."""
        for process in self.processes:
            self._tell(process, "go")
        return [self._hear(process) for process in self.processes]

    def _tell(self, process: subprocess.Popen[str], text: str) -> None:
        assert process.stdin is not None
        process.stdin.write(text + "\n")
        process.stdin.flush()

    def _hear(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline().strip()


@contextmanager
def signers(
    people: Sequence[str], way: str | Sequence[str], data: Path, url: str, numbers: Sequence[str]
) -> Iterator[Signers]:
    started = Signers(people, way, data, url, numbers)
    try:
        yield started
    finally:
        for process in started.processes:
            process.kill()
            process.wait()


def referred_cases(how_many: int) -> list[str]:
    """Numbers of cases that wait for cyberspace office and market regulation."""
    with transaction():
        cast = the_cast()
        cases = [referred(case_of(send_tip()), cast.wei, "M31") for _ in range(how_many)]
        return [case.case_number for case in cases]


def in_disposal() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Case.status == Status.IN_DISPOSAL)) or 0


def votes_counted() -> int:
    """How often the portal took a signature, by its ledger."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(LedgerEntry.action == Action.APPROVE)) or 0


def test_of_a_thousand_presses_too_many_none_is_counted(context: Flask, database_url: str, tmp_path: Path) -> None:
    numbers = referred_cases(DOUBLY_VOTED)
    with signers(["qian", "wu"] * (PRESSES // 2), "locked", tmp_path, database_url, numbers) as pressing:
        answers = [sorted(pressing.press()) for _ in numbers]
    assert answers == [["refused"] * (PRESSES - 1) + ["signed"]] * DOUBLY_VOTED
    assert sum(answer.count("refused") for answer in answers) >= 1000
    assert votes_counted() == DOUBLY_VOTED
    assert db.session.scalar(select(func.count()).where(Approval.decision == Vote.APPROVED)) == DOUBLY_VOTED
    assert not [fault for fault in ledger.verify() if isinstance(fault, ledger.Break)]


def test_the_last_two_agencies_at_once_leave_no_case_stuck(context: Flask, database_url: str, tmp_path: Path) -> None:
    numbers = referred_cases(RACED)
    with signers(["qian", "zhou"], "locked", tmp_path, database_url, numbers) as pressing:
        answers = [pressing.press() for _ in numbers]
    assert answers == [["signed", "signed"]] * len(numbers)
    assert in_disposal() == len(numbers)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_control_without_key_and_lock_an_agency_votes_twice(context: Flask, database_url: str, tmp_path: Path) -> None:
    numbers = referred_cases(10)
    with signers(["qian", "wu"] * (PRESSES // 2), "hasty", tmp_path, database_url, numbers) as pressing:
        answers = [pressing.press() for _ in numbers]
    assert sum(answer.count("signed") for answer in answers) == votes_counted() > len(numbers)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_control_without_the_lock_two_last_agencies_leave_cases_stuck(
    context: Flask, database_url: str, tmp_path: Path
) -> None:
    numbers = referred_cases(10)
    with signers(["qian", "zhou"], "unlocked", tmp_path, database_url, numbers) as pressing:
        for _ in numbers:
            pressing.press()
    assert in_disposal() < len(numbers)


TAKEN_BACK = 30
"""Cases whose last agency signs at the moment when the other takes its signature back."""


def half_signed_cases(how_many: int) -> list[str]:
    """Numbers of cases that the cyberspace office has signed and market regulation has not."""
    numbers = referred_cases(how_many)
    with transaction():
        qian = db.session.scalars(select(User).where(User.email == "qian@example.org")).one().to_actor()
        for case in db.session.scalars(select(Case)):
            signed(case, qian)
    return numbers


def decided_without_a_signature() -> int:
    """Cases that are being carried out though an agency that was asked has not signed."""
    db.session.rollback()
    missing = select(Approval.case_id).where(Approval.decision.is_(None))
    return db.session.scalar(select(func.count()).where(Case.status == Status.IN_DISPOSAL, Case.id.in_(missing))) or 0


def test_the_last_signature_and_one_taken_back_at_once_decide_nothing_unsigned(
    context: Flask, database_url: str, tmp_path: Path
) -> None:
    numbers = half_signed_cases(TAKEN_BACK)
    with signers(["zhou", "wu"], ["locked", "taking_back"], tmp_path, database_url, numbers) as pressing:
        answers = [pressing.press() for _ in numbers]
    assert {first for first, _ in answers} == {"signed"}, "whoever signs is never turned away by it"
    assert in_disposal() == sum(second == "refused" for _, second in answers)
    assert decided_without_a_signature() == 0
    assert not [fault for fault in ledger.verify() if isinstance(fault, ledger.Break)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_control_without_the_lock_cases_are_decided_on_a_signature_that_was_taken_back(
    context: Flask, database_url: str, tmp_path: Path
) -> None:
    numbers = half_signed_cases(80)
    with signers(["zhou", "wu"], ["unlocked", "taking_back_unlocked"], tmp_path, database_url, numbers) as pressing:
        for _ in numbers:
            pressing.press()
            if decided_without_a_signature():  # how soon they meet is chance; that they do is not
                break
    assert decided_without_a_signature() > 0
