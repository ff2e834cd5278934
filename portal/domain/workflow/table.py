"""Table 1: every step a case can take, and the verbs that leave its status as it is.

A row says: from which status, which action, to which status, who may (a permission of table 2),
under which guard, and with which outcomes it may end a case. The database's own guard, the printed
page, the diagram and the buttons are all made from these rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.errors import OutcomeNotAllowed
from portal.domain.facts import CaseFacts
from portal.domain.permissions import Permission
from portal.domain.status import Outcome, Status
from portal.domain.workflow import guards as g
from portal.domain.workflow.actions import Action
from portal.domain.workflow.guards import Guard


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of table 1."""

    source: Status
    action: Action
    target: Status
    permission: Permission
    guard: Guard | None = None
    outcomes: frozenset[Outcome] = frozenset()
    """With which outcomes this row may end (or propose to end) the case; empty: it ends nothing."""
    keeps_outcome: bool = False
    """Whether the outcome stays what the case already has (confirmed, maintained)."""

    def open_to(self, case: CaseFacts) -> bool:
        """Whether the guard lets this case through."""
        return self.guard is None or self.guard(case)

    def outcome(self, case: CaseFacts, chosen: Outcome | None) -> Outcome | None:
        """The outcome this step leaves on the case; None where it goes on without one.

        An outcome under appeal stands until the appeal is decided. Raises
        OutcomeNotAllowed where the row cannot end this case with `chosen`.
        """
        if not self.outcomes:
            if chosen is not None:
                raise OutcomeNotAllowed()
            return case.outcome if self.target is Status.UNDER_APPEAL else None
        final = (chosen or case.outcome) if self.keeps_outcome else chosen
        if final not in self.outcomes or (self.keeps_outcome and final is not case.outcome):
            raise OutcomeNotAllowed()
        return final


@dataclass(frozen=True, slots=True)
class Verb:
    """One action that leaves the status alone: where it is possible, who may, and under which guard."""

    action: Action
    permission: Permission
    statuses: frozenset[Status]
    guard: Guard | None = None

    def open_to(self, case: CaseFacts) -> bool:
        """Whether the case waits at such a status and the guard lets it through."""
        return case.status in self.statuses and (self.guard is None or self.guard(case))


S, A, P, T = Status, Action, Permission, Transition  # one letter each keeps the table readable

DECLINED = frozenset({Outcome.OUT_OF_SCOPE, Outcome.TARGET_GONE})
DISMISSED = frozenset({Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT, Outcome.TARGET_GONE})
HANDED_OVER = frozenset({Outcome.HANDED_OVER})
RESOLVED = frozenset({Outcome.RESOLVED_BY_PLATFORM})
WITHDRAWN = frozenset({Outcome.WITHDRAWN})
MERGED = frozenset({Outcome.MERGED})
CONCLUDED = frozenset({Outcome.SUBSTANTIATED, Outcome.PARTLY, Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT})
DECIDED_AT_DESK = DECLINED | DISMISSED | HANDED_OVER | RESOLVED
REVOKED = frozenset({Outcome.UNSUBSTANTIATED, Outcome.INSUFFICIENT})
CONFIRMED = DECIDED_AT_DESK | MERGED
DECIDED = DECIDED_AT_DESK | CONCLUDED

to_confirm, at_once = g.platform_turns_away_a_case_to_confirm, g.turned_away_without_confirmation

# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    T(S.SUBMITTED, A.ACCEPT, S.VERIFYING, P.CASE_ACCEPT),
    T(S.SUBMITTED, A.DECLINE, S.AWAITING_CONFIRMATION, P.CASE_DECLINE, to_confirm, DECLINED),
    T(S.SUBMITTED, A.DECLINE, S.CLOSED, P.CASE_DECLINE, at_once, DECLINED),
    T(S.SUBMITTED, A.HAND_OVER, S.AWAITING_CONFIRMATION, P.CASE_HAND_OVER, to_confirm, HANDED_OVER),
    T(S.SUBMITTED, A.HAND_OVER, S.CLOSED, P.CASE_HAND_OVER, at_once, HANDED_OVER),
    T(S.SUBMITTED, A.REROUTE, S.SUBMITTED, P.CASE_REROUTE),
    T(S.SUBMITTED, A.TRANSFER, S.SUBMITTED, P.CASE_TRANSFER, g.transfers_are_left),
    T(S.SUBMITTED, A.TAKE_OVER, S.VERIFYING, P.CASE_TAKE_OVER, g.clock_ran_out_or_conflict),
    T(S.SUBMITTED, A.WITHDRAW, S.CLOSED, P.TIP_WITHDRAW, g.last_tip_of_a_minor_case, WITHDRAWN),
    T(S.SUBMITTED, A.MERGE, S.AWAITING_CONFIRMATION, P.CASE_ARRANGE, g.merge_ends_a_case_to_confirm, MERGED),
    T(S.SUBMITTED, A.MERGE, S.CLOSED, P.CASE_ARRANGE, g.merge_needs_no_confirmation, MERGED),

    T(S.VERIFYING, A.HAND_OVER, S.AWAITING_CONFIRMATION, P.CASE_HAND_OVER, to_confirm, HANDED_OVER),
    T(S.VERIFYING, A.HAND_OVER, S.CLOSED, P.CASE_HAND_OVER, at_once, HANDED_OVER),
    T(S.VERIFYING, A.REROUTE, S.SUBMITTED, P.CASE_REROUTE),
    T(S.VERIFYING, A.TRANSFER, S.SUBMITTED, P.CASE_TRANSFER, g.transfers_are_left),
    T(S.VERIFYING, A.TAKE_OVER, S.VERIFYING, P.CASE_TAKE_OVER, g.clock_ran_out_or_conflict),
    T(S.VERIFYING, A.RESOLVE, S.AWAITING_CONFIRMATION, P.CASE_RESOLVE, g.confirmation_due, RESOLVED),
    T(S.VERIFYING, A.RESOLVE, S.CLOSED, P.CASE_RESOLVE, g.confirmation_not_due, RESOLVED),
    T(S.VERIFYING, A.DISMISS, S.AWAITING_CONFIRMATION, P.CASE_DISMISS, g.confirmation_due, DISMISSED),
    T(S.VERIFYING, A.DISMISS, S.CLOSED, P.CASE_DISMISS, g.confirmation_not_due, DISMISSED),
    T(S.VERIFYING, A.REFER, S.AWAITING_APPROVAL, P.CASE_REFER),
    T(S.VERIFYING, A.WITHDRAW, S.CLOSED, P.TIP_WITHDRAW, g.last_tip_of_a_minor_case, WITHDRAWN),
    T(S.VERIFYING, A.MERGE, S.AWAITING_CONFIRMATION, P.CASE_ARRANGE, g.merge_ends_a_case_to_confirm, MERGED),
    T(S.VERIFYING, A.MERGE, S.CLOSED, P.CASE_ARRANGE, g.merge_needs_no_confirmation, MERGED),

    T(S.AWAITING_CONFIRMATION, A.CONFIRM, S.CLOSED, P.CASE_CONFIRM, None, CONFIRMED, keeps_outcome=True),
    T(S.AWAITING_CONFIRMATION, A.RETURN, S.VERIFYING, P.CASE_CONFIRM),

    T(S.AWAITING_APPROVAL, A.APPROVE, S.AWAITING_APPROVAL, P.DISPOSAL_APPROVE, g.quorum_is_open),
    T(S.AWAITING_APPROVAL, A.APPROVE, S.IN_DISPOSAL, P.DISPOSAL_APPROVE, g.quorum_stands),
    T(S.AWAITING_APPROVAL, A.RETURN, S.VERIFYING, P.DISPOSAL_RETURN, g.returns_are_left),
    T(S.AWAITING_APPROVAL, A.RETURN, S.AWAITING_APPROVAL, P.DISPOSAL_RETURN, g.returns_are_used_up),
    T(S.AWAITING_APPROVAL, A.AMEND, S.AWAITING_APPROVAL, P.DISPOSAL_LEAD),
    T(S.AWAITING_APPROVAL, A.EXCUSE, S.AWAITING_APPROVAL, P.DISPOSAL_LEAD, g.late_vote_and_quorum_is_open),
    T(S.AWAITING_APPROVAL, A.EXCUSE, S.IN_DISPOSAL, P.DISPOSAL_LEAD, g.late_vote_and_quorum_stands),
    T(S.AWAITING_APPROVAL, A.DECIDE, S.IN_DISPOSAL, P.DISPOSAL_LEAD, g.only_dissent_is_left),

    T(S.IN_DISPOSAL, A.CONCLUDE, S.CLOSED, P.DISPOSAL_CONCLUDE, g.every_task_of_a_decision_is_done, CONCLUDED),
    T(S.IN_DISPOSAL, A.CONCLUDE, S.CLOSED, P.DISPOSAL_CONCLUDE, g.every_lift_of_a_revoked_decision_is_done, REVOKED),

    T(S.CLOSED, A.APPEAL, S.UNDER_APPEAL, P.TIP_APPEAL, g.first_appeal_against_a_decision),
    T(S.CLOSED, A.OBJECT, S.UNDER_APPEAL, P.NOTICE_ANSWER, g.a_joint_decision_stands),
    T(S.CLOSED, A.REOPEN, S.VERIFYING, P.CASE_REOPEN, g.not_merged),

    T(S.UNDER_APPEAL, A.TAKE_OVER, S.UNDER_APPEAL, P.CASE_TAKE_OVER, g.clock_ran_out),
    T(S.UNDER_APPEAL, A.MAINTAIN, S.CLOSED, P.APPEAL_DECIDE, None, DECIDED, keeps_outcome=True),
    T(S.UNDER_APPEAL, A.VARY, S.AWAITING_APPROVAL, P.APPEAL_DECIDE),
    T(S.UNDER_APPEAL, A.REVOKE, S.IN_DISPOSAL, P.APPEAL_DECIDE, g.a_measure_is_in_force),
    T(S.UNDER_APPEAL, A.REVOKE, S.VERIFYING, P.APPEAL_DECIDE, g.no_measure_is_in_force),
)
# fmt: on
"""Every step. At most one row of a (status, action) is open to a given case: guards exclude each other."""

