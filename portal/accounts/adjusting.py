"""What every page of something adjustable shares: the version its forms carry, and who changed it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.extensions import db
from portal.records.adjustments import NOT_ADJUSTED, Adjusts, adjusted
from portal.records.people import User


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands: with which version, and since when by whom where it is not as it was shipped."""

    version: int = NOT_ADJUSTED
    changed_at: datetime | None = None
    changed_by: str = ""


def standing_of(adjusts: Adjusts, name: str) -> Standing:
    """How this stands now."""
    found = adjusted(adjusts, name)
    if found is None:
        return Standing()
    person = db.session.scalar(select(User.name).where(User.id == found.changed_by_id))
    return Standing(found.version, found.changed_at, person or "")
