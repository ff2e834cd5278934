"""What must hold of every case at every moment, asked of the rows alone; each fault is a sentence."""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.measures import MEASURES, Counter
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Outcome, Status
from portal.domain.workflow import DECISION_ACTIONS
from portal.extensions import db
from portal.records import ledger
from portal.records.advancing import BULLETIN_WITHDRAWN, DUTY_ANSWERED, DUTY_CALLED, NOTICE_ISSUED
from portal.records.approvals import Approval, Vote
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from portal.records.findings import Finding
from portal.records.joining import JOINED, OPENED
from portal.records.ledger import GENESIS, LedgerEntry, commit_to
from portal.records.rounds import finders_of
from portal.records.tasks import Task, TaskKind
from portal.records.tips import Tip
from tests.stateful.expected import expected_steps

Faults = Iterator[str]

BESIDE = frozenset({OPENED, JOINED, NOTICE_ISSUED, BULLETIN_WITHDRAWN, DUTY_CALLED, DUTY_ANSWERED})
"""Entries that are nobody's step."""

PROVISIONAL = {Status.AWAITING_CONFIRMATION, Status.UNDER_APPEAL}
"""Where an outcome is proposed or contested; elsewhere only a closed case has one."""
NEGATIVE = {
    Outcome.UNSUBSTANTIATED,
    Outcome.INSUFFICIENT,
    Outcome.OUT_OF_SCOPE,
    Outcome.TARGET_GONE,
    Outcome.WITHDRAWN,
}
"""Outcomes that give no measure a ground."""


class Picture:
    """One case with everything that hangs on it, read anew."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case, self.now = case, now
        self.entries: list[LedgerEntry] = []
        self.tasks: list[Task] = []
        self.findings: dict[int, Finding] = {}
        self.votes: list[Approval] = []


def pictures(now: datetime, case_ids: Collection[int]) -> list[Picture]:
    """These cases, by one query a table."""
    cases = select(Case).where(Case.id.in_(case_ids)).options(joinedload(Case.target))
    by_id = {case.id: Picture(case, now) for case in db.session.scalars(cases)}
    entries = select(LedgerEntry).where(LedgerEntry.case_id.in_(case_ids))
    for entry in db.session.scalars(entries.order_by(LedgerEntry.case_id, LedgerEntry.sequence)):
        by_id[entry.case_id].entries.append(entry)
    for task in db.session.scalars(select(Task).where(Task.case_id.in_(case_ids)).order_by(Task.id)):
        by_id[task.case_id].tasks.append(task)
    for finding in db.session.scalars(select(Finding).where(Finding.case_id.in_(case_ids))):
        by_id[finding.case_id].findings[finding.round] = finding
    votes = (
        select(Approval)
        .where(Approval.case_id.in_(case_ids))
        .options(joinedload(Approval.agency), joinedload(Approval.draft))
    )
    for vote in db.session.scalars(votes):
        by_id[vote.case_id].votes.append(vote)
    return list(by_id.values())


def every_step_stands_in_the_table(seen: Picture) -> Faults:
    """The ledger tells an unbroken way that the expected table has, and it ends where the case is."""
    at: Status | None = None
    for entry in seen.entries:
        if entry.status_before is not at and entry.action != OPENED:
            yield f"{entry.action} began at {entry.status_before}, but the case was at {at}"
        step = (str(entry.status_before), entry.action, str(entry.status_after))
        beside = entry.action in BESIDE
        brings_another = entry.action == "merge" and entry.status_before is entry.status_after
        if not (beside or brings_another or step in expected_steps()):
            yield f"no such step in the table: {step}"
        at = entry.status_after
    if at is not seen.case.status:
        yield f"the ledger ends at {at}, the case is at {seen.case.status}"


def its_chain_holds(seen: Picture) -> Faults:
    """Each entry follows from the one before, says what it said when it was written, and the last one is named."""
    before = GENESIS
    for place, entry in enumerate(seen.entries, start=1):
        intact = entry.body is not None and entry.salt is not None and entry.hash == entry.digest()
        if not intact or entry.commitment != commit_to(entry.body or {}, entry.salt or b""):
            yield f"ledger: entry {entry.sequence} was changed"
        if (entry.sequence, entry.previous_hash) != (place, before):
            yield f"ledger: entry {entry.sequence} does not follow"
        before = entry.hash
    if seen.case.ledger_head != before:
        yield "ledger: the last entry is not the one that its case names"


def closed_and_outcome_go_together(seen: Picture) -> Faults:
    """A closed case has its outcome and time; an open one has an outcome only where it is provisional."""
    case = seen.case
    if case.status is Status.CLOSED and not (case.outcome and case.closed_at and case.due_at is None):
        yield "closed without outcome or time, or with a clock still running"
    if case.status is not Status.CLOSED and (case.closed_at or case.due_at is None):
        yield "open without a clock"
    if case.outcome and case.status not in {Status.CLOSED, *PROVISIONAL}:
        yield f"has outcome {case.outcome} at {case.status}"


def nobody_signed_something_else(seen: Picture) -> Faults:
    """Every signature names the version of its round, and that version still says the same."""
    case = seen.case
    for vote in seen.votes:
        finding = seen.findings[vote.round]
        if vote.decision not in (None, Vote.EXCUSED) and vote.seen_hash != finding.seen_hash:
            yield f"round {vote.round}: {vote.decision} on another version"
        if vote.decision is Vote.APPROVED and vote.decided_by_id == finding.author_id:
            yield f"round {vote.round}: approved by its finder"
        yield from each_turn_was_another_persons(vote)
    if case.status is Status.AWAITING_APPROVAL:
        on_the_table = seen.findings[case.round]
        if on_the_table.seen_hash != on_the_table.version(case.target):
            yield f"round {case.round}: what is signed is no longer what stands there"


def each_turn_was_another_persons(vote: Approval) -> Faults:
    """An answer that goes by several hands was drafted, and reviewed, by others than whoever signed it."""
    if vote.decision is None or vote.decision is Vote.EXCUSED or vote.agency.signing_levels == SigningLevels.SIGNED:
        return
    turns = [vote.draft.drafted_by_id, vote.draft.reviewed_by_id] if vote.draft else [None, None]
    hands = [*turns[: vote.agency.signing_levels - 1], vote.decided_by_id]
    if None in hands or len(set(hands)) < len(hands):
        yield f"round {vote.round}: {vote.decision} by the hands {hands}"


def every_order_has_its_quorum(seen: Picture) -> Faults:
    """What was ordered jointly was signed by each agency its row names, by enough, and by another than the finders'."""
    decided_at = last_decision(seen)
    if decided_at is None:
        return
    signed = {
        vote.agency.function for vote in seen.votes if vote.round == seen.case.round and vote.decision is Vote.APPROVED
    }
    finders = finders_of(seen.findings[seen.case.round])
    for task in seen.tasks:
        if task.kind is TaskKind.DISPOSAL and task.replaces_id is None and task.ordered_at == decided_at:
            measure = MEASURES[task.measure or ""]
            if not measure.named <= signed or len(signed) < measure.minimum or not signed - finders:
                yield f"{measure.code} was ordered on the signatures of {sorted(str(one) for one in signed)}"


