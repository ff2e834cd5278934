"""Which agencies a referral asks, and when their approval stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from portal.domain.measures import MEASURES, AgencyFunction

CATEGORY_AGENCIES: Mapping[str, AgencyFunction] = {
    "A01": AgencyFunction.COMMUNICATIONS,
    "A02": AgencyFunction.COMMUNICATIONS,
    "A03": AgencyFunction.MARKET,
    "A04": AgencyFunction.COMMUNICATIONS,
    "A05": AgencyFunction.COMMUNICATIONS,
    "A06": AgencyFunction.COMMUNICATIONS,
    "A07": AgencyFunction.MARKET,
    "A08": AgencyFunction.MARKET,
    "A09": AgencyFunction.MARKET,
    "A10": AgencyFunction.COMMUNICATIONS,
    "A11": AgencyFunction.COMMUNICATIONS,
    "A12": AgencyFunction.COMMUNICATIONS,
    "A13": AgencyFunction.MARKET,
    "B05": AgencyFunction.MARKET,
    "B06": AgencyFunction.COMMUNICATIONS,
}
"""The second agency that a category brings in where a measure wants more than one signature."""

SECOND_AGENCY = AgencyFunction.MARKET
"""Where the category names none."""


def functions_asked(
    measures: Iterable[str],
    category: str,
    found_by: Collection[AgencyFunction] = (),
    out: Collection[AgencyFunction] = (),
) -> frozenset[AgencyFunction]:
    """The agencies a referral asks: named by its measures, then by category where more must sign.

    `found_by` are the agencies with a hand in the finding (none: a platform found and nobody amended).
    Whatever they are asked to sign, at least one other agency is asked as well (decision 1). Of what is `out`, every
    agency stays out of the case (回避): others are asked in its place, unless a measure's row names it.
    """
    chosen = [MEASURES[code] for code in measures]
    asked = frozenset().union(*(measure.named for measure in chosen))
    wanted = max((measure.minimum for measure in chosen), default=0)
    nearest_first = [one for one in (AgencyFunction.CYBERSPACE, *other_agencies(category)) if one not in out]
    others = [one for one in nearest_first if one not in found_by]
    for candidate in others:
        if len(asked) < wanted or (asked and asked <= set(found_by)):
            asked |= {candidate}
    for candidate in nearest_first:  # where too few are left besides the finders, another person of theirs signs
        if len(asked) < wanted:
            asked |= {candidate}
    return asked


def other_agencies(category: str) -> tuple[AgencyFunction, ...]:
    """Agencies besides the cyberspace office that are near to a category, the nearest first.

    Also the order in which a deputy of the lead agency and the agency for an appeal are looked for.
    """
    nearest = CATEGORY_AGENCIES.get(category, SECOND_AGENCY)
    return tuple(dict.fromkeys((nearest, SECOND_AGENCY, AgencyFunction.COMMUNICATIONS)))


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a round of signatures stands."""

    waiting: frozenset[AgencyFunction]
    """Agencies that have neither approved nor been excused."""
    carried: tuple[str, ...]
    """Measures that the approvals carry (or would carry if nothing more came)."""
    fallen: tuple[str, ...]
    """Measures that fall out: a named agency was excused or dissented, or too few signed."""

    @property
    def stands(self) -> bool:
        """Whether the round is over: nobody is waited for."""
        return not self.waiting


def tally(
    measures: Iterable[str],
    asked: Collection[AgencyFunction],
    approved: Collection[AgencyFunction],
    excused: Collection[AgencyFunction] = (),
    found_by: Collection[AgencyFunction] = (),
) -> Tally:
    """Counts a round. Excusing or overruling an agency never removes one that a measure's row names.

    Such a measure falls out and the rest goes on. No measure
    stands on the signatures of the finders' own agencies alone: another agency must have signed.
    """
    signed = frozenset(approved) & frozenset(asked)
    carried: list[str] = []
    fallen: list[str] = []
    for code in measures:
        row = MEASURES[code]
        stands = row.named <= signed and len(signed) >= row.minimum and bool(signed - frozenset(found_by))
        (carried if stands else fallen).append(code)
    return Tally(frozenset(asked) - signed - frozenset(excused), tuple(carried), tuple(fallen))
