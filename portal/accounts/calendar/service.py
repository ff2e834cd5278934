"""What an administrator does with a coming year: enter its notice; written to the administration log."""

from __future__ import annotations

from typing import Any

from portal.accounts.administration import differences, log_change
from portal.accounts.models import Change
from portal.domain.errors import NotFound
from portal.domain.holiday_notice import HolidayNotice
from portal.domain.permissions import Actor
from portal.records.adjustments import Adjusts, adjust
from portal.records.calendar import as_kept, entered_notice, is_shipped
from portal.records.clocks.recounting import note_calendar_years
from portal.records.counters import today

AHEAD = 1
"""How many years after this one can be entered: the State Council publishes one at a time."""


def enterable_years() -> list[int]:
    """The years whose notice this release does not have."""
    return [year for year in range(today().year, today().year + AHEAD + 1) if not is_shipped(year)]


def refuse_other_years(year: int) -> None:
    """Raises NotFound for a year that nobody enters."""
    if year not in enterable_years():
        raise NotFound()


def enter_year(notice: HolidayNotice, seen: int, by: Actor) -> None:
    """Let every clock count by this notice, and have the dates that reach into its year counted again.

    What stands there already is not entered twice. Raises NotFound, ChangedMeanwhile.
    """
    refuse_other_years(notice.year)
    before = entered_notice(notice.year)
    if before == notice:
        return
    adjust(Adjusts.CALENDAR_YEAR, str(notice.year), as_kept(notice), seen, by)
    note_calendar_years()
    changed = differences(_told(before), _told(notice))
    log_change(Change.CALENDAR_YEAR_ENTERED, by, details={"value": str(notice.year), **changed})


def _told(notice: HolidayNotice | None) -> dict[str, Any]:
    """The notice as the log tells it: days as words."""
    if notice is None:
        return dict.fromkeys(("number", "published_on", "address", "holidays", "working_weekends"))
    return {**as_kept(notice), "holidays": [f"{one.first}/{one.last}" for one in notice.holidays]}
