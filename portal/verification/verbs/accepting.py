"""The first look: accept (受理), decline (不予受理) or hand over (移送)."""

from __future__ import annotations

from portal import clock
from portal.domain.deadlines import Step
from portal.domain.errors import InputInvalid
from portal.domain.hand_overs import Authority
from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.cases import Case, execution_due_at
from portal.records.hand_overs import propose_hand_over
from portal.records.notices import tell_reporters
from portal.records.organizations import Organization, group_members
from portal.records.tasks import Task, TaskKind
from portal.verification.verbs.ending import end, finish, propose_end


def accept(case: Case, actor: Actor) -> None:
    """Take the case up. The platform that carries the target is told to keep the evidence first."""
    advance(case, Action.ACCEPT, actor)
    keeper = evidence_keeper(case)
    if keeper is not None:
        db.session.add(
            Task(
                case_id=case.id,
                kind=TaskKind.PRESERVE,
                executor_id=keeper.id,
                ordered_by_id=actor.user_id,
                ordered_at=clock.now(),
                due_at=execution_due_at(case, Step.EXECUTE_CONTENT),
            )
        )
        db.session.flush()
    tell_reporters(case, "accepted")


def evidence_keeper(case: Case) -> Organization | None:
    """Who can keep the evidence without learning of a tip against its own group; None where nobody can."""
    host = case.target.host
    if host is None or not (host.has_desk and host.is_active) or host.id in group_members(case.target.provider_id):
        return None
    return host


def decline(case: Case, actor: Actor, outcome: Outcome, ground: str, opinion: str) -> None:
    """Turn it away: out of scope, or gone by the platform's own proof. Raises as `ending.end()`."""
    end(case, Action.DECLINE, actor, outcome, ground, opinion)


def hand_over(case: Case, actor: Actor, kind: Authority, authority: str, ground: str, opinion: str) -> None:
    """Pass it to an authority outside the portal, by name, so that reporter and history can say where."""
    if not authority.strip():
        raise InputInvalid("authority", N_("Name the authority that takes it."))
    words = f"{authority.strip()}\n{ground}" if ground.strip() else ""
    propose_end(case, Action.HAND_OVER, actor, Outcome.HANDED_OVER, words, opinion)
    propose_hand_over(case, actor, kind, authority.strip())
    finish(case)
