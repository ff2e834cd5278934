"""The respondent's code (申辩码): made with a service copy, kept as a keyed hash, the latest alone alive."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from portal import clock
from portal.domain.codes import RESPONDENT_CODE
from portal.domain.errors import StaleVersion
from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.decision_notices.models import DecisionNotice, RespondentCode
from portal.records.query_codes import CodeKeys

NEVER_MADE = 0
"""What a page has seen where no code was made yet."""


def living_code(notice_id: int) -> RespondentCode | None:
    """What is kept of the code that opens this notice now, where one was made."""
    alive = (RespondentCode.notice_id == notice_id, RespondentCode.ended_at.is_(None))
    return db.session.scalar(select(RespondentCode).where(*alive))


def make_code(case: Case, notice: DecisionNotice, actor: Actor, keys: CodeKeys, seen: int) -> str:
    """A new code for this notice, as it is printed; the one before opens nothing from now on.

    `seen` is the row of the code that the page showed as alive, so that nobody kills one that they did not know of.
    The caller holds the row of the case. Raises StaleVersion, and whatever `act()` raises.
    """
    before = living_code(notice.id)
    if (before.id if before else NEVER_MADE) != seen:
        raise StaleVersion()
    act(case, Action.MAKE_CODE, actor, {"notice": notice.number, "instead": before is not None})
    if before is not None:
        before.ended_at = clock.now()
        db.session.flush()
    written = RESPONDENT_CODE.from_bits(secrets.randbits(RESPONDENT_CODE.random_bits))
    kept = keys.stored(keys.current_id, RESPONDENT_CODE.read(written) or "")
    db.session.add(
        RespondentCode(
            notice_id=notice.id,
            code_hash=kept,
            code_key_id=keys.current_id,
            made_at=clock.now(),
            made_by_id=actor.user_id,
            organization_id=actor.organization_id,
        )
    )
    db.session.flush()
    return written


def find_code(entered: str, keys: CodeKeys) -> RespondentCode | None:
    """What is kept of a code as entered, if it opens something; a dead, an unknown and a malformed one look alike.

    A dead one is looked up as a living one is, so that the time taken tells nothing.
    """
    candidates = keys.candidates(entered, RESPONDENT_CODE)
    if not candidates:
        return None
    found = db.session.scalar(select(RespondentCode).where(RespondentCode.code_hash.in_(candidates)))
    return found if found is not None and found.ended_at is None else None


def notice_of_code(code_id: int) -> int | None:
    """The notice that this code opens, None once it opens nothing."""
    alive = (RespondentCode.id == code_id, RespondentCode.ended_at.is_(None))
    return db.session.scalar(select(RespondentCode.notice_id).where(*alive))