def last_decision(seen: Picture) -> datetime | None:
    """When the agencies decided, if what they decided is being carried out."""
    if seen.case.status is not Status.IN_DISPOSAL:
        return None
    entered = [one for one in seen.entries if one.status_after is Status.IN_DISPOSAL is not one.status_before]
    return entered[-1].at if entered[-1].status_before is Status.AWAITING_APPROVAL else None


def no_measure_outlives_its_ground(seen: Picture) -> Faults:
    """What is in force was decided, or waits for its decision; an order that lapsed binds nobody."""
    case = seen.case
    for task in seen.tasks:
        if not task.in_force:
            continue
        if case.status is Status.CLOSED and case.outcome in NEGATIVE:
            yield f"{task.kind} {task.measure} is in force though the case ended {case.outcome}"
        if case.status is Status.CLOSED and not has_live_ground(seen, task):
            yield f"{task.kind} {task.measure} is in force though what ended the case did not carry it"
        if task.lapses_at and not task.ratified_at and task.lapses_at <= seen.now:
            yield f"order {task.measure} is in force though it lapsed"


def has_live_ground(seen: Picture, task: Task) -> bool:
    """Of a closed case: whether the decision carried the measure, or the platform's own resolution did.

    A case that was handed over or merged leaves the decision to others; until then all goes on.
    """
    if seen.case.outcome is Outcome.RESOLVED_BY_PLATFORM:
        return task.kind is not TaskKind.INTERIM
    if seen.case.outcome in (Outcome.SUBSTANTIATED, Outcome.PARTLY):
        by_id = {one.id: one for one in seen.tasks}
        while task.replaces_id and task.kind is TaskKind.DISPOSAL:  # a substitute rests on what it replaced
            task = by_id[task.replaces_id]
        return task.measure in seen.findings[seen.case.round].codes
    return True


