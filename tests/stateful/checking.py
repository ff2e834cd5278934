"""What the desk that checks does, by its own verbs."""

from __future__ import annotations

from collections.abc import Callable

from portal.domain.blind_verdicts import VERDICT_WORDS
from portal.domain.hand_overs import Authority
from portal.domain.measures import Measure
from portal.domain.permissions import Actor
from portal.domain.priority import Priority
from portal.domain.status import Outcome
from portal.domain.targets import TargetType
from portal.records.cases import Case
from portal.records.clocks import extend
from portal.records.routing import NamedTarget
from portal.records.tasks import TaskKind
from portal.verification.verbs import (
    accepting,
    arranging,
    asking,
    claiming,
    confirming,
    dismissing,
    judging,
    merging,
    passing_on,
    referring,
    resolving,
    splitting,
)
from tests.stateful.drawing import ADDRESSES, WORDS, Drawing


def is_taken_alone(measure: Measure) -> bool:
    """Whether a platform needs no agency for it."""
    return measure.by_platform_alone


def is_taken_in_the_meantime(measure: Measure) -> bool:
    """Whether a platform needs no agency for it and can undo it."""
    return measure.by_platform_alone and measure.interim


def own_measures(case: Case, drawing: Drawing, such: Callable[[Measure], bool]) -> list[resolving.OwnMeasure]:
    """Measures a platform says it took, mostly such."""
    return [
        resolving.OwnMeasure(one, receipt.proof, receipt.quantities)
        for one in drawing.measures(case, such)
        for receipt in [drawing.receipt(one.code, TaskKind.OWN_MEASURE)]
    ]


def accept(case: Case, actor: Actor, drawing: Drawing) -> None:
    accepting.accept(case, actor)


def decline(case: Case, actor: Actor, drawing: Drawing) -> None:
    accepting.decline(case, actor, drawing.outcome(Outcome.OUT_OF_SCOPE, Outcome.TARGET_GONE), drawing.words(), WORDS)


def hand_over(case: Case, actor: Actor, drawing: Drawing) -> None:
    accepting.hand_over(case, actor, Authority.POLICE, "Police of Haidian", drawing.words(), WORDS)


def reroute(case: Case, actor: Actor, drawing: Drawing) -> None:
    passing_on.reroute(case, actor, drawing.desk(case), drawing.words())


def transfer(case: Case, actor: Actor, drawing: Drawing) -> None:
    passing_on.transfer(case, actor, drawing.desk(case), drawing.words())


def take_over(case: Case, actor: Actor, drawing: Drawing) -> None:
    passing_on.take_over(case, actor, drawing.words())


def resolve(case: Case, actor: Actor, drawing: Drawing) -> None:
    resolving.resolve(case, actor, own_measures(case, drawing, is_taken_alone), drawing.words(), WORDS)


def dismiss(case: Case, actor: Actor, drawing: Drawing) -> None:
    outcome = drawing.outcome(Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT, Outcome.TARGET_GONE)
    dismissing.dismiss(case, actor, outcome, drawing.words(), WORDS)


def judge(case: Case, actor: Actor, drawing: Drawing) -> None:
    judging.judge(case, actor, drawing.outcome(*VERDICT_WORDS), drawing.words())


def confirm(case: Case, actor: Actor, drawing: Drawing) -> None:
    confirming.confirm(case, actor)


def refer(case: Case, actor: Actor, drawing: Drawing) -> None:
    referring.refer(
        case,
        actor,
        opinion=drawing.words(),
        public_ground=WORDS,
        evidence=["sha256:" + "0" * 64],
        measures=drawing.measures(case),
    )


def merge(case: Case, actor: Actor, drawing: Drawing) -> None:
    other = drawing.twin(case).case_number
    merging.lock_in_order(case.case_number, other)
    merging.merge(case, actor, other, drawing.words())


def claim(case: Case, actor: Actor, drawing: Drawing) -> None:
    drawing.one_of(claiming.claim, claiming.release)(case, actor)


def interim_measure(case: Case, actor: Actor, drawing: Drawing) -> None:
    resolving.take_interim_measure(case, actor, own_measures(case, drawing, is_taken_in_the_meantime)[0])


def split(case: Case, actor: Actor, drawing: Drawing) -> None:
    splitting.split(case, actor, [drawing.label(case)], drawing.category(case), drawing.words())


def reclassify(case: Case, actor: Actor, drawing: Drawing) -> None:
    arranging.reclassify(case, actor, drawing.category(case), drawing.one_of(*Priority), drawing.words())


def correct_target(case: Case, actor: Actor, drawing: Drawing) -> None:
    named = NamedTarget(type=drawing.one_of(TargetType.CONTENT, TargetType.APP), entered=drawing.one_of(*ADDRESSES))
    arranging.correct_target(case, actor, named, drawing.words())


def ask_supplement(case: Case, actor: Actor, drawing: Drawing) -> None:
    asking.ask_supplement(case, actor, drawing.label(case), drawing.words())


def message(case: Case, actor: Actor, drawing: Drawing) -> None:
    asking.send_message(case, actor, drawing.label(case), drawing.words())


def prolong(case: Case, actor: Actor, drawing: Drawing) -> None:
    extend(case, actor, drawing.words())


def return_to_desk(case: Case, actor: Actor, drawing: Drawing) -> None:
    confirming.return_to_desk(case, actor, drawing.words())
