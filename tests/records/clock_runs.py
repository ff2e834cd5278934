"""What the tests of clocks share: running them, and what they wrote and told."""

from datetime import timedelta
from typing import Any

from portal import clock as portal_clock
from portal.disposal.interim import order
from portal.domain.measures import MEASURES
from portal.extensions import db
from portal.records.cases import Case
from portal.records.clocks.sweep import run_clocks
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.records.messages import SupplementRequest
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import Task
from tests.factories import (
    Cast,
    accepted,
    case_of,
    send_tip,
)

ADDRESS = "https://xingyun.example/v/1"


def run_twice() -> None:
    """Every run may come again: the second finds nothing to do."""
    run_clocks({})
    before = (entries(), notices())
    run_clocks({})
    assert (entries(), notices()) == before


def entries() -> list[tuple[str, Any]]:
    """What the clocks wrote into the ledger: action, and what it was about."""
    written = db.session.execute(
        db.select(LedgerEntry.action, LedgerEntry.body)
        .where(LedgerEntry.role == "system")
        .order_by(LedgerEntry.case_id, LedgerEntry.sequence)
    )
    return [(action, body.get("step") or body.get("why") or max(body)) for action, body in written]


def notices() -> list[tuple[str, str]]:
    """Who is told by the clocks' doing: event and organization."""
    by_id = dict(db.session.execute(db.text("SELECT id, slug FROM organizations")).all())
    jobs = db.session.scalars(db.select(Job).where(Job.kind == "tell_colleagues").order_by(Job.id))
    return [(job.payload["event"], by_id[job.payload["organization"]]) for job in jobs]


def forget_notices() -> None:
    db.session.execute(db.delete(Job))


def ordered(cast: Cast) -> tuple[Case, Task]:
    """A case with an interim order nobody has ratified."""
    case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
    task = order(case, cast.qian, "M12", "Money is being lost right now.")
    forget_notices()
    return case, task


def receipt_of(task: Task) -> ExecutionReceipt:
    counter = min(MEASURES[task.measure or ""].counters)
    return ExecutionReceipt(proof="Seen today.", quantities={counter: 1})


def asked(case: Case, cast: Cast, tip_id: int) -> SupplementRequest:
    request = SupplementRequest(
        tip_id=tip_id,
        case_id=case.id,
        asked_by_id=cast.wei.user_id,
        question="Which account was it?",
        asked_at=portal_clock.now(),
        due_at=portal_clock.now() + timedelta(days=9),
    )
    db.session.add(request)
    db.session.flush()
    return request
