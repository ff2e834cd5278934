"""Invitations: one-time links instead of initial passwords, and the way back when a factor is lost."""

from sqlalchemy import select, update

from portal import clock
from portal.accounts.models import INVITATION_VALID, Invitation
from portal.accounts.newcomers.awaiting import awaited
from portal.accounts.sessions import end_sessions_of
from portal.accounts.tokens import hash_of, new_token
from portal.domain.errors import WindowClosed
from portal.domain.words import N_
from portal.extensions import db
from portal.records.people import User

OVER = N_("This invitation has been used or is older than three days. Ask your administrator for a new one.")


def invite(person: User, by_id: int | None) -> str:
    """Take from the person what they sign in with, and return the token of a link that gives it anew.

    Earlier links and every session end. The token is kept nowhere: who asks shows or sends it.
    """
    person.password_hash = person.totp_secret = None
    end_sessions_of(person.id)
    now, token = clock.now(), new_token()
    db.session.execute(
        update(Invitation).where(Invitation.user_id == person.id, Invitation.used_at.is_(None)).values(expires_at=now)
    )
    db.session.add(
        Invitation(
            token_hash=hash_of(token),
            user_id=person.id,
            created_by_id=by_id,
            created_at=now,
            expires_at=now + INVITATION_VALID,
        )
    )
    return token


def letter_key(token_hash: bytes) -> str:
    """By which the queue knows the letter with this link."""
    return f"mail_invitation:{token_hash.hex()}"


def find_invitation(token: str, *, lock: bool = False) -> Invitation:
    """The invitation behind a link. Raises WindowClosed for every link that does not work (any more)."""
    query = select(Invitation).where(Invitation.token_hash == hash_of(token))
    if lock:
        query = query.with_for_update(of=Invitation).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None or found.used_at is not None or clock.now() >= found.expires_at or not _may_come(found.user):
        raise WindowClosed(OVER)
    return found


def _may_come(person: User) -> bool:
    """Whoever may sign in; and the first lead of a platform that sleeps until this link is used."""
    return person.may_sign_in or (person.is_active and awaited(person) is not None)
