"""How urgent a case is at the start: from what is said to happen, never from how many say it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from portal.domain.categories import Category
from portal.domain.priority import Priority, Sector, Urgency
from portal.domain.targets import TargetType

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
