"""By how many hands an agency's answer goes before it counts: drafted (拟办), reviewed (审核), signed (签发)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import permutations

from portal.domain.permissions import GRANTS, Permission, Role
from portal.domain.words import N_


class SigningLevels(IntEnum):
    """How many people take part in one answer; never one person twice."""

    SIGNED = 1
    DRAFTED = 2
    REVIEWED = 3


SIGNING_LEVEL_WORDS: Mapping[SigningLevels, str] = {
    SigningLevels.SIGNED: N_("A signatory signs"),
    SigningLevels.DRAFTED: N_("An officer drafts, a signatory signs"),
    SigningLevels.REVIEWED: N_(
        "An officer drafts, a head of case work or a signatory reviews, a further signatory signs"
    ),
}

HANDS: Mapping[SigningLevels, tuple[Permission, ...]] = {
    SigningLevels.SIGNED: (Permission.DISPOSAL_APPROVE,),
    SigningLevels.DRAFTED: (Permission.DISPOSAL_DRAFT, Permission.DISPOSAL_APPROVE),
    SigningLevels.REVIEWED: (Permission.DISPOSAL_DRAFT, Permission.DISPOSAL_REVIEW, Permission.DISPOSAL_APPROVE),
}
"""What each of the people may do, in the order of their turns."""


def can_be_staffed(levels: SigningLevels, people: Sequence[frozenset[Role]]) -> bool:
    """Whether these people, given by their roles, are enough: each turn another person who may take it."""
    may = [frozenset().union(*(GRANTS[role] for role in roles)) for roles in people]
    turns = HANDS[levels]
    return any(
        all(turn in may[one] for turn, one in zip(turns, chosen, strict=True))
        for chosen in permutations(range(len(may)), len(turns))
    )
