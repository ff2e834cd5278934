"""A case on paper: what each step brings about, so that the tables can be walked without a database.

The model knows the effects of steps (where the case lies, who was heard, which tasks are open); which
steps there are, and who may take them, it asks the tables it is given.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from portal.domain.deadlines import DEADLINES, Rule
from portal.domain.facts import NOBODY, CaseFacts
from portal.domain.permissions import Actor, Permission, allows
from portal.domain.status import Outcome, Status
from portal.domain.workflow import FINDING_ACTIONS, RETURNS_ALLOWED, TRANSITIONS, VERBS, Action, Transition, Verb
from tests.domain.cast import CYBERSPACE, MARKET, PLATFORM_A, PLATFORM_B

SIGNING = frozenset({CYBERSPACE, MARKET})
DEPUTY = {CYBERSPACE: MARKET, MARKET: CYBERSPACE}
CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables the model walks; a control takes rows away."""

    transitions: tuple[Transition, ...] = TRANSITIONS
    verbs: tuple[Verb, ...] = VERBS
    rules: tuple[Rule, ...] = field(default_factory=lambda: tuple(DEADLINES.values()))


@dataclass(frozen=True, slots=True)
class Situation:
    """A case with what the rules need not know of it."""

    facts: CaseFacts
    dissent: bool = False
    outside: bool = False
    """Whether the open task's executor stands outside the portal."""


@dataclass(frozen=True, slots=True)
class Move:
    """One possible thing to happen, by whose hand (an organization's id, `reporter` or `clock`)."""

    by: object
    action: Action | None
    actor: Actor | None
    then: Situation


T = TypeVar("T", CaseFacts, Situation)


def altered(thing: T, **changes: Any) -> T:
    """The same with these changes; itself where they change nothing, as most often: to copy forty facts is dear."""
    if all(getattr(thing, name) == value for name, value in changes.items()):
        return thing
    return replace(thing, **changes)


def moves(now: Situation, actors: tuple[Actor, ...], tables: Tables) -> Iterator[Move]:
    """Everything that can happen next: what each actor may do, and what the clock brings."""
    for actor in actors:
        by = actor.organization_id or "reporter"
        for row in tables.transitions:
            if row.source is now.facts.status:
                yield from (Move(by, row.action, actor, then) for then in steps(now, row, actor))
        for verb in tables.verbs:
            if verb.action in VERB_EFFECTS and may_do(now, verb, actor):
                yield Move(by, verb.action, actor, after_verb(now, verb.action, actor))
    for rule in tables.rules:
        if now.facts.status in rule.runs_while:
            yield Move(CLOCK, None, None, after_clock(now, rule))


def steps(now: Situation, row: Transition, actor: Actor) -> Iterator[Situation]:
    """Where this row leads, if it is open to this actor: one situation for each outcome."""
    if not actor.may(row.permission):
        return
    before = with_effect_on_guards(now, row, actor)
    if not (row.open_to(before) and allows(row.permission, actor, before)):
        return
    outcomes: list[Outcome | None] = [None]
    if row.outcomes:
        outcomes = [now.facts.outcome] if row.keeps_outcome else told_apart(row.outcomes)
    for chosen in outcomes:
        outcome = row.outcome(before, chosen)
        yield after_step(altered(now, facts=altered(now.facts, outcome=outcome)), row, actor)


def told_apart(outcomes: frozenset[Outcome]) -> list[Outcome | None]:
    """One outcome of each kind that a later step tells apart: a decision that strikes somebody, and any other."""
    return [min(kind) for kind in (outcomes & STRIKES, outcomes - STRIKES) if kind]


STRIKES = frozenset({Outcome.SUBSTANTIATED, Outcome.PARTLY})


