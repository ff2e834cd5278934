"""When a row of table 1 is open: sentence-named questions to the facts of a case."""

from __future__ import annotations

from collections.abc import Callable

from portal.domain.facts import CaseFacts
from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status

Guard = Callable[[CaseFacts], bool]

RETURNS_ALLOWED = 2
"""How often agencies may send a finding back for facts before the lead decides."""

TRANSFERS_ALLOWED = 2
"""How often platforms may pass a case on among themselves before only a regulator sends it on."""


def confirmation_due(case: CaseFacts) -> bool:
    """It is a P0 or P1 case, or the sample of P2 and P3 cases chose it."""
    return _is_always_confirmed(case) or _is_in_the_sample(case)


def _is_always_confirmed(case: CaseFacts) -> bool:
    return case.priority in (Priority.P0, Priority.P1)


def _is_in_the_sample(case: CaseFacts) -> bool:
    return case.sample < case.sampling


def confirmation_not_due(case: CaseFacts) -> bool:
    """It is a P2 or P3 case that the sample did not choose."""
    return not confirmation_due(case)


def drawn_by_the_sample(case: CaseFacts) -> bool:
    """A platform ends it, and it is confirmed because the sample chose it and for no other reason."""
    return case.holder_is_platform and not _is_always_confirmed(case) and _is_in_the_sample(case)


def is_sampled(case: CaseFacts) -> bool:
    """The sample drew what its platform proposes now."""
    return case.sampled


def platform_turns_away_a_case_to_confirm(case: CaseFacts) -> bool:
    """A platform holds it, and it is P0, P1 or chosen by the sample (the rule of a dismissal)."""
    return case.holder_is_platform and confirmation_due(case)


def turned_away_without_confirmation(case: CaseFacts) -> bool:
    """A regulator holds it, or it is a P2 or P3 case that the sample did not choose."""
    return not platform_turns_away_a_case_to_confirm(case)


def merge_ends_a_case_to_confirm(case: CaseFacts) -> bool:
    """A platform wants to end it by an old decision, and it is P0, P1 or chosen by the sample."""
    return case.goal_is_closed and platform_turns_away_a_case_to_confirm(case)


def merge_needs_no_confirmation(case: CaseFacts) -> bool:
    """It goes on with an open case, or nobody has to confirm its end."""
    return not merge_ends_a_case_to_confirm(case)


def clock_ran_out_or_conflict(case: CaseFacts) -> bool:
    """The clock of the status ran out, its agency stays out, or the tip is about the holder's own group."""
    return case.overdue or case.holder_id in case.accused_organization_ids


def clock_ran_out(case: CaseFacts) -> bool:
    """The clock of the status ran out."""
    return case.overdue


def lead_ran_out(case: CaseFacts) -> bool:
    """The lead agency itself let its time run out, or stays out of the case."""
    return case.lead_overdue


def lead_stays_out(case: CaseFacts) -> bool:
    """The lead agency stays out of the case, so that another one answers for what comes of it."""
    return case.lead_agency_id in case.recused_agency_ids


def transfers_are_left(case: CaseFacts) -> bool:
    """Platforms passed it on fewer than twice."""
    return case.transfers < TRANSFERS_ALLOWED


def quorum_is_open(case: CaseFacts) -> bool:
    """Some agency that is asked has neither approved nor been excused."""
    return not case.quorum_stands


def quorum_stands(case: CaseFacts) -> bool:
    """With this, every agency that is asked has approved or been excused."""
    return case.quorum_stands


def late_vote_and_quorum_is_open(case: CaseFacts) -> bool:
    """A signature is overdue or its agency stays out, and others are missing besides."""
    return _a_vote_is_late(case) and not case.quorum_stands


def late_vote_and_quorum_stands(case: CaseFacts) -> bool:
    """A signature is overdue or its agency stays out, and it was the last that was missing."""
    return _a_vote_is_late(case) and case.quorum_stands


def _a_vote_is_late(case: CaseFacts) -> bool:
    return case.vote_overdue and bool(case.unheard_agency_ids)


def returns_are_left(case: CaseFacts) -> bool:
    """The finding was sent back fewer than twice."""
    return case.returns < RETURNS_ALLOWED


