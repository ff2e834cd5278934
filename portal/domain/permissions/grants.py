"""Table 2: which role may do what at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.permissions.roles import OrganizationKind, Role


class Permission(StrEnum):
    """One word per thing that a route or a step of the workflow asks for."""

    # a reporter's own tip
    TIP_FOLLOW = "tip.follow"
    TIP_SUPPLEMENT = "tip.supplement"
    TIP_WITHDRAW = "tip.withdraw"
    TIP_APPEAL = "tip.appeal"
    TIP_ASSIST = "tip.assist"
    # a respondent's own notice
    NOTICE_ANSWER = "notice.answer"  # object to the decision, ask for a stay
    # any desk that holds cases
    CASE_VIEW = "case.view"
    CASE_CLAIM = "case.claim"
    CASE_ACCEPT = "case.accept"
    CASE_DECLINE = "case.decline"
    CASE_HAND_OVER = "case.hand_over"
    CASE_FOLLOW = "case.follow"  # what an authority that took it over answers
    CASE_SEAL = "case.seal"  # what an authority outside is given of it
    CASE_TRANSFER = "case.transfer"
    CASE_INTERIM_MEASURE = "case.interim_measure"
    CASE_RESOLVE = "case.resolve"
    CASE_DISMISS = "case.dismiss"
    CASE_REFER = "case.refer"
    CASE_ARRANGE = "case.arrange"  # merge, split, re-classify, correct the target
    CASE_ASK = "case.ask"  # supplements, messages
    CASE_EXTEND = "case.extend"
    STATEMENT_GIVE = "statement.give"
    TASK_EXECUTE = "task.execute"
    NOTICE_SERVE = "notice.serve"  # that the respondent was given the notice of a decision
    TEMPLATE_WRITE = "template.write"
    DUTY_MANAGE = "duty.manage"  # who is on duty when, and who is on leave
    CONFLICT_DECLARE = "conflict.declare"  # a conflict of interest of one's own
    CONFLICT_RULE = "conflict.rule"  # who else stays out of a case, and who comes back
    AGENCY_RECUSE = "agency.recuse"  # that a whole agency stays out of a case
    # regulators
    CASE_REROUTE = "case.reroute"
    CASE_TAKE_OVER = "case.take_over"
    PLATFORM_INVITE = "platform.invite"  # one that nobody registered, from a case about it
    CASE_TAKE_LEAD = "case.take_lead"
    CASE_ASK_STATEMENT = "case.ask_statement"
    CASE_JUDGE = "case.judge"  # how one would end what the sample drew, before reading how its platform would
    CASE_CONFIRM = "case.confirm"
    SAMPLE_VIEW = "sample.view"  # how often verdicts on what the sample drew agree, and how often it is sent back
    CASE_INTERIM_ORDER = "case.interim_order"
    CASE_REOPEN = "case.reopen"
    DISPOSAL_APPROVE = "disposal.approve"
    DISPOSAL_RETURN = "disposal.return"
    DISPOSAL_TAKE_BACK = "disposal.take_back"
    DISPOSAL_DRAFT = "disposal.draft"
    DISPOSAL_REVIEW = "disposal.review"
    DISPOSAL_GIVE_BACK = "disposal.give_back"
    DISPOSAL_RATIFY = "disposal.ratify"
    DISPOSAL_LEAD = "disposal.lead"  # amend, excuse, extend, decide after two returns
    DISPOSAL_CONCLUDE = "disposal.conclude"
    TASK_ATTEST = "task.attest"
    TASK_SUBSTITUTE = "task.substitute"
    APPEAL_DECIDE = "appeal.decide"
    STAY_DECIDE = "stay.decide"  # whether measures stand still for a while, as whom they strike asks
    WORDS_OPEN = "words.open"  # what reporters wrote, unmasked, on a recorded reason
    REPORTER_UNSEAL = "reporter.unseal"
    # the public side
    BULLETIN_PUBLISH = "bulletin.publish"
    REFUTATION_PUBLISH = "refutation.publish"  # from a running case, before anything is decided
    # running the portal
    PEOPLE_MANAGE = "people.manage"
    REGISTRY_MANAGE = "registry.manage"
    CATALOGUE_MANAGE = "catalogue.manage"  # what is offered and in which words, never a rule
    CALENDAR_MANAGE = "calendar.manage"  # the State Council's days off, which are nobody's own to choose
    SETTINGS_MANAGE = "settings.manage"
    OPERATIONS_VIEW = "operations.view"
    AUDIT_READ = "audit.read"
    # the portal's own clocks
    CLOCK_RUN = "clock.run"


_DESK = {
    Permission.CASE_VIEW,
    Permission.CASE_CLAIM,
    Permission.CASE_ACCEPT,
    Permission.CASE_DECLINE,
    Permission.CASE_HAND_OVER,
    Permission.CASE_FOLLOW,
    Permission.CASE_DISMISS,
    Permission.CASE_REFER,
    Permission.CASE_ARRANGE,
    Permission.CASE_ASK,
    Permission.TASK_EXECUTE,
    Permission.NOTICE_SERVE,
    Permission.CONFLICT_DECLARE,
}
_PLATFORM = _DESK | {
    Permission.CASE_TRANSFER,
    Permission.CASE_INTERIM_MEASURE,
    Permission.CASE_RESOLVE,
    Permission.STATEMENT_GIVE,
}

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.REPORTER: frozenset(
        {Permission.TIP_FOLLOW, Permission.TIP_SUPPLEMENT, Permission.TIP_WITHDRAW, Permission.TIP_APPEAL}
    ),
    Role.RESPONDENT: frozenset({Permission.NOTICE_ANSWER}),
    Role.CLERK: frozenset({Permission.TIP_ASSIST}),
    Role.VERIFIER: frozenset(_PLATFORM),
    Role.PLATFORM_LEAD: frozenset(
        _PLATFORM
        | {
            Permission.CASE_EXTEND,
            Permission.CONFLICT_RULE,
            Permission.TEMPLATE_WRITE,
            Permission.DUTY_MANAGE,
        }
    ),
    Role.OFFICER: frozenset(
        _DESK
        | {
            Permission.CASE_REROUTE,
            Permission.PLATFORM_INVITE,
            Permission.CASE_JUDGE,
            Permission.CASE_CONFIRM,
            Permission.CASE_EXTEND,
            Permission.CASE_ASK_STATEMENT,
            Permission.CASE_SEAL,
            Permission.DISPOSAL_DRAFT,
            Permission.REFUTATION_PUBLISH,
            Permission.TASK_ATTEST,
            Permission.WORDS_OPEN,
            Permission.TEMPLATE_WRITE,
        }
    ),
    Role.SIGNATORY: frozenset(
        {
            Permission.CASE_VIEW,
            Permission.CASE_JUDGE,
            Permission.CASE_CONFIRM,
            Permission.CONFLICT_DECLARE,
            Permission.DISPOSAL_REVIEW,
            Permission.DISPOSAL_GIVE_BACK,
            Permission.DISPOSAL_APPROVE,
            Permission.DISPOSAL_RETURN,
            Permission.DISPOSAL_TAKE_BACK,
            Permission.DISPOSAL_RATIFY,
            Permission.APPEAL_DECIDE,
            Permission.STAY_DECIDE,
            Permission.WORDS_OPEN,
            Permission.REPORTER_UNSEAL,
        }
    ),
    Role.DUTY: frozenset(
        {
            Permission.CASE_VIEW,
            Permission.CASE_INTERIM_ORDER,
            Permission.CONFLICT_DECLARE,
            Permission.WORDS_OPEN,
        }
    ),
    Role.AGENCY_LEAD: frozenset(
        {
            Permission.CASE_VIEW,
            Permission.CASE_FOLLOW,
            Permission.CASE_SEAL,
            Permission.CASE_TAKE_OVER,
            Permission.CASE_TAKE_LEAD,
            Permission.SAMPLE_VIEW,
            Permission.CASE_JUDGE,
            Permission.CASE_CONFIRM,
            Permission.CASE_EXTEND,
            Permission.CASE_REOPEN,
            Permission.CASE_REROUTE,
            Permission.CONFLICT_DECLARE,
            Permission.CONFLICT_RULE,
            Permission.AGENCY_RECUSE,
            Permission.PLATFORM_INVITE,
            Permission.REFUTATION_PUBLISH,
            Permission.DISPOSAL_REVIEW,
            Permission.DISPOSAL_GIVE_BACK,
            Permission.DISPOSAL_LEAD,
            Permission.DISPOSAL_CONCLUDE,
            Permission.STAY_DECIDE,
            Permission.TASK_ATTEST,
            Permission.TASK_SUBSTITUTE,
            Permission.NOTICE_SERVE,
            Permission.WORDS_OPEN,
            Permission.TEMPLATE_WRITE,
            Permission.DUTY_MANAGE,
        }
    ),
    Role.PUBLISHER: frozenset({Permission.BULLETIN_PUBLISH}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.PEOPLE_MANAGE,
            Permission.DUTY_MANAGE,
            Permission.REGISTRY_MANAGE,
            Permission.CATALOGUE_MANAGE,
            Permission.CALENDAR_MANAGE,
            Permission.SETTINGS_MANAGE,
            Permission.OPERATIONS_VIEW,
        }
    ),
    Role.AUDITOR: frozenset({Permission.AUDIT_READ}),
    Role.SYSTEM: frozenset({Permission.CLOCK_RUN}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something (操作人): a colleague, a reporter by code, or the portal itself."""

    user_id: int | None
    organization_id: int | None
    kind: OrganizationKind | None
    roles: frozenset[Role]
    name: str = ""

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles is granted `permission`, on whatever case."""
        return any(permission in GRANTS[role] for role in self.roles)


SYSTEM = Actor(user_id=None, organization_id=None, kind=None, roles=frozenset({Role.SYSTEM}))
REPORTER = Actor(user_id=None, organization_id=None, kind=None, roles=frozenset({Role.REPORTER}))
RESPONDENT = Actor(user_id=None, organization_id=None, kind=None, roles=frozenset({Role.RESPONDENT}))