def with_effect_on_guards(now: Situation, row: Transition, actor: Actor) -> CaseFacts:
    """The facts as a step is judged by: `quorum_stands` and `live_tips` as it would leave them."""
    facts = now.facts
    if row.action is Action.WITHDRAW:
        return altered(facts, live_tips=0)
    if row.action in (Action.APPROVE, Action.EXCUSE):
        heard = {actor.organization_id} if row.action is Action.APPROVE else late_ones(facts)
        return altered(facts, quorum_stands=not now.dissent and facts.unheard_agency_ids <= heard)
    return facts


def late_ones(facts: CaseFacts) -> frozenset[int]:
    """The agency that is excused next."""
    return frozenset(sorted(facts.unheard_agency_ids)[:1])


def after_step(now: Situation, row: Transition, actor: Actor) -> Situation:
    """What a step of table 1 brings about."""
    facts = altered(now.facts, status=row.target)
    changed = row.target is not row.source
    if changed or row.action in (Action.TAKE_OVER, Action.TRANSFER, Action.REROUTE, Action.AMEND):
        facts = altered(facts, overdue=False, lead_overdue=False)
    if changed:
        revoked = row.action is Action.REVOKE and row.target is Status.IN_DISPOSAL
        facts = altered(facts, maintained=row.action is Action.MAINTAIN, revoked=revoked)
    dissent = now.dissent or (row.action is Action.RETURN and row.target is Status.AWAITING_APPROVAL)
    if row.action in EFFECTS:
        facts = EFFECTS[row.action](facts, row, actor)
    if changed and row.source is Status.AWAITING_APPROVAL:
        facts, dissent = altered(facts, **NO_ROUND), False
    if row.action in NEW_ROUND:
        facts, dissent = altered(facts, **(NO_ROUND | {"invited_agency_ids": SIGNING})), False
    if row.target is Status.IN_DISPOSAL:
        facts = altered(facts, open_tasks=1, executor_ids=frozenset({PLATFORM_A}))
    if row.target is Status.CLOSED:
        facts = altered(facts, executor_ids=NOBODY, appeal_agency_id=None, returns=0)
    return Situation(with_hand(facts, row.action, actor), dissent, now.outside and not changed)


NEW_ROUND = (Action.REFER, Action.AMEND, Action.VARY)
NO_ROUND: dict[str, Any] = {"invited_agency_ids": NOBODY, "voted_agency_ids": NOBODY, "vote_overdue": False}
NO_ROUND |= {"signed_agency_ids": NOBODY}