def nothing_is_in_force_twice(seen: Picture) -> Faults:
    """A measure is in force at its executor once, whatever it rests on."""
    in_force = Bag((task.measure, task.executor_id, task.outside_executor) for task in seen.tasks if task.in_force)
    for (measure, executor, outside), times in in_force.items():
        if times > 1:
            yield f"{measure} is in force {times} times at {outside or executor}"


def appeals_are_decided_by_somebody_else(seen: Picture) -> Faults:
    """Whoever decided an appeal had no part in a decision of the case before."""
    hands: set[int] = set()
    for entry in seen.entries:
        if entry.action in ("maintain", "vary", "revoke") and entry.actor_id in hands:
            yield f"{entry.action} by somebody with a part in the decision"
        if entry.actor_id is not None and entry.action in DECISION_ACTIONS:
            hands.add(entry.actor_id)


OF_A_CASE: tuple[Callable[[Picture], Faults], ...] = (
    every_step_stands_in_the_table,
    its_chain_holds,
    closed_and_outcome_go_together,
    nobody_signed_something_else,
    every_order_has_its_quorum,
    no_measure_outlives_its_ground,
    nothing_is_in_force_twice,
    appeals_are_decided_by_somebody_else,
)


def the_ledger_verifies() -> Faults:
    """Every chain holds and no entry is missing."""
    for found in ledger.verify():
        if isinstance(found, ledger.Break):
            yield f"ledger: {found}"


def what_was_done() -> tuple[Bag[str], Bag[str]]:
    """Each measure once: at least those in force, at most also those that ended, however often they were stated.

    What a platform took to end a case by itself is nothing before a case was closed by it, and everything
    while it is closed.
    """
    closings = select(LedgerEntry.case_id).where(LedgerEntry.status_after == Status.CLOSED)
    once_closed = set(db.session.scalars(closings))
    done = {
        task.id: task
        for task in db.session.scalars(select(Task).where(Task.done_at.is_not(None), Task.kind != TaskKind.LIFT))
        if task.measure and (task.kind is not TaskKind.OWN_MEASURE or task.case_id in once_closed)
    }
    restated = {task.replaces_id for task in done.values()}
    least, most = Bag[str](), Bag[str]()
    for task in done.values():
        amounts = {"measures_taken": 1, **task.quantities}
        if task.id not in restated:
            most.update(amounts)
        if task.in_force and (task.kind is not TaskKind.OWN_MEASURE or task.case.status is Status.CLOSED):
            least.update(amounts)
    return least, most


def figures_equal_a_recount() -> Faults:
    """The kept figures are what the receipts, the tips and the closings add up to."""
    kept = Bag[str]()
    for figure, amount in db.session.execute(
        select(CounterDelta.figure, func.sum(CounterDelta.amount)).group_by(CounterDelta.figure)
    ):
        kept[figure] = int(amount)
    least, most = what_was_done()
    for figure in ("measures_taken", *Counter):
        if not least[figure] <= kept[figure] <= most[figure]:
            yield f"{figure}: {kept[figure]} kept, but done was {least[figure]} to {most[figure]}"
    tips = db.session.scalar(select(func.count()).select_from(Tip))
    if kept["tips_received"] != tips:
        yield f"tips_received: {kept['tips_received']} kept, {tips} there"
    ended = select(func.count(LedgerEntry.case_id.distinct())).where(
        LedgerEntry.status_after == Status.CLOSED, LedgerEntry.status_before != Status.CLOSED
    )
    if kept["cases_closed"] != db.session.scalar(ended):
        yield f"cases_closed: {kept['cases_closed']} kept, {db.session.scalar(ended)} ever closed"


def faults(now: datetime, case_ids: Collection[int]) -> list[str]:
    """What does not hold now of these cases and of the figures."""
    found = [*figures_equal_a_recount()]
    for seen in pictures(now, case_ids):
        for holds in OF_A_CASE:
            found += [f"case {seen.case.id}: {fault}" for fault in holds(seen)]
    return found


def faults_anywhere(now: datetime) -> list[str]:
    """What does not hold now of any case, of the whole ledger and of the figures."""
    return [*the_ledger_verifies(), *faults(now, db.session.scalars(select(Case.id)).all())]
