"""The notice of a decision (处置通知书): what it says in public, how each measure stands, on which clause it rests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.targets.identifiers import MINI_PROGRAMS, PACKAGE
from portal.domain.targets.kinds import TargetType
from portal.domain.words import N_


class Force(StrEnum):
    """How one measure of a notice stands now."""

    ORDERED = "ordered"
    IN_FORCE = "in_force"
    DONE = "done"
    """Carried out, and of a kind that does not last: a talk, a referral."""
    ENDING = "ending"
    LIFTED = "lifted"
    FELL_AWAY = "fell_away"


FORCE_WORDS: Mapping[Force, str] = {
    Force.ORDERED: N_("ordered, being carried out"),
    Force.IN_FORCE: N_("in force"),
    Force.DONE: N_("carried out"),
    Force.ENDING: N_("has ended, being undone"),
    Force.LIFTED: N_("lifted"),
    Force.FELL_AWAY: N_("fell away before it was carried out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the task of a measure went; days in Asia/Shanghai, None for what did not happen."""

    reversible: bool
    done_on: date | None
    dropped_on: date | None
    lifted_on: date | None
    undone_on: date | None
    being_undone: bool
    """Whether somebody still has to undo it."""


def force(course: Course) -> tuple[Force, date | None]:
    """How a measure stands, and since when where that is told."""
    if course.dropped_on is not None:
        return Force.FELL_AWAY, course.dropped_on
    if course.done_on is None:
        return Force.ORDERED, None
    if course.lifted_on is None:
        return (Force.IN_FORCE if course.reversible else Force.DONE), course.done_on
    if course.being_undone:
        return Force.ENDING, course.lifted_on
    return Force.LIFTED, course.undone_on or course.lifted_on


CLAUSES: Mapping[str, str] = {
    "A07": N_("Measures for Labelling AI-Generated Synthetic Content (in force 2025-09-01), Articles 4 to 6 and 10"),
}
"""The clause of the law by category, where it is sure (domain facts 3.1). What has no row here rests on the law
that the public ground names and on the items of the campaigns that the category stands under."""

SITES = frozenset({TargetType.WEBSITE, TargetType.PLATFORM})


def public_name(type: TargetType, display: str) -> str:
    """What anybody may read of a target: the domain of a site, the number of an app; else nothing, as a person's
    account or what a person posted is told by its kind and platform alone.

    An address below a domain may hold somebody's name, so no path is told, whatever was said to be reported.
    """
    if type in SITES:
        return _domain(display)
    if type is TargetType.APP:
        return next((part for part in re.split(r"[/?&=#:]", display) if PACKAGE.fullmatch(part)), "")
    if type is TargetType.MINI_PROGRAM:
        return next((found[0] for pattern, _ in MINI_PROGRAMS if (found := pattern.search(display))), "")
    return ""


def _domain(display: str) -> str:
    return re.split(r"[/?#]", display.partition("://")[2] or display)[0].rpartition("@")[2]
