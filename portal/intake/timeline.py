"""What a reporter reads about the way of a case, by role and by day; which steps, `domain.showing` says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.domain.permissions import OrganizationKind
from portal.domain.showing import NEW_HOLDER, Happening
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action

S, A = Status, Action
REPORTED = N_("There is a result; a regulator reviews it")
DECIDED = N_("Decided; it is being carried out")
CLOSED = N_("Closed with its outcome")
OPENED_AGAIN = N_("Opened again")

REPORTS = (A.DECLINE, A.HAND_OVER, A.RESOLVE, A.DISMISS, A.MERGE)

WORDS: dict[tuple[str, Status], str] = {
    (A.ACCEPT, S.VERIFYING): N_("Taken up; the check has begun"),
    (A.TAKE_OVER, S.VERIFYING): N_("A regulator has taken over the check"),
    (A.TRANSFER, S.SUBMITTED): N_("Passed on to the desk in charge"),
    (A.REROUTE, S.SUBMITTED): N_("Passed on to the desk in charge"),
    **{
        (action, S.AWAITING_CONFIRMATION): REPORTED
        for action in (A.DECLINE, A.HAND_OVER, A.RESOLVE, A.DISMISS, A.MERGE)
    },
    (A.REFER, S.AWAITING_APPROVAL): N_("Passed to the agencies for a joint decision"),
    (A.RETURN, S.VERIFYING): N_("Sent back for further checks"),
    **{(action, S.IN_DISPOSAL): DECIDED for action in (A.APPROVE, A.EXCUSE, A.DECIDE)},
    **{(action, S.CLOSED): CLOSED for action in (A.DECLINE, A.HAND_OVER, A.RESOLVE, A.DISMISS, A.CONFIRM, A.CONCLUDE)},
    **{(A.REOPEN, status): OPENED_AGAIN for status in (S.VERIFYING, S.AWAITING_APPROVAL, S.IN_DISPOSAL)},
    (A.MAINTAIN, S.CLOSED): N_("Appeal decided: the outcome stands"),
    (A.VARY, S.AWAITING_APPROVAL): N_("Appeal decided: the agencies decide anew"),
    (A.REVOKE, S.IN_DISPOSAL): N_("Appeal decided: the decision is revoked, measures are lifted"),
    (A.REVOKE, S.VERIFYING): N_("Appeal decided: the decision is revoked, the check begins anew"),
}
"""(action, status it led to) → what a reporter reads. What is not here is nobody's business outside."""


ASIDE_WORDS: dict[str, str] = {
    A.INTERIM_MEASURE: N_("An interim measure was set in motion, before the decision"),
    A.INTERIM_ORDER: N_("An interim measure was ordered, to be carried out at once"),
}
"""Action that leads to no other status → what a reporter reads."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; `by` None is the reporter's own doing."""

    at: datetime
    words: str
    by: OrganizationKind | None
    reached: Status | None = None
    """Where a desk's step led."""
    named: bool = False
    """Whether it was the platform on which the reporter named it."""
    takes_up: bool = False
    """Whether whoever took the step checks from there on; after others the desk does that had it before."""


def desk_entries(way: Iterable[Happening], by_platform: Iterable[bool]) -> list[Entry]:
    """What desks did, in the words of the table; what has none there is left out.

    `by_platform` says of each step whether the platform took it on which the reporter named the target.
    """
    told = ((one, named) for one, named in zip(way, by_platform, strict=True) if (one.action, one.after) in WORDS)
    return [
        Entry(one.at, WORDS[one.action, one.after], one.by, one.after, named, one.action in NEW_HOLDER)
        for one, named in told
    ]


def aside_entries(told: Iterable[Happening]) -> list[Entry]:
    """What was done for the meantime, in the words of the table."""
    return [Entry(one.at, ASIDE_WORDS[one.action], one.by) for one in told]


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """As the page shows them; what happened at one moment stays in its order."""
    return sorted(entries, key=lambda entry: entry.at)[::-1]
