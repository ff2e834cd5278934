"""What reporters do after sending, by intake's own verbs."""

from __future__ import annotations

from portal.domain.permissions import Actor
from portal.intake import appealing, corresponding, withdrawing
from portal.records.cases import Case
from tests.stateful.drawing import Drawing


def appeal(case: Case, actor: Actor, drawing: Drawing) -> None:
    row = drawing.row(case)
    appealing.appeal(row.tip_id, row.position, drawing.words())


def withdraw(case: Case, actor: Actor, drawing: Drawing) -> None:
    row = drawing.row(case)
    withdrawing.withdraw(row.tip_id, drawing.one_of([row.position], None))


def supplement(case: Case, actor: Actor, drawing: Drawing) -> None:
    row = drawing.row(case)
    if drawing.one_of(True, False):
        corresponding.answer_supplement(row.tip_id, row.position, drawing.words())
    else:
        corresponding.write_message(row.tip_id, row.position, drawing.words(), drawing.one_of("k1", "k2", "k3"))
