"""A world that goes back to where it stood after every question, with a case wherever a colleague may write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal import clock as portal_clock
from portal.config import Settings
from portal.database import sqlite
from portal.disposal.drafting import draft_answer
from portal.disposal.signing import return_for_facts
from portal.domain.conflicts import Conflict
from portal.domain.hand_overs import Authority
from portal.domain.permissions import Actor, Role
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Outcome
from portal.domain.visibility import visible_parts
from portal.extensions import db
from portal.records.approvals import Vote
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.cases import Case
from portal.records.counters import today
from portal.records.decision_notices.models import DecisionNotice
from portal.records.decision_notices.reading import read_notice, read_notices
from portal.records.decision_notices.serving import serve
from portal.records.excluding import exclude
from portal.records.exclusions import exclusions_of
from portal.records.receiving import Receipt
from portal.records.rounds import standing_finding
from portal.records.staying import ask
from portal.records.tasks import Task
from portal.verification.verbs.accepting import hand_over
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.splitting import split
from portal.web.prefs import WITH_FILES
from portal.web.transaction import transaction
from tests import factories
from tests.conftest import Clock
from tests.factories import accepted, appealed, carried_out, case_of, delisted, referred, send_tip, signed, tasks_of
from tests.hostile.doors import Door
from tests.intake.citizen import Citizen
from tests.matrix.world import ANONYMOUS, World, standing_world
from tests.publicity.desk import actor as actor_named
from tests.publicity.desk import demo_cast

OF_A_VERSION = ("approval", "return", "draft", "giving-back")
"""Verbs of the joint desk whose forms name the version of the finding."""
LONG_AGO = datetime(2026, 1, 5, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A case that stands where somebody may write about it."""

    number: str
    task: int = 0
    code: str = ""
    sibling: str = ""
    """Another case about the same target."""
    colleague: int = 0
    """Who may be kept out of it."""
    agency: int | None = None
    """Which agency may be."""
    exclusion: int = 0
    """What keeps somebody out of it."""


def a_tip(**said: Any) -> tuple[Case, Receipt]:
    """A case of platform A's, and the receipt of who reported it."""
    receipt = send_tip(**said)
    return case_of(receipt), receipt


