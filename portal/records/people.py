"""Colleagues (操作人): who signs in, for which organization, in which roles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.extensions import Base, db
from portal.records.organizations import Organization


class User(Base):
    """One colleague. Without a password yet: invited. Not active: every session is dead at once."""

    __tablename__ = "users"
    __table_args__ = (Index(None, "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[bytes | None]
    """Sealed under the portal's secret; see `portal.accounts.second_factor`."""
    totp_last_step: Mapped[int | None]
    """The last time step used, so that a code works once."""
    language: Mapped[str] = mapped_column(String(10), default="zh_CN", server_default="zh_CN")
    """In which this person is written to: as the invitation said, or as the pages were last switched to."""
    is_active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    """One of the demo cast, whom production refuses."""
    created_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship(lazy="joined")
    role_rows: Mapped[list[UserRole]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles this person has now."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def may_sign_in(self) -> bool:
        """Whether this person and their organization are active."""
        return self.is_active and self.organization.is_active

    def to_actor(self) -> Actor:
        """This person as the rules see them."""
        return Actor(
            user_id=self.id,
            organization_id=self.organization_id,
            kind=self.organization.kind,
            roles=self.roles,
            name=self.name,
        )


class UserRole(Base):
    """One role of one person."""

    __tablename__ = "user_roles"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


def as_address(email: str) -> str:
    """An e-mail address as it is kept: one spelling per mailbox."""
    return email.strip().lower()


def find_person(email: str, *, lock: bool = False) -> User | None:
    """The colleague with this address, the row held until the transaction ends where `lock` says so."""
    query = select(User).where(User.email == as_address(email))
    if lock:
        query = query.with_for_update(of=User).execution_options(populate_existing=True)
    return db.session.scalar(query)


def password_hash_of(email: str) -> str | None:
    """What the password of this address is compared with; asks the same of the database for every address."""
    return db.session.scalar(select(User.password_hash).where(User.email == as_address(email)))


def demo_people_exist() -> bool:
    """Whether anybody here has a published password."""
    return db.session.scalar(select(User.id).where(User.is_demo).limit(1)) is not None


def signatories_of_agencies(but: Collection[int]) -> list[tuple[int, int]]:
    """Everybody who may sign for an agency now, person and agency, without whoever stays out (`but`)."""
    rows = db.session.execute(
        select(User.id, User.organization_id)
        .join(UserRole, UserRole.user_id == User.id)
        .join(Organization, Organization.id == User.organization_id)
        .where(
            UserRole.role == Role.SIGNATORY,
            User.is_active,
            Organization.is_active,
            Organization.kind == OrganizationKind.AGENCY,
        )
        .order_by(User.organization_id, User.id)
    )
    return [(user_id, agency_id) for user_id, agency_id in rows if user_id not in but]