def returns_are_used_up(case: CaseFacts) -> bool:
    """The finding was sent back twice; a further return counts as a dissent."""
    return case.returns >= RETURNS_ALLOWED


def only_dissent_is_left(case: CaseFacts) -> bool:
    """The finding was sent back twice, and every agency has answered or been excused."""
    return returns_are_used_up(case) and not case.unheard_agency_ids


def every_task_is_done(case: CaseFacts) -> bool:
    """Every task was executed, substituted, attested or fell away."""
    return case.open_tasks == 0


def every_task_of_a_decision_is_done(case: CaseFacts) -> bool:
    """Every task was executed, substituted, attested or fell away, and the decision stands."""
    return every_task_is_done(case) and not case.revoked


def every_lift_of_a_revoked_decision_is_done(case: CaseFacts) -> bool:
    """An appeal revoked the decision, and all that it had ordered is lifted."""
    return every_task_is_done(case) and case.revoked


def ended_by_a_decision(case: CaseFacts) -> bool:
    """It was neither withdrawn nor merged: there is a decision to appeal against."""
    return case.outcome not in (Outcome.MERGED, Outcome.WITHDRAWN)


def first_appeal_against_a_decision(case: CaseFacts) -> bool:
    """There is a decision, and no appeal against it was turned down yet."""
    return ended_by_a_decision(case) and not case.maintained


def further_appeal_against_a_decision(case: CaseFacts) -> bool:
    """An appeal against this decision was turned down; a further one is answered by that."""
    return ended_by_a_decision(case) and case.maintained


def a_joint_decision_stands(case: CaseFacts) -> bool:
    """It ended by a decision of agencies that found it true at least in part: that strikes somebody."""
    return case.outcome in (Outcome.SUBSTANTIATED, Outcome.PARTLY)


def not_revoked(case: CaseFacts) -> bool:
    """What is carried out is a decision, and not the lifting of one."""
    return not case.revoked


def a_measure_can_stand_still(case: CaseFacts) -> bool:
    """A joint decision is being carried out or stands, and something of it can be lifted or put off."""
    stands = not case.revoked if case.status is Status.IN_DISPOSAL else a_joint_decision_stands(case)
    return stands and not case.stay_asked and (case.measures_in_force or case.open_tasks > 0)


def a_stay_is_asked(case: CaseFacts) -> bool:
    """Whom the decision strikes waits for an answer."""
    return case.stay_asked


def not_merged(case: CaseFacts) -> bool:
    """It does not go on as another case."""
    return case.outcome is not Outcome.MERGED


def was_handed_over(case: CaseFacts) -> bool:
    """An authority outside the portal has it."""
    return case.outcome is Outcome.HANDED_OVER


def a_measure_is_in_force(case: CaseFacts) -> bool:
    """There is something to lift."""
    return case.measures_in_force


def no_measure_is_in_force(case: CaseFacts) -> bool:
    """There is nothing to lift, so that a revoked decision is checked anew."""
    return not case.measures_in_force


def last_tip_of_a_minor_case(case: CaseFacts) -> bool:
    """It was the last tip of a P2 or P3 case; a P0 or P1 case goes on without tips."""
    return case.live_tips == 0 and case.priority in (Priority.P2, Priority.P3)


def case_goes_on(case: CaseFacts) -> bool:
    """Other tips are left, or it is a P0 or P1 case."""
    return not last_tip_of_a_minor_case(case)


def not_yet_extended(case: CaseFacts) -> bool:
    """It was not extended before."""
    return not case.extended


def is_about_a_rumour(case: CaseFacts) -> bool:
    """Its category is one that a refutation answers (domain facts 4)."""
    return case.about_a_rumour


def somebody_is_excluded(case: CaseFacts) -> bool:
    """Somebody stays out of it for a conflict of interest: a colleague, or a whole agency."""
    return bool(case.excluded_ids | case.recused_agency_ids)


def an_order_awaits_ratification(case: CaseFacts) -> bool:
    """An interim order is in force and not ratified yet."""
    return bool(case.ratifying_agency_ids)
