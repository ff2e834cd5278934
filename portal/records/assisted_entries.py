"""Assisted entry (代填): which clerk entered which tip for a caller, and how the call ended.

Kept apart from the tip, so that no page of a case comes near it: the auditor alone reads who entered what.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.errors import NotAllowed
from portal.domain.permissions import Actor, Permission
from portal.extensions import Base


class CallEnd(StrEnum):
    """How a call ended."""

    READ_BACK = "read_back"
    BROKEN_OFF = "broken_off"


class AssistedEntry(Base):
    """One tip that a clerk entered; nothing in it says who called."""

    __tablename__ = "assisted_entries"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (call_end IS NULL)", name="end_with_its_time"),
        Index(None, "user_id", "at"),
        Index(None, "organization_id"),
    )

    tip_id: Mapped[int] = mapped_column(ForeignKey("tips.id"), primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    ended_at: Mapped[datetime | None]
    call_end: Mapped[CallEnd | None]

    def end(self, how: CallEnd) -> None:
        """The call is over; how it ended first stands."""
        if self.ended_at is None:
            self.ended_at, self.call_end = clock.now(), how


def entered_by(actor: Actor) -> AssistedEntry:
    """That this clerk enters a tip now. Raises NotAllowed for whoever is none."""
    if not actor.may(Permission.TIP_ASSIST) or actor.user_id is None or actor.organization_id is None:
        raise NotAllowed()
    return AssistedEntry(at=clock.now(), user_id=actor.user_id, organization_id=actor.organization_id)
