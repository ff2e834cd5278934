"""How urgent a case is at the start: from what is said to happen, never from how many say it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from portal.domain.words import N_

if TYPE_CHECKING:
    from portal.domain.categories import Category
    from portal.domain.targets import TargetType


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
    Priority.P3: N_("Lengthy"),
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

# circumstance → the least urgent priority it leaves; a category's own row may go further
URGENCY_FLOOR: dict[Urgency, Priority] = {
    Urgency.MONEY_MOVING: Priority.P1,
    Urgency.DANGER: Priority.P1,
    Urgency.UNDER_18: Priority.P1,
    Urgency.INTIMATE_IMAGE: Priority.P1,
}
SECTOR_CEILING = Priority.P1
FIRST_LOOK_WHEN_URGENT = timedelta(hours=2)


def initial_priority(
    category: Category,
    urgency: Collection[Urgency] = (),
    sectors: Collection[Sector] = (),
    target_type: TargetType | None = None,
) -> Priority:
    """The priority a case starts with.

    The category's severity, raised by its own row (`Category.raised`), by the floor of every tick,
    and by one step, at most to P1, where a key sector is concerned. P0 comes from a category's row
    or later from a desk, never from a tick by itself. How many tips there are is no argument here.
    """
    priority = category.severity
    for circumstance in (*urgency, *sectors, *((target_type,) if target_type else ())):
        priority = priority.at_least(category.raised.get(circumstance, priority))
    for tick in urgency:
        priority = priority.at_least(URGENCY_FLOOR[tick])
    return priority.one_step_up(SECTOR_CEILING) if sectors else priority


def first_look_within(urgency: Collection[Urgency]) -> timedelta | None:
    """The time to the first look that a tick promises at any priority; None without a tick."""
    return FIRST_LOOK_WHEN_URGENT if urgency else None
