"""Service (送达): whoever hands a notice to the respondent records the day, once; later only with a reason."""

from __future__ import annotations

from datetime import date

from portal import clock
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.counters import today
from portal.records.decision_notices.models import NoticeService
from portal.records.decision_notices.reading import NoticeView
from portal.records.reasons import fingerprint, keep_reason


def serve(case: Case, seen: NoticeView, actor: Actor, served_on: date, reason: str) -> None:
    """Record the day on which the notice was served.

    The caller holds the row of the case. Raises InputInvalid for a day before the notice or after today, and
    where a day stands already and nothing says why it was wrong, and whatever `act()` raises.
    """
    if not seen.issued_on <= served_on <= today():
        raise InputInvalid("served_on", N_("Give a day from the day of the notice to today."))
    if seen.services and not reason.strip():
        raise InputInvalid("reason", N_("A day of service is on record. Write why it was wrong."))
    said = fingerprint(reason) if seen.services else {}
    act(case, Action.SERVE_NOTICE, actor, {"notice": seen.number, "served_on": served_on.isoformat(), **said})
    if seen.services:
        keep_reason(case, reason)
    db.session.add(
        NoticeService(
            notice_id=seen.notice.id,
            served_on=served_on,
            reason=reason if seen.services else "",
            recorded_at=clock.now(),
            recorded_by_id=actor.user_id,
            organization_id=actor.organization_id,
        )
    )
    db.session.flush()
