"""Kept counters equal a recount of the records, however the work went and whenever they were folded."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock as portal_clock
from portal.disposal.appealing import maintain
from portal.disposal.leading import reopen
from portal.domain.measures import Counter as Official
from portal.domain.periods import names_of
from portal.domain.permissions import Role
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.appeals import Appeal
from portal.records.cases import Case
from portal.records.closing import after_closing
from portal.records.counters import (
    CHECKS,
    DIMENSIONS,
    FOLD,
    CounterDay,
    CounterDelta,
    CounterSum,
    count,
    fold,
    fold_counters,
)
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.records.receipts import ExecutionReceipt
from portal.records.rounds import approvals_of_round
from portal.records.tasks import Task, TaskKind
from portal.records.tips import Tip
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    Cast,
    accepted,
    add_person,
    appealed,
    carried_out,
    case_of,
    delisted,
    refer,
    send_tip,
    signed,
    the_cast,
)

Figures = Counter[tuple[date, str, str, str, str, int]]
"""Amount by day, figure, category, measure, outcome and platform."""


def day_of(moment: datetime) -> date:
    return moment.astimezone(portal_clock.SHANGHAI).date()


def kept() -> Figures:
    """What the counters say by day: folded and not."""
    figures: Figures = Counter()
    for row in db.session.scalars(select(CounterDay)):
        figures[row.day, *(getattr(row, name) for name in DIMENSIONS)] += row.amount
    for delta in db.session.scalars(select(CounterDelta)):
        figures[delta.day, *(getattr(delta, name) for name in DIMENSIONS)] += delta.amount
    return Counter({key: amount for key, amount in figures.items() if amount})


def with_checks_together(figures: Figures) -> Figures:
    """The same with each way in which a check ends counted as a check."""
    together: Figures = Counter()
    for (day, figure, category, measure, outcome, platform), amount in figures.items():
        together[day, "checks" if figure in CHECKS else figure, category, measure, outcome, platform] += amount
    return together


def recounted() -> Figures:
    """The same from tips, ledgers and tasks, without a look at any counter."""
    figures: Figures = Counter()
    for tip in db.session.scalars(select(Tip)):
        figures[day_of(tip.received_at), "tips_received", tip.category, "", "", 0] += 1
    for case in db.session.scalars(select(Case)):
        figures += closings(case) + checks(case)
    for task in db.session.scalars(select(Task).where(Task.done_at.is_not(None))):
        if task.measure and task.kind is not TaskKind.LIFT and task.done_at:
            case = db.session.get_one(Case, task.case_id)
            for figure, amount in {"measures_taken": 1, **task.quantities}.items():
                figures[day_of(task.done_at), figure, case.category, task.measure, "", task.executor_id or 0] += amount
    return figures


def closings(case: Case) -> Figures:
    """The latest closing of a case, and the tips that had come to it by then."""
    entries = db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.case_id == case.id).order_by(LedgerEntry.sequence)
    ).all()
    ended = [e for e in entries if e.status_after is Status.CLOSED and e.status_before is not Status.CLOSED]
    if not ended or ended[-1].body is None:
        return Counter()
    last, body = ended[-1], ended[-1].body
    tips = sum(e.action in ("opened", "joined") for e in entries if e.sequence < last.sequence)
    host = case.target.host.id if case.target.host else 0
    rest = (body["category"], "", body["outcome"], host)
    return Counter({(day_of(last.at), "cases_closed", *rest): 1, (day_of(last.at), "tips_disposed", *rest): tips})


def checks(case: Case) -> Figures:
    """Each time its platform's check ended; whether late is not told from what its priority is now."""
    ended = select(LedgerEntry.at).where(
        LedgerEntry.case_id == case.id,
        LedgerEntry.status_before == Status.VERIFYING,
        LedgerEntry.action.in_([Action.DISMISS, Action.REFER]),
    )
    return Counter((day_of(at), "checks", "", "", "", case.holder_id) for at in db.session.scalars(ended))


class Work:
    """People at work in no particular order: each `step` takes one verb that is possible now."""

    def __init__(self, seed: int) -> None:
        self.chance, self.cast = random.Random(seed), the_cast()
        judges = [add_person(f"judge-{at}", at, Role.SIGNATORY) for at in ("cyberspace", "communications", "market")]
        self.judges = {judge.organization_id: judge for judge in judges}

    def step(self) -> None:
        cases = db.session.scalars(select(Case).order_by(Case.id)).all()
        case = self.chance.choice(cases) if cases and self.chance.random() < 0.7 else None
        if case is None:
            category, place = self.chance.choice(["A02", "B02", "B08"]), self.chance.randrange(6)
            send_tip(f"https://xingyun.example/v/{place}", category=category)
            return
        verbs: dict[Status, list[Callable[[Case], object]]] = {
            Status.SUBMITTED: [self.accept, self.decline],
            Status.VERIFYING: [self.dismiss, self.refer],
            Status.AWAITING_CONFIRMATION: [self.confirm],
            Status.AWAITING_APPROVAL: [self.decide],
            Status.CLOSED: [self.reopen, self.appeal, self.rest, self.rest],
            Status.UNDER_APPEAL: [self.maintain],
        }
        self.chance.choice(verbs[case.status])(case)

    def accept(self, case: Case) -> None:
        accepted(case, self.cast.wei)

    def decline(self, case: Case) -> None:
        advance(case, Action.DECLINE, self.cast.wei, outcome=Outcome.OUT_OF_SCOPE)
        after_closing(case)

    def dismiss(self, case: Case) -> None:
        outcome = self.chance.choice([Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT])
        advance(case, Action.DISMISS, self.cast.wei, outcome=outcome)
        after_closing(case)

    def confirm(self, case: Case) -> None:
        advance(case, Action.CONFIRM, self.cast.qian, outcome=case.outcome)
        after_closing(case)

    def refer(self, case: Case) -> None:
        refer(case, self.cast.wei, self.chance.choice(["M11", "M31"]))

    def decide(self, case: Case) -> None:
        for signer in (self.cast.qian, self.cast.zhou, self.cast.zhao):
            if case.status is Status.AWAITING_APPROVAL and signer.organization_id in dict(approvals_of_round(case)):
                signed(case, signer)
        official = Official.PRODUCTS if "M31" in measures_of(case) else Official.INFORMATION
        carried_out(case, self.cast.wei, ExecutionReceipt("Gone.", {official: self.chance.randrange(1, 5000)}))
        advance(case, Action.CONCLUDE, self.cast.qian, outcome=Outcome.SUBSTANTIATED, ground="Shown.")
        after_closing(case)

    def reopen(self, case: Case) -> None:
        reopen(case, self.cast.qian, "New evidence came in.")

    def appeal(self, case: Case) -> None:
        """Once a case: whoever decided the first has a hand in it, and nobody is left for a second."""
        if db.session.scalar(select(Appeal.id).where(Appeal.case_id == case.id)) is None:
            appealed(case)

    def maintain(self, case: Case) -> None:
        maintain(case, self.judges[case.appeal_agency_id or 0], "It was decided rightly.")

    def rest(self, case: Case) -> None:
        """Nothing happens to a closed case."""


