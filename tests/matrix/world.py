"""The cast, signed in once, and cases that stand in different places; each with who stands how to it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from flask import Flask, current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import clock as portal_clock
from portal import create_app
from portal.accounts.newcomers.service import Newcomer, invite_platform
from portal.accounts.reason_templates.service import Entered, add_template
from portal.accounts.second_factor import Sealer
from portal.config import Settings
from portal.database import sqlite
from portal.demo.cast import PARTS
from portal.domain.codes import CASE_NUMBER
from portal.domain.duty import Rank
from portal.domain.permissions import Role
from portal.domain.routing import RegistryKind
from portal.domain.targets import PlatformKind, TargetType
from portal.domain.workflow import Action
from portal.extensions import db
from portal.publicity.models import BulletinKind
from portal.publicity.writing.service import Writing, begin, publish
from portal.records.assisted_entries import entered_by
from portal.records.cases import Case
from portal.records.decision_notices.models import DecisionNotice
from portal.records.duty.rosters import DutyLeave, DutyShift
from portal.records.jobs import Job
from portal.records.registry import RegistryEntry
from portal.records.tips import Tip
from portal.web.transaction import transaction
from tests import factories, people
from tests.conftest import Clock
from tests.matrix.expected import Line
from tests.publicity.desk import actor, demo_cast

ANONYMOUS = "anonymous"
PEOPLE = tuple(PARTS)
NEVER_GIVEN_OUT = CASE_NUMBER.from_bits(0)
LEADS = frozenset({"qian", "wu"})
"""The cyberspace office leads every case here, for all are of a category of its."""

SIGNERS = frozenset({"qian", "wu", "zhou"})
"""Of the delisting that is proposed in every case here; Zhao's agency is asked by none of them."""

WRITING = Writing(kind=BulletinKind.BULLETIN, title_zh="通报", body_zh="<p>一</p>")


@dataclass(frozen=True)
class Subject:
    """A case that a rule is asked about, and who stands how to it."""

    number: str
    desk: frozenset[str]
    more: Mapping[str, frozenset[str]] = field(default_factory=dict)
    task: int = 0

    @property
    def parties(self) -> frozenset[str]:
        return self.desk.union(LEADS, *self.more.values())

    @property
    def names(self) -> tuple[str, str]:
        """What an answer may repeat of the address that was asked for."""
        return self.number, f"/tasks/{self.task}"

    def standing(self, word: str) -> frozenset[str]:
        """The people who stand so to this case."""
        known = {
            "": self.parties,
            "party": self.parties,
            "desk": self.desk,
            "lead": LEADS,
            "worker": self.desk | LEADS | self.more.get("appeal", frozenset()),
            "server": self.more.get("executor", frozenset()) | LEADS,
            "nobody": frozenset[str](),
        }
        return known[word] if word in known else self.more.get(word, frozenset())


class World:
    """One application for a whole module: asking it must not change what the next question finds."""

    def __init__(self, app: Flask, database: Path) -> None:
        self.app, self.database = app, database
        self.browsers: dict[str, FlaskClient] = {}
        self.tokens: dict[str, str] = {}
        self.subjects: dict[str, Subject] = {}
        self.bulletins: dict[str, str] = {}
        self.notice = ""
        """The number of a notice that was issued."""

    def browser(self, person: str) -> FlaskClient:
        """The person's browser, signed in; the same for every question."""
        if person not in self.browsers:
            known = person != ANONYMOUS
            self.browsers[person] = people.signed_in_browser(self.app, person) if known else self.app.test_client()
        return self.browsers[person]

    def token(self, person: str) -> str:
        """A valid token of this browser's session."""
        if person not in self.tokens:
            page = "/sign-in" if person == ANONYMOUS else "/account"
            self.tokens[person] = people.csrf_token(self.browser(person), page)
        return self.tokens[person]

    def ask(self, person: str, line: Line, path: str, /, **fields: str) -> TestResponse:
        """GET as it is, POST a valid token with these fields and nothing else."""
        if line.method == "GET":
            return self.browser(person).get(path)
        return self.browser(person).post(path, data={"csrf_token": self.token(person), **fields})

    def everything(self, but: str = "") -> str:
        """A hash over every row of every table, or of all but one.

        Read with the portal's own SQLite: a second copy of the library in one process breaks the locks of the
        first, and reads what was there before.
        """
        digest = hashlib.sha256()
        with closing(sqlite.connect(self.database)) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in sorted({*tables} - {but}):
                digest.update(table.encode())
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    digest.update(repr(row).encode())
        return digest.hexdigest()

    def all_but_views(self) -> str:
        """A hash over everything but the record of who looked: a page that is answered is a page seen."""
        return self.everything(but="access_log")

    def views_of(self, subject: Subject) -> int:
        """How many lines of the access log are about this case."""
        counted = "SELECT count(*) FROM access_log WHERE case_id = (SELECT id FROM cases WHERE case_number = ?)"
        with closing(sqlite.connect(self.database)) as connection:
            found: int = connection.execute(counted, (subject.number,)).fetchone()[0]
        return found

    def version(self, subject: Subject) -> str:
        """The version that a page of the case would carry now."""
        with self.app.app_context():
            return str(db.session.scalar(db.select(Case.version).where(Case.case_number == subject.number)))

    @property
    def slugs(self) -> tuple[str, str, str]:
        """Sun's draft, another organization's, and one that was never written."""
        return self.bulletins["draft"], self.bulletins["another's"], "2026-987654"

    @cached_property
    def session_of_he(self) -> int:
        """The number of a session that is He's."""
        found = re.search(r"/account/sessions/(\d+)/end", self.browser("he").get("/account").text)
        other = people.signed_in_browser(self.app, "he").get("/account").text if found is None else ""
        found = found or re.search(r"/account/sessions/(\d+)/end", other)
        assert found is not None
        return int(found[1])


