"""How a check ends at its desk: dismissal, own measures, and the regulator's confirmation."""

import pytest
from flask import Flask
from sqlalchemy import func

from portal.domain.errors import (
    ConditionFailed,
    InputInvalid,
    MeasureNotAllowed,
    NotAllowed,
    OutcomeNotAllowed,
    ReceiptInvalid,
    Several,
    StepNotAllowed,
)
from portal.domain.measures import Counter
from portal.domain.permissions import Actor
from portal.domain.status import Outcome, Status
from portal.domain.visibility import Part, visible_parts
from portal.extensions import db
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.case_view.past import StepView, read_history
from portal.records.case_view.summary import read_summary
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from portal.records.findings import ProposedMeasure
from portal.records.organizations import Organization
from portal.records.tasks import TaskKind
from portal.verification.verbs.confirming import confirm, return_to_desk
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.passing_on import transfer
from portal.verification.verbs.resolving import OwnMeasure, resolve, take_interim_measure
from portal.web.transaction import transaction
from tests.factories import Cast, accepted, case_of, judged, organization, send_tip, tasks_of, the_cast

GROUND = {"ground": "The post is gone.", "opinion": "Looked at the post before and after."}
REMOVED = OwnMeasure(ProposedMeasure("M11", note="the post"), "Screenshots before, after.", {Counter.INFORMATION: 4800})
WARNED = OwnMeasure(ProposedMeasure("M24", note="the account"), "The warning as sent.", {Counter.ACCOUNTS: 1})


def checking(cast: Cast, *, sample: int = 99, category: str = "B02") -> Case:
    case = accepted(case_of(send_tip(category=category)), cast.wei)
    case.sample = sample
    return case


def counted(figure: str, **dimensions: str) -> int:
    query = db.select(func.sum(CounterDelta.amount)).where(CounterDelta.figure == figure)
    for name, value in dimensions.items():
        query = query.where(getattr(CounterDelta, name) == value)
    return int(db.session.scalar(query) or 0)


def test_a_dismissal_closes_with_its_ground_and_counts_its_tips(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, **GROUND)
    assert (case.status, case.outcome, case.ground) == (Status.CLOSED, Outcome.UNSUBSTANTIATED, GROUND["ground"])
    assert (counted("cases_closed"), counted("tips_disposed", outcome="unsubstantiated")) == (1, 1)


@pytest.mark.parametrize("case_of_rule", [{"sample": 0}, {"category": "B05"}])
def test_urgent_and_sampled_dismissals_wait_for_a_regulator(context: Flask, case_of_rule: dict[str, object]) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, **case_of_rule)  # type: ignore[arg-type]  # one of two keywords
        dismiss(case, cast.wei, Outcome.INSUFFICIENT, **GROUND)
    assert (case.status, case.outcome) == (Status.AWAITING_CONFIRMATION, Outcome.INSUFFICIENT)
    assert counted("cases_closed") == 0


def test_a_regulator_confirms_and_the_case_closes_as_proposed(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, sample=0)
        dismiss(case, cast.wei, Outcome.INSUFFICIENT, **GROUND)
        confirm(judged(case, cast.qian), cast.qian)
    assert (case.status, case.outcome, case.ground) == (Status.CLOSED, Outcome.INSUFFICIENT, GROUND["ground"])
    assert counted("cases_closed", outcome="insufficient") == 1


def test_a_regulator_returns_with_a_reason_and_the_desk_checks_again(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, sample=0)
        dismiss(case, cast.wei, Outcome.INSUFFICIENT, **GROUND)
        judged(case, cast.qian)
        with pytest.raises(InputInvalid):
            return_to_desk(case, cast.qian, " ")
        return_to_desk(case, cast.qian, "Look at the second account as well.")
    assert (case.status, case.outcome, case.ground) == (Status.VERIFYING, None, "")


def test_no_platform_confirms_its_own_dismissal(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, sample=0)
        dismiss(case, cast.wei, Outcome.INSUFFICIENT, **GROUND)
        with pytest.raises(NotAllowed):
            confirm(case, cast.wei)
        with pytest.raises(ConditionFailed):
            confirm(case, cast.zhou)


def test_own_measures_end_a_case_with_receipts_that_are_counted(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        resolve(case, cast.wei, [REMOVED, WARNED], **GROUND)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.RESOLVED_BY_PLATFORM)
    assert [(task.measure, task.in_force) for task in tasks_of(case, TaskKind.OWN_MEASURE)] == [
        ("M11", True),
        ("M24", True),
    ]
    assert (counted("information", measure="M11"), counted("accounts", measure="M24")) == (4800, 1)


