"""What is kept of the invitation of a platform."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.targets import PlatformKind
from portal.extensions import JSON_DOCUMENT, Base
from portal.records.organizations import Organization
from portal.records.people import User


class PlatformInvitation(Base):
    """One platform invited: the organization that sleeps until then, its first lead, and the hosts it would carry."""

    __tablename__ = "platform_invitations"
    __table_args__ = (
        CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name="one_end"),
        Index(None, "agency_id", "id"),
        Index(None, "person_id"),
        Index(None, "case_id"),
        Index(None, "invited_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    hosts: Mapped[list[str]] = mapped_column(JSON_DOCUMENT)
    platform_kind: Mapped[PlatformKind]
    """What is found on these hosts, by which a link to a page there is read."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    """From which case; None where an administrator invited it without one."""
    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    """The organization of who invited, whose colleagues look after the invitation."""
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    invited_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    organization: Mapped[Organization] = relationship(foreign_keys=organization_id, lazy="joined", innerjoin=True)
    agency: Mapped[Organization] = relationship(foreign_keys=agency_id, lazy="joined", innerjoin=True)
    person: Mapped[User] = relationship(foreign_keys=person_id, lazy="joined", innerjoin=True)


class AwaitedHost(Base):
    """A host that an open invitation names; the key forbids two platforms to be invited for one host."""

    __tablename__ = "awaited_hosts"
    __table_args__ = (Index(None, "invitation_id"),)

    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("platform_invitations.id"))
