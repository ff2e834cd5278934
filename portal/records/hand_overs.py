"""Hand-overs (移送): to whom a case went outside the portal, by which number it runs there, what was answered.

A case that is handed over is closed here, and followed: whoever took it has the time of `Step.HAND_OVER` to answer. One
row for each hand-over; at most one of a case is followed at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import InputInvalid, StepNotAllowed
from portal.domain.hand_overs import ANSWER_WORDS, Authority, AuthorityAnswer
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import Base, db, partial_index
from portal.records.advancing import act
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.notices import tell_reporters
from portal.records.reasons import fingerprint, keep_reason

LONGEST_NAME = 200
LONGEST_REFERENCE = 100


class HandOver(Base):
    """One hand-over of a case. `due_at` is empty until the case is closed by it."""

    __tablename__ = "hand_overs"
    __table_args__ = (
        CheckConstraint("(reference = '') = (reference_on IS NULL)", name="reference_is_whole"),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answer_is_whole"),
        partial_index("ix_hand_overs_followed_case", "case_id", where="ended_at IS NULL", unique=True),
        partial_index("ix_hand_overs_followed", "agency_id", "due_at", "case_id", where="ended_at IS NULL"),
        partial_index(
            "ix_hand_overs_running",
            "due_at",
            "case_id",
            where="answer IS NULL AND escalated_at IS NULL AND ended_at IS NULL",
        ),
        Index(None, "case_id", "id"),
        Index(None, "agency_id"),
        Index(None, "made_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    """The lead agency of the case, which follows it."""
    kind: Mapped[Authority]
    authority: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """Its full name and place."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """By when it answers; None while a regulator has still to confirm the hand-over."""
    reference: Mapped[str] = mapped_column(String(LONGEST_REFERENCE), default="")
    """Under which number it runs there."""
    reference_on: Mapped[date | None]
    answer: Mapped[AuthorityAnswer | None]
    answered_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text, default="")
    """What it answered, as the reporters read it."""
    escalated_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """Since when nobody follows it: it is finished there, or the case went on here."""

    @property
    def answer_words(self) -> str | None:
        """What it answered, for whoever reads; None where nothing came yet."""
        return ANSWER_WORDS[self.answer] if self.answer else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back from an authority: its number, an answer, or both, each with its day."""

    reference: str = ""
    reference_on: date | None = None
    answer: AuthorityAnswer | None = None
    answered_on: date | None = None
    words: str = ""


def propose_hand_over(case: Case, actor: Actor, kind: Authority, authority: str) -> None:
    """Keep to whom a locked case is to go; `begin()` starts the clock once the case is closed by it."""
    end_following(case)
    db.session.add(
        HandOver(
            case_id=case.id,
            agency_id=case.lead_agency_id,
            kind=kind,
            authority=authority,
            made_by_id=actor.user_id,
            made_at=clock.now(),
        )
    )
    db.session.flush()


def begin(case: Case) -> None:
    """Start the clock of the hand-over that has just closed a case; one that runs already goes on."""
    found = _followed(case)
    if found is not None and found.due_at is None:
        found.agency_id = case.lead_agency_id
        found.due_at = due_at(Step.HAND_OVER, case.priority, clock.now(), calendar_in_force())


def end_following(case: Case) -> None:
    """Follow no hand-over of this case any more: it goes elsewhere, or went on here and ended otherwise."""
    found = _followed(case)
    if found is None:
        return
    if found.due_at is None:
        db.session.delete(found)  # never confirmed: it went nowhere
    else:
        found.ended_at = clock.now()
    db.session.flush()


def _followed(case: Case) -> HandOver | None:
    return db.session.scalar(select(HandOver).where(HandOver.case_id == case.id, HandOver.ended_at.is_(None)))


def hand_overs_of(case_ids: Collection[int]) -> Mapping[int, HandOver]:
    """The latest hand-over of each of these cases, by case id, unless it waits for a confirmation; none: no query."""
    if not case_ids:
        return {}
    rows = db.session.scalars(select(HandOver).where(HandOver.case_id.in_(case_ids)).order_by(HandOver.id))
    latest = {row.case_id: row for row in rows}
    return {case_id: row for case_id, row in latest.items() if row.due_at is not None}


def record_reply(case: Case, actor: Actor, reply: Reply) -> None:
    """Record what an authority answered on a locked case that was handed over; a later record takes its place.

    Reporters are told that there is news. Raises InputInvalid for half a reply or a day that cannot be,
    StepNotAllowed where nothing was handed over, and what `act()` raises.
    """
    row = hand_overs_of([case.id]).get(case.id)
    if row is None:
        raise StepNotAllowed()
    _check(reply, clock.day_of(row.made_at))
    act(case, Action.RECORD_REPLY, actor, _body(row, reply))
    if reply.words.strip():
        keep_reason(case, reply.words)
    if reply.reference.strip():
        row.reference, row.reference_on = reply.reference.strip(), reply.reference_on
    if reply.answer is not None:
        row.answer, row.answered_on, row.words = reply.answer, reply.answered_on, reply.words.strip()
        row.ended_at = clock.now() if reply.answer is AuthorityAnswer.DONE else None
    tell_reporters(case, "authority_replied")


def _check(reply: Reply, made_on: date) -> None:
    if not reply.reference.strip() and reply.answer is None:
        raise InputInvalid("reference", N_("Enter the authority’s number, its answer, or both."))
    _check_day("reference_on", bool(reply.reference.strip()), reply.reference_on, made_on)
    _check_day("answered_on", reply.answer is not None, reply.answered_on, made_on)
    if reply.answer in (AuthorityAnswer.REFUSED, AuthorityAnswer.DONE) and not reply.words.strip():
        raise InputInvalid("words", N_("Write what it answered, in words that the reporter can follow."))


def _check_day(field: str, said: bool, on: date | None, made_on: date) -> None:
    if said and on is None:
        raise InputInvalid(field, N_("Enter the day."))
    if on is not None and not made_on <= on <= clock.today():
        raise InputInvalid(field, N_("The day lies between the hand-over and today."))


def _body(row: HandOver, reply: Reply) -> dict[str, object]:
    """What the ledger keeps: everything but the words, and of these their hash."""
    days = {"reference_on": reply.reference_on, "answered_on": reply.answered_on}
    return {
        "to": row.kind,
        "reference": reply.reference.strip(),
        "answer": reply.answer,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        **fingerprint(reply.words),
    }
