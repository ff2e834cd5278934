"""Every combination of the facts that guards look at, for tests that must leave nothing out."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from portal.domain.facts import CaseFacts
from portal.domain.priority import Priority
from portal.domain.status import Outcome
from tests.domain.cast import COMMUNICATIONS, CYBERSPACE, PLATFORM_A, a_case

AXES: dict[str, tuple[object, ...]] = {
    "priority": (Priority.P0, Priority.P2),
    "sample": (9, 10),
    "holder_id": (PLATFORM_A, CYBERSPACE),
    "accused_organization_ids": (frozenset(), frozenset({PLATFORM_A})),
    "outcome": (None, Outcome.MERGED, Outcome.WITHDRAWN, Outcome.HANDED_OVER, Outcome.PARTLY),
    "voted_agency_ids": (frozenset(), frozenset({CYBERSPACE, COMMUNICATIONS})),
    "ratifying_agency_ids": (frozenset(), frozenset({CYBERSPACE})),
    "overdue": (False, True),
    "vote_overdue": (False, True),
    "lead_overdue": (False, True),
    "extended": (False, True),
    "live_tips": (0, 1),
    "transfers": (1, 2),
    "returns": (1, 2),
    "quorum_stands": (False, True),
    "open_tasks": (0, 1),
    "measures_in_force": (False, True),
}
"""Each guard's question with both answers, on both sides of every number."""


def every_case() -> Iterator[CaseFacts]:
    """Every combination; guards do not ask for the status, so it stays `submitted`.

    What only mergers, conclusions and appeals ask goes with what others ask: no guard looks
    at both, and the grid stays small.
    """
    for values in product(*AXES.values()):
        facts: dict[str, Any] = dict(zip(AXES, values, strict=True))
        yield a_case(
            invited_agency_ids=frozenset({CYBERSPACE, COMMUNICATIONS}),
            holder_is_platform=facts["holder_id"] == PLATFORM_A,
            signed_agency_ids=facts["voted_agency_ids"],
            goal_is_closed=facts["vote_overdue"],
            about_a_rumour=facts["extended"],
            sampled=facts["extended"],
            revoked=facts["extended"],
            maintained=facts["lead_overdue"],
            stay_asked=facts["overdue"],
            excluded_ids=frozenset({999}) if facts["extended"] else frozenset(),
            recused_agency_ids=frozenset({CYBERSPACE}) if facts["lead_overdue"] else frozenset(),
            **facts,
        )
