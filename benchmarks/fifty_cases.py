"""Fifty cases worked to their end over HTTP as the cast would; the public figures must equal what was done.

`python -m benchmarks.fifty_cases` starts a portal of its own, names each difference and ends with 1 where there is
one; `make bench` begins with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from benchmarks import visits
from benchmarks.portals import ROOT, SQLITE, Portal, database, served_portal
from benchmarks.tally import Tally, kept_differences, published_differences
from benchmarks.ways import WAYS_OF_IMPORTED, WAYS_OF_SENT, Case, Office, platform_of
from benchmarks.wire import Wire
from portal.extensions import db
from portal.records.counters import BATCH, fold
from portal.records.organizations import Organization
from portal.web.transaction import transaction

FIFTY = 50
SAMPLE = ROOT / "tests" / "data" / "aiid-sample.csv"
AS_AIID = (
    *("--map", "incident_id=external_id", "--map", "date=occurred_on", "--map", "title=description"),
    *("--map", "deployers=target", "--map", "developers=provider"),
    *("--default", "category=Z99", "--default", "target_type=unknown"),
)


def main() -> int:
    """Let the fifty cases come in, work them, and compare."""
    with database(SQLITE) as settings, served_portal(settings) as portal:
        tally = Tally()
        _import(settings)
        office = Office(portal.port, tally)
        imported = list(_imported(office))
        cases = [*imported, *_sent(portal.port, office, FIFTY - len(imported))]
        for number, case in enumerate(cases, 1):
            print(f"{number:2} {case.number} {case.walk.__name__}", flush=True)
            case.walk(office, case)
        office.confirm_all()
        differences = list(_compare(portal, tally))
    ways = Counter(case.walk.__name__ for case in cases)
    print(f"{len(cases)} cases closed: {', '.join(f'{amount} {way}' for way, amount in ways.items())}")
    print(f"{len(tally.cells)} figures compared, {len(differences)} differences", *differences, sep="\n")
    return 1 if differences or len(cases) != FIFTY else 0


def _import(settings: dict[str, str]) -> None:
    """Bring in the sample of incidents as another office's file."""
    report = Path(settings["PORTAL_DATA"]) / "refused.csv"
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "import", "tips", str(SAMPLE), "--source", "aiid"]
    environment = os.environ | settings
    subprocess.run([*command, *AS_AIID, "--report", str(report)], cwd=ROOT, env=environment, check=True)


def _imported(office: Office) -> Iterator[Case]:
    """What the file brought, at the regulator's desk, for nobody can say on which platform it lies."""
    for at, number in enumerate(sorted(office["qian"].queue())):
        office.tally.received("Z99")
        yield Case(number, "Z99", "", 1, WAYS_OF_IMPORTED[at % len(WAYS_OF_IMPORTED)])


def _sent(port: int, office: Office, amount: int) -> Iterator[Case]:
    """Tips sent by the form, one or two about the same, and the cases that they led to."""
    for at in range(amount):
        way, tips = WAYS_OF_SENT[at % len(WAYS_OF_SENT)], 1 + at % 2
        before = office[way.desk].queue()
        for _ in range(tips):
            visits.flag(Wire(port), {"category": way.category, "targets-0-entered": way.entered.format(at), **way.said})
            office.tally.received(way.category)
        (number,) = office[way.desk].queue() - before
        yield Case(number, way.category, platform_of(way.desk), tips, way.walk)


def _compare(portal: Portal, tally: Tally) -> Iterator[str]:
    """Every difference: in the public sheets, in what is kept, and again after the job has folded it."""
    with portal.app.app_context():
        names = {str(one.id): one.slug for one in db.session.scalars(select(Organization))} | {"0": ""}
    yield from published_differences(tally, portal.port, names)
    with portal.app.app_context():
        yield from kept_differences(tally, names)
        with transaction():
            fold(BATCH)
        yield from kept_differences(tally, names)
    yield from published_differences(tally, portal.port, names)


if __name__ == "__main__":
    sys.exit(main())