@contextmanager
def standing_world(settings: Settings) -> Iterator[World]:
    """A world on this database, at a moment that does not pass."""
    app = create_app(settings)
    with portal_clock.reading(Clock(datetime(2026, 3, 2, 2, tzinfo=UTC))):
        people.seed(app)
        world = World(app, settings.data / "portal.sqlite")
        with app.app_context(), transaction():
            world.subjects, world.bulletins = add_cases(), add_bulletins()
            add_spare_entries()
            world.notice = db.session.scalars(db.select(DecisionNotice.number).limit(1)).one()
        for person in PEOPLE:
            world.browser(person)  # signing in is a change: it must not fall between two looks
        yield world
    with app.app_context():
        db.engine.dispose()


def opened(address: str, kind: TargetType = TargetType.CONTENT) -> Case:
    """A case of Lin's about this address."""
    return factories.case_of(factories.send_tip(address, type=kind))


def add_cases() -> dict[str, Subject]:
    """One case at each place, most of them at platform A's desk."""
    wei, at_a = actor("wei"), frozenset({"wei"})
    video = "https://xingyun.example/v/{}".format
    referred = factories.referred(opened(video(3)), wei, "M31")
    ordered = factories.referred(opened(video(4)), wei, "M31")
    sign(ordered)
    closed = concluded(opened(video(5)))
    appealed = factories.appealed(concluded(opened(video(6))))
    signers = {"signer": SIGNERS}
    executors = {**signers, "executor": at_a}
    ended = {**executors, "publisher": frozenset({"sun"})}
    decided = {**ended, "appeal": frozenset({"zhou"})}
    return {
        "submitted at A": Subject(opened(video(1)).case_number, at_a),
        "checked at A": Subject(factories.accepted(opened(video(2)), wei).case_number, at_a),
        "submitted at B": Subject(opened("https://bailu.example/p/1").case_number, frozenset({"he"})),
        "submitted at C": Subject(
            opened("https://apps.lanhai.example/app/com.one", TargetType.APP).case_number, frozenset({"lan"})
        ),
        "carried by nobody": Subject(opened("https://newcomer.example/p/1").case_number, LEADS),
        "before the agencies": Subject(referred.case_number, at_a, signers),
        "carried out": Subject(ordered.case_number, at_a, executors, factories.tasks_of(ordered)[0].id),
        "closed": Subject(closed.case_number, at_a, ended, factories.tasks_of(closed)[0].id),
        "under appeal": Subject(appealed.case_number, at_a, decided, factories.tasks_of(appealed)[0].id),
    }


def sign(case: Case) -> None:
    """Every agency that is asked signs."""
    factories.signed(case, actor("qian"), actor("zhou"))


def concluded(case: Case) -> Case:
    """The case, closed after a joint decision."""
    return factories.delisted(case, demo_cast())


def add_spare_entries() -> None:
    """What a question may use up: lines of the registry and a person; a template, an entry, and a job that failed."""
    failed = db.session.get_one(Job, 1)
    failed.failed_at, failed.attempts, failed.last_error = portal_clock.now(), 8, "TimeoutError at carriers.py:83"
    factories.add_person("spare", "bailu", Role.VERIFIER)
    for value in ("spare.example", "spare-to-remove.example"):
        db.session.add(RegistryEntry(kind=RegistryKind.HOST, value=value, updated_at=portal_clock.now()))
    entry = entered_by(actor("tang"))
    entry.tip_id = db.session.scalars(db.select(db.func.min(Tip.id))).one()
    db.session.add(entry)
    add_duty()
    words = Entered(Action.DISMISS, None, "Filmed", "It was filmed.", "", in_use=True)
    add_template(actor("wei"), words)
    add_newcomer()


def add_newcomer() -> None:
    """A platform that Qian invited, and that nobody has accepted for."""
    entered = Newcomer(
        name_zh="受邀平台",
        name_en="Invited platform",
        hosts=("invited.example",),
        platform_kind=PlatformKind.SOCIAL,
        person="Mo",
        email="mo@invited.example",
        language="en",
    )
    invite_platform(entered, actor("qian"), Sealer(current_app.extensions["settings"].secret_keys))


def add_duty() -> None:
    """A night of Wei's, and a leave after it."""
    wei, now = actor("wei"), portal_clock.now()
    ours = {"organization_id": wei.organization_id, "person_id": wei.user_id, "entered_at": now}
    night = {"starts_at": now + timedelta(hours=8), "ends_at": now + timedelta(hours=23)}
    db.session.add(DutyShift(rank=Rank.PRIMARY, **ours, **night))
    db.session.add(DutyLeave(starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=3), **ours))


def add_bulletins() -> dict[str, str]:
    """One before the public, one not yet, and one of an agency that has no publisher here."""
    sun = actor("sun")
    found = {word: begin(sun, WRITING) for word in ("published", "draft", "another's")}
    publish(found["published"], sun)
    found["another's"].organization = factories.organization("market")
    db.session.flush()
    return {word: bulletin.slug for word, bulletin in found.items()}
