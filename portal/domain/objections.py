"""Whom a measure strikes, and how they object: by who decided it, with the article that gives the way and the time.

Nothing of this happens in the portal, which only says where to go. Sources: the articles named in each row, as in
force on 2026-11-01; a law may set another time for its own field, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.measures import Nature
from portal.domain.words import N_


class Decider(StrEnum):
    """Who decided a measure; a referral decides nothing."""

    PLATFORM = "platform"
    AGENCIES = "agencies"
    NOBODY_YET = "nobody_yet"


def decided_by(nature: Nature, *, platform_alone: bool) -> Decider:
    """Who decided a measure of this nature that a platform took alone, or agencies ordered."""
    if nature is Nature.REFERRAL:
        return Decider.NOBODY_YET
    return Decider.PLATFORM if platform_alone else Decider.AGENCIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One way to object, in words for whom the measure strikes."""

    measure: str
    """How a page marks such a measure."""
    decided: str
    ground: str
    way: str
    source: str
    """The law and its article."""


OBJECTIONS: Mapping[Decider, Objection] = {
    Decider.PLATFORM: Objection(
        measure=N_("Taken by the platform itself"),
        decided=N_("The platform decided it of its own accord."),
        ground=N_("Its rules for users, and its duties for what it carries."),
        way=N_(
            "Appeal to the platform through its own entrance for appeals. It must have one, publish how it handles "
            "appeals and by when it answers, and tell you the result. The time is the one that it publishes."
        ),
        source=N_("Provisions on Algorithmic Recommendation in Internet Information Services, Article 22"),
    ),
    Decider.AGENCIES: Objection(
        measure=N_("Ordered by agencies"),
        decided=N_("Agencies decided it, under the lead agency that is named; others carried it out."),
        ground=N_("The laws that each agency is competent for. Ask the lead agency for the decision and its ground."),
        way=N_(
            "Turn to the agency that decided. Against an administrative act that you hold to infringe your rights you "
            "can apply for administrative reconsideration within 60 days, or sue at a people's court within 6 months, "
            "both from the day on which you knew or should have known of it; after a decision on reconsideration, "
            "within 15 days of receiving it. Another law may set another time. Whether a step is such an act is for "
            "the authority of reconsideration or the court to say."
        ),
        source=N_(
            "Administrative Reconsideration Law (revised 2023), Article 20; Administrative Litigation Law, Articles 45 "
            "and 46"
        ),
    ),
    Decider.NOBODY_YET: Objection(
        measure=N_("Handed to the competent authority"),
        decided=N_("Nothing is decided by it: another authority was asked to look into the case."),
        ground=N_("The law that this authority is competent for."),
        way=N_(
            "Before it imposes a penalty, that authority must tell you the facts, the ground and your rights, and hear "
            "what you say in your defence."
        ),
        source=N_("Administrative Penalty Law, Articles 44 and 45"),
    ),
}
