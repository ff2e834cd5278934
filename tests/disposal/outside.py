"""Tasks whose executor has no desk here, each by the verbs that lead to it, and what is printed of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from portal.disposal.concluding import conclude
from portal.disposal.executing import attest, substitute
from portal.disposal.interim import order
from portal.disposal.printed_order_pdf import lines
from portal.disposal.printed_order_routes import checked_at
from portal.domain.measures import Counter
from portal.domain.status import Outcome
from portal.domain.targets import TargetType
from portal.domain.visibility import visible_parts
from portal.extensions import db
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.cases import get_case
from portal.records.printed_orders import PrintedOrder, read_printed_order
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.accepting import accept
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import accepted, case_of, referred, send_tip, signed, tasks_of

SITE = "https://clinic.example/"
NOBODYS = "https://apps.nobodys.example/app/com.fake.doctor"
CONFIRMED = ExecutionReceipt("The registrar confirmed it by letter.", {Counter.DOMAINS_BLOCKED: 1}, "K-2026-8")


@dataclass(frozen=True)
class Place:
    """One task of one case."""

    case_number: str
    task_id: int

    @property
    def page(self) -> str:
        return f"/disposal/{self.case_number}/tasks/{self.task_id}"

    @property
    def paper(self) -> str:
        return f"{self.page}/order"


def of(task: Task) -> Place:
    db.session.flush()
    return Place(task.case.case_number, task.id)


def a_blocked_site() -> Task:
    """A decision has somebody outside block a domain: signed by two colleagues of two agencies."""
    cast = the_seeded_cast()
    case = referred(case_of(send_tip(SITE, type=TargetType.WEBSITE)), cast.qian, "M42")
    (task,) = tasks_of(signed(case, cast.wu, cast.zhao))
    return task


def an_interim_order(entered: str = NOBODYS, type: TargetType = TargetType.APP) -> Task:
    """One regulator has the provider of an app, whom nobody knows here, take it down in the meantime."""
    cast = the_seeded_cast()
    case = accepted(case_of(send_tip(entered, type=type)), cast.qian)
    return order(case, cast.qian, "M31", "People lose money by the hour.")


def given_away(clock: Clock, *, measure: str | None = None) -> Task:
    """What platform A let lie, a limit of reach, is given to an archive outside, the same or as a stronger measure."""
    cast = the_seeded_cast()
    case = signed(referred(case_of(send_tip()), cast.wei, "M13"), cast.qian)
    (waiting,) = tasks_of(case)
    clock.turn(days=14)
    return substitute(case, waiting, cast.qian, "Keeper of the archive", "Nobody there answers.", measure)


def evidence_to_keep(clock: Clock) -> Task:
    """Platform A did not keep the evidence in its time; an archive outside is to."""
    cast = the_seeded_cast()
    case = case_of(send_tip("https://xingyun.example/v/8"))
    accept(case, cast.wei)
    (waiting,) = tasks_of(case, TaskKind.PRESERVE)
    clock.turn(days=14)
    return substitute(case, waiting, cast.qian, "Keeper of the archive", "Nobody there answers.")


def a_lifting() -> Task:
    """What somebody outside the portal carried out has no ground any more."""
    task = a_blocked_site()
    case, qian = task.case, the_seeded_cast().qian
    attest(case, task, qian, CONFIRMED)
    conclude(case, qian, Outcome.UNSUBSTANTIATED, "Not shown.")
    (undoing,) = tasks_of(case, TaskKind.LIFT)
    return undoing


def a_referral() -> Task:
    """A decision asks the police to act."""
    cast = the_seeded_cast()
    (task,) = tasks_of(signed(referred(case_of(send_tip()), cast.wei, "M51"), cast.qian))
    return task


def read(place: Place) -> PrintedOrder | None:
    case, qian = get_case(place.case_number), the_seeded_cast().qian
    look = Look(case=case, actor=qian, parts=visible_parts(qian, facts(case)))
    return read_printed_order(look, db.session.get_one(Task, place.task_id))


def said(app: Flask, place: Place, language: str = "en", *, demonstration: bool = False) -> list[str]:
    """What the paper says in one language."""
    with app.test_request_context(headers={"Accept-Language": language}):
        found = read(place)
        assert found is not None
        return [words for _, words in lines(found, checked_at(found, "https://x"), demonstration=demonstration)]


def beneath(words: list[str], heading: str) -> str:
    """What stands in the line after a heading."""
    return words[words.index(heading) + 1]


def place_of(app: Flask, task: Callable[[], Task]) -> Place:
    """Where a task lies that came about in a transaction of its own."""
    with app.app_context(), transaction():
        return of(task())
