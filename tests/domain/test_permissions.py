"""Tables 2 and 3: promises of who may do what, written by hand and not derived from the tables."""

from dataclasses import replace

import pytest

from portal.domain.facts import CaseFacts
from portal.domain.permissions import (
    CONDITIONS,
    EVERYWHERE,
    GRANTS,
    REFUSALS,
    ROLES_OF_KIND,
    SYSTEM,
    Actor,
    OrganizationKind,
    Permission,
    Role,
    allows,
)
from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status
from portal.domain.workflow import CHECKING, OPEN, Action, permitted
from tests.domain.cast import (
    COLLEAGUES,
    COMMUNICATIONS,
    CYBERSPACE,
    HE,
    LIN,
    MA,
    MALLORY,
    MARKET,
    PLATFORM_A,
    QIAN,
    SUN,
    WEI,
    WU,
    ZHAO,
    ZHOU,
    a_case,
    person,
)
from tests.domain.golden_files import assert_is_golden


def may(actor: Actor, action: Action, case: CaseFacts) -> bool:
    return action in set(permitted(actor, case))


def a_round(**facts: object) -> CaseFacts:
    """A referral of platform A that the cyberspace office and communications are asked to sign."""
    invited = frozenset({CYBERSPACE, COMMUNICATIONS})
    return replace(a_case(Status.AWAITING_APPROVAL, invited_agency_ids=invited, finder_ids=frozenset({11})), **facts)  # type: ignore[arg-type]  # fields by name


def test_every_role_is_granted_exactly_what_the_golden_file_says() -> None:
    lines = [f"{role}: {' '.join(sorted(GRANTS[role]))}\n" for role in Role]
    lines += [
        f"{permission} if {' and '.join(c.__name__ for c in CONDITIONS[permission])}\n"
        for permission in Permission
        if permission in CONDITIONS
    ]
    assert_is_golden("permissions.txt", "".join(lines))


def test_the_administrator_and_the_auditor_hold_no_case_permission() -> None:
    on_cases = {p for p in Permission if p.startswith(("case.", "task.", "disposal.", "appeal.", "reporter.", "tip."))}
    assert not GRANTS[Role.ADMINISTRATOR] & on_cases
    assert not GRANTS[Role.AUDITOR] & on_cases


@pytest.mark.parametrize("status", Status)
def test_the_administrator_and_a_stranger_can_do_nothing_to_a_case(status: Status) -> None:
    """Not even if the administrator's organization were made a party of everything."""
    everywhere = frozenset({MA.organization_id or 0})
    case = a_case(status, invited_agency_ids=everywhere, executor_ids=everywhere, holder_id=MA.organization_id)
    assert set(permitted(MA, case)) == set()
    assert set(permitted(MALLORY, case)) == set()


@pytest.mark.parametrize("status", Status)
def test_another_platform_can_do_nothing_to_a_case(status: Status) -> None:
    assert set(permitted(HE, a_case(status, overdue=True, lead_overdue=True))) == set()


def test_regulators_roles_are_for_agencies_and_platform_roles_for_platforms() -> None:
    regulators = {Role.OFFICER, Role.SIGNATORY, Role.DUTY, Role.AGENCY_LEAD, Role.PUBLISHER}
    platform = {Role.VERIFIER, Role.PLATFORM_LEAD}
    assert regulators <= ROLES_OF_KIND[OrganizationKind.AGENCY]
    assert ROLES_OF_KIND[OrganizationKind.PLATFORM] == platform
    assert not ROLES_OF_KIND[OrganizationKind.OPERATOR] & (regulators | platform)
    by_code = {Role.REPORTER, Role.RESPONDENT, Role.SYSTEM}
    assert not by_code & frozenset().union(*ROLES_OF_KIND.values())


def test_nobody_approves_their_own_finding() -> None:
    case = a_round(finder_ids=frozenset({QIAN.user_id}))
    assert not may(QIAN, Action.APPROVE, case)
    assert not may(QIAN, Action.RETURN, case)
    assert may(WU, Action.APPROVE, case)


def test_nobody_confirms_their_own_dismissal() -> None:
    case = a_case(
        Status.AWAITING_CONFIRMATION,
        holder_id=CYBERSPACE,
        holder_is_platform=False,
        outcome=Outcome.UNSUBSTANTIATED,
        finder_ids=frozenset({WU.user_id}),
    )
    assert not may(WU, Action.CONFIRM, case)
    assert may(QIAN, Action.CONFIRM, case)
    assert not may(ZHOU, Action.CONFIRM, case)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SIGNATORY, Role.AGENCY_LEAD])
def test_a_hand_in_the_finding_shuts_out_every_role_that_confirms(role: Role) -> None:
    case = a_case(Status.AWAITING_CONFIRMATION, finder_ids=frozenset({99}))
    assert not may(person(99, CYBERSPACE, role), Action.CONFIRM, case)
    assert may(person(98, CYBERSPACE, role), Action.CONFIRM, case)