def recent_places(cast: factories.Cast) -> Iterator[tuple[str, Place]]:
    """Cases whose time runs."""
    case, receipt = a_tip()
    yield "submitted", Place(case.case_number, code=receipt.query_code)
    case, receipt = a_tip()
    yield "checked", Place(accepted(case, cast.wei).case_number, code=receipt.query_code, colleague=person_id("wei"))
    yield "without a colleague", without_a_colleague(accepted(a_tip()[0], cast.wei), cast.qian)
    yield "unclaimed", Place(case_of(send_tip("https://nobodys.example/p/1")).case_number)
    send_tip("https://xingyun.example/v/twice")
    twice = case_of(send_tip("https://xingyun.example/v/twice"))
    yield "reported twice", Place(accepted(twice, cast.wei).case_number)
    send_tip("https://xingyun.example/v/twin")
    first = accepted(case_of(send_tip("https://xingyun.example/v/twin")), cast.wei)
    yield "twin", Place(split(first, cast.wei, ["B"], "A09", "Two.").case_number, sibling=first.case_number)
    case = accepted(a_tip()[0], cast.wei)
    case.sample = 0  # of those that a regulator looks over
    dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, "Nothing.", "Nothing.")
    yield "drawn by the sample", Place(case.case_number)
    case = accepted(a_tip(category="B05")[0], cast.wei)
    dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, "Nothing.", "Nothing.")
    yield "to be confirmed", Place(case.case_number)
    yield (
        "before the agencies",
        Place(referred(a_tip()[0], cast.wei, "M31").case_number, agency=cast.zhou.organization_id),
    )
    factories.organization("communications").signing_levels = SigningLevels.DRAFTED
    yield "to draft", Place(referred(a_tip(category="A01")[0], cast.wei, "M31").case_number)
    drafted = referred(a_tip(category="A01")[0], cast.wei, "M31")
    zheng = factories.add_person("zheng", "communications", Role.OFFICER)
    draft_answer(drafted, zheng, standing_finding(drafted).seen_hash, Vote.APPROVED, "")
    yield "drafted", Place(drafted.case_number)
    case = accepted(a_tip()[0], cast.wei)
    for _ in range(3):
        factories.refer(case, cast.wei, "M10", "M31")
        return_for_facts(case, cast.zhou, standing_finding(case).seen_hash, "Where was it sold?")
    signed(case, cast.qian)
    yield "dissented", Place(case.case_number)
    ordered = signed(referred(a_tip()[0], cast.wei, "M31"), cast.qian, cast.zhou)
    yield "ordered", Place(ordered.case_number, tasks_of(ordered)[0].id)
    served = signed(referred(a_tip()[0], cast.wei, "M31"), cast.qian, cast.zhou)
    serve_notice(served, cast.wei)
    yield "served", Place(served.case_number)
    waiting = signed(referred(a_tip()[0], cast.wei, "M31"), cast.qian, cast.zhou)
    ask(waiting, read_notice(notice_of(waiting)), "It would ruin us.")
    yield "asked to wait", Place(waiting.case_number)
    case, receipt = a_tip()
    done = carried_out(signed(referred(case, cast.wei, "M31"), cast.qian, cast.zhou), cast.wei)
    yield "carried out", Place(done.case_number, tasks_of(done)[0].id, code=receipt.query_code)
    police = signed(referred(a_tip()[0], cast.wei, "M51"), cast.qian)
    yield "ordered outside", Place(police.case_number, next(t.id for t in tasks_of(police) if t.executor_id is None))
    case, receipt = a_tip()
    hand_over(accepted(case, cast.wei), cast.wei, Authority.POLICE, "Xuhui police", "Money was taken.", "Seen.")
    yield "handed over", Place(case.case_number, code=receipt.query_code)
    yield "closed", Place(delisted(a_tip()[0], cast).case_number)
    yield "under appeal", Place(by_another_agency(appealed(delisted(a_tip()[0], cast))).case_number)


def old_places(cast: factories.Cast) -> Iterator[tuple[str, Place]]:
    """Cases whose time ran out."""
    yield "late", Place(a_tip()[0].case_number)
    yield "silent", Place(referred(a_tip(category="A09")[0], cast.wei, "M31").case_number)
    ordered = signed(referred(a_tip()[0], cast.wei, "M31"), cast.qian, cast.zhou)
    yield "ordered long ago", Place(ordered.case_number, tasks_of(ordered)[0].id)
    yield "appealed long ago", Place(by_another_agency(appealed(delisted(a_tip()[0], cast))).case_number)


def person_id(word: str) -> int:
    """The id of somebody of the demo's cast."""
    user_id = actor_named(word).user_id
    assert user_id is not None
    return user_id


def without_a_colleague(case: Case, head: Actor) -> Place:
    """Wei stays out of it for a conflict of interest."""
    exclude(case, head, person_id("wei"), Conflict.INTEREST, "Kin.")
    return Place(case.case_number, exclusion=exclusions_of(case.id)[0].id)


def by_another_agency(case: Case) -> Case:
    """The appeal before the communications administration, which had no hand in the case."""
    case.appeal_agency_id = factories.organization("communications").id
    db.session.flush()
    return case


def notice_of(case: Case) -> int:
    """The notice of the case's decision."""
    return db.session.scalars(select(DecisionNotice.id).where(DecisionNotice.case_id == case.id)).one()


def serve_notice(case: Case, actor: Actor) -> None:
    """Record today as the day on which the notice of the case was served."""
    look = Look(case=case, actor=actor, parts=visible_parts(actor, facts(case)))
    serve(case, read_notices(look)[0], actor, today(), "")


