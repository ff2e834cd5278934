"""Random members of the cast do the real verbs on real records, and time passes, in any order."""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Collection
from dataclasses import fields

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from portal.domain.errors import DomainError
from portal.domain.permissions import REPORTER, Actor
from portal.domain.priority import Urgency
from portal.domain.workflow import TRANSITIONS, Action, permitted
from portal.extensions import db
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.seeing import see_case_for_change
from portal.records.tips import TipCase
from portal.web.transaction import transaction
from tests.factories import send_tip
from tests.stateful.doings import DOINGS
from tests.stateful.drawing import ADDRESSES, Drawing, has_what_it_needs
from tests.stateful.invariants import faults
from tests.stateful.world import World

LEADS_AWAY = {Action.WITHDRAW, Action.MERGE, Action.DECLINE, Action.HAND_OVER, Action.TRANSFER, Action.REROUTE}
ONWARD = {row.action for row in TRANSITIONS} - LEADS_AWAY | {Action.EXECUTE, Action.ATTEST, Action.RATIFY}
"""What brings a case nearer to a decision that is carried out; all else is done more rarely."""
BY_CODE = frozenset({Action.APPEAL, Action.SUPPLEMENT, Action.WITHDRAW})
"""What only the holder of a query code finds a page for."""
COMMON = frozenset({Action.WITHDRAW, Action.DISMISS, Action.MESSAGE, Action.EXTEND, Action.AMEND, Action.CLAIM})
"""What is open so often that it would crowd out the rest."""
LIN = "lin"
MOST_CASES = 3


class Workflow(RuleBasedStateMachine):
    """One run over a fresh portal; `tried` and `taken` count over all runs of a test."""

    world: World
    tried: Bag[str]
    taken: Bag[str]

    def __init__(self) -> None:
        super().__init__()
        self.world.begin_anew()
        self.versions: dict[int, int] = {}

    @property
    def people(self) -> dict[str, Actor]:
        """The cast by name, and Lin."""
        return {LIN: REPORTER} | {one.name: getattr(self.world.cast, one.name) for one in fields(self.world.cast)}

    @initialize(data=st.data())
    def one_tip_is_there(self, data: st.DataObject) -> None:
        """No run begins without a case."""
        self._flag(data)

    @rule(data=st.data(), die=st.integers(0, 19))
    def something_happens(self, data: st.DataObject, die: int) -> None:
        """Mostly work goes on; now and then somebody tries what is not theirs, time passes, a tip comes in."""
        if die <= 13:
            self._do_what_is_open(data)
        elif die <= 16:
            self._try_anything(data)
        elif die <= 18 or self._cases() >= MOST_CASES:
            self._let_pass(data.draw(st.sampled_from([1, 5, 30, 80, 24 * 8, 24 * 40])))
        else:
            self._flag(data)

    def _do_what_is_open(self, data: st.DataObject) -> None:
        """A verb that the tables offer to somebody on this case now, mostly one that brings it further."""
        case = self._case(data)
        present = facts(case)
        offered: dict[Action, list[str]] = {}
        for name, actor in self.people.items():
            for action in permitted(actor, present):
                if action in DOINGS and has_what_it_needs(action, case):
                    offered.setdefault(action, []).append(name)
        onward = [action for action in offered if action in ONWARD]
        choice = onward if onward and data.draw(st.integers(0, 4)) > 0 else list(offered)
        if choice:
            action = data.draw(st.sampled_from([one for one in choice for _ in range(1 if one in COMMON else 4)]))
            self._do(action, data.draw(st.sampled_from(offered[action])), case, data)

    def _try_anything(self, data: st.DataObject) -> None:
        """Anybody tries anything: wrong people, wrong moments, pages that are stale."""
        action = data.draw(st.sampled_from(sorted(DOINGS)))
        name = LIN if action in BY_CODE else data.draw(st.sampled_from(sorted(self.people.keys() - {LIN})))
        self._do(action, name, self._case(data), data, wild=True)

    def _let_pass(self, hours: int) -> None:
        """Clocks run out, orders lapse."""
        self.tried["time"] += 1
        self.world.let_pass(hours)

    @invariant()
    def everything_holds(self) -> None:
        """All invariants, after every step."""
        db.session.rollback()
        found = faults(self.world.now())
        assert not found, "\n".join(found)
        for case_id, version in db.session.execute(select(Case.id, Case.version)):
            assert version >= self.versions.get(case_id, 0), f"case {case_id} went back to version {version}"
            self.versions[case_id] = version

    def _flag(self, data: st.DataObject) -> None:
        self.tried["flag"] += 1
        with transaction():
            send_tip(
                *data.draw(st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=2, unique=True)),
                category=data.draw(st.sampled_from(["A01", "A07", "B02", "B05"])),
                urgency=data.draw(st.sampled_from([frozenset[Urgency](), frozenset({Urgency.DANGER})])),
            )

    def _cases(self) -> int:
        return db.session.scalar(select(func.count()).select_from(Case)) or 0

    def _case(self, data: st.DataObject) -> Case:
        ids = list(db.session.scalars(select(Case.id).order_by(Case.id)))
        return db.session.get_one(Case, data.draw(st.sampled_from(ids)))

    def _do(self, action: Action, name: str, case: Case, data: st.DataObject, *, wild: bool = False) -> None:
        """Try it as a route would: what the tables refuse to this person must be refused, and leave no trace."""
        actor = self.people[name]
        self.tried[action] += 1
        allowed = any(action in permitted(actor, facts(one)) for one in self._concerned(action, case))
        behind = data.draw(st.sampled_from([0, 0, 0, 1])) if wild and name != LIN else 0
        before = self._entries()
        try:
            with transaction():
                locked = self._locked(case, actor, behind)
                DOINGS[action](locked, actor, Drawing(data.draw))
        except DomainError:
            assert self._entries() == before, f"{action} was refused and left an entry"
            return
        assert allowed, f"{name} could {action} though the tables refuse it"
        assert not behind, f"{action} was taken from a stale page"
        self.taken[action] += 1

    def _concerned(self, action: Action, case: Case) -> Collection[Case]:
        """Who withdraws a whole tip takes it from every case that it is in."""
        if action is not Action.WITHDRAW:
            return [case]
        tips = select(TipCase.tip_id).where(TipCase.case_id == case.id)
        return db.session.scalars(select(Case).join(TipCase).where(TipCase.tip_id.in_(tips))).all()

    def _locked(self, case: Case, actor: Actor, behind: int) -> Case:
        if actor is REPORTER:
            return db.session.get_one(Case, case.id)
        return see_case_for_change(case.case_number, actor, case.version - behind)

    def _entries(self) -> int:
        return db.session.scalar(select(func.count()).select_from(LedgerEntry)) or 0
