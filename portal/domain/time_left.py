"""How much of a step's time is used, in a share and in a word that needs no colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SOON = 75
"""Percent of the time after which a desk is told that little is left."""


class Pace(StrEnum):
    """How a clock stands."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """A running clock: when it ends, how long until then (less than nothing once it is over), the share used."""

    due_at: datetime
    left: timedelta
    used: int
    """Percent, 0 to 100."""

    @property
    def pace(self) -> Pace:
        """Calm, soon over, or over."""
        if self.left < timedelta(0):
            return Pace.LATE
        return Pace.SOON if self.used >= SOON else Pace.CALM


def time_left(start: datetime, due: datetime, now: datetime, stood: timedelta = timedelta(0)) -> TimeLeft:
    """The clock that started at `start` and runs out at `due`; `stood` is for how long it stood still between."""
    whole, gone = due - start - stood, now - start - stood
    share = 100 if whole <= timedelta(0) or now >= due else int(100 * gone / whole)
    return TimeLeft(due, due - now, min(max(share, 0), 100))
