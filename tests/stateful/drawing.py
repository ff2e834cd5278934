"""What a verb asks for, drawn by Hypothesis: most often something that fits, now and then not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.disposal.executing import can_be_given_away
from portal.domain.errors import NotFound
from portal.domain.measures import MEASURES, Measure
from portal.domain.measures.fitting import fits
from portal.domain.permissions import Actor
from portal.domain.status import Outcome
from portal.domain.tip_labels import tip_label
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure, current_finding
from portal.records.receipts import ExecutionReceipt, counters_of
from portal.records.rechecks import can_be_looked_at
from portal.records.tasks import Task, TaskKind
from portal.records.tips import TipCase
from portal.verification.verbs.passing_on import receiving_desks

T = TypeVar("T")
WORDS = "It says so on the page, looked at today."
MEASURES_TRIED = ("M02", "M10", "M11", "M12", "M21", "M31", "M32", "M44", "M51")
"""One of each kind: by whom they are signed, whether they can be lifted, who carries them out."""
CATEGORIES = ("A01", "A07", "B02", "B05")
ADDRESSES = (
    "https://xingyun.example/v/1",
    "https://xingyun.example/v/2",
    "https://bailu.example/v/3",
    "https://own.xingyun.example/app",
    "https://nobody-knows.example/",
)
"""Two at platform A, one at B, one of A's own making, one that no desk carries."""


ABOUT_TASKS: Mapping[Action, Callable[[Task, Actor], bool]] = {
    Action.EXECUTE: lambda task, actor: task.is_open and task.executor_id == actor.organization_id,
    Action.ATTEST: lambda task, actor: task.is_open and task.executor_id is None,
    Action.LOOK: lambda task, actor: can_be_looked_at(task),
    Action.SUBSTITUTE: lambda task, actor: can_be_given_away(task),
    Action.RATIFY: lambda task, actor: task.awaits_ratification,
}
LIVE_TIPS_NEEDED: Mapping[Action, int] = {
    Action.SPLIT: 2,
    **dict.fromkeys(
        (Action.WITHDRAW, Action.SUPPLEMENT, Action.APPEAL, Action.ASK_SUPPLEMENT, Action.MESSAGE, Action.MERGE), 1
    ),
}


def tasks_for(action: Action, tasks: Sequence[Task], actor: Actor) -> list[Task]:
    """Those of a case's tasks that this action of this actor can be about."""
    return [task for task in tasks if ABOUT_TASKS[action](task, actor)]


def tasks_of(case: Case) -> Sequence[Task]:
    """Every task of a case, in order."""
    return db.session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.id)).all()


def desks_for(case: Case) -> list[str]:
    """The slugs of the desks that can be given the case."""
    return [one.slug for one in receiving_desks(case)]


def twins_of(case: Case) -> Sequence[int]:
    """The cases at the same desk about the same target: those it can be merged with, whoever does it."""
    same = select(Case.id).where(Case.holder_id == case.holder_id, Case.target_id == case.target_id, Case.id != case.id)
    return db.session.scalars(same.order_by(Case.id)).all()


class Material:
    """What one case has for actions to be about, looked up once."""

    def __init__(self, case: Case) -> None:
        self.case, self.tasks = case, tasks_of(case)
        live = select(func.count()).where(TipCase.case_id == case.id, TipCase.withdrawn_at.is_(None))
        self.live_tips = db.session.scalar(live) or 0

    def suits(self, action: Action, actor: Actor) -> bool:
        """Whether there is something that this action of this actor can be about."""
        if action in ABOUT_TASKS:
            return bool(tasks_for(action, self.tasks, actor))
        if action is Action.MERGE and not twins_of(self.case):
            return False
        return self.live_tips >= LIVE_TIPS_NEEDED.get(action, 0)


@dataclass
class Drawing:
    """What a verb asks for, drawn by Hypothesis; most often something that fits."""

    draw: Callable[[st.SearchStrategy[Any]], Any]

    def one_of(self, *choices: T) -> T:
        """One of these; nothing to choose from is like an address that leads nowhere."""
        if not choices:
            raise NotFound()
        drawn: T = self.draw(st.sampled_from(choices))
        return drawn

    def words(self) -> str:
        """A reason, now and then a blank one."""
        return self.one_of(*[WORDS] * 29, " ")

    def measures(self, case: Case, mostly: Callable[[Measure], bool] = lambda _: True) -> list[ProposedMeasure]:
        """One or two measures, mostly such that fit what was reported."""
        target = case.target.type
        usual = [code for code in MEASURES_TRIED if mostly(MEASURES[code]) and fits(MEASURES[code], target)]
        codes = {self.one_of(*usual * 18, *MEASURES_TRIED) for _ in range(2)}
        named = self.one_of(*["the account behind it"] * 19, "")
        return [ProposedMeasure(code, 30 if MEASURES[code].longest_days else None, named) for code in sorted(codes)]

    def receipt(self, measure: str | None, kind: TaskKind) -> ExecutionReceipt:
        """A receipt that states each counter of its measure."""
        return ExecutionReceipt(
            self.words(), dict.fromkeys(counters_of(measure, kind), 2), self.one_of(*["K-1", "K-2"] * 9, "")
        )

    def outcome(self, *usual: Outcome) -> Outcome:
        """Mostly one of the usual ones, else any at all: which fit is for the table to say."""
        chosen: Outcome = self.one_of(*usual * 36, *Outcome)
        return chosen

    def desk(self, case: Case) -> str:
        """The slug of some organization, mostly of one that can be given the case."""
        return self.one_of(*desks_for(case) * 9, "xingyun", "bailu", "xingchen", "cyberspace")

    def category(self, case: Case) -> str:
        """Mostly another than the case has."""
        others = [one for one in CATEGORIES if one != case.category]
        return self.one_of(*others * 9, case.category)

    def twin(self, case: Case) -> Case:
        """Another case, mostly one that this can be merged with."""
        others = db.session.scalars(select(Case.id).where(Case.id != case.id).order_by(Case.id)).all()
        return db.session.get_one(Case, self.one_of(*list(twins_of(case)) * 9, *others))

    def row(self, case: Case) -> TipCase:
        """A tip of this case, mostly one that was not withdrawn."""
        tips = select(TipCase.tip_id).where(TipCase.case_id == case.id).order_by(TipCase.tip_id)
        live = db.session.scalars(tips.where(TipCase.withdrawn_at.is_(None))).all()
        return db.session.get_one(TipCase, (self.one_of(*list(live) * 9, *db.session.scalars(tips)), case.id))

    def label(self, case: Case) -> str:
        """A tip as desks call it."""
        return tip_label(self.row(case).in_case)

    def task(self, case: Case, action: Action, actor: Actor) -> Task:
        """A task of this case, mostly one that this action of this actor can be about."""
        tasks = tasks_of(case)
        return self.one_of(*tasks_for(action, tasks, actor) * 19, *tasks)

    def seen_hash(self, case: Case) -> str:
        """The version on the page: mostly the present round's, now and then that of an earlier one."""
        found = current_finding(case.id, self.one_of(*[case.round] * 9, case.round - 1))
        return found.seen_hash if found else ""
