"""Interim measures at hand: the reversible ones that meet the target of a case as it was reported, usual ones first."""

from __future__ import annotations

from collections.abc import Iterable

from portal.domain.measures import Measure
from portal.domain.measures.fitting import MeetsWhat, meets
from portal.domain.precedents import taken_before
from portal.records.cases import Case
from portal.records.precedents import earlier_cases
from portal.records.standing import standing_tasks

MOST = 4
"""So many stand beside each other as buttons; the form has all."""


def at_hand(case: Case, measures: Iterable[Measure]) -> list[Measure]:
    """Of these measures the reversible ones that can be taken without a word more.

    One that works on something else than was reported has to name it, and one that stands already is not taken
    twice. Those that earlier cases of the category and priority took come first, then the order of table 6.
    """
    target = case.target.type
    stands = {task.measure for task in standing_tasks(case)}
    free = [one for one in measures if one.interim and one.reversible and meets(one, target) is MeetsWhat.TARGET]
    open_ones = [one for one in free if one.code not in stands]
    if len(open_ones) < 2:
        return open_ones
    usual = [found.code for found in taken_before(target, [one.precedent for one in earlier_cases(case)])]
    return sorted(open_ones, key=lambda one: usual.index(one.code) if one.code in usual else len(usual))[:MOST]
