"""Table 3: on which case a permission holds, as sentence-named questions to actor and case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from portal.domain.facts import CaseFacts
from portal.domain.permissions.grants import Actor, Permission
from portal.domain.permissions.roles import OrganizationKind
from portal.domain.words import N_

Condition = Callable[[Actor, CaseFacts], bool]


def own_organization_holds_it(actor: Actor, case: CaseFacts) -> bool:
    """The case lies at the desk of the actor's organization."""
    return actor.organization_id == case.holder_id


def not_against_own_group(actor: Actor, case: CaseFacts) -> bool:
    """Nobody verifies a tip against their own organization or its group (design 4)."""
    return actor.organization_id not in case.accused_organization_ids


def own_organization_holds_or_leads_it(actor: Actor, case: CaseFacts) -> bool:
    """The case lies at the actor's desk, or the actor's agency leads it."""
    return actor.organization_id in (case.holder_id, case.lead_agency_id)


def own_organization_works_on_it(actor: Actor, case: CaseFacts) -> bool:
    """The actor's organization holds the case, leads it, or decides an appeal in it."""
    return actor.organization_id is not None and actor.organization_id in (
        case.holder_id,
        case.lead_agency_id,
        case.appeal_agency_id,
    )


def own_agency_leads_it(actor: Actor, case: CaseFacts) -> bool:
    """The actor belongs to the lead agency of the case."""
    return actor.organization_id == case.lead_agency_id


def own_agency_is_the_deputy(actor: Actor, case: CaseFacts) -> bool:
    """The actor's agency is the one that takes the lead where the lead agency is silent."""
    return actor.organization_id is not None and actor.organization_id == case.deputy_agency_id


def own_agency_invited(actor: Actor, case: CaseFacts) -> bool:
    """The tables invite the actor's agency to sign this disposal."""
    return actor.organization_id in case.invited_agency_ids


def own_agency_has_not_voted(actor: Actor, case: CaseFacts) -> bool:
    """An agency votes once in a round."""
    return actor.organization_id not in case.voted_agency_ids


def own_agency_has_signed(actor: Actor, case: CaseFacts) -> bool:
    """The signature of the actor's agency stands in this round."""
    return actor.organization_id in case.signed_agency_ids


def own_answer_is_to_be_drafted(actor: Actor, case: CaseFacts) -> bool:
    """The actor's agency has somebody draft what it answers, and nobody did yet."""
    return actor.organization_id in case.undrafted_agency_ids


def own_answer_is_to_be_reviewed(actor: Actor, case: CaseFacts) -> bool:
    """The draft of the actor's agency waits for its review."""
    return actor.organization_id in case.unreviewed_agency_ids


def own_answer_is_drafted(actor: Actor, case: CaseFacts) -> bool:
    """A draft of the actor's agency waits for its review or signature."""
    return actor.organization_id in case.drafted_agency_ids


def own_answer_is_ready(actor: Actor, case: CaseFacts) -> bool:
    """Whatever the actor's agency has done before it signs is done: drafted, and reviewed."""
    return actor.organization_id not in case.undrafted_agency_ids | case.unreviewed_agency_ids


def not_its_drafter(actor: Actor, case: CaseFacts) -> bool:
    """Nobody reviews or signs what they drafted, nor signs what they reviewed."""
    return actor.user_id not in case.drafter_ids


def not_the_finder(actor: Actor, case: CaseFacts) -> bool:
    """Nobody approves or confirms what they had a hand in finding (decision 1)."""
    return actor.user_id not in case.finder_ids


def own_verdict_is_wanted(actor: Actor, case: CaseFacts) -> bool:
    """The actor has not yet said how they would end what the sample drew; nobody says it twice."""
    return actor.user_id not in case.verdict_ids


def judged_before(actor: Actor, case: CaseFacts) -> bool:
    """The sample did not draw it, or the actor has said how they would end it before reading how its platform would."""
    return not case.sampled or actor.user_id in case.verdict_ids


def own_agency_asked_to_ratify(actor: Actor, case: CaseFacts) -> bool:
    """An interim order on the case still lacks the ratification of the actor's agency."""
    return actor.organization_id in case.ratifying_agency_ids


def not_the_orderer(actor: Actor, case: CaseFacts) -> bool:
    """Nobody ratifies their own interim order."""
    return actor.user_id not in case.orderer_ids


def had_no_hand_in_it(actor: Actor, case: CaseFacts) -> bool:
    """Somebody without any hand in it decides; where none is left, somebody without a part in the decision."""
    return actor.user_id not in (case.decider_ids if case.nobody_without_a_hand else case.hand_ids)


def own_agency_decides_the_appeal(actor: Actor, case: CaseFacts) -> bool:
    """Another agency decides where one exists; the case names it, and who stands in where it has nobody left."""
    return actor.organization_id is not None and (
        actor.organization_id == case.appeal_agency_id or actor.organization_id in case.appeal_stand_in_ids
    )


