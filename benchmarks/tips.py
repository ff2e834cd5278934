"""Tips per second over the API and over the form, and look-ups, beside the bare application."""

from __future__ import annotations

import itertools
import os
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from benchmarks import visits
from benchmarks.load import Load, Visit, load
from benchmarks.portals import Portal, Server, served, served_portal
from benchmarks.wire import Wire
from portal.extensions import db
from portal.records.tips import Tip, TipCase

CLIENTS, AT_ONCE, TIMES_EACH = 16, 64, 8
SECONDS = float(os.environ.get("BENCH_SECONDS") or 6)
"""For how long each line is measured, after a second to get warm."""


def measure(settings: dict[str, str]) -> bool:
    """Print each line with its ratio to the bare one; whether nothing failed, was lost or doubled."""
    print(f"{f'{CLIENTS} clients':38} {'per s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8}  ratio, by CPU")
    with served("benchmarks.bare:app", settings) as bare:
        insert = _line("bare POST + one durable insert", bare, visits.bare_insert)
        flow = _line("bare flow of three requests", bare, visits.bare_flow)
    codes: list[str] = []
    with served_portal(settings) as portal:
        api = [
            _line("tip over the API, a case each", portal.server, visits.over_the_api(codes=codes), insert),
            _line("tip over the API, ten cases", portal.server, visits.over_the_api(visits.same_address), insert),
        ]
        form = _line("tip over the form, whole flow", portal.server, visits.over_the_form, flow)
        status = _line("status look-up with code", portal.server, visits.looking_up(codes), insert)
        whole = _at_once(portal)
    return whole and not any(one.made.errors for one in (insert, flow, *api, form, status))


@dataclass(frozen=True, slots=True)
class Line:
    """What one kind of visit took."""

    made: Load
    cpu: float
    """Processor time of the server, in milliseconds a visit."""


def _line(words: str, server: Server, visit: Visit, bare: Line | None = None) -> Line:
    load(server.port, visit, CLIENTS, seconds=1)
    before = server.cpu_seconds()
    made = load(server.port, visit, CLIENTS, seconds=SECONDS)
    line = Line(made, (server.cpu_seconds() - before) / max(len(made.times), 1) * 1000)
    ratio = f"{made.rate / bare.made.rate:.0%}, {bare.cpu / line.cpu:.0%}" if bare and line.cpu else "–"
    cells = (made.rate, made.percentile(50), made.percentile(99), line.cpu)
    print(f"{words:38} " + " ".join(f"{cell:8.1f}" for cell in cells) + f"  {ratio}", flush=True)
    for error in made.errors[:3]:
        print(f"  {len(made.errors)} errors: {error}")
    return line


def _at_once(portal: Portal) -> bool:
    """Reporters who come together, each sending every tip twice under one key: none lost, none doubled."""
    before, numbers = _rows(portal), set[str]()
    keys = itertools.count()

    def visit(wire: Wire) -> None:
        key, address = str(uuid.uuid4()), (visits.same_address if next(keys) % 2 else visits.fresh_address)()
        numbers.add(visits.send_tip(wire, address, key)["tip_number"])

    def repeat(wire: Wire) -> None:
        key, address = str(uuid.uuid4()), visits.fresh_address()
        twice = {visits.send_tip(wire, address, key)["tip_number"] for _ in range(2)}
        assert len(twice) == 1, "the repeat got another tip"
        numbers.update(twice)

    made = load(portal.port, visit, AT_ONCE, times=TIMES_EACH)
    again = load(portal.port, repeat, AT_ONCE, times=2)
    sent = AT_ONCE * (TIMES_EACH + 2)
    kept, errors = (
        tuple(now - then for now, then in zip(_rows(portal), before, strict=True)),
        made.errors + again.errors,
    )
    spread = made.percentile(99) / made.percentile(50)
    print(
        f"{AT_ONCE} reporters at once: {sent} tips sent, {len(numbers)} numbers given, {kept[0]} tips and {kept[1]} "
        f"places in cases kept, {len(errors)} errors, p50 {made.percentile(50):.0f} ms, "
        f"p99 {made.percentile(99):.0f} ms, p99/p50 {spread:.1f}",
        flush=True,
    )
    return not errors and len(numbers) == sent and kept == (sent, sent)


def _rows(portal: Portal) -> tuple[int, int]:
    """How many tips there are, and how many places in cases they have."""
    with portal.app.app_context():
        counts = (db.session.scalar(select(func.count()).select_from(table)) for table in (Tip, TipCase))
        tips, places = (amount or 0 for amount in counts)
        return tips, places
