"""What the publisher's desk lists: bulletins of the own organization, closed cases to write about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.publicity.models import Bulletin, BulletinCase, BulletinState
from portal.records.cases import Case
from portal.records.exclusions import open_to


@dataclass(frozen=True, slots=True)
class DraftFilters:
    """What the address of the desk's list can ask for."""

    state: BulletinState | None = None


IN_STATE: Mapping[BulletinState, ColumnElement[bool]] = {
    BulletinState.DRAFT: Bulletin.published_at.is_(None),
    BulletinState.PUBLISHED: Bulletin.published_at.is_not(None) & Bulletin.withdrawn_at.is_(None),
    BulletinState.WITHDRAWN: Bulletin.withdrawn_at.is_not(None),
}


def own_bulletins(actor: Actor, filters: DraftFilters, cursor: Cursor | None, size: int = 30) -> Page[Bulletin]:
    """Bulletins of the actor's organization, what was changed last first."""
    query = select(Bulletin).where(Bulletin.organization_id == actor.organization_id)
    if filters.state is not None:
        query = query.where(IN_STATE[filters.state])
    keys = (Key(Bulletin.changed_at, descending=True), Key(Bulletin.id, descending=True))
    return page_by_key(db.session(), query, keys, cursor, size)


def closed_cases(actor: Actor, cursor: Cursor | None, size: int = 30) -> Page[Case]:
    """Closed cases, the latest first; table 4 opens their summary to every publisher."""
    query = select(Case).where(Case.status == Status.CLOSED, Case.closed_at.is_not(None), open_to(actor, Case.id))
    keys = (Key(Case.closed_at, descending=True), Key(Case.id, descending=True))
    return page_by_key(db.session(), query.options(joinedload(Case.target)), keys, cursor, size)


def numbers_of(bulletin: Bulletin) -> list[str]:
    """The numbers of the cases a bulletin is about."""
    return list(
        db.session.scalars(
            select(Case.case_number)
            .join(BulletinCase, BulletinCase.case_id == Case.id)
            .where(BulletinCase.bulletin_id == bulletin.id)
            .order_by(Case.id)
        )
    )
