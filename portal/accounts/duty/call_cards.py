"""What a card of a call says of its case: as much as table 4 opens to the colleague whom it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import clock
from portal.accounts.duty.queries import ticks_of
from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.priority import URGENCY_LABELS, Priority, Urgency
from portal.domain.targets import KINDS
from portal.domain.visibility import Part, Viewer, always_seen
from portal.records.cases import Case
from portal.records.duty.calls import DutyCall
from portal.records.organizations import group_members
from portal.records.targets import Target

SAID = (Part.SUMMARY, Part.TARGET, Part.MASKED_WORDS)
"""The parts that what a card says belongs to: category and priority, the target, what was ticked."""


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """What is urgent about a case, in its fewest words."""

    category: Category
    target_words: str
    target: Target
    priority: Priority
    ticks: Sequence[str]
    """Which urgencies were ticked, each once; not how often."""


@dataclass(frozen=True, slots=True)
class CallCard:
    """One call: its case, when the next is called, and for how long it has rung."""

    case: Case
    said: CaseSaid | None
    """None where this colleague may not read it of the case."""
    due_at: datetime
    is_due: bool
    waited: timedelta


def cards_of(calls: Sequence[DutyCall], actor: Actor) -> list[CallCard]:
    """The calls in their order: two more queries, however many there are."""
    group = group_members(actor.organization_id) if actor.kind is OrganizationKind.PLATFORM else frozenset()
    open_to = [call.case for call in calls if _is_open(call.case, actor, group)]
    ticks = ticks_of([case.id for case in open_to])
    said = {case.id: _said(case, ticks) for case in open_to}
    now = clock.now()
    return [
        CallCard(call.case, said.get(call.case.id), call.due_at, call.due_at <= now, now - call.called_at)
        for call in calls
    ]


def _is_open(case: Case, actor: Actor, group: frozenset[int]) -> bool:
    """Whether it lies at this desk and does not accuse its own group, or the own agency leads it."""
    standing = {
        Viewer.HOLDING_PLATFORM: actor.kind is OrganizationKind.PLATFORM
        and actor.organization_id == case.holder_id
        and case.target.provider_id not in group,
        Viewer.DESK_AGENCY: actor.kind is OrganizationKind.AGENCY and actor.organization_id == case.holder_id,
        Viewer.LEAD_AGENCY: actor.kind is OrganizationKind.AGENCY and actor.organization_id == case.lead_agency_id,
    }
    return any(all(always_seen(viewer, part) for part in SAID) for viewer, holds in standing.items() if holds)


def _said(case: Case, ticks: Mapping[int, frozenset[Urgency]]) -> CaseSaid:
    ticked = ticks.get(case.id, frozenset())
    return CaseSaid(
        category=shipped_taxonomy().category(case.category),
        target_words=KINDS[case.target.type].label,
        target=case.target,
        priority=case.priority,
        ticks=[words for tick, words in URGENCY_LABELS.items() if tick in ticked],
    )
