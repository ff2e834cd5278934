"""At whose desk a reporter may read that a matter lies, and whose steps those were.

A platform is named only to whoever named the target on it, and only as far as the way tells that this reporter is
shown: the own words and the registry say where such a tip goes first, the steps what became of it. Where the case
really lies is not asked, for that would tell a joiner that a case existed (decision 5). A tip about the own group of a
platform goes to the regulators' desk, and is never told otherwise (decision 7). To which platform a desk passed
something on stays between the desks (decision 6).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from portal.domain.permissions import OrganizationKind
from portal.domain.showing import NEW_HOLDER, Happening
from portal.domain.status import Status
from portal.domain.workflow import Action


class Desk(StrEnum):
    """Where something lies, as far as its reporter may read it."""

    NAMED = "named"
    """The platform on which the reporter named it."""
    REGULATORS = "regulators"
    UNSAID = "unsaid"


AT_A_DESK = frozenset({Status.SUBMITTED, Status.VERIFYING})
"""When one desk has it; later the agencies decide together, or nobody has it any more."""
PASSED_ON = frozenset({Action.TRANSFER, Action.REROUTE})


def desk_after(desk: Desk, step: Happening) -> Desk:
    """Where it lies after a step of the way that is shown."""
    if step.action in PASSED_ON:
        return Desk.UNSAID
    if step.action not in NEW_HOLDER or step.after is not Status.VERIFYING:
        return desk
    if step.by is OrganizationKind.AGENCY:
        return Desk.REGULATORS
    return desk if desk is Desk.NAMED else Desk.UNSAID


def walked(first: Desk, way: Iterable[Happening]) -> tuple[list[bool], Desk]:
    """Of each step of the way whether the named platform took it, and where it lies after the last."""
    desk, named = first, list[bool]()
    for step in way:
        named.append(step.by is OrganizationKind.PLATFORM and desk is Desk.NAMED)
        desk = desk_after(desk, step)
    return named, desk
