"""What follows whenever a step has closed a case, whichever desk took it: figures, notices, and what is lifted."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import func, select

from portal.domain.permissions import SYSTEM, OrganizationKind
from portal.domain.status import NO_GROUND_FOR_MEASURES, Outcome, Status, TipOutcome
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import CASES_CLOSED, TIPS_DISPOSED, ClosingCount, count, today
from portal.records.hand_overs import begin, end_following
from portal.records.lifting import lift_everything
from portal.records.notices import tell_reporters
from portal.records.receipt_counts import count_own_measures
from portal.records.rounds import standing_finding
from portal.records.standing import end_measures
from portal.records.tasks import TaskKind
from portal.records.tips import TipCase


def after_closing(case: Case) -> None:
    """Count a case that the step just taken has closed, and tell its reporters; an open case: nothing.

    A case closed for the second time (after an appeal, or reopened) is counted once: what its
    earlier closing added is taken back from the days it was added to. A merged case disposes of
    nothing; its tips count where they went. Measures that the outcome gives no ground are lifted:
    all of them, or only what was ordered or taken in the meantime besides what ended the case.
    """
    if case.status is Status.CLOSED:
        _settle(case)
        tell_reporters(case, "closed")


def after_maintaining(case: Case, appellant_ids: Collection[int]) -> None:
    """The same for a case whose outcome stands after an appeal, which is news to who appealed alone."""
    _settle(case)
    tell_reporters(case, "closed", appellant_ids)


def _settle(case: Case) -> None:
    if case.outcome is Outcome.HANDED_OVER:
        begin(case)
    else:
        end_following(case)
    _end_without_ground(case)
    count_own_measures(case)
    _take_back(case)
    for added in _counts(case):
        db.session.add(added)
        _count(added, added.amount)


def _end_without_ground(case: Case) -> None:
    """What was meant for the time until the decision ends with it; handed over or merged, a case waits for another."""
    if case.outcome in NO_GROUND_FOR_MEASURES:
        lift_everything(case, SYSTEM)
    elif case.outcome is Outcome.RESOLVED_BY_PLATFORM:
        end_measures(case, SYSTEM, {TaskKind.INTERIM}, besides=())
    elif case.outcome in (Outcome.SUBSTANTIATED, Outcome.PARTLY):
        end_measures(case, SYSTEM, {TaskKind.INTERIM}, besides=standing_finding(case).codes)


def after_late_tips(case: Case, amount: int) -> None:
    """Count tips that were brought to a case already closed, and tell nobody else's reporter.

    They count today: the month in which the case was closed may be published already.
    """
    decided = str(TipOutcome.ALREADY_DECIDED)
    row = db.session.get(ClosingCount, (case.id, TIPS_DISPOSED, decided, today()))
    if row is None:
        row = _row(case, TIPS_DISPOSED, decided, 0)
        db.session.add(row)
    row.amount += amount
    _count(row, amount)


def _take_back(case: Case) -> None:
    for earlier in db.session.scalars(select(ClosingCount).where(ClosingCount.case_id == case.id)):
        _count(earlier, -earlier.amount)
        db.session.delete(earlier)
    db.session.flush()


def _count(row: ClosingCount, amount: int) -> None:
    count(row.figure, amount, category=row.category, outcome=row.outcome, platform_id=row.platform_id, day=row.day)


def _counts(case: Case) -> Iterator[ClosingCount]:
    """What this closing adds: the case itself, and its tips by their outcome."""
    amounts = [(CASES_CLOSED, str(case.outcome), 1)]
    if case.outcome is not Outcome.MERGED:
        amounts += [(TIPS_DISPOSED, tip_outcome or str(case.outcome), amount) for tip_outcome, amount in _tips(case)]
    for figure, outcome, amount in amounts:
        yield _row(case, figure, outcome, amount)


def _row(case: Case, figure: str, outcome: str, amount: int) -> ClosingCount:
    return ClosingCount(
        case_id=case.id,
        figure=figure,
        outcome=outcome,
        category=case.category,
        platform_id=_platform_id(case),
        day=today(),
        amount=amount,
    )


def _platform_id(case: Case) -> int:
    """The platform that carries the target, whoever held the case; 0 where none does."""
    host = case.target.host
    return host.id if host is not None and host.kind is OrganizationKind.PLATFORM else 0


def _tips(case: Case) -> list[tuple[str | None, int]]:
    """How many tips were not withdrawn, by the outcome of their own where they have one."""
    rows = db.session.execute(
        select(TipCase.outcome, func.count())
        .where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None))
        .group_by(TipCase.outcome)
    )
    return [(outcome, amount) for outcome, amount in rows]