class Desks:
    """The standing world, which forgets each question, and what its forms and pages hold."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.places: dict[str, Place] = {}
        self._kept = sqlite.connect(":memory:")

    def remember(self) -> None:
        """Come back to this moment from now on."""
        with closing(sqlite.connect(self.world.database)) as now:
            now.backup(self._kept)

    def rewind(self) -> None:
        """Forget everything since."""
        with closing(sqlite.connect(self.world.database)) as now:
            self._kept.backup(now)

    def forget_what_was_said(self) -> None:
        """Take away what a redirect was to say on the next page: nobody followed it, and a later test would read it."""
        for browser in self.world.browsers.values():
            with browser.session_transaction() as session:
                session.pop("_flashes", None)

    def address(self, door: Door, path: str) -> str:
        """The address with what this door is about in place of each placeholder."""
        place = self.places.get(door.place, Place(""))
        path = path.replace("<case_number>", place.number).replace("<int:task_id>", str(place.task))
        path = path.replace("<int:exclusion_id>", str(place.exclusion))
        path = path.replace("<int:round>", "1").replace("<int:template_id>", "1").replace("<int:year>", "2027")
        if "<its substitute>" in path:
            with self.world.app.app_context():
                path = path.replace("<its substitute>", str(db.session.scalar(select(func.max(Task.id)))))
        slug = self.world.bulletins.get(door.place, door.place)
        return (
            path.replace("<slug>", slug)
            .replace("<email>", door.place)
            .replace("<code>", door.place)
            .replace("<name>", door.place)
        )

    def send(self, door: Door, words: Mapping[str, str]) -> TestResponse:
        """Fill the door's form with these words and send it, as the page in front shows it."""
        return self.world.browser(door.person).post(
            self.address(door, door.rule),
            data={**self.filled(door), **dict(words)},
            content_type=WITH_FILES if door.files else None,
        )

    def filled(self, door: Door) -> dict[str, str]:
        """Every answer with which the form is taken, but for its free words."""
        seen = {"csrf_token": self.world.token(door.person), **self._seen(door), **door.answers}
        place = self.places.get(door.place, Place(""))
        about = {"SIBLING": place.sibling, "COLLEAGUE": str(place.colleague), "AGENCY": str(place.agency)}
        return {name: about.get(value, value) for name, value in seen.items()}

    def _seen(self, door: Door) -> dict[str, str]:
        if door.place in self.world.bulletins:
            return {"version": "2" if door.place == "published" else "1"}
        if door.place not in self.places:
            return {}
        with self.world.app.app_context():
            case = db.session.scalars(select(Case).where(Case.case_number == self.places[door.place].number)).one()
            signable = door.rule.removeprefix("/disposal/<case_number>/") in OF_A_VERSION
            return {"version": str(case.version)} | (
                {"seen_hash": standing_finding(case).seen_hash} if signable else {}
            )

    def pages(self, door: Door, answer: TestResponse) -> list[str]:
        """The page that answered, or to which it led, and those of whoever else reads it."""
        led = self.world.browser(door.person).get(answer.location).text if answer.location else answer.text
        return [led, *(self._read(door, reader, path) for reader, path in door.readers)]

    def _read(self, door: Door, reader: str, path: str) -> str:
        if reader == "lin":
            return Citizen(self.world.app.test_client()).follow(self.places[door.place].code).text
        answer = self.world.browser(reader).get(self.address(door, path))
        assert answer.status_code in (200, 410), (reader, path)
        return answer.text

    def state(self) -> str:
        """A hash over everything but the log of who looked."""
        return self.world.all_but_views()

    def words(self) -> frozenset[str]:
        """Every text that stands anywhere in the database."""
        with self.world.app.app_context():
            tables = db.metadata.sorted_tables
            return frozenset(one for table in tables for row in db.session.execute(select(table)) for one in texts(row))


def texts(value: Any) -> Iterator[str]:
    """The texts in a value of a column, those inside JSON included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple) or hasattr(value, "_mapping"):
        for one in value:
            yield from texts(one)


@contextmanager
def standing_desks(settings: Settings) -> Iterator[Desks]:
    """The desks on this database, at a moment that does not pass."""
    with standing_world(settings) as world:
        desks = Desks(world)
        with world.app.app_context(), transaction():
            cast = demo_cast()
            desks.places = dict(recent_places(cast))
            with portal_clock.reading(Clock(LONG_AGO)):
                desks.places |= dict(old_places(cast))
        world.browser(ANONYMOUS)
        desks.remember()
        yield desks
