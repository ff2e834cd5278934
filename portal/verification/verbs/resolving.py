"""What a platform does by itself: interim measures, and resolving a case by measures that need no agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal import clock
from portal.domain.errors import InputInvalid, MeasureNotAllowed, ReceiptInvalid
from portal.domain.measures import EXECUTION_STEP, MEASURES, Counter
from portal.domain.measures.fitting import fits
from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import Case, act, execution_due_at
from portal.records.findings import ProposedMeasure
from portal.records.notices import tell_reporters
from portal.records.receipts import ExecutionReceipt, take_receipt
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.ending import end


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """One measure a platform took, with what proves it; blank proof: it is still to be carried out."""

    measure: ProposedMeasure
    proof: str = ""
    quantities: Mapping[Counter, int] = field(default_factory=dict)


def take_interim_measure(case: Case, actor: Actor, own: OwnMeasure) -> Task:
    """A reversible measure before the decision: in force at once with its receipt, else an open task."""
    _check(case, own.measure)
    if not MEASURES[own.measure.code].interim:
        raise MeasureNotAllowed(N_("In the meantime only measures that can be lifted may be taken."))
    act(case, Action.INTERIM_MEASURE, actor, {"measure": own.measure.code})
    task = _task(case, actor, TaskKind.INTERIM, own)
    tell_reporters(case, "interim_measure")
    return task


def resolve(case: Case, actor: Actor, measures: Sequence[OwnMeasure], ground: str, opinion: str) -> None:
    """End the case by own measures, each carried out, proven and counted (平台自行处置).

    Raises MeasureNotAllowed, ReceiptInvalid, and as `ending.end()`.
    """
    if not measures:
        raise InputInvalid("measures", N_("State at least one measure that you took."))
    for own in measures:
        _check(case, own.measure)
        if not own.proof.strip():
            raise ReceiptInvalid()
    end(case, Action.RESOLVE, actor, Outcome.RESOLVED_BY_PLATFORM, ground, opinion)
    for own in measures:
        _task(case, actor, TaskKind.OWN_MEASURE, own)


def _check(case: Case, proposed: ProposedMeasure) -> None:
    measure = MEASURES[proposed.check().code]
    if not measure.by_platform_alone:
        raise MeasureNotAllowed(N_("This measure needs the agencies; refer the case."))
    if not fits(measure, case.target.type):
        raise MeasureNotAllowed(N_("This measure does not fit what was reported."))


def _task(case: Case, actor: Actor, kind: TaskKind, own: OwnMeasure) -> Task:
    measure = MEASURES[own.measure.code]
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
    db.session.add(task)
    db.session.flush()  # from here on the task knows its executor, by whom its receipt is counted
    if own.proof.strip():
        take_receipt(case, task, actor, ExecutionReceipt(own.proof, own.quantities))
    return task
