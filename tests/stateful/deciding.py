"""What the joint desk and the executors do, by its own verbs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.disposal import appealing, concluding, drafting, executing, interim, leading, signing
from portal.domain.permissions import Actor
from portal.domain.rechecks import BY_HAND
from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records import staying
from portal.records.approvals import Vote
from portal.records.cases import Case
from portal.records.organizations import Organization
from tests.stateful.drawing import MEASURES_TRIED, Drawing


def return_for_facts(case: Case, actor: Actor, drawing: Drawing) -> None:
    signing.return_for_facts(case, actor, drawing.seen_hash(case), drawing.words())


def approve(case: Case, actor: Actor, drawing: Drawing) -> None:
    signing.approve(case, actor, drawing.seen_hash(case))


def take_back(case: Case, actor: Actor, drawing: Drawing) -> None:
    signing.take_back(case, actor, drawing.seen_hash(case))


def draft_answer(case: Case, actor: Actor, drawing: Drawing) -> None:
    vote = drawing.one_of(Vote.APPROVED, Vote.APPROVED, Vote.RETURNED)
    drafting.draft_answer(case, actor, drawing.seen_hash(case), vote, drawing.words())


def review_answer(case: Case, actor: Actor, drawing: Drawing) -> None:
    drafting.review_answer(case, actor, drawing.seen_hash(case))


def give_back(case: Case, actor: Actor, drawing: Drawing) -> None:
    drafting.give_back(case, actor, drawing.seen_hash(case), drawing.words())


def amend(case: Case, actor: Actor, drawing: Drawing) -> None:
    leading.amend(case, actor, drawing.measures(case), drawing.words())


def excuse(case: Case, actor: Actor, drawing: Drawing) -> None:
    leading.excuse_silent(case, actor, drawing.words())


def decide(case: Case, actor: Actor, drawing: Drawing) -> None:
    leading.decide(case, actor, drawing.words())


def conclude(case: Case, actor: Actor, drawing: Drawing) -> None:
    outcome = drawing.outcome(Outcome.SUBSTANTIATED, Outcome.PARTLY, Outcome.UNSUBSTANTIATED)
    concluding.conclude(case, actor, outcome, drawing.words())


def reopen(case: Case, actor: Actor, drawing: Drawing) -> None:
    leading.reopen(case, actor, drawing.words())


def maintain(case: Case, actor: Actor, drawing: Drawing) -> None:
    appealing.maintain(case, actor, drawing.words())


def vary(case: Case, actor: Actor, drawing: Drawing) -> None:
    appealing.vary(case, actor, drawing.words(), drawing.measures(case))


def revoke(case: Case, actor: Actor, drawing: Drawing) -> None:
    appealing.revoke(case, actor, drawing.words())


def grant_stay(case: Case, actor: Actor, drawing: Drawing) -> None:
    staying.grant(case, actor, clock.today() + timedelta(days=drawing.one_of(1, 5, 60, 0)), drawing.words())


def refuse_stay(case: Case, actor: Actor, drawing: Drawing) -> None:
    staying.refuse(case, actor, drawing.words())


def interim_order(case: Case, actor: Actor, drawing: Drawing) -> None:
    interim.order(case, actor, drawing.one_of(*MEASURES_TRIED), drawing.words())


def ratify(case: Case, actor: Actor, drawing: Drawing) -> None:
    interim.ratify(case, drawing.task(case, Action.RATIFY, actor), actor)


def take_lead(case: Case, actor: Actor, drawing: Drawing) -> None:
    leading.take_lead(case, actor, drawing.words())


def execute(case: Case, actor: Actor, drawing: Drawing) -> None:
    task = drawing.task(case, Action.EXECUTE, actor)
    executing.execute(case, task, actor, drawing.receipt(task.measure, task.kind))


def attest(case: Case, actor: Actor, drawing: Drawing) -> None:
    task = drawing.task(case, Action.ATTEST, actor)
    executing.attest(case, task, actor, drawing.receipt(task.measure, task.kind))


def look(case: Case, actor: Actor, drawing: Drawing) -> None:
    """At a measure in force; what does not hold is ordered anew."""
    executing.look(case, drawing.task(case, Action.LOOK, actor), actor, drawing.one_of(*BY_HAND), drawing.words())


def substitute(case: Case, actor: Actor, drawing: Drawing) -> None:
    bailu = db.session.scalars(select(Organization).where(Organization.slug == "bailu")).one()
    outside: Organization | str = "A registrar abroad"
    executor = drawing.one_of(bailu, outside)
    executing.substitute(case, drawing.task(case, Action.SUBSTITUTE, actor), actor, executor, drawing.words())


def take_over_appeal(case: Case, actor: Actor, drawing: Drawing) -> None:
    appealing.take_over_appeal(case, actor, drawing.words())
