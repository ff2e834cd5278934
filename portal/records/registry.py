"""The routing registry: which host, app id or short link belongs to which platform."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.permissions import OrganizationKind
from portal.domain.routing import KnownPlatform, Registry, RegistryKind
from portal.domain.targets import PlatformKind
from portal.extensions import Base, db
from portal.records.organizations import Organization


class RegistryEntry(Base):
    """One line of the registry, edited on a page by an administrator."""

    __tablename__ = "registry_entries"
    __table_args__ = (
        UniqueConstraint("kind", "value"),
        CheckConstraint(
            "(kind <> 'app_id' AND platform_id IS NOT NULL) = (platform_kind IS NOT NULL)",
            name="carrying_host_has_platform_kind",
        ),
        Index(None, "platform_id"),
        Index(None, "provider_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RegistryKind]
    value: Mapped[str] = mapped_column(String(253))
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    """Who carries what is found there."""
    platform_kind: Mapped[PlatformKind | None]
    """What is found there: of every host that somebody carries, and of nothing else."""
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    """Who makes it, where that is known and differs."""
    updated_at: Mapped[datetime]


def add_missing(registry: Registry) -> int:
    """Add the platforms and lines that are not there yet; how many were new.

    What an administrator has changed stays as it is, so this may run again at every update.
    """
    known = {one.slug: one for one in db.session.scalars(select(Organization))}
    new = [_add_platform(one, known) for one in registry.platforms if one.slug not in known]
    entries = {(one.kind, one.value) for one in db.session.scalars(select(RegistryEntry))}
    lines = [line for line in registry.lines if (line.kind, line.value) not in entries]
    db.session.add_all(
        RegistryEntry(
            kind=line.kind,
            value=line.value,
            platform_id=known[line.platform].id if line.platform else None,
            provider_id=known[line.provider].id if line.provider else None,
            platform_kind=line.platform_kind,
            updated_at=clock.now(),
        )
        for line in lines
    )
    db.session.flush()
    return len(new) + len(lines)


def _add_platform(platform: KnownPlatform, known: dict[str, Organization]) -> Organization:
    """Add it to the session and to `known`; the head of its group stands there already."""
    added = Organization(
        slug=platform.slug,
        name_zh=platform.name.zh,
        name_en=platform.name.en,
        kind=OrganizationKind.PLATFORM,
        has_desk=platform.has_desk,
        group_id=known[platform.group].head_id if platform.group else None,
        created_at=clock.now(),
    )
    db.session.add(added)
    db.session.flush()
    known[platform.slug] = added
    return added
