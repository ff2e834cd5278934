"""Promises about single steps of table 1, written by hand and not derived from the table."""

import pytest

from portal.domain.errors import OutcomeNotAllowed, StepNotAllowed
from portal.domain.priority import Priority
from portal.domain.status import PUBLIC_STEP, Outcome, PublicStep, Status
from portal.domain.workflow import TRANSITIONS, Action, step, verb
from tests.domain.cast import CYBERSPACE, a_case

OUT_OF_SCOPE, UNSUBSTANTIATED = Outcome.OUT_OF_SCOPE, Outcome.UNSUBSTANTIATED


@pytest.mark.parametrize("priority", [Priority.P0, Priority.P1])
@pytest.mark.parametrize(
    ("status", "action", "outcome"),
    [
        (Status.SUBMITTED, Action.DECLINE, OUT_OF_SCOPE),
        (Status.SUBMITTED, Action.HAND_OVER, Outcome.HANDED_OVER),
        (Status.VERIFYING, Action.DISMISS, UNSUBSTANTIATED),
        (Status.VERIFYING, Action.RESOLVE, Outcome.RESOLVED_BY_PLATFORM),
    ],
)
def test_a_platform_never_ends_an_urgent_case_alone(
    priority: Priority, status: Status, action: Action, outcome: Outcome
) -> None:
    assert step(a_case(status, priority=priority), action, outcome).target is Status.AWAITING_CONFIRMATION


@pytest.mark.parametrize(
    ("sample", "target"), [(0, "awaiting_confirmation"), (9, "awaiting_confirmation"), (10, "closed")]
)
def test_one_in_ten_of_the_other_dismissals_is_confirmed(sample: int, target: str) -> None:
    case = a_case(Status.VERIFYING, priority=Priority.P3, sample=sample)
    assert step(case, Action.DISMISS, UNSUBSTANTIATED).target == target


def test_a_regulators_desk_declines_without_confirmation() -> None:
    case = a_case(holder_id=CYBERSPACE, holder_is_platform=False, priority=Priority.P0)
    assert step(case, Action.DECLINE, OUT_OF_SCOPE).target is Status.CLOSED


def test_the_last_tip_withdrawn_closes_a_minor_case_and_never_an_urgent_one() -> None:
    for priority in (Priority.P2, Priority.P3):
        assert step(a_case(priority=priority, live_tips=0), Action.WITHDRAW, Outcome.WITHDRAWN).target is Status.CLOSED
    for priority in (Priority.P0, Priority.P1):
        urgent = a_case(priority=priority, live_tips=0)
        with pytest.raises(StepNotAllowed):
            step(urgent, Action.WITHDRAW, Outcome.WITHDRAWN)
        assert verb(urgent, Action.WITHDRAW)


def test_a_withdrawal_with_other_tips_left_ends_nothing() -> None:
    with pytest.raises(StepNotAllowed):
        step(a_case(live_tips=1), Action.WITHDRAW, Outcome.WITHDRAWN)


def test_the_last_signature_opens_the_disposal_and_the_others_do_not() -> None:
    assert step(a_case(Status.AWAITING_APPROVAL), Action.APPROVE).target is Status.AWAITING_APPROVAL
    assert step(a_case(Status.AWAITING_APPROVAL, quorum_stands=True), Action.APPROVE).target is Status.IN_DISPOSAL


def test_the_third_return_is_a_dissent() -> None:
    assert [step(a_case(Status.AWAITING_APPROVAL, returns=n), Action.RETURN).target for n in (0, 1, 2)] == [
        Status.VERIFYING,
        Status.VERIFYING,
        Status.AWAITING_APPROVAL,
    ]


def test_platforms_pass_a_case_on_at_most_twice() -> None:
    assert step(a_case(transfers=1), Action.TRANSFER).target is Status.SUBMITTED
    with pytest.raises(StepNotAllowed):
        step(a_case(transfers=2), Action.TRANSFER)


def test_a_case_with_an_open_task_is_not_concluded() -> None:
    with pytest.raises(StepNotAllowed):
        step(a_case(Status.IN_DISPOSAL, open_tasks=1), Action.CONCLUDE, Outcome.SUBSTANTIATED)
    assert step(a_case(Status.IN_DISPOSAL), Action.CONCLUDE, Outcome.SUBSTANTIATED).target is Status.CLOSED


def test_a_confirmation_keeps_the_outcome_that_was_proposed() -> None:
    case = a_case(Status.AWAITING_CONFIRMATION, outcome=UNSUBSTANTIATED)
    assert step(case, Action.CONFIRM).outcome(case, None) is UNSUBSTANTIATED
    with pytest.raises(OutcomeNotAllowed):
        step(case, Action.CONFIRM, Outcome.INSUFFICIENT)
    with pytest.raises(OutcomeNotAllowed):
        step(a_case(Status.AWAITING_CONFIRMATION), Action.CONFIRM)


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.WITHDRAWN, Outcome.MERGED}))
def test_an_appeal_leaves_the_outcome_standing_and_maintaining_keeps_it(outcome: Outcome) -> None:
    closed = a_case(Status.CLOSED, outcome=outcome)
    assert step(closed, Action.APPEAL).outcome(closed, None) is outcome
    case = a_case(Status.UNDER_APPEAL, outcome=outcome)
    assert step(case, Action.MAINTAIN).outcome(case, None) is outcome
    with pytest.raises(OutcomeNotAllowed):
        step(case, Action.MAINTAIN, Outcome.MERGED)


def test_a_case_that_goes_on_has_no_outcome() -> None:
    for status, action in ((Status.AWAITING_CONFIRMATION, Action.RETURN), (Status.CLOSED, Action.REOPEN)):
        case = a_case(status, outcome=UNSUBSTANTIATED)
        assert step(case, action).outcome(case, None) is None


def test_a_step_that_ends_a_case_names_how() -> None:
    with pytest.raises(OutcomeNotAllowed):
        step(a_case(Status.VERIFYING), Action.DISMISS)
    with pytest.raises(OutcomeNotAllowed):
        step(a_case(Status.VERIFYING), Action.DISMISS, Outcome.SUBSTANTIATED)
    with pytest.raises(OutcomeNotAllowed):
        step(a_case(), Action.ACCEPT, Outcome.SUBSTANTIATED)


def test_revoking_lifts_what_is_in_force_and_else_checks_anew() -> None:
    assert step(a_case(Status.UNDER_APPEAL, measures_in_force=True), Action.REVOKE).target is Status.IN_DISPOSAL
    assert step(a_case(Status.UNDER_APPEAL), Action.REVOKE).target is Status.VERIFYING


def test_only_the_agencies_and_the_lead_open_a_disposal() -> None:
    ways = {row.action for row in TRANSITIONS if row.target is Status.IN_DISPOSAL}
    assert ways == {Action.APPROVE, Action.EXCUSE, Action.DECIDE, Action.REVOKE}


def test_the_public_reads_five_steps() -> None:
    assert set(PUBLIC_STEP) == set(Status)
    assert set(PUBLIC_STEP.values()) == set(PublicStep)
    assert len(PublicStep) == 5
