"""Sessions of colleagues: kept here, found by the hash of a random token, ended at once when need be."""

from datetime import timedelta

from sqlalchemy import select, update

from portal import clock
from portal.accounts.models import ABSOLUTE, AuthSession, SessionEnd
from portal.accounts.tokens import hash_of, new_token
from portal.domain.operator_settings import OperatorSetting
from portal.extensions import db
from portal.records.adjustments import CHANGES, take_count
from portal.records.operator_settings import number
from portal.records.people import User

TOUCH_EVERY = timedelta(minutes=1)


def start_session(user: User, browser: str) -> str:
    """Begin a session; returns the token for the browser's cookie, which is kept nowhere else."""
    token, now = new_token(), clock.now()
    db.session.add(
        AuthSession(
            token_hash=hash_of(token), user_id=user.id, browser=browser, created_at=now, last_used_at=now, factor_at=now
        )
    )
    return token


def find_session(token: str) -> AuthSession | None:
    """The living session of this token: not ended, not idle, not too old, its person and organization active."""
    row = db.session.execute(select(AuthSession, CHANGES).where(AuthSession.token_hash == hash_of(token))).one_or_none()
    if row is None:
        return None
    found, changes = row
    take_count(changes)
    return found if _lives(found) else None


def _lives(session: AuthSession) -> bool:
    now, idle = clock.now(), timedelta(minutes=number(OperatorSetting.IDLE_MINUTES))
    return (
        session.ended_at is None
        and now < session.last_used_at + idle
        and now < session.created_at + ABSOLUTE
        and session.user.may_sign_in
    )


def needs_touch(session: AuthSession) -> bool:
    """Whether its last use is worth writing down again."""
    return clock.now() >= session.last_used_at + TOUCH_EVERY


def touch(session: AuthSession) -> None:
    """Note that it is in use now."""
    session.last_used_at = clock.now()


def note_factor(token: str) -> None:
    """Note that the second factor was shown in the session of this token just now."""
    db.session.execute(
        update(AuthSession).where(AuthSession.token_hash == hash_of(token)).values(factor_at=clock.now())
    )


def living_sessions(user_id: int) -> list[AuthSession]:
    """The sessions a person could still use, the last used first."""
    found = db.session.scalars(
        select(AuthSession)
        .where(AuthSession.user_id == user_id, AuthSession.ended_at.is_(None))
        .order_by(AuthSession.last_used_at.desc(), AuthSession.id.desc())
    )
    return [session for session in found if _lives(session)]


def end_session(token: str, reason: SessionEnd) -> None:
    """End the session of this token, if it has not ended."""
    _end(AuthSession.token_hash == hash_of(token), reason=reason)


def end_own_session(user_id: int, session_id: int) -> None:
    """End one session of this person; somebody else's is left alone."""
    _end(AuthSession.user_id == user_id, AuthSession.id == session_id, reason=SessionEnd.BY_OWNER)


def end_sessions_of(*user_ids: int, except_token: str | None = None) -> None:
    """End every session of these people, but for the one in hand; they notice with their next request."""
    others = AuthSession.token_hash != hash_of(except_token) if except_token else AuthSession.id.is_not(None)
    _end(AuthSession.user_id.in_(user_ids), others, reason=SessionEnd.ACCOUNT_CHANGED)


def _end(*which: object, reason: SessionEnd) -> None:
    db.session.execute(
        update(AuthSession)
        .where(AuthSession.ended_at.is_(None), *which)  # type: ignore[arg-type]  # column expressions
        .values(ended_at=clock.now(), end_reason=reason)
    )
