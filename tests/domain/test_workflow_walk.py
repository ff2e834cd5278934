"""Thousands of steps at random through the tables by named people: no walk leads to an illegal state."""

from collections import Counter
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import RESPONDENT, Role
from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status
from portal.domain.visibility import Part, visible_parts
from portal.domain.workflow import STATUS_PAIRS, Action, step
from tests.domain.cast import COLLEAGUES, LIN, MARKET, PLATFORM_A, PLATFORM_B, a_case, person
from tests.domain.model import SIGNING, Move, Situation, Tables, moves

STEPS_PROMISED = 10_000
HEAD = person(12, PLATFORM_A, Role.PLATFORM_LEAD)
ACTORS = (*COLLEAGUES, HEAD, LIN, RESPONDENT)
CHECKING_ACTIONS = {Action.ACCEPT, Action.DECLINE, Action.HAND_OVER, Action.RESOLVE, Action.DISMISS, Action.REFER}
SIGNING_ACTIONS = {Action.APPROVE, Action.CONFIRM}

THIRD_ROUND: dict[str, Any] = {"status": Status.AWAITING_APPROVAL, "returns": 2, "invited_agency_ids": SIGNING}
"""Where chance alone seldom comes: the finding was sent back twice."""
APPEALED: dict[str, Any] = {
    "status": Status.UNDER_APPEAL, "outcome": Outcome.SUBSTANTIATED, "appeal_agency_id": MARKET
}  # fmt: skip
"""The same: a decision lies with another agency, which may vary it."""


OF_ITS_OWN_TASK = {Part.SUMMARY, Part.TARGET, Part.OWN_TASKS, Part.OWN_NOTICES, Part.OWN_HISTORY}


class Walk(RuleBasedStateMachine):
    """One case, walked by everybody who may, in any order, with clocks running out at any moment."""

    taken: ClassVar[Counter[Action | None]] = Counter()

    @initialize(
        priority=st.sampled_from(Priority),
        sample=st.sampled_from([5, 50]),
        accused=st.sampled_from([frozenset(), frozenset({PLATFORM_A}), frozenset({PLATFORM_B})]),
        start=st.sampled_from([{}, {}, THIRD_ROUND, APPEALED]),
    )
    def open_case(self, priority: Priority, sample: int, accused: frozenset[int], start: dict[str, Any]) -> None:
        case = a_case(priority=priority, sample=sample, accused_organization_ids=accused)
        self.now = Situation(replace(case, **start))
        self.last: tuple[Situation, Move] | None = None

    @rule(data=st.data())
    def somebody_acts(self, data: Any) -> None:
        possible = list(moves(self.now, ACTORS, Tables()))
        done = sorted({move.action or "" for move in possible})
        action = data.draw(st.sampled_from(done))  # first what, then who: rare steps come as often as common ones
        move = data.draw(st.sampled_from([move for move in possible if (move.action or "") == action]))
        self.last, self.now = (self.now, move), move.then
        type(self).taken[move.action] += 1

    @invariant()
    def a_step_that_the_table_lacks_is_refused(self) -> None:
        there = {row.action for row in Tables().transitions if row.source is self.now.facts.status}
        for action in set(Action) - there:
            with pytest.raises(StepNotAllowed):
                step(self.now.facts, action)

    @invariant()
    def a_status_changes_only_along_the_table(self) -> None:
        if self.last is not None:
            before, after = self.last[0].facts.status, self.now.facts.status
            assert before is after or (before, after) in STATUS_PAIRS

    @invariant()
    def closed_means_ended_with_an_outcome(self) -> None:
        facts = self.now.facts
        if facts.status in (Status.CLOSED, Status.AWAITING_CONFIRMATION, Status.UNDER_APPEAL):
            assert facts.outcome is not None
        else:
            assert facts.outcome is None

    @invariant()
    def a_case_with_open_tasks_is_not_concluded(self) -> None:
        if self.now.facts.status is Status.CLOSED:
            assert self.now.facts.open_tasks == 0

    @invariant()
    def nobody_signed_what_they_had_found(self) -> None:
        move = self.last and self.last[1]
        if self.last and move and move.actor and move.action in SIGNING_ACTIONS:
            assert move.actor.user_id not in self.last[0].facts.finder_ids

    @invariant()
    def the_accused_checked_nothing_and_saw_no_words(self) -> None:
        facts = self.now.facts
        move = self.last and self.last[1]
        if move and move.actor and move.action in CHECKING_ACTIONS:
            assert move.actor.organization_id not in facts.accused_organization_ids
        for actor in (*COLLEAGUES, HEAD):
            if actor.organization_id in facts.accused_organization_ids:
                assert not visible_parts(actor, facts) - OF_ITS_OWN_TASK

    @invariant()
    def an_appeal_was_decided_without_a_hand_in_the_case(self) -> None:
        move = self.last and self.last[1]
        if self.last and move and move.actor and move.action in (Action.MAINTAIN, Action.VARY, Action.REVOKE):
            assert move.actor.user_id not in self.last[0].facts.hand_ids

    @invariant()
    def an_urgent_case_is_never_ended_by_withdrawal_nor_by_a_platform_alone(self) -> None:
        if not self.last:
            return
        (before, move), after = self.last, self.now.facts
        if after.status is Status.CLOSED and before.facts.status is not Status.CLOSED and after.priority <= Priority.P1:
            assert after.outcome is not Outcome.WITHDRAWN
            assert move.by not in (PLATFORM_A, PLATFORM_B) or move.action is Action.MERGE

    @invariant()
    def whoever_votes_was_asked_and_no_round_outlives_its_status(self) -> None:
        facts = self.now.facts
        assert facts.voted_agency_ids <= facts.invited_agency_ids
        assert (facts.status is Status.AWAITING_APPROVAL) == bool(facts.invited_agency_ids)


@pytest.mark.slow
def test_ten_thousand_steps_meet_no_illegal_state() -> None:
    Walk.taken.clear()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=240,
            stateful_step_count=60,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Walk.taken.total() >= STEPS_PROMISED
    assert {row.action for row in Tables().transitions} - set(Walk.taken) == set()
