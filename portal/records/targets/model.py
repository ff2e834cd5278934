"""What was reported (举报对象), in its canonical form: the key by which tips join."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.targets import TargetType
from portal.extensions import Base
from portal.records.organizations import Organization


class Target(Base):
    """One thing that can be reported; rows that identify nothing are never shared between tips."""

    __tablename__ = "targets"
    __table_args__ = (Index(None, "host_id"), Index(None, "provider_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[TargetType]
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """SHA-256 of type and canonical form; None where the target identifies nothing and joins nothing."""
    display: Mapped[str] = mapped_column(Text)
    """The canonical form as people read it."""
    name: Mapped[str] = mapped_column(Text, default="")
    """What the first reporter called it: an app's or provider's name."""
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    """Who carries it: the platform or store (decision 7)."""
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    """Who makes it; with its whole group it never checks a tip about it."""
    created_at: Mapped[datetime]

    host: Mapped[Organization | None] = relationship(foreign_keys=host_id)
    provider: Mapped[Organization | None] = relationship(foreign_keys=provider_id)
