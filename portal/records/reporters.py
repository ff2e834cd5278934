"""Contact data of reporters (举报人), sealed; nothing on a platform's page can ever open it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base, db


class ReporterContact(Base):
    """What a reporter chose to leave, each by its own consent, each sealed to its own public key."""

    __tablename__ = "reporter_contacts"
    __table_args__ = (
        CheckConstraint("(notify_sealed IS NULL) = (notify_consent_at IS NULL)", name="notify_by_consent"),
        CheckConstraint("(identity_sealed IS NULL) = (identity_consent_at IS NULL)", name="identity_by_consent"),
    )

    tip_id: Mapped[int] = mapped_column(ForeignKey("tips.id"), primary_key=True)
    notify_sealed: Mapped[bytes | None]
    """Where "there is news" goes; sealed to the mailer's key."""
    notify_key_id: Mapped[str | None] = mapped_column(String(20))
    notify_consent_at: Mapped[datetime | None]
    identity_sealed: Mapped[bytes | None]
    """Who claims standing; sealed to the agencies' key."""
    identity_key_id: Mapped[str | None] = mapped_column(String(20))
    identity_consent_at: Mapped[datetime | None]


def keep_contact(tip_id: int, contact: ReporterContact | None) -> None:
    """Let this be what the reporter of a tip leaves from now on, in place of what was left before; None: nothing."""
    before = db.session.get(ReporterContact, tip_id)
    if before is not None:
        db.session.delete(before)
        db.session.flush()
    if contact is not None:
        contact.tip_id = tip_id
        db.session.add(contact)
