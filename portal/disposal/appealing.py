"""Appeals (申诉): decided by a person without any hand in the case, at another agency where one exists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from portal import clock
from portal.disposal.leading import ask_to_sign
from portal.domain.errors import ReasonMissing, StepNotAllowed
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.appeals import Appeal, AppealDecision
from portal.records.cases import Case
from portal.records.closing import after_maintaining
from portal.records.findings import ProposedMeasure
from portal.records.lifting import lift_everything
from portal.records.notices import tell_reporters
from portal.records.organizations import Organization
from portal.records.reasons import fingerprint, keep_reason
from portal.records.receipt_counts import take_back_revoked
from portal.records.rounds import check_proposed, open_round
from portal.records.staying import end_stays
from portal.records.tasks import follow_tasks


def open_appeal(case: Case) -> Appeal:
    """The undecided appeal of this case, the first of several. Raises StepNotAllowed where there is none."""
    appeal = next(iter(_undecided(case)), None)
    if appeal is None:
        raise StepNotAllowed()
    return appeal


def _undecided(case: Case) -> Sequence[Appeal]:
    return db.session.scalars(
        select(Appeal).where(Appeal.case_id == case.id, Appeal.decided_at.is_(None)).order_by(Appeal.id)
    ).all()


def maintain(case: Case, actor: Actor, ground: str) -> None:
    """The decision stands (维持); the case closes again with the outcome it had."""
    appeal = _reasoned(case, ground)
    advance(case, Action.MAINTAIN, actor, outcome=case.outcome, body={"appeal": appeal.id})
    decided = _decide(case, actor, AppealDecision.MAINTAINED, ground)
    end_stays(case)
    after_maintaining(case, [one.tip_id for one in decided if one.tip_id is not None])


def vary(case: Case, actor: Actor, ground: str, measures: Sequence[ProposedMeasure], departure: str = "") -> None:
    """Other measures take the place of the decided ones (变更), once the agencies have signed them."""
    check_proposed(case, measures)
    appeal = _reasoned(case, ground)
    advance(case, Action.VARY, actor, body={"appeal": appeal.id, "measures": [one.code for one in measures]})
    case.returns = 0
    open_round(
        case,
        actor,
        opinion=ground,
        public_ground=ground,
        evidence=[],
        measures=measures,
        found_by=db.session.get_one(Organization, actor.organization_id),
        departure=departure,
    )
    _decide(case, actor, AppealDecision.VARIED, ground)
    ask_to_sign(case)
    tell_reporters(case, "appeal")


def revoke(case: Case, actor: Actor, ground: str) -> None:
    """The decision falls (撤销): measures in force, or standing still by a stay, are lifted by tasks; without any
    measure it is checked anew.

    What it did is taken back from the official counters, on the days on which it was counted.

    The new check lies with the agency that decided the appeal, never with the desk that erred.
    """
    appeal = _reasoned(case, ground)
    row = advance(case, Action.REVOKE, actor, body={"appeal": appeal.id})
    _decide(case, actor, AppealDecision.REVOKED, ground)
    take_back_revoked(case)
    if row.target is Status.IN_DISPOSAL:
        end_stays(case)
        lift_everything(case, actor)
        follow_tasks(case)
    else:
        case.holder_id = actor.organization_id or case.lead_agency_id
    tell_reporters(case, "appeal")


def take_over_appeal(case: Case, actor: Actor, reason: str) -> None:
    """Decide an appeal oneself that the other agency let lie; still by a person without a hand in it."""
    advance(case, Action.TAKE_OVER, actor, body=fingerprint(reason))
    keep_reason(case, reason)
    case.appeal_agency_id = actor.organization_id


def _reasoned(case: Case, ground: str) -> Appeal:
    if not ground.strip():
        raise ReasonMissing()
    return open_appeal(case)


def _decide(case: Case, actor: Actor, decision: AppealDecision, ground: str) -> Sequence[Appeal]:
    """Every appeal that waits: they are against the same decision."""
    waiting, now = _undecided(case), clock.now()
    for appeal in waiting:
        appeal.decision, appeal.decided_at, appeal.decided_by_id = decision, now, actor.user_id
        appeal.ground = ground
    return waiting
