"""What a verb asks for, drawn by Hypothesis: most often something that fits, now and then not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st
from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.domain.measures import MEASURES
from portal.domain.status import Outcome
from portal.domain.tip_labels import tip_label
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure, current_finding
from portal.records.receipts import ExecutionReceipt, counters_of
from portal.records.tasks import Task, TaskKind
from portal.records.tips import TipCase

T = TypeVar("T")
WORDS = "It says so on the page, looked at today."
MEASURES_TRIED = ("M02", "M10", "M11", "M12", "M21", "M31", "M32", "M44", "M51")
"""One of each kind: by whom they are signed, whether they can be lifted, who carries them out."""
ADDRESSES = (
    "https://xingyun.example/v/1",
    "https://xingyun.example/v/2",
    "https://bailu.example/v/3",
    "https://own.xingyun.example/app",
    "https://nobody-knows.example/",
)
"""Two at platform A, one at B, one of A's own making, one that no desk carries."""


ABOUT_TASKS: Mapping[Action, Callable[[Task], bool]] = {
    Action.EXECUTE: lambda task: task.is_open and task.executor_id is not None,
    Action.ATTEST: lambda task: task.is_open and task.executor_id is None,
    Action.SUBSTITUTE: lambda task: task.is_overdue,
    Action.RATIFY: lambda task: task.awaits_ratification,
}


def tasks_for(action: Action, tasks: Sequence[Task]) -> list[Task]:
    """Those of a case's tasks that this action can be about."""
    return [task for task in tasks if ABOUT_TASKS[action](task)]


def has_what_it_needs(action: Action, case: Case) -> bool:
    """Whether the case has something that this action can be about."""
    if action not in ABOUT_TASKS:
        return True
    return bool(tasks_for(action, db.session.scalars(select(Task).where(Task.case_id == case.id)).all()))


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
        return self.one_of(*[WORDS] * 9, " ")

    def measures(self) -> list[ProposedMeasure]:
        """One or two measures."""
        codes = {self.one_of(*MEASURES_TRIED), self.one_of(*MEASURES_TRIED)}
        return [ProposedMeasure(code, 30 if MEASURES[code].longest_days else None) for code in sorted(codes)]

    def receipt(self, measure: str | None, kind: TaskKind) -> ExecutionReceipt:
        """A receipt that states each counter of its measure."""
        return ExecutionReceipt(
            self.words(), dict.fromkeys(counters_of(measure, kind), 2), self.one_of("K-1", "K-2", "")
        )

    def outcome(self, *usual: Outcome) -> Outcome:
        """Mostly one of the usual ones, else any at all: which fit is for the table to say."""
        chosen: Outcome = self.one_of(*usual * 4, *Outcome)
        return chosen

    def desk(self) -> str:
        """The slug of some organization."""
        return self.one_of("xingyun", "bailu", "xingchen", "cyberspace")

    def row(self, case: Case) -> TipCase:
        """A tip of this case, mostly one that was not withdrawn."""
        tips = select(TipCase.tip_id).where(TipCase.case_id == case.id).order_by(TipCase.tip_id)
        live = db.session.scalars(tips.where(TipCase.withdrawn_at.is_(None))).all()
        return db.session.get_one(TipCase, (self.one_of(*list(live) * 9, *db.session.scalars(tips)), case.id))

    def label(self, case: Case) -> str:
        """A tip as desks call it."""
        return tip_label(self.row(case).in_case)

    def task(self, case: Case, action: Action) -> Task:
        """A task of this case, mostly one that this action can be about."""
        tasks = db.session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.id)).all()
        return self.one_of(*tasks_for(action, tasks) * 9, *tasks)

    def seen_hash(self, case: Case) -> str:
        """The version on the page: mostly the present round's, now and then that of an earlier one."""
        found = current_finding(case.id, self.one_of(*[case.round] * 9, case.round - 1))
        return found.seen_hash if found else ""
