"""Appeals (申诉): against the result of a closed case, by its reporter or its respondent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.appeals import who_is_left
from portal.domain.facts import CaseFacts
from portal.domain.status import Status
from portal.domain.workflow import HAND_ACTIONS
from portal.extensions import Base, db
from portal.records.case_facts import facts
from portal.records.ledger import LedgerEntry
from portal.records.masked_copies import masked_copy_of
from portal.records.organizations import Organization
from portal.records.people import signatories_of_agencies

if TYPE_CHECKING:
    from portal.records.cases import Case


class AppealDecision(StrEnum):
    """How an appeal ends."""

    MAINTAINED = "maintained"
    VARIED = "varied"
    REVOKED = "revoked"


class Appeal(Base):
    """One appeal; several against one decision are decided together."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by_id IS NULL)",
            name="decision_is_whole",
        ),
        CheckConstraint("tip_id IS NULL OR notice_id IS NULL", name="one_side"),
        Index(None, "case_id", "decided_at"),
        Index(None, "tip_id"),
        Index(None, "notice_id"),
        Index(None, "decided_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tips.id"))
    """Which reporter's appeal it is; None where the respondent objects."""
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("decision_notices.id"))
    """The notice of the decision that the respondent objects to."""
    reason: Mapped[str] = mapped_column(Text)
    masked: Mapped[str] = mapped_column(Text, default=masked_copy_of("reason"))
    """The reason as platforms read it, masked when it was sent."""
    made_at: Mapped[datetime]
    decision: Mapped[AppealDecision | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ground: Mapped[str] = mapped_column(Text, default="")

    @property
    def by_reporter(self) -> bool:
        """Whether a reporter made it; else the respondent did."""
        return self.tip_id is not None


def appeal_agency(case: Case) -> Organization | None:
    """Who decides an appeal: an agency without a hand in the case, else one with a person who may; None: nobody may.

    An agency of the lead's own kind goes before others, since the matter is its own; the desk and the
    lead agency themselves come last.
    """
    present = facts(case)
    left = who_is_left(_signatories(present), present.hand_ids, present.decider_ids).agency_ids
    hands = set(
        db.session.scalars(
            select(LedgerEntry.organization_id).where(
                LedgerEntry.case_id == case.id, LedgerEntry.action.in_(HAND_ACTIONS)
            )
        )
    )

    def distance(one: Organization) -> tuple[bool, bool, bool, int]:
        own = one.id in {case.lead_agency_id, case.holder_id}
        return (one.id in hands, own, one.function is not case.lead_agency.function, one.id)

    return min(db.session.scalars(select(Organization).where(Organization.id.in_(left))), key=distance, default=None)


def standing_answer(case: Case) -> Appeal | None:
    """The decision on a reporter's first appeal against what was decided, where that appeal was turned down.

    What a respondent was answered is nobody else's answer.
    """
    return db.session.scalar(
        select(Appeal)
        .where(
            Appeal.case_id == case.id,
            Appeal.tip_id.is_not(None),
            Appeal.decision == AppealDecision.MAINTAINED,
            Appeal.decided_at >= case.closed_at,
        )
        .order_by(Appeal.id)
        .limit(1)
    )


def undecidable() -> list[str]:
    """Numbers of cases whose appeal nobody may decide: everyone who signs for an agency had a part in the decision."""
    from portal.records.cases import Case  # cases know these facts, which know the people

    waiting = db.session.scalars(select(Case).where(Case.status == Status.UNDER_APPEAL).order_by(Case.id))
    return [case.case_number for case in waiting if not _somebody_may(case)]


def _somebody_may(case: Case) -> bool:
    present = facts(case)
    return bool(who_is_left(_signatories(present), present.hand_ids, present.decider_ids).agency_ids)


def _signatories(present: CaseFacts) -> list[tuple[int, int]]:
    return signatories_of_agencies(present.excluded_ids)