def test_an_agency_that_is_not_asked_cannot_sign() -> None:
    assert may(ZHAO, Action.APPROVE, a_round())
    assert not may(ZHOU, Action.APPROVE, a_round())
    assert not may(WEI, Action.APPROVE, a_round())


def test_an_agency_votes_once_in_a_round() -> None:
    voted = a_round(voted_agency_ids=frozenset({CYBERSPACE}))
    assert not may(QIAN, Action.APPROVE, voted)
    assert not may(WU, Action.APPROVE, voted)
    assert not may(WU, Action.RETURN, voted)
    assert may(ZHAO, Action.APPROVE, voted)


def test_only_an_agency_whose_signature_stands_takes_it_back() -> None:
    signed = a_round(voted_agency_ids=frozenset({CYBERSPACE}), signed_agency_ids=frozenset({CYBERSPACE}))
    assert may(QIAN, Action.TAKE_BACK, signed)
    assert may(WU, Action.TAKE_BACK, signed)
    assert not may(ZHAO, Action.TAKE_BACK, signed)
    assert not may(WEI, Action.TAKE_BACK, signed)
    dissented_or_excused = a_round(voted_agency_ids=frozenset({CYBERSPACE}))
    assert not may(QIAN, Action.TAKE_BACK, dissented_or_excused)


def test_only_an_overdue_vote_is_excused_and_only_by_the_lead_agency() -> None:
    assert not may(QIAN, Action.EXCUSE, a_round())
    assert may(QIAN, Action.EXCUSE, a_round(vote_overdue=True))
    assert not may(ZHAO, Action.EXCUSE, a_round(vote_overdue=True))


def test_the_lead_decides_only_after_two_returns_and_when_everybody_was_heard() -> None:
    everybody = frozenset({CYBERSPACE, COMMUNICATIONS})
    assert may(QIAN, Action.DECIDE, a_round(returns=2, voted_agency_ids=everybody))
    assert not may(QIAN, Action.DECIDE, a_round(returns=1, voted_agency_ids=everybody))
    assert not may(QIAN, Action.DECIDE, a_round(returns=2, voted_agency_ids=frozenset({CYBERSPACE})))
    assert not may(ZHAO, Action.DECIDE, a_round(returns=2, voted_agency_ids=everybody))


CHECKS = {
    Action.CLAIM,
    Action.ACCEPT,
    Action.DECLINE,
    Action.HAND_OVER,
    Action.TRANSFER,
    Action.INTERIM_MEASURE,
    Action.RESOLVE,
    Action.DISMISS,
    Action.REFER,
    Action.MERGE,
    Action.SPLIT,
    Action.RECLASSIFY,
    Action.CORRECT_TARGET,
    Action.ASK_SUPPLEMENT,
    Action.MESSAGE,
    Action.EXTEND,
}


@pytest.mark.parametrize("status", Status)
def test_the_accused_group_never_checks(status: Status) -> None:
    """Even where a slip of routing put the case on its desk; A's holder desk could do all of it."""
    case = a_case(status, accused_organization_ids=frozenset({PLATFORM_A}))
    lead = person(12, PLATFORM_A, Role.PLATFORM_LEAD, Role.VERIFIER)
    assert not set(permitted(WEI, case)) & CHECKS
    assert set(permitted(lead, case)) == set()
    if status in OPEN:
        assert set(permitted(lead, a_case(status))) & CHECKS


def test_the_accused_group_speaks_when_it_is_asked_and_does_its_task() -> None:
    accused = frozenset({PLATFORM_A})
    case = a_case(
        Status.VERIFYING,
        holder_id=CYBERSPACE,
        holder_is_platform=False,
        accused_organization_ids=accused,
        asked_organization_ids=accused,
        executor_ids=accused,
    )
    assert set(permitted(WEI, case)) == {
        Action.GIVE_STATEMENT,
        Action.EXECUTE,
        Action.SERVE_NOTICE,
        Action.MAKE_CODE,
    }
    assert not allows(
        Permission.CASE_VIEW, WEI, replace(case, asked_organization_ids=frozenset(), executor_ids=frozenset())
    )


def test_only_a_regulator_asks_a_platform_for_a_statement() -> None:
    case = a_case(Status.VERIFYING)
    assert may(QIAN, Action.ASK_STATEMENT, case)
    assert not may(WEI, Action.ASK_STATEMENT, case)
    assert not may(ZHOU, Action.ASK_STATEMENT, case)


def test_resolving_by_own_measures_is_for_platforms_alone() -> None:
    at_the_regulator = a_case(Status.VERIFYING, holder_id=CYBERSPACE, holder_is_platform=False)
    assert may(WEI, Action.RESOLVE, a_case(Status.VERIFYING))
    assert not may(QIAN, Action.RESOLVE, at_the_regulator)
    assert may(QIAN, Action.DISMISS, at_the_regulator)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_one_regulator_on_duty_gives_an_interim_order_at_any_open_status(status: Status) -> None:
    duty = person(34, CYBERSPACE, Role.DUTY)
    assert may(duty, Action.INTERIM_ORDER, a_case(status))
    assert not may(WEI, Action.INTERIM_ORDER, a_case(status))
    assert not may(person(35, CYBERSPACE, Role.OFFICER), Action.INTERIM_ORDER, a_case(status))


