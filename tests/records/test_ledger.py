"""The ledger: what is changed afterwards is found, a purge is not a change."""

import pytest
from flask import Flask
from sqlalchemy import text

from portal.domain.status import Status
from portal.extensions import db
from portal.records import database_guard, ledger
from portal.records.ledger import LedgerEntry
from portal.web.transaction import transaction
from tests.factories import case_of, delisted, send_tip, the_cast


def unguard() -> None:
    """What an administrator of the database can do who has our source code."""
    for statement in database_guard.drop_statements(db.engine.dialect.name):
        db.session.execute(text(statement))
    db.session.execute(text("DELETE FROM step_reasons"))  # they hang on entries that are taken out


def breaks() -> list[tuple[int, str]]:
    return [(found.sequence, found.reason) for found in ledger.verify() if isinstance(found, ledger.Break)]


def a_history() -> int:
    with transaction():
        cast = the_cast()
        return delisted(case_of(send_tip()), cast).id


def test_a_whole_history_holds_and_is_counted(context: Flask) -> None:
    a_history()
    entries = db.session.query(LedgerEntry).count()
    assert list(ledger.verify()) == [entries]


STATUS_FORGED = "leaves the case closed, but the case is verifying"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE ledger_entries SET action = 'decline' WHERE sequence = 2", "was changed after it was written"),
        ("UPDATE ledger_entries SET actor_id = 2 WHERE sequence = 2", "was changed after it was written"),
        ("UPDATE ledger_entries SET body = '{}' WHERE sequence = 2", "its content was changed after it was written"),
        ("DELETE FROM ledger_entries WHERE sequence = 2", "entry 2 is missing"),
        ("DELETE FROM ledger_entries", "entry 1 is missing"),
        (
            "DELETE FROM ledger_entries WHERE sequence > 3",
            "is not the last entry that its case names",
        ),
        ("UPDATE cases SET status = 'verifying', closed_at = NULL, due_at = opened_at", STATUS_FORGED),
    ],
)
def test_the_first_break_is_named(context: Flask, change: str, reason: str) -> None:
    a_history()
    with transaction():
        unguard()
        db.session.execute(text(change))
    assert breaks()[0][1] == reason


def test_a_chain_of_another_case_that_holds_does_not_cover_for_one_that_is_gone(context: Flask) -> None:
    whole = a_history()
    with transaction():
        gone = case_of(send_tip("https://xingyun.example/v/2")).id
    assert breaks() == []
    with transaction():
        unguard()
        db.session.execute(text("DELETE FROM ledger_entries WHERE case_id = :case"), {"case": gone})
    assert [(one.case_id, one.sequence) for one in ledger.verify() if isinstance(one, ledger.Break)] == [(gone, 1)]
    assert whole != gone


def test_the_command_says_that_all_holds_or_ends_with_an_error(app: Flask) -> None:
    with app.app_context():
        a_history()
    whole = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert (whole.exit_code, whole.output.split(" ", 1)[1]) == (0, "entries hold.\n")
    with app.app_context(), transaction():
        unguard()
        db.session.execute(text("UPDATE ledger_entries SET action = 'decline' WHERE sequence = 3"))
    broken = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert broken.exit_code == 1
    assert "entry 3: was changed after it was written" in broken.output


def test_a_purge_of_body_and_salt_leaves_the_chain_whole(context: Flask) -> None:
    a_history()
    with transaction():
        db.session.execute(text("UPDATE ledger_entries SET body = NULL, salt = NULL WHERE sequence = 2"))
    assert breaks() == []


def test_nobodys_words_and_no_number_of_a_tip_stand_in_an_entry(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip(description="CANARY words of a frightened person")
        case = delisted(case_of(receipt), cast)
        assert case.status is Status.CLOSED
    kept = " ".join(str(entry.body) for entry in db.session.query(LedgerEntry))
    assert "CANARY" not in kept
    assert receipt.tip_number not in kept
    assert case.ground not in kept