@pytest.mark.parametrize(
    ("measures", "error"),
    [
        ([], InputInvalid),
        ([OwnMeasure(ProposedMeasure("M11"), "", {Counter.INFORMATION: 1})], ReceiptInvalid),
        ([OwnMeasure(ProposedMeasure("M11"), "Seen.", {})], ReceiptInvalid),
        ([OwnMeasure(ProposedMeasure("M11"), "Seen.", {Counter.DOMAINS_BLOCKED: 1})], ReceiptInvalid),
        ([OwnMeasure(ProposedMeasure("M31"), "Seen.", {Counter.PRODUCTS: 1})], MeasureNotAllowed),
        ([OwnMeasure(ProposedMeasure("M99"), "Seen.", {})], MeasureNotAllowed),
        ([OwnMeasure(ProposedMeasure("M21"), "Seen.", {Counter.ACCOUNTS: 1})], Several),  # whose account, for how long?
        ([OwnMeasure(ProposedMeasure("M21", 999, "the account"), "Seen.", {Counter.ACCOUNTS: 1})], MeasureNotAllowed),
    ],
)
def test_what_is_no_proven_measure_of_its_own_ends_nothing(
    context: Flask, measures: list[OwnMeasure], error: type[Exception]
) -> None:
    with transaction():
        cast = the_cast()
        number = checking(cast).case_number
    with pytest.raises(error), transaction():
        case = db.session.scalars(db.select(Case).where(Case.case_number == number)).one()
        resolve(case, cast.wei, measures, **GROUND)
    case = db.session.scalars(db.select(Case).where(Case.case_number == number)).one()
    assert case.status is Status.VERIFYING
    assert (tasks_of(case, TaskKind.OWN_MEASURE), counted("information")) == ([], 0)


def test_what_a_platform_did_by_itself_is_counted_as_its_own(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        resolve(checking(cast), cast.wei, [REMOVED], **GROUND)
    platforms = db.session.scalars(
        db.select(CounterDelta.platform_id).where(CounterDelta.figure == Counter.INFORMATION)
    )
    assert set(platforms) == {cast.wei.organization_id}


def test_a_regulators_desk_resolves_nothing_by_own_measures(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip("https://own.xingyun.example/app")), cast.qian)
        with pytest.raises(NotAllowed):
            resolve(case, cast.qian, [REMOVED], **GROUND)


def test_an_interim_measure_is_in_force_with_its_receipt_and_a_task_without(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        hidden = take_interim_measure(
            case, cast.wei, OwnMeasure(ProposedMeasure("M12"), "Not found.", {Counter.INFORMATION: 1})
        )
        limited = take_interim_measure(case, cast.wei, OwnMeasure(ProposedMeasure("M13")))
    assert (hidden.in_force, hidden.is_open, limited.in_force, limited.is_open) == (True, False, False, True)
    assert case.status is Status.VERIFYING


@pytest.mark.parametrize("code", ["M11", "M31", "M42", "M01"])
def test_in_the_meantime_only_a_platforms_own_reversible_measures(context: Flask, code: str) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(MeasureNotAllowed):
            take_interim_measure(checking(cast), cast.wei, OwnMeasure(ProposedMeasure(code), "Done.", {}))


def test_a_closed_case_is_dismissed_no_more(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast)
        dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, **GROUND)
        with pytest.raises(StepNotAllowed):
            dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, **GROUND)


def test_gone_is_no_excuse_for_a_desk_that_does_not_carry_it(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip("https://own.xingyun.example/app")), cast.qian)
        with pytest.raises(OutcomeNotAllowed):
            dismiss(case, cast.qian, Outcome.TARGET_GONE, **GROUND)


def history_for(case: Case, actor: Actor) -> list[StepView]:
    parts = visible_parts(actor, facts(case))
    return read_history(Look(case=case, actor=actor, parts=parts)) if Part.OWN_HISTORY in parts else []


def sent_by(case: Case, actor: Actor) -> Organization | None:
    """Who sent the case here, as the head of its page tells this colleague; one rule with the history."""
    arrival = read_summary(Look(case=case, actor=actor, parts=visible_parts(actor, facts(case)))).arrival
    assert arrival is not None
    return arrival.sent_by


def test_the_desk_reads_in_its_history_what_came_back_and_why_and_the_next_desk_does_not(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = checking(cast, sample=0)
        dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, **GROUND)
        return_to_desk(judged(case, cast.qian), cast.qian, "Look at the account too.")
        back, *_ = history_for(case, cast.wei)
        assert (back.reason, back.organization, back.person) == ("Look at the account too.", None, None)
        assert back.by_words == "The regulators"
        told, *_ = history_for(case, cast.qian)
        assert (told.organization, told.by_words) == (organization("cyberspace"), None)
        assert [sent_by(case, reader) for reader in (cast.wei, cast.qian)] == [None, organization("cyberspace")]
        transfer(case, cast.wei, "bailu", "Theirs.")
        for reader in (cast.wei, cast.he):
            assert "Look at the account too." not in [step.reason for step in history_for(case, reader)]