def test_nobody_ratifies_their_own_interim_order() -> None:
    case = a_case(ratifying_agency_ids=frozenset({CYBERSPACE}), orderer_ids=frozenset({QIAN.user_id}))
    assert not may(QIAN, Action.RATIFY, case)
    assert may(WU, Action.RATIFY, case)
    assert not may(ZHAO, Action.RATIFY, case)


def test_an_appeal_is_decided_by_the_other_agency_and_by_a_person_without_a_hand_in_the_case() -> None:
    case = a_case(Status.UNDER_APPEAL, appeal_agency_id=MARKET, hand_ids=frozenset({ZHOU.user_id}))
    other = person(52, MARKET, Role.SIGNATORY)
    for action in (Action.MAINTAIN, Action.VARY, Action.REVOKE):
        assert not may(ZHOU, action, case)
        assert not may(QIAN, action, case)
        assert may(other, action, case)


def test_no_appeal_is_decided_while_no_agency_is_named() -> None:
    nowhere = replace(ZHOU, organization_id=None)
    assert not may(nowhere, Action.MAINTAIN, a_case(Status.UNDER_APPEAL))


def test_the_lead_takes_over_when_the_clock_ran_out_or_the_holder_is_accused() -> None:
    for status in CHECKING:
        assert not may(QIAN, Action.TAKE_OVER, a_case(status))
        assert may(QIAN, Action.TAKE_OVER, a_case(status, overdue=True))
        assert may(QIAN, Action.TAKE_OVER, a_case(status, accused_organization_ids=frozenset({PLATFORM_A})))
        assert not may(ZHOU, Action.TAKE_OVER, a_case(status, overdue=True))


@pytest.mark.parametrize("status", sorted(OPEN))
def test_another_agency_takes_the_lead_only_where_the_lead_is_silent(status: Status) -> None:
    assert not may(ZHOU, Action.TAKE_LEAD, a_case(status, overdue=True))
    silent = a_case(status, overdue=True, lead_overdue=True)
    assert may(ZHOU, Action.TAKE_LEAD, silent)
    assert not may(ZHAO, Action.TAKE_LEAD, silent)
    assert not may(QIAN, Action.TAKE_LEAD, silent)


def test_only_a_closed_case_is_published_and_only_by_a_publisher() -> None:
    publishing = {status for status in Status if may(SUN, Action.PUBLISH, a_case(status))}
    assert publishing == {Status.CLOSED}
    assert [actor for actor in COLLEAGUES if may(actor, Action.PUBLISH, a_case(Status.CLOSED))] == [SUN]


def test_a_rumour_is_refuted_while_it_runs_by_whoever_checks_or_leads_at_the_lead_agency() -> None:
    refuting = {status for status in Status if may(QIAN, Action.REFUTE, a_case(status, about_a_rumour=True))}
    assert refuting == OPEN
    case = a_case(Status.VERIFYING, about_a_rumour=True)
    assert [actor for actor in COLLEAGUES if may(actor, Action.REFUTE, case)] == [QIAN, WU]
    by_role = {role: may(person(36, CYBERSPACE, role), Action.REFUTE, case) for role in Role}
    assert {role for role, allowed in by_role.items() if allowed} == {Role.OFFICER, Role.AGENCY_LEAD}


def test_nothing_but_a_rumour_is_refuted() -> None:
    assert not any(may(QIAN, Action.REFUTE, a_case(status)) for status in Status)


def test_a_reporter_can_withdraw_add_and_appeal_and_nothing_else() -> None:
    can = {status: set(permitted(LIN, a_case(status))) for status in Status}
    assert all(actions == {Action.SUPPLEMENT, Action.WITHDRAW} for status, actions in can.items() if status in OPEN)
    assert can[Status.CLOSED] == {Action.SUPPLEMENT, Action.APPEAL}


def test_a_withdrawn_or_merged_case_has_no_decision_to_appeal_against() -> None:
    for outcome in (Outcome.WITHDRAWN, Outcome.MERGED):
        assert not may(LIN, Action.APPEAL, a_case(Status.CLOSED, outcome=outcome))
    assert not may(QIAN, Action.REOPEN, a_case(Status.CLOSED, outcome=Outcome.MERGED))
    assert may(QIAN, Action.REOPEN, a_case(Status.CLOSED, outcome=Outcome.INSUFFICIENT))


def test_the_portals_own_clock_only_lapses_escalates_and_sees_a_relapse() -> None:
    done = {action for status in Status for action in permitted(SYSTEM, a_case(status, priority=Priority.P0))}
    assert done == {Action.LAPSE, Action.ESCALATE, Action.RELAPSE}


def test_every_condition_has_its_sentence() -> None:
    asked = {condition for conditions in CONDITIONS.values() for condition in conditions} | set(EVERYWHERE)
    assert asked == set(REFUSALS)
