"""One process that signs cases at the same instant as others do; run by `test_votes`.

    python -m tests.races.voting DATA DATABASE_URL WAY PERSON < case numbers, one a line

WAY is `locked` (as the portal signs) or `unlocked` (the control: the case's row is not held). Writes
`ready`, waits for one line, then signs case by case and writes `signed` or `refused` for each.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from portal import create_app
from portal.config import Settings
from portal.disposal.signing import approve
from portal.domain.errors import DomainError
from portal.extensions import db
from portal.records.cases import Case, get_case, get_case_for_change
from portal.records.people import User
from portal.records.rounds import standing_finding
from portal.web.transaction import transaction


def unlocked(case_number: str) -> Case:
    """The control: reads the case, and gives another process time to read it too."""
    case = get_case(case_number)
    standing_finding(case)
    time.sleep(0.02)
    return case


WAYS = {"locked": get_case_for_change, "unlocked": unlocked}


def main(data: str, database_url: str, way: str, person: str) -> None:
    """Sign every case named on the standard input as soon as told to."""
    settings = Settings.from_environment({"PORTAL_DATA": data, "DATABASE_URL": database_url, "LIMITS": "off"})
    app = create_app(settings)
    count = int(sys.stdin.readline())
    numbers = [sys.stdin.readline().strip() for _ in range(count)]
    with app.app_context():
        actor = db.session.scalars(db.select(User).where(User.email == f"{person}@example.org")).one().to_actor()
        say("ready")
        for number in numbers:
            sys.stdin.readline()
            say(press(number, way, actor))


def press(number: str, way: str, actor) -> str:  # type: ignore[no-untyped-def]  # an Actor
    """Sign one case."""
    try:
        with transaction():
            case = WAYS[way](number)
            approve(case, actor, standing_finding(case).seen_hash)
    except DomainError:
        return "refused"
    return "signed"


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(*sys.argv[1:])
