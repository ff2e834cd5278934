"""Thousands who say one thing: copies as programs send them, and rows as such sends leave them."""

from __future__ import annotations

import secrets
from datetime import datetime

from portal.domain.codes import TIP_NUMBER
from portal.extensions import db
from portal.records import counters
from portal.records.cases import get_case
from portal.records.tips import Channel, Tip, TipCase
from portal.web.transaction import transaction
from tests.api.machine import send
from tests.journeys.conftest import Stage

CHUNK = 5000


def copy_of(words: str, number: int) -> str:
    """The same words as whoever floods varies them: by numbers, signs and capitals."""
    return f"{words.upper() if number % 2 else words}{'!' * (number % 5)} {number}"


def programs_send(stage: Stage, app: str, words: str, numbers: range, **more: object) -> None:
    """Each of these numbers sends a copy through the public interface for machines."""
    client = stage.app.test_client()
    for number in numbers:
        told = {"category": "B02", "target": {"type": "app", "entered": app}, "description": copy_of(words, number)}
        assert send(client, told | more).status_code == 201


def rows_of_sends(stage: Stage, case_number: str, words: str, count: int) -> None:
    """What `count` more copies leave: tips, their rows in the case and their count; the ledger is not told of them."""
    with stage.app.app_context(), transaction():
        case = get_case(case_number)
        first = db.session.scalars(
            db.select(TipCase).where(TipCase.case_id == case.id).order_by(TipCase.in_case)
        ).first()
        last_place = db.session.scalar(db.select(db.func.max(TipCase.in_case)).where(TipCase.case_id == case.id)) or 0
        last_tip = db.session.scalar(db.select(db.func.max(Tip.id))) or 0
        assert first is not None
        for start in range(0, count, CHUNK):
            numbers = range(start, min(start + CHUNK, count))
            tips = [_tip(last_tip + 1 + one, copy_of(words, one), stage.clock()) for one in numbers]
            db.session.execute(db.insert(Tip), tips)
            rows = [_row(first, tip["id"], last_place + 1 + one) for one, tip in zip(numbers, tips, strict=True)]
            db.session.execute(db.insert(TipCase), rows)
        counters.count("tips_received", count, category="B02")
        mend_sequence()


def mend_sequence() -> None:
    """Rows that came with their numbers leave PostgreSQL's own count behind."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SELECT setval(pg_get_serial_sequence('tips', 'id'), (SELECT max(id) FROM tips))"))


def _tip(number: int, words: str, at: datetime) -> dict[str, object]:
    return {
        "id": number,
        "tip_number": TIP_NUMBER.from_bits(secrets.randbits(TIP_NUMBER.random_bits)),
        "nonce": b"",
        "received_at": at,
        "channel": Channel.API,
        "category": "B02",
        "urgency": [],
        "sectors": [],
        "description": words,
    }


def _row(first: TipCase, tip_id: object, place: int) -> dict[str, object]:
    return {
        "tip_id": tip_id,
        "case_id": first.case_id,
        "target_id": first.target_id,
        "position": 0,
        "in_case": place,
        "says": first.says,
        "alike_to": first.in_case,
        "entered": first.entered,
        "type": first.type,
        "joined_at": first.joined_at,
        "shown_from": first.joined_at,
    }


def is_marked_alike(stage: Stage, case_number: str) -> int:
    """How many tips of the case stand beside an earlier one that says the same."""
    with stage.app.app_context():
        beside = db.select(db.func.count()).select_from(TipCase).where(TipCase.alike_to.is_not(None))
        return db.session.scalar(beside.where(TipCase.case_id == get_case(case_number).id)) or 0
