"""What a platform does by itself: interim measures, and resolving a case by measures that need no agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal import clock
from portal.domain.deadlines import DEADLINES, Step
from portal.domain.errors import InputInvalid, MeasureNotAllowed, ReceiptInvalid, told_together
from portal.domain.measures import EXECUTION_STEP, MEASURES, Counter
from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case, execution_due_at
from portal.records.counters import INTERIM_MEASURES, count
from portal.records.findings import ProposedMeasure
from portal.records.notices import tell_reporters
from portal.records.proposing import check_fits, check_has_its_time, refuse_retired_measures
from portal.records.receipts import ExecutionReceipt, take_receipt
from portal.records.standing import end_measures, restate, standing, standing_tasks
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.ending import finish, propose_end


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """One measure a platform took, with what proves it; blank proof: it is still to be carried out."""

    measure: ProposedMeasure
    proof: str = ""
    quantities: Mapping[Counter, int] = field(default_factory=dict)


def take_interim_measure(case: Case, actor: Actor, own: OwnMeasure) -> Task:
    """A reversible measure before the decision: in force at once with its receipt, else an open task.

    One that the platform took before is restated. It ends by itself, by default after the days of table 5.
    Raises MeasureNotAllowed, also for one that is ordered.
    """
    _check(case, own.measure)
    if not MEASURES[own.measure.code].interim:
        raise MeasureNotAllowed(N_("In the meantime only measures that can be lifted may be taken."))
    act(case, Action.INTERIM_MEASURE, actor, {"measure": own.measure.code})
    again = standing(standing_tasks(case), own.measure.code, case.holder) is not None
    task = _task(case, actor, TaskKind.INTERIM, own)
    task.days = own.measure.days or days_in_the_meantime(case)
    if not again:
        count(INTERIM_MEASURES, 1, platform_id=case.holder_id)
    tell_reporters(case, "interim_measure", aside=True)
    return task


def days_in_the_meantime(case: Case) -> int:
    """For how many days a platform's interim measure holds, unless it says otherwise."""
    return DEADLINES[Step.INTERIM].allowances[case.priority].amount


def resolve(case: Case, actor: Actor, measures: Sequence[OwnMeasure], ground: str, opinion: str) -> None:
    """End the case by own measures, each carried out and proven (平台自行处置); counted once it is closed.

    A measure in force in the meantime goes on under this one; an own measure that is not stated
    again ends. Raises as `check_resolved()` and `ending.end()`.
    """
    check_resolved(case, measures)
    propose_end(case, Action.RESOLVE, actor, Outcome.RESOLVED_BY_PLATFORM, ground, opinion)
    for own in measures:
        _task(case, actor, TaskKind.OWN_MEASURE, own)
    end_measures(case, actor, {TaskKind.OWN_MEASURE}, besides={own.measure.code for own in measures})
    finish(case)


def check_resolved(case: Case, measures: Sequence[OwnMeasure]) -> None:
    """Whether a platform may end the case by these; raises InputInvalid, MeasureNotAllowed, ReceiptInvalid, Several."""
    if not measures:
        raise InputInvalid("measures", N_("State at least one measure that you took."))
    with told_together() as check:
        for own in measures:
            check(_check_lasting, case, own.measure)
            check(_check_proof, own)


def _check_lasting(case: Case, proposed: ProposedMeasure) -> None:
    proposed.check()
    with told_together() as check:
        check(_check, case, proposed)
        check(check_has_its_time, proposed)


def _check_proof(own: OwnMeasure) -> None:
    if not own.proof.strip():
        raise ReceiptInvalid(measure=MEASURES.get(own.measure.code), part="proof")


def _check(case: Case, proposed: ProposedMeasure) -> None:
    measure = MEASURES[proposed.check().code]
    if not measure.by_platform_alone:
        raise MeasureNotAllowed(N_("“%(measure)s” needs the agencies; refer the case."), measure=measure)
    check_fits(case, proposed)
    refuse_retired_measures(case, [measure.code])


def _is_restated(earlier: Task, kind: TaskKind) -> bool:
    """What a platform took itself it may state anew; what it was ordered in the meantime only to end the case."""
    if earlier.kind is TaskKind.DISPOSAL:
        return False
    return kind is TaskKind.OWN_MEASURE or earlier.lapses_at is None


def _task(case: Case, actor: Actor, kind: TaskKind, own: OwnMeasure) -> Task:
    measure = MEASURES[own.measure.code]
    earlier = standing(standing_tasks(case), measure.code, case.holder)
    if earlier is not None and not _is_restated(earlier, kind):
        raise MeasureNotAllowed(N_("This measure is ordered already; it is answered by the receipt of its task."))
    task = Task(
        case_id=case.id,
        kind=kind,
        measure=measure.code,
        note=own.measure.note,
        executor_id=case.holder_id,
        ordered_by_id=actor.user_id,
        ordered_at=clock.now(),
        due_at=execution_due_at(case, EXECUTION_STEP[measure.layer]),
        days=own.measure.days,
    )
    if earlier is not None:
        restate(earlier, task)
    db.session.add(task)
    db.session.flush()  # from here on the task knows its executor, by whom its receipt is counted
    if own.proof.strip():
        take_receipt(case, task, actor, ExecutionReceipt(own.proof, own.quantities))
    return task
