"""What a reporter reads about the way of a case: by role and by day, from the own date on.

A joiner reads the same as whoever came first: what happened before the own promised day is told as
the shortest way there, on that day, so that joining tells nobody that a case existed (decision 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.permissions import OrganizationKind
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.intake.queries import Event
from portal.records.tips import TipCase

S, A = Status, Action
REPORTED = N_("A result was reported; a regulator looks it over")
DECIDED = N_("Decided; it is being carried out")
CLOSED = N_("Closed with its outcome")

WORDS: dict[tuple[str, Status], str] = {
    (A.ACCEPT, S.VERIFYING): N_("Taken up; the check has begun"),
    (A.TAKE_OVER, S.VERIFYING): N_("A regulator has taken over the check"),
    (A.TRANSFER, S.SUBMITTED): N_("Passed on to the desk in charge"),
    (A.REROUTE, S.SUBMITTED): N_("Passed on to the desk in charge"),
    **{(action, S.AWAITING_CONFIRMATION): REPORTED for action in (A.DECLINE, A.HAND_OVER, A.RESOLVE, A.DISMISS)},
    (A.REFER, S.AWAITING_APPROVAL): N_("Passed to the agencies for a joint decision"),
    (A.RETURN, S.VERIFYING): N_("Sent back for further checks"),
    **{(action, S.IN_DISPOSAL): DECIDED for action in (A.APPROVE, A.EXCUSE, A.DECIDE)},
    **{(action, S.CLOSED): CLOSED for action in (A.DECLINE, A.HAND_OVER, A.RESOLVE, A.DISMISS, A.CONFIRM, A.CONCLUDE)},
    (A.REOPEN, S.VERIFYING): N_("Opened again"),
    (A.MAINTAIN, S.CLOSED): N_("Appeal decided: the outcome stands"),
    (A.VARY, S.AWAITING_APPROVAL): N_("Appeal decided: the agencies decide anew"),
    (A.REVOKE, S.IN_DISPOSAL): N_("Appeal decided: the decision is revoked, measures are lifted"),
    (A.REVOKE, S.VERIFYING): N_("Appeal decided: the decision is revoked, the check begins anew"),
}
"""(action, status it led to) → what a reporter reads. What is not here is nobody's business outside."""

_P, _R = OrganizationKind.PLATFORM, OrganizationKind.AGENCY
_taken_up = (WORDS[A.ACCEPT, S.VERIFYING], S.VERIFYING, _P)
_referred = (WORDS[A.REFER, S.AWAITING_APPROVAL], S.AWAITING_APPROVAL, _P)
_closed = (CLOSED, S.CLOSED, _R)
WAY: dict[Status, tuple[tuple[str, Status, OrganizationKind], ...]] = {
    S.SUBMITTED: (),
    S.VERIFYING: (_taken_up,),
    S.AWAITING_CONFIRMATION: (_taken_up, (REPORTED, S.AWAITING_CONFIRMATION, _P)),
    S.AWAITING_APPROVAL: (_taken_up, _referred),
    S.IN_DISPOSAL: (_taken_up, _referred, (DECIDED, S.IN_DISPOSAL, _R)),
    S.CLOSED: (_taken_up, _closed),
    S.UNDER_APPEAL: (_taken_up, _closed),
}
"""The shortest way to a status, told to a joiner on the own promised day."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; `by` None is the reporter's own doing."""

    at: datetime
    words: str
    by: OrganizationKind | None
    reached: Status | None = None
    """Where a desk's step led."""


def desk_entries(row: TipCase, events: Iterable[Event], now: datetime) -> list[Entry]:
    """What desks did, oldest first, as this reporter may know it now."""
    told = [event for event in events if (event.action, event.after) in WORDS]
    if row.shown_from <= row.joined_at:
        return [_entry(event) for event in told if event.at >= row.joined_at]
    if now < row.shown_from:
        return []
    before = [event for event in told if event.at <= row.shown_from]
    reached = before[-1].after if before else Status.SUBMITTED
    promised = row.shown_from - timedelta(seconds=1)  # the last second of a day that ends at 24:00
    way = [Entry(promised, words, by, status) for words, status, by in WAY[reached]]
    return way + [_entry(event) for event in told if event.at > row.shown_from]


def _entry(event: Event) -> Entry:
    return Entry(event.at, WORDS[event.action, event.after], event.by, event.after)


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """As the page shows them; what happened at one moment stays in its order."""
    return sorted(entries, key=lambda entry: entry.at)[::-1]
