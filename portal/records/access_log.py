"""Who opened which case or file, and when; the database refuses to change or delete a line."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.permissions import Actor
from portal.extensions import Base, db


class Access(StrEnum):
    """What was done."""

    VIEWED = "viewed"
    DOWNLOADED = "downloaded"
    WORDS_OPENED = "words_opened"
    UNSEALED = "unsealed"


class AccessEntry(Base):
    """One view of a case or one download."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index(None, "user_id", "id"),
        Index(None, "case_id", "id"),
        Index(None, "attachment_id"),
        Index(None, "organization_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    access: Mapped[Access]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))


def log_access(actor: Actor, access: Access, *, case_id: int | None = None, attachment_id: int | None = None) -> None:
    """Write one line, before the answer leaves: no log, no page (decision 28)."""
    db.session.add(
        AccessEntry(
            at=clock.now(),
            user_id=actor.user_id,
            organization_id=actor.organization_id,
            access=access,
            case_id=case_id,
            attachment_id=attachment_id,
        )
    )


ONE_VIEW = timedelta(minutes=15)
"""How long questions that a page asks about its own case belong to the view that is on record."""


def log_question(actor: Actor, case_id: int) -> None:
    """Write a view of a case, unless this colleague's last line on it is a view of a moment ago.

    The page that asks shows the case again and tells nothing that the view did not; but whoever asks
    without having looked leaves a line as for a look.
    """
    last = db.session.scalar(
        select(AccessEntry)
        .where(AccessEntry.case_id == case_id, AccessEntry.user_id == actor.user_id)
        .order_by(AccessEntry.id.desc())
        .limit(1)
    )
    if last is None or last.access is not Access.VIEWED or last.at <= clock.now() - ONE_VIEW:
        log_access(actor, Access.VIEWED, case_id=case_id)