EVER: frozenset[Status] = frozenset(Status)
OPEN: frozenset[Status] = EVER - {S.CLOSED}
DECIDED_JOINTLY: frozenset[Status] = frozenset({S.IN_DISPOSAL, S.CLOSED, S.UNDER_APPEAL})
CHECKING: frozenset[Status] = frozenset({S.SUBMITTED, S.VERIFYING})
SIGNING: frozenset[Status] = frozenset({S.AWAITING_APPROVAL})

VERBS: tuple[Verb, ...] = (
    Verb(A.CLAIM, P.CASE_CLAIM, OPEN),
    Verb(A.INTERIM_MEASURE, P.CASE_INTERIM_MEASURE, OPEN),
    Verb(A.INTERIM_ORDER, P.CASE_INTERIM_ORDER, OPEN),
    Verb(A.RATIFY, P.DISPOSAL_RATIFY, OPEN, g.an_order_awaits_ratification),
    Verb(A.TAKE_BACK, P.DISPOSAL_TAKE_BACK, SIGNING),
    Verb(A.DRAFT_ANSWER, P.DISPOSAL_DRAFT, SIGNING),
    Verb(A.REVIEW_ANSWER, P.DISPOSAL_REVIEW, SIGNING),
    Verb(A.GIVE_BACK, P.DISPOSAL_GIVE_BACK, SIGNING),
    Verb(A.SPLIT, P.CASE_ARRANGE, CHECKING),
    Verb(A.RECLASSIFY, P.CASE_ARRANGE, CHECKING),
    Verb(A.CORRECT_TARGET, P.CASE_ARRANGE, CHECKING),
    Verb(A.ASK_SUPPLEMENT, P.CASE_ASK, OPEN),
    Verb(A.ASK_STATEMENT, P.CASE_ASK_STATEMENT, OPEN),
    Verb(A.GIVE_STATEMENT, P.STATEMENT_GIVE, OPEN),
    Verb(A.MESSAGE, P.CASE_ASK, EVER),
    Verb(A.SUPPLEMENT, P.TIP_SUPPLEMENT, EVER),
    Verb(A.WITHDRAW, P.TIP_WITHDRAW, CHECKING, g.case_goes_on),
    Verb(A.WITHDRAW, P.TIP_WITHDRAW, OPEN - CHECKING),
    Verb(A.APPEAL, P.TIP_APPEAL, frozenset({S.CLOSED}), g.further_appeal_against_a_decision),
    Verb(A.OBJECT, P.NOTICE_ANSWER, frozenset({S.IN_DISPOSAL}), g.not_revoked),
    Verb(A.OBJECT, P.NOTICE_ANSWER, frozenset({S.UNDER_APPEAL}), g.a_joint_decision_stands),
    Verb(A.EXTEND, P.CASE_EXTEND, CHECKING, g.not_yet_extended),
    Verb(A.EXTEND, P.DISPOSAL_LEAD, OPEN - CHECKING, g.not_yet_extended),
    Verb(A.TAKE_LEAD, P.CASE_TAKE_LEAD, OPEN, g.lead_ran_out),
    Verb(A.TAKE_LEAD, P.CASE_TAKE_LEAD, frozenset({S.CLOSED}), g.lead_stays_out),
    Verb(A.EXECUTE, P.TASK_EXECUTE, EVER),
    Verb(A.ATTEST, P.TASK_ATTEST, EVER),
    Verb(A.LOOK, P.TASK_ATTEST, EVER),
    Verb(A.SUBSTITUTE, P.TASK_SUBSTITUTE, EVER),
    Verb(A.SERVE_NOTICE, P.NOTICE_SERVE, EVER),
    Verb(A.MAKE_CODE, P.NOTICE_SERVE, EVER),
    Verb(A.ASK_STAY, P.NOTICE_ANSWER, DECIDED_JOINTLY, g.a_measure_can_stand_still),
    Verb(A.GRANT_STAY, P.STAY_DECIDE, DECIDED_JOINTLY, g.a_stay_is_asked),
    Verb(A.REFUSE_STAY, P.STAY_DECIDE, DECIDED_JOINTLY, g.a_stay_is_asked),
    Verb(A.RECORD_REPLY, P.CASE_FOLLOW, frozenset({S.CLOSED}), g.was_handed_over),
    Verb(A.SEAL_PACKAGE, P.CASE_SEAL, frozenset({S.CLOSED}), g.was_handed_over),
    Verb(A.DECLARE_CONFLICT, P.CONFLICT_DECLARE, EVER),
    Verb(A.EXCLUDE, P.CONFLICT_RULE, EVER),
    Verb(A.RECUSE, P.AGENCY_RECUSE, EVER),
    Verb(A.READMIT, P.CONFLICT_RULE, EVER, g.somebody_is_excluded),
    Verb(A.OPEN_WORDS, P.WORDS_OPEN, EVER),
    Verb(A.JUDGE, P.CASE_JUDGE, frozenset({S.AWAITING_CONFIRMATION}), g.is_sampled),
    Verb(A.PUBLISH, P.BULLETIN_PUBLISH, frozenset({S.CLOSED})),
    Verb(A.REFUTE, P.REFUTATION_PUBLISH, OPEN, g.is_about_a_rumour),
    Verb(A.LAPSE, P.CLOCK_RUN, EVER),
    Verb(A.ESCALATE, P.CLOCK_RUN, EVER),
    Verb(A.RELAPSE, P.CLOCK_RUN, EVER),
)
"""Verbs at a case; tasks of a preserve, lift or interim measure may outlive the closing, and what a
reporter adds to a closed case may be the new evidence that reopens it."""

STATUS_PAIRS: frozenset[tuple[Status, Status]] = frozenset(
    (row.source, row.target) for row in TRANSITIONS if row.source is not row.target
)
"""The changes of status that the database's own guard lets through."""
