"""How urgent a case is, and what a reporter says that bears on it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.words import N_


class Priority(StrEnum):
    """P0 is the most urgent; `deadlines` says what each means in hours and working days."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"

    @property
    def words(self) -> str:
        """What people call it."""
        return PRIORITY_WORDS[self]

    def at_least(self, floor: Priority) -> Priority:
        """The more urgent of the two."""
        return min(self, floor)

    def one_step_up(self, ceiling: Priority) -> Priority:
        """One step more urgent, but not beyond `ceiling`; what is beyond it already stays."""
        if self <= ceiling:
            return self
        ladder = list(Priority)
        return ladder[ladder.index(self) - 1]


PRIORITY_WORDS: Mapping[Priority, str] = {
    Priority.P0: N_("Most urgent"),
    Priority.P1: N_("Pressing"),
    Priority.P2: N_("Ordinary"),
    Priority.P3: N_("Can wait"),
}


class Urgency(StrEnum):
    """The tick list of the first screen."""

    MONEY_MOVING = "money_moving"
    DANGER = "danger"
    UNDER_18 = "under_18"
    INTIMATE_IMAGE = "intimate_image"


class Sector(StrEnum):
    """Fields in which a wrong answer of a machine does particular harm (campaign item 25-1.6)."""

    MEDICINE = "medicine"
    FINANCE = "finance"
    JUSTICE = "justice"
    EDUCATION = "education"
    MINORS = "minors"


URGENCY_LABELS: dict[Urgency, str] = {
    Urgency.MONEY_MOVING: N_("Money is being moved, or was moved just now"),
    Urgency.DANGER: N_("Somebody is in danger"),
    Urgency.UNDER_18: N_("It concerns a person under 18"),
    Urgency.INTIMATE_IMAGE: N_("It is an intimate picture of a real person"),
}

SECTOR_LABELS: dict[Sector, str] = {
    Sector.MEDICINE: N_("Medicine and health"),
    Sector.FINANCE: N_("Finance and investment"),
    Sector.JUSTICE: N_("Law and justice"),
    Sector.EDUCATION: N_("Education"),
    Sector.MINORS: N_("Minors"),
}