def _passed_on(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    other = PLATFORM_B if facts.holder_id == PLATFORM_A else PLATFORM_A
    return altered(facts, holder_id=other, transfers=facts.transfers + 1)


def _taken(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    assert actor.organization_id is not None
    if row.source is Status.UNDER_APPEAL:
        return altered(facts, appeal_agency_id=actor.organization_id)
    return altered(facts, holder_id=actor.organization_id, holder_is_platform=False)


def _heard(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    assert actor.organization_id is not None
    return altered(facts, voted_agency_ids=facts.voted_agency_ids | {actor.organization_id})


def _signed(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    assert actor.organization_id is not None
    heard = _heard(facts, row, actor)
    return altered(heard, signed_agency_ids=facts.signed_agency_ids | {actor.organization_id})


def _excused(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    return altered(facts, voted_agency_ids=facts.voted_agency_ids | late_ones(facts))


def _returned(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    if row.source is Status.AWAITING_CONFIRMATION:
        return facts
    return _heard(altered(facts, returns=min(facts.returns + 1, RETURNS_ALLOWED)), row, actor)


def _withdrawn(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    return altered(facts, live_tips=0)


def _appealed(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    return altered(facts, appeal_agency_id=DEPUTY[facts.lead_agency_id])


def _concluded(facts: CaseFacts, row: Transition, actor: Actor) -> CaseFacts:
    return altered(facts, measures_in_force=not facts.measures_in_force)


EFFECTS: dict[Action, Callable[[CaseFacts, Transition, Actor], CaseFacts]] = {
    Action.TRANSFER: _passed_on,
    Action.REROUTE: _taken,
    Action.TAKE_OVER: _taken,
    Action.APPROVE: _signed,
    Action.EXCUSE: _excused,
    Action.RETURN: _returned,
    Action.WITHDRAW: _withdrawn,
    Action.APPEAL: _appealed,
    Action.OBJECT: _appealed,
    Action.CONCLUDE: _concluded,
}


def with_hand(facts: CaseFacts, action: Action, actor: Actor) -> CaseFacts:
    """The facts with this actor's hand in the case, and in its finding where the step is one."""
    if actor.user_id is None or actor.user_id >= WITHOUT_A_HAND:
        return facts
    finders = facts.finder_ids | {actor.user_id} if action in FINDING_ACTIONS else facts.finder_ids
    return altered(facts, hand_ids=facts.hand_ids | {actor.user_id}, finder_ids=finders)


WITHOUT_A_HAND = 900
"""From this id on a person stands for "somebody of this organization who had no hand in it yet"."""


def may_do(now: Situation, verb: Verb, actor: Actor) -> bool:
    """Whether the verb is open to this actor, and has something to do."""
    facts = now.facts
    to_do = {
        Action.EXECUTE: bool(facts.open_tasks) and not now.outside,
        Action.ATTEST: bool(facts.open_tasks) and now.outside,
        Action.SUBSTITUTE: bool(facts.open_tasks) and not now.outside,
    }
    return to_do.get(verb.action, True) and verb.open_to(facts) and allows(verb.permission, actor, facts)


def after_verb(now: Situation, action: Action, actor: Actor) -> Situation:
    """What a verb brings about."""
    facts = VERB_EFFECTS[action](now.facts, actor)
    return altered(now, facts=with_hand(facts, action, actor), outside=action is Action.SUBSTITUTE)


def _lead_taken(facts: CaseFacts, actor: Actor) -> CaseFacts:
    lead = actor.organization_id
    assert lead is not None
    return altered(facts, lead_agency_id=lead, deputy_agency_id=DEPUTY[lead], lead_overdue=False)


def _taken_back(facts: CaseFacts, actor: Actor) -> CaseFacts:
    own = {actor.organization_id}
    return altered(
        facts, voted_agency_ids=facts.voted_agency_ids - own, signed_agency_ids=facts.signed_agency_ids - own
    )


def _carried_out(facts: CaseFacts, actor: Actor) -> CaseFacts:
    return altered(facts, open_tasks=0)


def _unchanged(facts: CaseFacts, actor: Actor) -> CaseFacts:
    return facts


def _extended(facts: CaseFacts, actor: Actor) -> CaseFacts:
    return altered(facts, extended=True)


def _ordered(facts: CaseFacts, actor: Actor) -> CaseFacts:
    return altered(facts, ratifying_agency_ids=frozenset({CYBERSPACE}), orderer_ids=frozenset({actor.user_id or 0}))


def _ratified(facts: CaseFacts, actor: Actor) -> CaseFacts:
    return altered(facts, ratifying_agency_ids=NOBODY, orderer_ids=NOBODY)


VERB_EFFECTS: dict[Action, Callable[[CaseFacts, Actor], CaseFacts]] = {
    Action.TAKE_LEAD: _lead_taken,
    Action.TAKE_BACK: _taken_back,
    Action.EXECUTE: _carried_out,
    Action.ATTEST: _carried_out,
    Action.SUBSTITUTE: _unchanged,
    Action.EXTEND: _extended,
    Action.INTERIM_ORDER: _ordered,
    Action.RATIFY: _ratified,
}


def after_clock(now: Situation, rule: Rule) -> Situation:
    """What it brings that this clock ran out: the fact that lets `rule.then` act, or nothing."""
    facts = now.facts
    if rule.then is Permission.CASE_TAKE_OVER:
        facts = altered(facts, overdue=True)
    elif rule.then is Permission.DISPOSAL_LEAD:
        facts = altered(facts, vote_overdue=True)
    elif rule.then is Permission.CASE_TAKE_LEAD:
        facts = altered(facts, lead_overdue=True)
    return altered(now, facts=facts)
