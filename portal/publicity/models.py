"""Bulletins (通报) and typical cases (典型案例) about closed cases, refutations (辟谣) from running ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.words import N_
from portal.extensions import Base
from portal.records.organizations import Organization


class BulletinKind(StrEnum):
    """What is written."""

    BULLETIN = "bulletin"
    TYPICAL_CASE = "typical_case"
    REFUTATION = "refutation"


KIND_WORDS: Mapping[BulletinKind, str] = {
    BulletinKind.BULLETIN: N_("Bulletin"),
    BulletinKind.TYPICAL_CASE: N_("Typical case"),
    BulletinKind.REFUTATION: N_("Refutation"),
}
DRAFTED: tuple[BulletinKind, ...] = (BulletinKind.BULLETIN, BulletinKind.TYPICAL_CASE)
"""What is begun as a draft at the publisher's desk; a refutation comes from its case, and at once."""


class BulletinState(StrEnum):
    """How far it is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Bulletin(Base):
    """One bulletin, typical case or refutation. Once published its words stand; it can only be withdrawn."""

    __tablename__ = "bulletins"
    __table_args__ = (
        CheckConstraint("(published_at IS NULL) = (published_by_id IS NULL)", name="publication_is_whole"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawal_is_whole"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawal_has_its_reason"),
        CheckConstraint("withdrawn_at IS NULL OR published_at IS NOT NULL", name="withdrawn_was_published"),
        CheckConstraint("title_zh <> '' AND body_zh <> ''", name="says_something"),
        CheckConstraint("(title_en = '') = (body_en = '')", name="english_is_whole"),
        Index(None, "published_at", "id"),
        Index(None, "organization_id", "changed_at", "id"),
        Index(None, "author_id"),
        Index(None, "published_by_id"),
        Index(None, "withdrawn_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    """In which it was begun, in Asia/Shanghai."""
    kind: Mapped[BulletinKind]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title_zh: Mapped[str] = mapped_column(String(200))
    body_zh: Mapped[str] = mapped_column(Text)
    """Sanitised by `rich_text.clean` when it was saved."""
    title_en: Mapped[str] = mapped_column(String(200), default="")
    body_en: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was withdrawn; the public reads it in its place."""
    version: Mapped[int] = mapped_column(default=1)

    organization: Mapped[Organization] = relationship()

    @property
    def slug(self) -> str:
        """The number it is known by, `2026-7`; part of its permanent address."""
        return f"{self.year}-{self.id}"

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Title and body in Chinese and in English; both empty where it has no English."""
        return (self.title_zh, self.body_zh), (self.title_en, self.body_en)

    @property
    def state(self) -> BulletinState:
        """How far it is."""
        if self.withdrawn_at is not None:
            return BulletinState.WITHDRAWN
        return BulletinState.DRAFT if self.published_at is None else BulletinState.PUBLISHED


class BulletinCase(Base):
    """One case that a bulletin is about."""

    __tablename__ = "bulletin_cases"
    __table_args__ = (Index(None, "case_id"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
