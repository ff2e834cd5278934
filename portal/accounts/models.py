"""What the accounts keep: sessions, invitations, and who changed what in the administration."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import JSON_DOCUMENT, Base
from portal.records.people import User

ABSOLUTE = timedelta(hours=12)
"""How long a session lives at most, whatever is set for an unused one (NIST SP 800-63B, AAL2; ASVS 7.3.2)."""
INVITATION_VALID = timedelta(hours=72)


class SessionEnd(StrEnum):
    """Why a session ended before its time."""

    SIGNED_OUT = "signed_out"
    REPLACED = "replaced"
    BY_OWNER = "by_owner"
    ACCOUNT_CHANGED = "account_changed"


class AuthSession(Base):
    """One browser of one colleague. The token itself is only in that browser's cookie."""

    __tablename__ = "auth_sessions"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="end_is_whole"),
        Index(None, "user_id", "ended_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    browser: Mapped[str] = mapped_column(String(80))
    """As its owner recognises it: “Firefox, Windows”. No address is kept."""
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    factor_at: Mapped[datetime]
    """When the second factor was last shown in it."""
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[SessionEnd | None]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Invitation(Base):
    """A link by which one person chooses a password and a second factor, once."""

    __tablename__ = "invitations"
    __table_args__ = (Index(None, "user_id"), Index(None, "created_by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None where the command line invited the first administrator."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="joined", innerjoin=True)


class Change(StrEnum):
    """What an administrator did."""

    PERSON_INVITED = "person_invited"
    PERSON_REINVITED = "person_reinvited"
    PERSON_RENAMED = "person_renamed"
    ROLES_CHANGED = "roles_changed"
    PERSON_DISABLED = "person_disabled"
    PERSON_ENABLED = "person_enabled"
    ORGANIZATION_CREATED = "organization_created"
    ORGANIZATION_CHANGED = "organization_changed"
    REGISTRY_ENTRY_ADDED = "registry_entry_added"
    REGISTRY_ENTRY_CHANGED = "registry_entry_changed"
    REGISTRY_ENTRY_REMOVED = "registry_entry_removed"
    JOB_RETRIED = "job_retried"
    JOB_GIVEN_UP = "job_given_up"
    CATEGORY_REWORDED = "category_reworded"
    CATEGORY_RETIRED = "category_retired"
    CATEGORY_OFFERED_AGAIN = "category_offered_again"
    MEASURE_RETIRED = "measure_retired"
    MEASURE_OFFERED_AGAIN = "measure_offered_again"
    CALENDAR_YEAR_ENTERED = "calendar_year_entered"
    SETTING_CHANGED = "setting_changed"
    SETTING_RESTORED = "setting_restored"
    SHIFTS_ADDED = "shifts_added"
    SHIFT_REMOVED = "shift_removed"
    SHIFT_HANDED_OVER = "shift_handed_over"
    LEAVE_ADDED = "leave_added"
    LEAVE_REMOVED = "leave_removed"


class AdministrationEntry(Base):
    """One change by an administrator; the database refuses to change or delete a line."""

    __tablename__ = "administration_log"
    __table_args__ = (Index(None, "actor_id", "id"), Index(None, "person_id"), Index(None, "organization_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None where it came from the command line."""
    change: Mapped[Change]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON_DOCUMENT)
    """By field its value, or what it was and is: `{"name": {"before": …, "after": …}}`."""
