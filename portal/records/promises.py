"""What a reporter was promised for the first step, from the own tip alone.

Neither another tip about the same target nor a desk moves this day, so that watching it tells nobody
that others reported the same (decision 5).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from portal.data.categories import shipped_taxonomy
from portal.domain.deadlines import Step, due_at
from portal.domain.first_priority import first_look_within, initial_priority
from portal.domain.priority import Priority, Sector, Urgency
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.calendar import calendar_in_force
from portal.records.tips import Tip


def own_priority(category: str, urgency: Collection[str], sectors: Collection[str], type_: TargetType) -> Priority:
    """The priority this tip alone gives a case."""
    return initial_priority(
        shipped_taxonomy().category(category),
        {Urgency(tick) for tick in urgency},
        {Sector(sector) for sector in sectors},
        type_,
    )


def assigned_at(received_at: datetime, urgent: bool, batch: timedelta) -> datetime:
    """When a desk gets a tip: an urgent one at once, others with the next batch; no batch: at once (decision 8)."""
    if urgent or not batch:
        return received_at
    length = batch.total_seconds()
    return received_at + timedelta(seconds=length - received_at.timestamp() % length)


def priority_of(tip: Tip, type_: TargetType) -> Priority:
    """The priority that this target of the tip alone gives a case."""
    return own_priority(tip.category, tip.urgency, tip.sectors, type_)


def accept_by(tip: Tip, type_: TargetType, received_at: datetime, batch: timedelta) -> datetime:
    """By when it is decided whether this target of the tip is taken up.

    The first look that a tick gives a desk two hours for is not this: anybody could tick it to see
    two hours later whether the target was reported before.
    """
    assigned = assigned_at(received_at, bool(tip.urgency), batch)
    return due_at(Step.ACCEPT, priority_of(tip, type_), assigned, calendar_in_force())


def looked_at_by(tip: Tip, received_at: datetime) -> datetime | None:
    """By when somebody looks at a tip on which an urgency was ticked; None without a tick.

    From the own tick and the own time alone: it says nothing of a case, and no look at a case moves it.
    """
    within = first_look_within({Urgency(tick) for tick in tip.urgency})
    return None if within is None else received_at + within


def first_look_at(tip_id: int, batch: timedelta) -> datetime | None:
    """By when somebody has looked at an urgent tip, as its receipt says; None where no urgency was ticked.

    Where a target of it is decided on earlier than the tick promises, that hour: who decides has looked.
    """
    tip = db.session.get_one(Tip, tip_id)
    look = looked_at_by(tip, tip.received_at)
    if look is None:
        return None
    return min(look, *(accept_by(tip, row.type, row.joined_at, batch) for row in tip.case_rows))
