"""One process that signs cases at the same instant as others do; run by `test_votes`.

    python -m tests.races.voting DATA DATABASE_URL WAY PERSON < case numbers, one a line

WAY is `locked` (as the portal signs), `taking_back` (as it takes a signature back) or a control: `unlocked` and
`taking_back_unlocked` (the case's row is not held), `hasty` (whether the agency has answered is looked up before the
row is held, and believed). Writes `ready`, then waits for a line before each case and writes `signed` or `refused`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from portal import create_app
from portal.config import Settings
from portal.disposal.signing import approve, take_back
from portal.domain.errors import DomainError
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.extensions import db
from portal.records.approvals import Approval
from portal.records.cases import Case, get_case, get_case_for_change
from portal.records.people import User
from portal.records.rounds import standing_finding
from portal.web.transaction import transaction


def locked(case_number: str, actor: Actor) -> None:
    """As the portal's route does it."""
    with transaction():
        case = get_case_for_change(case_number)
        approve(case, actor, standing_finding(case).seen_hash)


def unlocked(case_number: str, actor: Actor) -> None:
    """A control: reads the case, and gives another process time to read it too."""
    with transaction():
        case = get_case(case_number)
        finding = standing_finding(case)
        time.sleep(0.02)
        approve(case, actor, finding.seen_hash)


def hasty(case_number: str, actor: Actor) -> None:
    """A control without key and lock: what it saw before it held the case is what it goes by."""
    seen_open = own_vote(get_case(case_number), actor).decision is None
    time.sleep(0.02)
    with transaction():
        case = get_case_for_change(case_number)
        if seen_open:
            own = own_vote(case, actor)
            own.decision = own.decided_at = own.decided_by_id = None
        approve(case, actor, standing_finding(case).seen_hash)


def taking_back(case_number: str, actor: Actor) -> None:
    """As the portal's route takes a signature back."""
    with transaction():
        case = get_case_for_change(case_number)
        take_back(case, actor, standing_finding(case).seen_hash)


def taking_back_unlocked(case_number: str, actor: Actor) -> None:
    """A control: takes back what it saw to stand, and gives another process time to decide meanwhile."""
    with transaction():
        case = get_case(case_number)
        own = own_vote(case, actor)
        open_before = case.status is Status.AWAITING_APPROVAL
        time.sleep(0.02)
        if open_before:
            own.decision = own.decided_at = own.decided_by_id = own.seen_hash = None


def own_vote(case: Case, actor: Actor) -> Approval:
    """The agency's part in this round."""
    return db.session.get_one(Approval, (case.id, case.round, actor.organization_id))


WAYS = {
    "locked": locked,
    "unlocked": unlocked,
    "hasty": hasty,
    "taking_back": taking_back,
    "taking_back_unlocked": taking_back_unlocked,
}


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


def press(number: str, way: str, actor: Actor) -> str:
    """Sign one case."""
    try:
        WAYS[way](number, actor)
    except DomainError:
        return "refused"
    return "signed"


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(*sys.argv[1:])
