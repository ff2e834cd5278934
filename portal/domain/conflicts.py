"""Conflicts of interest (回避): for what reason somebody stays out of a case, who says so, and who lets them back in.

Source: Administrative Penalty Law, Article 43 (an officer with a direct interest in the case, or in another relation
that may impair fairness, stays out of it; the head of the authority decides), and Civil Servant Law, Article 76. No law
says it of a platform's desk; there it is the house's own rule, by the same reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.permissions import GRANTS, Permission, Role
from portal.domain.signing_levels import SigningLevels, can_be_staffed
from portal.domain.words import N_


class Conflict(StrEnum):
    """Of what kind the reason is."""

    INTEREST = "interest"
    RELATION = "relation"
    EARLIER_PART = "earlier_part"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reason, in words, and the rule that it comes from."""

    words: str
    source: str


PENALTY, SERVANT = N_("Administrative Penalty Law, Article 43"), N_("Civil Servant Law, Article 76")

CONFLICTS: Mapping[Conflict, Kind] = {
    Conflict.INTEREST: Kind(N_("A financial or other interest in how the case ends"), PENALTY),
    Conflict.RELATION: Kind(N_("A relative of a party, or close to one"), SERVANT),
    Conflict.EARLIER_PART: Kind(N_("An earlier part in the matter, such as having worked on the product"), PENALTY),
    Conflict.OTHER: Kind(N_("Another relation that may impair fairness"), PENALTY),
}


OF_AGENCIES: Mapping[Conflict, Kind] = {one: kind for one, kind in CONFLICTS.items() if one is not Conflict.RELATION}
"""Those that an agency as a whole can have: it is nobody's relative."""


class Origin(StrEnum):
    """Who said that a person stays out."""

    DECLARED = "declared"
    OWN_HEAD = "own_head"
    LEAD_HEAD = "lead_head"


ORIGIN_WORDS: Mapping[Origin, str] = {
    Origin.DECLARED: N_("Declared in person"),
    Origin.OWN_HEAD: N_("Excluded by the own organization"),
    Origin.LEAD_HEAD: N_("Excluded by the lead agency"),
}

READMITTED_BY: Mapping[Origin, frozenset[Origin]] = {
    Origin.DECLARED: frozenset({Origin.OWN_HEAD, Origin.LEAD_HEAD}),
    Origin.OWN_HEAD: frozenset({Origin.OWN_HEAD, Origin.LEAD_HEAD}),
    Origin.LEAD_HEAD: frozenset({Origin.LEAD_HEAD}),
}
"""Who lets a person back in. Never the person: who is out decides nothing in the case, their own part least of all."""


def heads_as(organization_id: int | None, person_organization_id: int, lead_agency_id: int) -> frozenset[Origin]:
    """As what a head of this organization speaks about a person of that one; as nothing: not theirs to say."""
    found = set()
    if organization_id == person_organization_id:
        found.add(Origin.OWN_HEAD)
    if organization_id == lead_agency_id:
        found.add(Origin.LEAD_HEAD)
    return frozenset(found)


class Turn(StrEnum):
    """A turn in the work that an organization may have nobody left for."""

    CHECK = "check"
    SIGN = "sign"
    LEAD = "lead"
    APPEAL = "appeal"


TURN_WORDS: Mapping[Turn, str] = {
    Turn.CHECK: N_(
        "Nobody else of the desk may check the case then. It waits there until its time has run out; after that "
        "another agency takes it over."
    ),
    Turn.SIGN: N_(
        "Too few others of the agency are left to sign. Once its time to sign has run out, the lead agency goes on "
        "without it, and what this agency must sign falls out."
    ),
    Turn.LEAD: N_(
        "Nobody else of the agency may lead the case then. Once its time has run out, another agency takes the lead."
    ),
    Turn.APPEAL: N_(
        "Nobody else of the agency may decide the appeal then. It goes to another agency at once; where no agency has "
        "anybody left, the administrator must add a colleague."
    ),
}
"""What is read before a person is taken out: which turn nobody of theirs takes then, and how the case goes on."""

RECUSAL_WORDS: Mapping[Turn, str] = {
    Turn.CHECK: N_("It checks the case now: the agency that leads may take the check over at once."),
    Turn.SIGN: N_(
        "It is asked to sign: the lead agency may go on without it at once. What this agency must sign falls out, "
        "unless the lead agency puts other measures before the agencies."
    ),
    Turn.LEAD: N_("It leads the case: another agency may take the lead at once, and is told so."),
    Turn.APPEAL: N_("It decides the appeal: the appeal goes to another agency at once."),
}
"""The same where a whole agency stays out: nobody waits for it to be silent first."""

TAKEN_BY: Mapping[Turn, Permission] = {
    Turn.CHECK: Permission.CASE_REFER,
    Turn.LEAD: Permission.DISPOSAL_LEAD,
    Turn.APPEAL: Permission.APPEAL_DECIDE,
}


def turns_lost(
    turns: Collection[Turn],
    levels: SigningLevels,
    left: Mapping[int, frozenset[Role]],
    barred: Mapping[Turn, frozenset[int]],
) -> list[Turn]:
    """Of the turns that an organization has in a case now, those for which too few of its people are left.

    `left` are its people without the one in question, by their roles; `barred` are those who may not take a turn
    for a reason of its own, such as a hand in the finding.
    """
    return [
        turn for turn in Turn if turn in turns and not _can_be_taken(turn, levels, left, barred.get(turn, frozenset()))
    ]


def _can_be_taken(
    turn: Turn, levels: SigningLevels, left: Mapping[int, frozenset[Role]], barred: frozenset[int]
) -> bool:
    people = [roles for person, roles in left.items() if person not in barred]
    if turn is Turn.SIGN:
        return can_be_staffed(levels, people)
    return any(TAKEN_BY[turn] in GRANTS[role] for roles in people for role in roles)
