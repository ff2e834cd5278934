"""Table 4: which part of a case who may see, always, from a status on, after an own verdict, on a reason, or never.

Source: domain facts section 5 ("Who may see what") and decisions 5, 6, 13. Pages ask
`visible_parts()` and hand only those to the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from portal.domain.facts import CaseFacts
from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.domain.status import Status
from portal.domain.words import N_


class Part(StrEnum):
    """What a case page can show."""

    SUMMARY = "summary"
    TARGET = "target"
    TARGET_AS_NAMED = "target_as_named"
    MASKED_WORDS = "masked_words"
    FREE_TEXT = "free_text"
    FILE_FACTS = "file_facts"
    FILES = "files"
    TIP_COUNT = "tip_count"
    TIP_TIMES = "tip_times"
    REPORTER_CONTACT = "reporter_contact"
    MESSAGES = "messages"
    NOTES = "notes"
    STATEMENT = "statement"
    FINDING = "finding"
    OWN_VOTE = "own_vote"
    VOTERS = "voters"
    VOTES = "votes"
    TASKS = "tasks"
    OWN_TASKS = "own_tasks"
    NOTICES = "notices"
    OWN_NOTICES = "own_notices"
    REDACTED_EVIDENCE = "redacted_evidence"
    APPEAL = "appeal"
    OUTCOME = "outcome"
    OWN_HISTORY = "own_history"
    HISTORY = "history"
    EXCLUDED = "excluded"


class Viewer(StrEnum):
    """How somebody stands to a case; the columns of table 4."""

    HOLDING_PLATFORM = "holding_platform"
    FORMER_PLATFORM = "former_platform"
    EXECUTING_PLATFORM = "executing_platform"
    ASKED_PLATFORM = "asked_platform"
    DESK_AGENCY = "desk_agency"
    LEAD_AGENCY = "lead_agency"
    SIGNING_AGENCY = "signing_agency"
    APPEAL_AGENCY = "appeal_agency"
    DEPUTY_AGENCY = "deputy_agency"
    PUBLISHER = "publisher"
    EXCLUDED = "excluded"
    REPORTER = "reporter"
    RESPONDENT = "respondent"
    RECEIVER = "receiver"
    OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True)
class Seen:
    """When a cell opens: at these statuses; none means never."""

    statuses: frozenset[Status]
    but_after_own_vote: frozenset[Status] = frozenset()
    """At these of them only once the viewer's own agency is no longer waited for."""
    after_own_verdict: bool = False
    """Of what the sample drew: to whoever might confirm it, only once they have said how they would end it."""
    on_a_reason: bool = False
    """Only to a person who has put on record what it is needed for, for `AS_WRITTEN_FOR` from then on."""

    def open_to(self, actor: Actor, case: CaseFacts) -> bool:
        """Whether the cell shows this case to this viewer now."""
        if self.on_a_reason and actor.user_id not in case.reader_ids:
            return False
        if self.after_own_verdict and judges_blind(actor, case):
            return False
        if case.status in self.but_after_own_vote and actor.organization_id in case.unheard_agency_ids:
            return False
        return case.status in self.statuses