def own_agency_leads_it_or_decides_the_appeal(actor: Actor, case: CaseFacts) -> bool:
    """A stay is for whoever answers for the decision, or looks at it again now."""
    return own_agency_leads_it(actor, case) or own_agency_decides_the_appeal(actor, case)


def own_organization_is_a_party(actor: Actor, case: CaseFacts) -> bool:
    """The actor's organization holds, leads, signs, executes or reviews this case."""
    return actor.organization_id in case.party_ids


def own_organization_judges_it(actor: Actor, case: CaseFacts) -> bool:
    """The actor's organization holds, leads, signs, ratifies or reviews this case."""
    return actor.organization_id in case.judging_ids


def own_organization_may_look(actor: Actor, case: CaseFacts) -> bool:
    """A party, a desk that passed the case on, or a platform asked for a statement; how much, table 4 says."""
    former = case.former_holder_ids - case.accused_organization_ids
    return actor.organization_id in case.party_ids | former | case.asked_organization_ids


def own_organization_has_a_task(actor: Actor, case: CaseFacts) -> bool:
    """Something on this case is the actor's organization's to carry out."""
    return actor.organization_id in case.executor_ids


def own_organization_executes_or_leads_it(actor: Actor, case: CaseFacts) -> bool:
    """Whoever carries a measure out hands its notice over; for executors outside the portal the lead agency does."""
    return own_organization_has_a_task(actor, case) or own_agency_leads_it(actor, case)


def own_organization_is_asked(actor: Actor, case: CaseFacts) -> bool:
    """A regulator asked the actor's organization for a statement."""
    return actor.organization_id in case.asked_organization_ids


def on_shift_where_a_roster_is_kept(actor: Actor, case: CaseFacts) -> bool:
    """Whose agency keeps a roster is on shift now; where none is kept, the role is enough."""
    return actor.organization_id not in case.rostered_agency_ids or actor.user_id in case.on_shift_ids


def not_excluded(actor: Actor, case: CaseFacts) -> bool:
    """No conflict of interest keeps the person out of this case."""
    return actor.user_id is None or actor.user_id not in case.excluded_ids


def is_an_agency(actor: Actor, case: CaseFacts) -> bool:
    """Regulators only."""
    return actor.kind is OrganizationKind.AGENCY


SIGNING: tuple[Condition, ...] = (
    own_agency_invited,
    not_the_finder,
    own_agency_has_not_voted,
    own_answer_is_ready,
    not_its_drafter,
)
"""Of both answers that an agency can give in a round."""

EVERYWHERE: tuple[Condition, ...] = (not_excluded,)
"""Asked before any other, of every permission on a case: whoever stays out of it has no verb there."""

CONDITIONS: Mapping[Permission, tuple[Condition, ...]] = {
    Permission.CASE_VIEW: (own_organization_may_look,),
    Permission.CASE_CLAIM: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_ACCEPT: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_DECLINE: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_HAND_OVER: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_FOLLOW: (own_organization_holds_or_leads_it, not_against_own_group),
    Permission.CASE_SEAL: (own_organization_holds_or_leads_it,),
    Permission.CASE_TRANSFER: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_INTERIM_MEASURE: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_RESOLVE: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_DISMISS: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_REFER: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_ARRANGE: (own_organization_holds_it, not_against_own_group),
    Permission.CASE_ASK: (own_organization_works_on_it, not_against_own_group),
    Permission.CASE_ASK_STATEMENT: (is_an_agency, own_organization_works_on_it),
    Permission.STATEMENT_GIVE: (own_organization_is_asked,),
    Permission.CASE_EXTEND: (own_organization_holds_or_leads_it, not_against_own_group),
    Permission.CASE_REROUTE: (own_agency_leads_it,),
    Permission.CASE_TAKE_OVER: (own_agency_leads_it,),
    Permission.PLATFORM_INVITE: (own_agency_leads_it, own_organization_holds_it),
    Permission.CASE_TAKE_LEAD: (is_an_agency, own_agency_is_the_deputy),
    Permission.CASE_JUDGE: (is_an_agency, own_agency_leads_it, not_the_finder, own_verdict_is_wanted),
    Permission.CASE_CONFIRM: (is_an_agency, own_agency_leads_it, not_the_finder, judged_before),
    Permission.CASE_INTERIM_ORDER: (is_an_agency, own_organization_is_a_party, on_shift_where_a_roster_is_kept),
    Permission.CASE_REOPEN: (own_agency_leads_it,),
    Permission.DISPOSAL_DRAFT: (own_agency_invited, not_the_finder, own_answer_is_to_be_drafted),
    Permission.DISPOSAL_REVIEW: (own_agency_invited, not_the_finder, own_answer_is_to_be_reviewed, not_its_drafter),
    Permission.DISPOSAL_GIVE_BACK: (own_agency_invited, own_answer_is_drafted, not_its_drafter),
    Permission.DISPOSAL_APPROVE: SIGNING,
    Permission.DISPOSAL_RETURN: SIGNING,
    Permission.DISPOSAL_TAKE_BACK: (own_agency_invited, not_the_finder, own_agency_has_signed),
    Permission.DISPOSAL_RATIFY: (own_agency_asked_to_ratify, not_the_orderer),
    Permission.DISPOSAL_LEAD: (own_agency_leads_it,),
    Permission.DISPOSAL_CONCLUDE: (own_agency_leads_it,),
    Permission.TASK_ATTEST: (own_agency_leads_it,),
    Permission.TASK_SUBSTITUTE: (own_agency_leads_it,),
    Permission.TASK_EXECUTE: (own_organization_has_a_task,),
    Permission.NOTICE_SERVE: (own_organization_executes_or_leads_it,),
    Permission.APPEAL_DECIDE: (own_agency_decides_the_appeal, had_no_hand_in_it),
    Permission.STAY_DECIDE: (is_an_agency, own_agency_leads_it_or_decides_the_appeal),
    Permission.CONFLICT_DECLARE: (own_organization_judges_it,),
    Permission.CONFLICT_RULE: (own_organization_judges_it,),
    Permission.AGENCY_RECUSE: (is_an_agency, own_organization_judges_it),
    Permission.WORDS_OPEN: (is_an_agency, own_organization_judges_it),
    Permission.REPORTER_UNSEAL: (own_agency_leads_it,),
    Permission.BULLETIN_PUBLISH: (is_an_agency,),
    Permission.REFUTATION_PUBLISH: (is_an_agency, own_agency_leads_it),
}
"""Further conditions on the case, asked in this order; a permission without a row needs none."""

