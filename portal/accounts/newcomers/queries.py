"""Invitations of platforms, with how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from portal import clock
from portal.accounts.invitations import letter_key
from portal.accounts.models import Invitation
from portal.accounts.newcomers.models import PlatformInvitation
from portal.domain.errors import NotFound
from portal.domain.newcomers import STILL_OPEN, Letter, LetterState, NewcomerState, letter_state, state_of
from portal.domain.permissions import Actor, Permission
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.jobs import Job
from portal.records.organizations import Organization


@dataclass(frozen=True, slots=True)
class Standing:
    """One invitation as its page shows it."""

    invitation: PlatformInvitation
    state: NewcomerState
    expires_at: datetime
    """When the newest link ends."""
    letter: LetterState | None
    """What became of the mail with it; None once nobody waits for an answer."""

    @property
    def is_open(self) -> bool:
        """Whether the link may be sent anew, or taken back."""
        return self.state in STILL_OPEN


def list_invitations(actor: Actor, cursor: Cursor | None) -> tuple[Page[PlatformInvitation], list[Standing]]:
    """Those of the own organization, an administrator's all, the newest first; three queries for any page."""
    page = page_by_key(db.session(), _seen_by(actor), [Key(PlatformInvitation.id, descending=True)], cursor)
    return page, standings(page.items)


def get_invitation(actor: Actor, slug: str, *, lock: bool = False) -> PlatformInvitation:
    """The invitation of the platform with this short name. Raises NotFound, for another agency's too."""
    query = _seen_by(actor).where(
        PlatformInvitation.organization_id == select(Organization.id).where(Organization.slug == slug).scalar_subquery()
    )
    if lock:
        query = query.with_for_update(of=PlatformInvitation).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def standings(invitations: Sequence[PlatformInvitation]) -> list[Standing]:
    """How each stands; two queries for however many."""
    people = [one.person_id for one in invitations]
    links = db.session.scalars(select(Invitation).where(Invitation.user_id.in_(people)).order_by(Invitation.id))
    newest = {link.user_id: link for link in links}
    keys = {letter_key(link.token_hash): user_id for user_id, link in newest.items()}
    jobs = db.session.scalars(select(Job).where(Job.key.in_(keys)))
    letters = {
        keys[job.key]: Letter(job.attempts, job.done_at is not None, job.failed_at is not None)
        for job in jobs
        if job.key is not None
    }
    return [_standing(one, newest[one.person_id], letters.get(one.person_id)) for one in invitations]


def _standing(invitation: PlatformInvitation, link: Invitation, letter: Letter | None) -> Standing:
    state = state_of(
        accepted=invitation.accepted_at, revoked=invitation.revoked_at, expires=link.expires_at, now=clock.now()
    )
    return Standing(invitation, state, link.expires_at, letter_state(letter) if state in STILL_OPEN else None)


def _seen_by(actor: Actor) -> Select[PlatformInvitation]:
    query = select(PlatformInvitation)
    if not actor.may(Permission.PEOPLE_MANAGE):
        query = query.where(PlatformInvitation.agency_id == actor.organization_id)
    return query