def judges_blind(actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor's agency confirms what the sample drew, and they have not said how they would end it."""
    confirms = case.sampled and actor.organization_id in case.confirming_agency_ids
    return confirms and actor.user_id not in case.verdict_ids


NEVER = Seen(frozenset())
ALWAYS = Seen(frozenset(Status))
JUDGED_FIRST = Seen(frozenset(Status), after_own_verdict=True)
"""What tells how a desk wants to end a case."""
DECIDED = Seen(frozenset({Status.IN_DISPOSAL, Status.CLOSED, Status.UNDER_APPEAL}))
CLOSED = Seen(frozenset({Status.CLOSED, Status.UNDER_APPEAL}))
REFERRED = Seen(
    frozenset(
        {
            Status.AWAITING_CONFIRMATION,
            Status.AWAITING_APPROVAL,
            Status.IN_DISPOSAL,
            Status.CLOSED,
            Status.UNDER_APPEAL,
        }
    )
)
AFTER_OWN_VOTE = Seen(
    DECIDED.statuses | {Status.AWAITING_APPROVAL, Status.VERIFYING}, frozenset({Status.AWAITING_APPROVAL})
)
"""The others' votes and reasons: while a round runs, not before one's own; after a return, its reasons."""
AS_WRITTEN_FOR = timedelta(hours=12)
"""How long one recorded reason opens a reporter's words as written, to whoever gave it: a long day at a desk."""

_P, _V = Part, Viewer
_AGENCY_PAGE: Mapping[Part, Seen] = {
    _P.SUMMARY: ALWAYS,
    _P.TARGET: ALWAYS,
    _P.TARGET_AS_NAMED: ALWAYS,
    _P.MASKED_WORDS: ALWAYS,
    _P.FREE_TEXT: Seen(ALWAYS.statuses, on_a_reason=True),
    _P.FILE_FACTS: ALWAYS,
    _P.FILES: ALWAYS,
    _P.TIP_COUNT: ALWAYS,
    _P.TIP_TIMES: ALWAYS,
    _P.MESSAGES: ALWAYS,
    _P.NOTES: JUDGED_FIRST,
    _P.STATEMENT: ALWAYS,
    _P.FINDING: JUDGED_FIRST,
    _P.OWN_VOTE: ALWAYS,
    _P.VOTERS: ALWAYS,
    _P.VOTES: AFTER_OWN_VOTE,
    _P.TASKS: JUDGED_FIRST,
    _P.OWN_TASKS: ALWAYS,
    _P.NOTICES: ALWAYS,
    _P.APPEAL: ALWAYS,
    _P.OUTCOME: JUDGED_FIRST,
    _P.OWN_HISTORY: JUDGED_FIRST,
    _P.HISTORY: JUDGED_FIRST,
    _P.EXCLUDED: ALWAYS,
}

VISIBILITY: Mapping[Viewer, Mapping[Part, Seen]] = {
    _V.HOLDING_PLATFORM: {
        _P.SUMMARY: ALWAYS,
        _P.TARGET: ALWAYS,
        _P.MASKED_WORDS: ALWAYS,
        _P.FILE_FACTS: ALWAYS,
        _P.MESSAGES: ALWAYS,
        _P.NOTES: ALWAYS,
        _P.FINDING: ALWAYS,
        _P.OWN_TASKS: ALWAYS,
        _P.OUTCOME: ALWAYS,
        _P.OWN_HISTORY: ALWAYS,
        _P.EXCLUDED: ALWAYS,
    },
    _V.FORMER_PLATFORM: {_P.OWN_HISTORY: ALWAYS},
    _V.EXECUTING_PLATFORM: {
        _P.SUMMARY: ALWAYS,
        _P.TARGET: ALWAYS,
        _P.OWN_TASKS: ALWAYS,
        _P.OWN_NOTICES: ALWAYS,
        _P.OWN_HISTORY: ALWAYS,
    },
    _V.ASKED_PLATFORM: {_P.STATEMENT: ALWAYS},
    _V.DESK_AGENCY: _AGENCY_PAGE,
    _V.LEAD_AGENCY: _AGENCY_PAGE,
    _V.SIGNING_AGENCY: {
        **_AGENCY_PAGE,
        _P.TARGET_AS_NAMED: REFERRED,
        _P.FREE_TEXT: Seen(REFERRED.statuses, on_a_reason=True),
        _P.FILES: REFERRED,
        _P.MESSAGES: REFERRED,
    },
    _V.APPEAL_AGENCY: _AGENCY_PAGE,
    _V.DEPUTY_AGENCY: {
        _P.SUMMARY: ALWAYS,
        _P.TARGET: ALWAYS,
        _P.FINDING: JUDGED_FIRST,
        _P.TASKS: JUDGED_FIRST,
        _P.NOTICES: ALWAYS,
        _P.OUTCOME: JUDGED_FIRST,
        _P.HISTORY: JUDGED_FIRST,
        _P.EXCLUDED: ALWAYS,
    },
    _V.PUBLISHER: {_P.SUMMARY: CLOSED, _P.TARGET: CLOSED, _P.FINDING: CLOSED, _P.TASKS: CLOSED, _P.OUTCOME: CLOSED},
    _V.EXCLUDED: {_P.EXCLUDED: ALWAYS},
    _V.REPORTER: {_P.OUTCOME: CLOSED},
    _V.RESPONDENT: {
        _P.TARGET: DECIDED,
        _P.OWN_NOTICES: ALWAYS,
        _P.REDACTED_EVIDENCE: ALWAYS,
        _P.OUTCOME: CLOSED,
    },
    _V.RECEIVER: {
        _P.SUMMARY: DECIDED,
        _P.TARGET: DECIDED,
        _P.MASKED_WORDS: DECIDED,
        _P.FILE_FACTS: DECIDED,
        _P.FILES: DECIDED,
        _P.TIP_COUNT: DECIDED,
        _P.TIP_TIMES: DECIDED,
        _P.FINDING: DECIDED,
        _P.TASKS: DECIDED,
        _P.NOTICES: DECIDED,
        _P.OUTCOME: DECIDED,
        _P.HISTORY: DECIDED,
    },
    _V.OUTSIDER: {},
}
"""Table 4: a part without a cell is never seen. The reporter's contact has no cell at all: it is
opened by the mailer's own process, or under two persons' recorded reason, never on a case page. What
a reporter sees besides (own words, own target, own messages) belongs to the tip, not to the case."""

PART_WORDS: Mapping[Part, str] = {
    Part.SUMMARY: N_("Number, category, priority, clocks"),
    Part.TARGET: N_("What was reported"),
    Part.TARGET_AS_NAMED: N_("What was reported, in the reporter's own name for it"),
    Part.MASKED_WORDS: N_("The reporter's words, with what may lead to a person masked"),
    Part.FREE_TEXT: N_("The reporter's words as written"),
    Part.FILE_FACTS: N_("Type, size and hash of attached files"),
    Part.FILES: N_("Attached files"),
    Part.TIP_COUNT: N_("How many tips there are"),
    Part.TIP_TIMES: N_("When each tip came in"),
    Part.REPORTER_CONTACT: N_("The reporter's contact or identity"),
    Part.MESSAGES: N_("Messages with the reporter"),
    Part.NOTES: N_("Internal notes of the own organization"),
    Part.STATEMENT: N_("Questions to a platform about itself, and its statement"),
    Part.FINDING: N_("Finding and proposed measures"),
    Part.OWN_VOTE: N_("The own agency's vote"),
    Part.VOTERS: N_("Which agencies have voted"),
    Part.VOTES: N_("The other agencies' votes and reasons"),
    Part.TASKS: N_("All tasks and their receipts"),
    Part.OWN_TASKS: N_("The own organization's tasks"),
    Part.NOTICES: N_("Notices of decisions to the respondent"),
    Part.OWN_NOTICES: N_("Notices of decisions that the own organization carries out, or that the own code opens"),
    Part.REDACTED_EVIDENCE: N_("What a respondent may read of the evidence"),
    Part.APPEAL: N_("Appeals and their reasons"),
    Part.OUTCOME: N_("Outcome and ground"),
    Part.OWN_HISTORY: N_("Steps of the own organization"),
    Part.HISTORY: N_("The whole history"),
    Part.EXCLUDED: N_("Who stays out of the case because of a conflict of interest"),
}

VIEWER_WORDS: Mapping[Viewer, str] = {
    Viewer.HOLDING_PLATFORM: N_("Platform that checks it"),
    Viewer.FORMER_PLATFORM: N_("Platform that passed it on"),
    Viewer.EXECUTING_PLATFORM: N_("Platform with a task"),
    Viewer.ASKED_PLATFORM: N_("Platform asked for a statement about itself"),
    Viewer.DESK_AGENCY: N_("Regulator that checks it"),
    Viewer.LEAD_AGENCY: N_("Lead agency"),
    Viewer.SIGNING_AGENCY: N_("Agency that signs"),
    Viewer.APPEAL_AGENCY: N_("Agency that decides the appeal"),
    Viewer.DEPUTY_AGENCY: N_("Deputy of a silent lead agency"),
    Viewer.PUBLISHER: N_("Publisher"),
    Viewer.EXCLUDED: N_("Colleague with a conflict of interest"),
    Viewer.REPORTER: N_("Reporter"),
    Viewer.RESPONDENT: N_("Respondent"),
    Viewer.RECEIVER: N_("Authority outside that a sealed package goes to"),
    Viewer.OUTSIDER: N_("Everybody else"),
}


def viewers(actor: Actor, case: CaseFacts) -> frozenset[Viewer]:
    """Every way in which this actor stands to this case; the accused group sees its own task at most.

    Whoever stays out of it sees that, and nothing else, in whatever roles: what they do not know they cannot tell.
    """
    if actor.user_id is not None and actor.user_id in case.excluded_ids:
        return frozenset({Viewer.EXCLUDED})
    return _by_role_and_organization(actor, case)


def _by_role_and_organization(actor: Actor, case: CaseFacts) -> frozenset[Viewer]:
    organization, found = actor.organization_id, set()
    if Role.REPORTER in actor.roles:
        found.add(Viewer.REPORTER)
    if Role.RESPONDENT in actor.roles:
        found.add(Viewer.RESPONDENT)
    if Role.PUBLISHER in actor.roles:
        found.add(Viewer.PUBLISHER)
    if organization is None or not _works_on_cases(actor):
        return frozenset(found or {Viewer.OUTSIDER})
    if actor.kind is OrganizationKind.PLATFORM:
        accused = organization in case.accused_organization_ids
        if organization == case.holder_id and not accused:
            found.add(Viewer.HOLDING_PLATFORM)
        if organization in case.former_holder_ids and not accused:
            found.add(Viewer.FORMER_PLATFORM)
        if organization in case.executor_ids:
            found.add(Viewer.EXECUTING_PLATFORM)
        if organization in case.asked_organization_ids:
            found.add(Viewer.ASKED_PLATFORM)
    else:
        standing = {
            Viewer.DESK_AGENCY: organization == case.holder_id,
            Viewer.LEAD_AGENCY: organization == case.lead_agency_id,
            Viewer.SIGNING_AGENCY: organization in case.invited_agency_ids | case.ratifying_agency_ids,
            Viewer.APPEAL_AGENCY: organization == case.appeal_agency_id,
            Viewer.DEPUTY_AGENCY: case.lead_overdue and organization == case.deputy_agency_id,
        }
        found |= {viewer for viewer, holds in standing.items() if holds}
    return frozenset(found or {Viewer.OUTSIDER})


def _works_on_cases(actor: Actor) -> bool:
    case_roles = {Role.VERIFIER, Role.PLATFORM_LEAD, Role.OFFICER, Role.SIGNATORY, Role.DUTY, Role.AGENCY_LEAD}
    return bool(actor.roles & case_roles)


def visible_parts(actor: Actor, case: CaseFacts) -> frozenset[Part]:
    """The parts of this case that this actor may see now."""
    return frozenset(
        part
        for viewer in viewers(actor, case)
        for part, seen in VISIBILITY[viewer].items()
        if seen.open_to(actor, case)
    )


def opens_on_a_reason(part: Part, actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor would see this part, and does not yet, once they have put a reason on record."""
    if actor.user_id is None:
        return False
    with_a_reason = replace(case, reader_ids=case.reader_ids | {actor.user_id})
    return part in visible_parts(actor, with_a_reason) - visible_parts(actor, case)


def seen_by(viewer: Viewer, case: CaseFacts) -> frozenset[Part]:
    """What whoever stands so to this case sees of it now, where nobody here acts for them: what a package may hold."""
    nobody = Actor(user_id=None, organization_id=None, kind=None, roles=frozenset())
    return frozenset(part for part, seen in VISIBILITY[viewer].items() if seen.open_to(nobody, case))


def always_seen(viewer: Viewer, part: Part) -> bool:
    """Whether whoever stands so to a case sees this part of it at any status: a list may then show it of each row."""
    return VISIBILITY[viewer].get(part) == ALWAYS
