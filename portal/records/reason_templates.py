"""Reason templates (理由模板): an organization's own words for what its colleagues write often."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.workflow import Action
from portal.extensions import Base, db

MOST_OFFERED = 50
"""For one verb; a page carries the words of each."""

FILLS: Mapping[Action, str] = {
    Action.REFER: "opinion",
    Action.RESOLVE: "ground",
    Action.DISMISS: "ground",
    Action.DECLINE: "ground",
    Action.HAND_OVER: "ground",
    Action.ASK_SUPPLEMENT: "question",
    Action.MESSAGE: "body",
    Action.RETURN: "reason",
    Action.TRANSFER: "reason",
    Action.REROUTE: "reason",
    Action.TAKE_OVER: "reason",
    Action.EXTEND: "reason",
    Action.AMEND: "reason",
    Action.EXCUSE: "reason",
    Action.DECIDE: "reason",
    Action.INTERIM_ORDER: "reason",
    Action.CONCLUDE: "reason",
    Action.MAINTAIN: "reason",
    Action.VARY: "reason",
    Action.REVOKE: "reason",
    Action.TAKE_LEAD: "reason",
    Action.REOPEN: "reason",
}
"""The verbs whose words a template can begin, in the order of the page, and the field of their form that it fills."""


class ReasonTemplate(Base):
    """One text of one organization for one verb. Retired ones are kept and not offered."""

    __tablename__ = "reason_templates"
    __table_args__ = (
        CheckConstraint("words_zh <> ''", name="has_words"),
        Index(None, "organization_id", "action", "title", "id"),
        Index(None, "written_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    action: Mapped[Action]
    category: Mapped[str | None] = mapped_column(String(3))
    """Offered for cases of this category alone; None for any."""
    title: Mapped[str] = mapped_column(String(80))
    words_zh: Mapped[str] = mapped_column(Text)
    words_en: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None for what the portal was filled with."""
    retired_at: Mapped[datetime | None]

    def words(self, language: str) -> str:
        """The text in this language; the Chinese one where no other is written."""
        return self.words_en if language == "en" and self.words_en else self.words_zh


def offered(organization_id: int, actions: Collection[Action], category: str) -> Sequence[ReasonTemplate]:
    """What a colleague of this organization can begin these with, the category's own texts first; one query."""
    return db.session.scalars(
        select(ReasonTemplate)
        .where(
            ReasonTemplate.organization_id == organization_id,
            ReasonTemplate.action.in_(actions),
            ReasonTemplate.retired_at.is_(None),
            ReasonTemplate.category.is_(None) | (ReasonTemplate.category == category),
        )
        .order_by(ReasonTemplate.category.is_(None), ReasonTemplate.title, ReasonTemplate.id)
        .limit(MOST_OFFERED * len(actions))
    ).all()
