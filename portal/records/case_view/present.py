"""Colleagues who have just opened the same case, read from the access log; nothing is written for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal import clock
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.records.access_log import Access, AccessEntry
from portal.records.cases import Case
from portal.records.people import User

JUST_NOW = timedelta(minutes=15)
"""So long after somebody opened a case a colleague is told: longer than reading it takes, shorter than a claim."""


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A colleague, and when this person last opened the case."""

    name: str
    since: datetime


def who_else_looks(case: Case, actor: Actor) -> list[Onlooker]:
    """Colleagues of the actor's own organization alone, the latest first."""
    at = func.max(AccessEntry.at)
    rows = db.session.execute(
        select(User.name, at)
        .join(AccessEntry, AccessEntry.user_id == User.id)
        .where(
            AccessEntry.case_id == case.id,
            AccessEntry.organization_id == actor.organization_id,
            AccessEntry.user_id != actor.user_id,
            AccessEntry.access == Access.VIEWED,
            AccessEntry.at > clock.now() - JUST_NOW,
        )
        .group_by(User.id, User.name)
        .order_by(at.desc())
        .limit(3)
    )
    return [Onlooker(row[0], row[1]) for row in rows]
