"""The queue page among 100, 10,000 and 100,000 cases: its time must not grow with them."""

from __future__ import annotations

import secrets
import time
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, insert, select, text

from benchmarks.colleagues import Colleague
from benchmarks.portals import Portal, served_portal
from portal import clock
from portal.domain.codes import CASE_NUMBER
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.paging import Cursor
from portal.records.cases import Case
from portal.records.organizations import NATIONAL, Organization
from portal.records.targets import Target
from portal.web.listing import PARAMETER, write_cursor
from portal.web.transaction import transaction

SIZES = (100, 10_000, 100_000)
LOOKS = 60
BATCH = 5000
PAGES = {
    "first page": "/verification",
    "filtered by priority": "/verification?priority=P1",
    "filtered by category": "/verification?category=B02",
    "filtered to overdue": "/verification?overdue=1",
}
"""Every filter finds more than a page among the hundred, so that each size shows as many rows."""


def measure(settings: dict[str, str]) -> None:
    """Print what a page costs at each size, and the ratio of the largest to the smallest.

    The processor's time tells, on a busy machine too; on PostgreSQL it is the portal's share, so that
    there the median must tell of the server's.
    """
    with served_portal(settings | {"WORKERS": "1"}) as portal:
        wei, taken = Colleague(portal.port, "wei"), dict[str, list[tuple[float, float]]]()
        for size in SIZES:
            _fill(portal, size)
            for words, path in (PAGES | {"a page half way down": _half_way(portal)}).items():
                taken.setdefault(words, []).append(_cost(portal, wei, path))
    print(f"{'queue page, CPU ms (median ms), of cases:':42} " + " ".join(f"{size:>15,}" for size in SIZES) + "  grows")
    for words, costs in taken.items():
        cells = " ".join(f"{f'{used:.1f} ({middle:.1f})':>15}" for used, middle in costs)
        used_grows, median_grows = (last / first for first, last in zip(costs[0], costs[-1], strict=True))
        print(f"{words:42} {cells}  {used_grows:.2f} × ({median_grows:.2f} ×)", flush=True)


def _fill(portal: Portal, size: int) -> None:
    """Add cases at Wei's desk, past the verbs, until there are `size`."""
    with portal.app.app_context():
        with transaction():
            desk = db.session.scalars(select(Organization).where(Organization.slug == "xingyun")).one()
            lead = db.session.scalars(select(Organization).where(Organization.slug == "cyberspace")).one()
            there = db.session.scalar(select(func.count()).select_from(Case)) or 0
            for start in range(there + 1, size + 1, BATCH):
                numbers = range(start, min(start + BATCH, size + 1))
                db.session.execute(insert(Target), [_target(number, desk.id) for number in numbers])
                db.session.execute(insert(Case), [_case(number, desk.id, lead.id) for number in numbers])
        if db.engine.dialect.name == "postgresql":  # what its own housekeeping does within a minute
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE cases, targets"))


def _target(number: int, host: int) -> dict[str, Any]:
    return {
        "id": number,
        "type": TargetType.CONTENT,
        "key": secrets.token_hex(32),
        "display": f"https://xingyun.example/v/bulk{number}",
        "name": "",
        "host_id": host,
        "created_at": clock.now(),
    }


def _case(number: int, desk: int, lead: int) -> dict[str, Any]:
    """Every second one urgent enough for P1, of one category, overdue; the three overlap differently."""
    now = clock.now()
    due = now + timedelta(seconds=(1 if number % 2 else -1) * (60 + number))
    return {
        "case_number": CASE_NUMBER.from_bits(secrets.randbits(CASE_NUMBER.random_bits)),
        "target_id": number,
        "category": "B02" if number // 2 % 2 else "A07",
        "priority": Priority.P1 if number // 4 % 2 else Priority.P2,
        "urgent": False,
        "status": Status.SUBMITTED,
        "region": NATIONAL,
        "holder_id": desk,
        "lead_agency_id": lead,
        "sample": number % 100,
        "version": 1,
        "opened_at": now,
        "assigned_at": now,
        "status_since": now,
        "due_at": due,
        "ends_at": now + timedelta(days=90),
    }


def _half_way(portal: Portal) -> str:
    """The address of the page after the case in the middle of the list."""
    with portal.app.test_request_context("/verification"):
        amount = db.session.scalar(select(func.count()).select_from(Case)) or 0
        row = db.session.execute(
            select(Case.due_at, Case.id).order_by(Case.due_at, Case.id).offset(amount // 2).limit(1)
        ).one()
        return f"/verification?desk=own&{PARAMETER}={write_cursor(Cursor((row.due_at, row.id)))}"


def _cost(portal: Portal, colleague: Colleague, path: str) -> tuple[float, float]:
    """Processor's and median milliseconds of looking at the page, which must be full; the first looks warm it up."""
    for _ in range(LOOKS // 6):
        assert colleague.read(path).text.count('href="/verification/') >= 30, f"{path} is not a full page"
    times, used = [], portal.server.cpu_seconds()
    for _ in range(LOOKS):
        begun = time.perf_counter()
        colleague.read(path)
        times.append(time.perf_counter() - begun)
    return (portal.server.cpu_seconds() - used) / LOOKS * 1000, median(times) * 1000
