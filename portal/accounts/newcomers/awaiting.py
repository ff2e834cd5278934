"""Who would bring a platform here by accepting an invitation."""

from sqlalchemy import select

from portal.accounts.newcomers.models import PlatformInvitation
from portal.extensions import db
from portal.records.people import User


def awaited(person: User, *, lock: bool = False) -> PlatformInvitation | None:
    """The invitation by which this person would bring a platform here; None for everybody else."""
    query = select(PlatformInvitation).where(
        PlatformInvitation.person_id == person.id,
        PlatformInvitation.accepted_at.is_(None),
        PlatformInvitation.revoked_at.is_(None),
    )
    if lock:
        query = query.with_for_update(of=PlatformInvitation).execution_options(populate_existing=True)
    return db.session.scalar(query)
