"""Opening a case as a colleague: what the actor may not see is answered as if it did not exist."""

from __future__ import annotations

from portal.domain.errors import ConditionFailed, NotFound, StaleVersion
from portal.domain.permissions import REFUSALS, Actor
from portal.domain.permissions.conditions import not_excluded
from portal.domain.visibility import Part, visible_parts
from portal.records.case_facts import facts
from portal.records.cases import Case, get_case, get_case_for_change


def see_case(case_number: str, actor: Actor) -> tuple[Case, frozenset[Part]]:
    """The case for reading, and the parts of it that `actor` may see.

    Raises NotFound, and ConditionFailed for whoever stays out of it for a conflict of interest; so do the others.
    """
    case = get_case(case_number)
    return case, _parts(case, actor)


def see_case_for_change(case_number: str, actor: Actor, seen_version: int | None) -> Case:
    """The case with its row locked, as `seen_version` (from the form) shows it.

    Raises NotFound for a case `actor` may not see, before StaleVersion could tell that it exists.
    """
    case = see_case_locked(case_number, actor)
    if case.version != seen_version:
        raise StaleVersion()
    return case


def see_case_locked(case_number: str, actor: Actor) -> Case:
    """The case with its row locked, for a verb that tells by its own means what the actor saw.

    Raises NotFound for a case `actor` may not see.
    """
    case = get_case_for_change(case_number)
    _parts(case, actor)
    return case


def may_see(case: Case | None, actor: Actor) -> bool:
    """Whether a link to this case would lead the actor anywhere."""
    return case is not None and bool(visible_parts(actor, facts(case)) - KEPT_OUT)


KEPT_OUT = frozenset({Part.EXCLUDED})
"""All that table 4 leaves to somebody with a conflict of interest: that they stay out."""


def see_exclusions(case_number: str, actor: Actor, *, lock: bool = False) -> Case:
    """The case for its page of who stays out of it, which whoever stays out may read as well. Raises NotFound."""
    case = get_case_for_change(case_number) if lock else get_case(case_number)
    if Part.EXCLUDED not in visible_parts(actor, facts(case)):
        raise NotFound()
    return case


def _parts(case: Case, actor: Actor) -> frozenset[Part]:
    parts = visible_parts(actor, facts(case))
    if not parts:
        raise NotFound()
    if parts <= KEPT_OUT:
        raise ConditionFailed(REFUSALS[not_excluded])
    return parts
