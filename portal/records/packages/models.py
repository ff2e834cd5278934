"""What is kept of a sealed package: who ordered it, and the hashes of what was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.errors import NotFound
from portal.extensions import Base, db


class SealedPackage(Base):
    """One version of the package of a case. It is ordered first, and made by a job."""

    __tablename__ = "sealed_packages"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        CheckConstraint(
            "(sealed_at IS NULL) = (stored_name IS NULL) AND (sealed_at IS NULL) = (size IS NULL)"
            " AND (sealed_at IS NULL) = (sha256 IS NULL) AND (sealed_at IS NULL) = (seal IS NULL)",
            name="sealed_is_whole",
        ),
        Index(None, "hand_over_id"),
        Index(None, "ordered_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int]
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("hand_overs.id"))
    """To whom it goes."""
    with_files: Mapped[bool]
    """Whether what reporters attached goes along."""
    ordered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ordered_at: Mapped[datetime]
    sealed_at: Mapped[datetime | None]
    stored_name: Mapped[str | None] = mapped_column(String(64), unique=True)
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the whole file, as the ledger holds it too."""
    seal: Mapped[str | None] = mapped_column(String(64))
    """The SHA-256 of its manifest, which the receiver compares; it holds for the files taken out of the ZIP too."""

    @property
    def seal_groups(self) -> list[str]:
        """The seal as people compare it, in groups of eight."""
        return [self.seal[at : at + 8] for at in range(0, 64, 8)] if self.seal else []


MOST_SHOWN = 50


def packages_of(case_id: int) -> Sequence[SealedPackage]:
    """The packages of a case, the latest first."""
    of_case = select(SealedPackage).where(SealedPackage.case_id == case_id)
    return db.session.scalars(of_case.order_by(SealedPackage.version.desc()).limit(MOST_SHOWN)).all()


def sealed_package(case_id: int, version: int) -> SealedPackage:
    """This version, made. Raises NotFound."""
    found = db.session.scalar(
        select(SealedPackage).where(SealedPackage.case_id == case_id, SealedPackage.version == version)
    )
    if found is None or found.sealed_at is None:
        raise NotFound()
    return found