REFUSALS: Mapping[Condition, str] = {
    own_organization_holds_it: N_("The case lies at another organization's desk."),
    not_against_own_group: N_("The tip is about your own organization or its group; a regulator checks it."),
    own_organization_holds_or_leads_it: N_("Only the desk that holds the case, or its lead agency, may do this."),
    own_organization_works_on_it: N_("Only a desk that works on this case may do this."),
    own_agency_leads_it: N_("Only the lead agency of this case may do this."),
    own_agency_is_the_deputy: N_("Another agency takes the lead where the lead agency is silent."),
    own_agency_invited: N_("Your agency is not asked to sign this disposal."),
    own_agency_has_not_voted: N_("Your agency has already voted in this round."),
    own_agency_has_signed: N_("No signature of your agency stands in this round."),
    own_answer_is_to_be_drafted: N_("Nothing is to be drafted here by your agency."),
    own_answer_is_to_be_reviewed: N_("No draft of your agency waits for a review here."),
    own_answer_is_drafted: N_("No draft of your agency waits here."),
    own_answer_is_ready: N_(
        "In your agency an answer is drafted first, and reviewed where it wants that; then it can be signed."
    ),
    not_its_drafter: N_("You drafted or reviewed this answer; another person of your agency goes on with it."),
    not_the_finder: N_("You had a hand in the finding; another person of your agency signs."),
    own_verdict_is_wanted: N_("Your own verdict is on record; it stays as you gave it."),
    judged_before: N_(
        "The sample drew this case: first give your own verdict. What its platform found and did opens to you then."
    ),
    own_agency_asked_to_ratify: N_("Your agency is not asked to ratify an order on this case."),
    not_the_orderer: N_("You gave this order; another person ratifies it."),
    had_no_hand_in_it: N_("You had a hand in this case; somebody else decides the appeal."),
    own_agency_decides_the_appeal: N_("Another agency decides this appeal."),
    own_agency_leads_it_or_decides_the_appeal: N_("Only the lead agency, or who decides the appeal, may do this."),
    own_organization_is_a_party: N_("Your organization has no part in this case."),
    own_organization_judges_it: N_("Your organization has no part in this case."),
    own_organization_may_look: N_("Your organization has no part in this case."),
    own_organization_has_a_task: N_("Your organization has no task on this case."),
    own_organization_executes_or_leads_it: N_("Only an executor of the decision, or its lead agency, may do this."),
    own_organization_is_asked: N_("Your organization was not asked for a statement."),
    on_shift_where_a_roster_is_kept: N_("Somebody else of your agency is on duty now, as its roster says."),
    not_excluded: N_("You stay out of this case because of a conflict of interest."),
    is_an_agency: N_("Only a regulator may do this."),
}
"""What a person reads when a condition fails; the same words stand beside a disabled button."""


def failed_condition(permission: Permission, actor: Actor, case: CaseFacts) -> Condition | None:
    """The first condition of `permission` that does not hold for this actor and case."""
    return next((c for c in (*EVERYWHERE, *CONDITIONS.get(permission, ())) if not c(actor, case)), None)


def allows(permission: Permission, actor: Actor, case: CaseFacts) -> bool:
    """Whether the actor may do this on this case: role and every condition."""
    return actor.may(permission) and failed_condition(permission, actor, case) is None
