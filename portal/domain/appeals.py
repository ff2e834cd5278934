"""Who may decide an appeal: always somebody without a part in the decision, and where possible without any hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who is left to decide an appeal, of all who sign for an agency."""

    without_a_hand: bool
    """Whether somebody is left who had no hand at all; else whoever had no part in the decision may decide."""
    agency_ids: frozenset[int]
    """Agencies that have such a person. Empty: nobody is left, and a colleague must be added."""


def who_is_left(
    signatories: Iterable[tuple[int, int]], hand_ids: Collection[int], decider_ids: Collection[int]
) -> Deciders:
    """Looks among `signatories` (person, agency): first for whoever had no hand, then for no part in the decision."""
    people = list(signatories)
    clean = frozenset(agency for person, agency in people if person not in hand_ids)
    if clean:
        return Deciders(True, clean)
    return Deciders(False, frozenset(agency for person, agency in people if person not in decider_ids))
