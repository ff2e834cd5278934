"""Random members of the cast do the real verbs on real records, and time passes, in any order."""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Row, func, select

from portal.domain.errors import DomainError
from portal.domain.permissions import REPORTER, RESPONDENT, Actor
from portal.domain.priority import Urgency
from portal.domain.workflow import INTERNAL_ACTIONS, TRANSITIONS, Action, permitted
from portal.extensions import Base, db
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.seeing import see_case_for_change
from portal.records.tips import TipCase
from portal.web.transaction import transaction
from tests.factories import send_tip
from tests.stateful.doings import DOINGS
from tests.stateful.drawing import ADDRESSES, CATEGORIES, Drawing, Material
from tests.stateful.invariants import faults, faults_anywhere
from tests.stateful.world import World

LEADS_AWAY = {Action.WITHDRAW, Action.MERGE, Action.DECLINE, Action.HAND_OVER, Action.TRANSFER, Action.REROUTE}
ONWARD = {row.action for row in TRANSITIONS} - LEADS_AWAY | {
    Action.EXECUTE,
    Action.ATTEST,
    Action.RATIFY,
    Action.DRAFT_ANSWER,
    Action.REVIEW_ANSWER,
}
"""What brings a case nearer to a decision that is carried out; all else is done more rarely."""
LIN, DEV = "lin", "dev"
"""A reporter, and a developer whom decisions strike."""
BY_CODE: Mapping[Action, str] = {
    **dict.fromkeys((Action.APPEAL, Action.SUPPLEMENT, Action.WITHDRAW), LIN),
    Action.OBJECT: DEV,
    Action.ASK_STAY: DEV,
}
"""What only the holder of a code finds a page for."""
APPEALED = frozenset({Action.APPEAL, Action.RESOLVE, Action.DISMISS})
TOWARDS: Mapping[Action, Collection[Action]] = {
    Action.DECIDE: {Action.REFER, Action.RETURN, Action.APPROVE, Action.DRAFT_ANSWER, Action.REVIEW_ANSWER},
    Action.EXCUSE: {Action.REFER},
    Action.TAKE_BACK: {Action.REFER, Action.APPROVE, *INTERNAL_ACTIONS},
    Action.DRAFT_ANSWER: {Action.REFER},
    Action.REVIEW_ANSWER: {Action.REFER, Action.DRAFT_ANSWER},
    Action.GIVE_BACK: {Action.REFER, Action.DRAFT_ANSWER},
    Action.MERGE: {Action.SPLIT},
    Action.JUDGE: {Action.DECLINE, Action.HAND_OVER, Action.RESOLVE, Action.DISMISS},
    Action.CONFIRM: {Action.DECLINE, Action.HAND_OVER, Action.RESOLVE, Action.DISMISS, Action.JUDGE},
    Action.RATIFY: {Action.INTERIM_ORDER},
    Action.GRANT_STAY: {Action.ASK_STAY},
    Action.REFUSE_STAY: {Action.ASK_STAY},
    Action.MAINTAIN: APPEALED,
    Action.VARY: APPEALED,
    Action.REVOKE: APPEALED,
}
"""What leads to an action that chance alone would hardly bring about."""
TAKES_TIME = frozenset({Action.EXCUSE, Action.SUBSTITUTE, Action.TAKE_LEAD, Action.TAKE_OVER})
"""What is open only once somebody let a clock run out."""
COMMON = frozenset({Action.WITHDRAW, Action.DISMISS, Action.MESSAGE, Action.EXTEND, Action.AMEND, Action.CLAIM})
"""What is open so often that it would crowd out the rest."""
MOST_CASES = 3
STEPS_BETWEEN_WHOLE_CHECKS = 10