def measures_of(case: Case) -> set[str]:
    rows = db.session.scalars(select(Task.measure).where(Task.case_id == case.id, Task.done_at.is_(None)))
    return {code for code in rows if code}


@pytest.mark.parametrize("seed", range(3))
def test_counters_equal_a_recount_after_any_work(context: Flask, clock: Clock, seed: int) -> None:
    with transaction():
        work = Work(seed)
    for step in range(90):
        clock.turn(hours=work.chance.randrange(1, 40))
        with transaction():
            work.step()
            if step % 17 == 0:
                fold(work.chance.randrange(1, 30))
    assert with_checks_together(kept()) == recounted()
    assert {"tips_disposed", "checks"} <= {key[1] for key in recounted()}


def test_a_closing_that_follows_another_takes_back_just_what_that_one_counted(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip("https://xingyun.example/v/1")), cast)
        reopen(case, cast.qian, "New evidence came in.")
        send_tip("https://xingyun.example/v/1")
        clock.turn(days=40)
        advance(case, Action.DISMISS, cast.qian if case.holder_id == cast.qian.organization_id else cast.wei,
                outcome=Outcome.UNSUBSTANTIATED)  # fmt: skip
        if case.status is Status.AWAITING_CONFIRMATION:
            advance(case, Action.CONFIRM, cast.wu, outcome=case.outcome)
        after_closing(case)
    disposed = {key[4]: amount for key, amount in kept().items() if key[1] == "tips_disposed"}
    assert disposed == {"unsubstantiated": 2}
    assert min(kept().values()) > 0


def test_folding_changes_no_figure_and_leaves_no_delta(context: Flask, clock: Clock) -> None:
    with transaction():
        for number in range(50):
            clock.turn(days=11)
            count("tips_received", number + 1, category=("A01", "B05")[number % 2])
    before = kept()
    with transaction():
        assert [fold(20), fold(20), fold(20), fold(20)] == [20, 20, 10, 0]
    assert kept() == before
    assert db.session.scalar(select(func.count()).select_from(CounterDelta)) == 0
    by_category = select(CounterSum.period, func.sum(CounterSum.amount)).where(CounterSum.cut == "category")
    for period, amount in db.session.execute(by_category.group_by(CounterSum.period)):
        assert amount == sum(a for (day, *_rest), a in before.items() if period in names_of(day))


def test_every_cut_comes_to_the_same_sum(context: Flask, clock: Clock) -> None:
    with transaction():
        count("tips_disposed", 3, category="A01", outcome="substantiated", platform_id=1)
        count("tips_disposed", 4, category="B05", outcome="partly")
        fold(10)
    cuts = select(CounterSum.cut, CounterSum.key, CounterSum.amount).where(CounterSum.period == "all")
    assert {(cut, key): amount for cut, key, amount in db.session.execute(cuts)} == {
        ("category", "A01"): 3, ("category", "B05"): 4,
        ("outcome", "substantiated"): 3, ("outcome", "partly"): 4,
        ("platform_id", "1"): 3, ("platform_id", "0"): 4,
    }  # fmt: skip


def test_a_full_batch_queues_the_next_one(context: Flask) -> None:
    def queued() -> int:
        return db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == FOLD)) or 0

    with transaction():
        count("tips_received", 1, category="A01")
        fold_counters({})
        assert queued() == 0
        db.session.add_all(
            CounterDelta(day=date(2026, 1, 1), figure="tips_received", category="A01", amount=1) for _ in range(2000)
        )
        fold_counters({})
        assert queued() == 1


def test_a_supervisory_measure_is_counted_on_no_platform(context: Flask) -> None:
    with transaction():
        cast: Cast = the_cast()
        case = case_of(send_tip("https://xingyun.example/v/1"))
        refer(accepted(case, cast.wei), cast.wei, "M01")
        signed(case, cast.qian)
        carried_out(case, cast.wu, ExecutionReceipt("The record of the talk is on file."))
    taken = {key: amount for key, amount in kept().items() if key[1] == "measures_taken"}
    assert [(key[3], key[5], amount) for key, amount in taken.items()] == [("M01", 0, 1)]
