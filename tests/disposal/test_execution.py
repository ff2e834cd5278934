"""Tasks and receipts: proof, quantities, executors outside the portal, and the end of a case."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.disposal.concluding import conclude
from portal.disposal.executing import attest, execute, substitute
from portal.disposal.interim import order
from portal.disposal.leading import take_lead
from portal.domain.errors import ConditionFailed, MeasureNotAllowed, OutcomeNotAllowed, ReceiptInvalid, StepNotAllowed
from portal.domain.measures import Counter
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from portal.records.receipts import ExecutionReceipt, counters_of
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.accepting import accept
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    RECEIPT,
    Cast,
    accepted,
    carried_out,
    case_of,
    organization,
    refer,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)

DOCUMENT = ExecutionReceipt(
    proof="The name no longer resolves.",
    quantities={Counter.DOMAINS_SCREENED: 163, Counter.DOMAINS_BLOCKED: 18},
    document_number="苏通管〔2026〕18号",
)


def in_disposal(
    cast: Cast, *codes: str, entered: str = "https://xingyun.example/v/1", type: TargetType = TargetType.CONTENT
) -> Case:
    signers = (cast.qian, cast.zhao) if "M42" in codes else (cast.qian, cast.zhou)
    return signed(referred(case_of(send_tip(entered, type=type)), cast.wei, *codes), *signers)


def counted(figure: str) -> int:
    return db.session.scalar(select(func.sum(CounterDelta.amount)).where(CounterDelta.figure == figure)) or 0


def test_a_case_concludes_only_when_every_task_has_its_receipt(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M31")
        with pytest.raises(StepNotAllowed):
            conclude(case, cast.qian, Outcome.SUBSTANTIATED, "Shown.")
        carried_out(case, cast.wei)
        conclude(case, cast.qian, Outcome.SUBSTANTIATED, "Shown.")
    assert (case.status, case.outcome, case.ground) == (Status.CLOSED, Outcome.SUBSTANTIATED, "Shown.")


def test_a_case_concludes_with_an_outcome_of_its_row_only(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = carried_out(in_disposal(cast, "M31"), cast.wei)
        with pytest.raises(OutcomeNotAllowed):
            conclude(case, cast.qian, Outcome.WITHDRAWN, "Shown.")


def test_quantities_of_receipts_add_up_in_the_official_counters(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        carried_out(in_disposal(cast, "M31"), cast.wei)
        carried_out(in_disposal(cast, "M31", entered="https://xingyun.example/v/2"), cast.wei)
    assert counted(Counter.PRODUCTS) == 6


@pytest.mark.parametrize(
    "receipt",
    [
        ExecutionReceipt(proof=" ", quantities={Counter.PRODUCTS: 1}),
        ExecutionReceipt(proof="Gone."),
        ExecutionReceipt(proof="Gone.", quantities={Counter.PRODUCTS: 0}),
        ExecutionReceipt(proof="Gone.", quantities={Counter.PRODUCTS: -1}),
        ExecutionReceipt(proof="Gone.", quantities={Counter.ACCOUNTS: 1}),
    ],
)
def test_a_receipt_without_proof_or_true_quantity_is_refused(context: Flask, receipt: ExecutionReceipt) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M31")
        with pytest.raises(ReceiptInvalid):
            execute(case, tasks_of(case)[0], cast.wei, receipt)
    assert counted(Counter.PRODUCTS) == 0


def test_nobody_answers_another_organizations_task_and_nobody_answers_twice(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M31")
        with pytest.raises(ConditionFailed):
            execute(case, tasks_of(case)[0], cast.he, RECEIPT)
        carried_out(case, cast.wei)
        with pytest.raises(StepNotAllowed):
            execute(case, tasks_of(case)[0], cast.wei, RECEIPT)


def test_the_lead_agency_attests_for_an_executor_outside_with_a_document(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M42")
        (task,) = tasks_of(case)
        with pytest.raises(ReceiptInvalid):
            attest(case, task, cast.qian, ExecutionReceipt("Gone.", {Counter.DOMAINS_BLOCKED: 1}))
        attest(case, task, cast.qian, DOCUMENT)
        conclude(case, cast.qian, Outcome.SUBSTANTIATED, "Shown.")
    assert (task.attested, case.status) == (True, Status.CLOSED)
    assert (counted(Counter.DOMAINS_SCREENED), counted(Counter.DOMAINS_BLOCKED)) == (163, 18)


def test_nobody_attests_for_an_executor_who_answers_here(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M31")
        with pytest.raises(StepNotAllowed):
            attest(case, tasks_of(case)[0], cast.qian, DOCUMENT)


def test_an_overdue_task_goes_to_a_substitute_who_can_be_outside(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M31", type=TargetType.APP)
        (task,) = tasks_of(case)
        with pytest.raises(StepNotAllowed):
            substitute(case, task, cast.qian, "Operator of the store", "No answer.")
        clock.turn(days=14)
        with pytest.raises(MeasureNotAllowed):
            substitute(case, task, cast.qian, "Operator of the store", "No answer.", measure="M42")
        replacement = substitute(case, task, cast.qian, "Operator of the store", "No answer.", measure="M32")
        attest(case, replacement, cast.qian, ExecutionReceipt("Off.", {Counter.PRODUCTS: 1}, "No. 7"))
        conclude(case, cast.qian, Outcome.SUBSTANTIATED, "Shown.")
    assert (case.status, task.is_open, replacement.replaces_id) == (Status.CLOSED, False, task.id)


def test_a_substitute_is_told_what_exactly_the_measure_applies_to(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = in_disposal(cast, "M31", type=TargetType.APP)
        (task,) = tasks_of(case)
        task.note = "the copy in the second store"
        clock.turn(days=14)
        replacement = substitute(case, task, cast.qian, "Operator of the store", "No answer.")
    assert replacement.note == "the copy in the second store"


def test_unlinking_is_a_task_for_every_platform(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip("https://far-away.example/")), cast.qian, "M44"), cast.wu, cast.zhou)
    assert [task.executor_id for task in tasks_of(case)] == [organization("xingyun").id, organization("bailu").id]


@pytest.mark.parametrize(
    ("kind", "measure"),
    [
        (TaskKind.PRESERVE, None),
        (TaskKind.DISPOSAL, "M12"),  # ordered in the meantime, and taken over by the decision
        (TaskKind.DISPOSAL, "M10"),
    ],
)
def test_no_open_task_is_left_behind_and_none_waits_for_ever(
    context: Flask, clock: Clock, kind: TaskKind, measure: str | None
) -> None:
    """Whatever its kind, it keeps the case from being concluded, and whoever leads can give it away once overdue."""
    with transaction():
        cast = the_cast()
        case = case_of(send_tip())
        accept(case, cast.wei)
        order(case, cast.qian, "M12", "It spreads by the hour.")
        refer(case, cast.wei, "M12", "M10")
        signed(case, cast.wu)
        (waiting,) = [task for task in tasks_of(case, kind) if task.measure == measure]
        for task in db.session.scalars(select(Task).where(Task.case_id == case.id)):
            if task.id != waiting.id:
                execute(case, task, cast.wei, receipt_of(task))
        with pytest.raises(StepNotAllowed):
            conclude(case, cast.wu, Outcome.SUBSTANTIATED, "Shown.")
        clock.turn(days=30)
        replacement = substitute(case, waiting, cast.qian, "Keeper of the archive", "No answer.")
        assert (replacement.kind, replacement.measure) == (kind, waiting.measure)
        attest(case, replacement, cast.qian, receipt_of(replacement))
        conclude(case, cast.wu, Outcome.SUBSTANTIATED, "Shown.")


def receipt_of(task: Task) -> ExecutionReceipt:
    """A whole receipt for whatever the task is."""
    return ExecutionReceipt("Done.", dict.fromkeys(counters_of(task.measure, task.kind), 1), "No. 7")


def test_an_order_not_ratified_yet_is_not_made_to_last_by_a_substitute(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        task = order(case, cast.qian, "M12", "It spreads by the hour.")
        task.due_at = clock.moment
        clock.turn(hours=1)
        with pytest.raises(StepNotAllowed):
            substitute(case, task, cast.qian, "Keeper of the archive", "No answer.")


def test_a_substitute_for_a_lifting_undoes_the_same_measure(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = carried_out(in_disposal(cast, "M31"), cast.wei)
        conclude(case, cast.qian, Outcome.UNSUBSTANTIATED, "Not shown.")
        (undoing,) = tasks_of(case, TaskKind.LIFT)
        clock.turn(days=30)
        replacement = substitute(case, undoing, cast.qian, "Operator of the store", "No answer.")
    assert replacement.undoes_id == undoing.undoes_id


def test_an_overdue_task_never_becomes_a_measure_of_another_kind(context: Flask, clock: Clock) -> None:
    """M03 is an agency's talk, M10 is weaker than removing, M31 is on products and wants another signature."""
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip()), cast.wei, "M11", "M02"), cast.qian)
        removal, rectification = tasks_of(case)
        clock.turn(days=30)
        for code in ("M03", "M10", "M12", "M31", "M43", "nonsense"):
            with pytest.raises(MeasureNotAllowed):
                substitute(case, removal, cast.qian, organization("bailu"), "No answer.", measure=code)
        for executor in (organization("bailu"), organization("market"), "A consultancy"):
            with pytest.raises(MeasureNotAllowed):
                substitute(case, rectification, cast.qian, executor, "No answer.")
        assert substitute(case, removal, cast.qian, organization("bailu"), "No answer.").measure == "M11"


def test_an_agency_that_took_the_lead_carries_out_what_the_former_lead_left(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip()), cast.wei, "M02"), cast.qian)
        clock.turn(days=30)
        take_lead(case, cast.zhou, "No answer.")
        replacement = substitute(case, tasks_of(case)[0], cast.zhou, organization("market"), "No answer.")
        execute(case, replacement, cast.zhou, ExecutionReceipt("The order as served."))
        conclude(case, cast.zhou, Outcome.SUBSTANTIATED, "Shown.")
    assert case.status is Status.CLOSED