class Workflow(RuleBasedStateMachine):
    """One run over a fresh portal; `tried` and `taken` count over all runs of a test."""

    world: World
    aims: Collection[Action]
    """Each run has one of these in mind, and takes it where it is open."""
    tried: Bag[str]
    taken: Bag[str]
    """What left an entry in the ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.world.begin_anew()
        self.rows: dict[int, Row[Any]] = {}
        self.steps, self.kept, self.time_passed, self.sound = 0, True, False, True

    @property
    def people(self) -> dict[str, Actor]:
        """The cast by name with its colleagues, Lin, and whom decisions strike."""
        cast = {one.name: getattr(self.world.cast, one.name) for one in fields(self.world.cast)}
        return {LIN: REPORTER, DEV: RESPONDENT} | cast | self.world.colleagues

    @initialize(data=st.data())
    def one_tip_is_there(self, data: st.DataObject) -> None:
        """No run begins without a case; some begin with several tips about the same."""
        self.aim: Action = data.draw(st.sampled_from(sorted(self.aims)))
        for _ in range(data.draw(st.integers(1, 3))):
            self._flag(data)

    @rule(data=st.data(), die=st.integers(0, 19))
    def something_happens(self, data: st.DataObject, die: int) -> None:
        """Mostly work goes on; now and then somebody tries what is not theirs, time passes, a tip comes in."""
        self.kept, self.time_passed = True, False
        self.world.tick()
        if self.aim in TAKES_TIME and die <= 2:
            self._let_pass(data.draw(st.sampled_from([80, 24 * 8, 24 * 40])))
        elif die <= 16:
            self._do_what_is_open(data)
        elif die <= 17:
            self._try_anything(data)
        elif die <= 18 or self._cases() >= MOST_CASES:
            self._let_pass(data.draw(st.sampled_from([1, 5, 30, 80, 24 * 8, 24 * 40])))
        else:
            self._flag(data)

    def _do_what_is_open(self, data: st.DataObject) -> None:
        """A verb that the tables offer to somebody on this case now, mostly one that brings it further."""
        case = self._case(data)
        offered = self._offered(case)
        for wanted in ({self.aim}, TOWARDS.get(self.aim, ()), ONWARD, offered):
            choice = [action for action in offered if action in wanted]
            if choice and (wanted is offered or data.draw(st.integers(0, 4)) > 0):
                weighed = [one for one in choice for _ in range(1 if one in COMMON else 4)]
                action = data.draw(st.sampled_from(weighed))
                self._do(action, data.draw(st.sampled_from(offered[action])), case, data, allowed=True)
                return

    def _offered(self, case: Case) -> dict[Action, list[str]]:
        """What the tables let be done to this case now, and by whom, where there is something to do it to."""
        present, material = facts(case), Material(case)
        offered: dict[Action, list[str]] = {}
        for name, actor in self.people.items():
            for action in permitted(actor, present):
                if action in DOINGS and material.suits(action, actor):
                    offered.setdefault(action, []).append(name)
        return offered

    def _try_anything(self, data: st.DataObject) -> None:
        """Anybody tries anything: wrong people, wrong moments, pages that are stale."""
        action = data.draw(st.sampled_from(sorted(DOINGS)))
        colleagues = sorted(self.people.keys() - {LIN, DEV})
        name = BY_CODE[action] if action in BY_CODE else data.draw(st.sampled_from(colleagues))
        case = self._case(data)
        allowed = any(action in permitted(self.people[name], facts(one)) for one in self._concerned(action, case))
        behind = data.draw(st.sampled_from([0, 0, 0, 1])) if name in colleagues else 0
        self._do(action, name, case, data, allowed=allowed, behind=behind)

    def _let_pass(self, hours: int) -> None:
        """Clocks run out, orders lapse."""
        self.tried["time"] += 1
        self.time_passed = True
        self.world.let_pass(hours)

    @invariant()
    def everything_holds(self) -> None:
        """All invariants, after every step: of each case whose row changed; of all now and then, and as time passes."""
        db.session.rollback()
        rows = {row.id: row for row in db.session.execute(select(Base.metadata.tables["cases"]))}
        changed = [case_id for case_id, row in rows.items() if row != self.rows.get(case_id)]
        assert self.kept or not changed, f"what was refused changed {changed}"
        for case_id in changed:
            before = self.rows.get(case_id, rows[case_id])
            assert rows[case_id].version >= before.version, (
                f"case {case_id} went back to version {rows[case_id].version}"
            )
        self.rows, self.steps = rows, self.steps + 1
        if self.time_passed or self.steps % STEPS_BETWEEN_WHOLE_CHECKS == 0:
            self._hold(faults_anywhere(self.world.now()))
        elif self.kept:
            self._hold(faults(self.world.now(), changed))

    def teardown(self) -> None:
        """Everything once more at the end, but for a run that found its fault."""
        if self.sound:
            db.session.rollback()
            self._hold(faults_anywhere(self.world.now()))

    def _hold(self, found: list[str]) -> None:
        self.sound = not found
        assert not found, "\n".join(found)

    def _flag(self, data: st.DataObject) -> None:
        self.tried["flag"] += 1
        with transaction():
            send_tip(
                *data.draw(st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=2, unique=True)),
                category=data.draw(st.sampled_from(CATEGORIES)),
                urgency=data.draw(st.sampled_from([frozenset[Urgency](), frozenset({Urgency.DANGER})])),
            )

    def _cases(self) -> int:
        return db.session.scalar(select(func.count()).select_from(Case)) or 0

    def _case(self, data: st.DataObject) -> Case:
        ids = list(db.session.scalars(select(Case.id).order_by(Case.id)))
        return db.session.get_one(Case, data.draw(st.sampled_from(ids)))

    def _do(
        self, action: Action, name: str, case: Case, data: st.DataObject, *, allowed: bool, behind: int = 0
    ) -> None:
        """Try it as a route would: what the tables refuse to this person must be refused, and leave no trace."""
        actor, before = self.people[name], self._entries()
        self.tried[action] += 1
        try:
            with transaction():
                locked = self._locked(case, actor, behind)
                DOINGS[action](locked, actor, Drawing(data.draw))
        except DomainError:
            self.kept = False
            assert self._entries() == before, f"{action} was refused and left an entry"
            return
        assert not behind, f"{action} was taken from a stale page"
        if self._entries() > before:  # sent a second time, a form is answered and nothing is done
            assert allowed, f"{name} could {action} though the tables refuse it"
            self.taken[action] += 1

    def _concerned(self, action: Action, case: Case) -> Collection[Case]:
        """Who withdraws a whole tip takes it from every case that it is in."""
        if action is not Action.WITHDRAW:
            return [case]
        tips = select(TipCase.tip_id).where(TipCase.case_id == case.id)
        return db.session.scalars(select(Case).join(TipCase).where(TipCase.tip_id.in_(tips))).all()

    def _locked(self, case: Case, actor: Actor, behind: int) -> Case:
        if actor in (REPORTER, RESPONDENT):
            return db.session.get_one(Case, case.id)
        return see_case_for_change(case.case_number, actor, case.version - behind)

    def _entries(self) -> int:
        return db.session.scalar(select(func.count()).select_from(LedgerEntry)) or 0
