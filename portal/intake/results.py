"""How a case ended, as the reporter of one tip reads it: the outcome, its ground and what was done."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask_babel import gettext

from portal.domain.measures import MEASURES, NATURE_WORDS, Measure, Nature
from portal.domain.status import OUTCOME_WORDS, TIP_OUTCOME_WORDS, Outcome, TipOutcome
from portal.intake.queries import Following
from portal.records.cases import Case
from portal.records.tasks import Task
from portal.records.tips import TipCase


@dataclass(frozen=True, slots=True)
class Done:
    """Measures of one legal nature, which are never mixed up with those of another."""

    nature: Nature
    words: str
    measures: list[str]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who has it now, under which number, and what they answered; no day of it, and no word of a colleague."""

    authority: str
    reference: str
    answer: str
    """In words; that nothing was answered yet is said too."""
    words: str


@dataclass(frozen=True, slots=True)
class Result:
    """How it ended for this tip, and what was done."""

    outcome: Outcome | TipOutcome
    words: str
    ground: str
    done: list[Done]
    handed_over: HandedOver | None


def result_of(following: Following, row: TipCase, case: Case) -> Result | None:
    """How it ended for this target of the tip; None while it is open."""
    if case.outcome is None:
        return None
    words = TIP_OUTCOME_WORDS[row.outcome] if row.outcome else OUTCOME_WORDS[case.outcome]
    told = row.outcome is not TipOutcome.ABUSIVE
    in_force = [task for task in following.tasks if task.case_id == case.id and task.in_force and told]
    return Result(
        row.outcome or case.outcome,
        gettext(words),
        case.ground,
        list(_done(in_force, following.stayed_gone)),
        _handed_over(following, case) if told else None,
    )


def _handed_over(following: Following, case: Case) -> HandedOver | None:
    gone = following.hand_overs.get(case.id) if case.outcome is Outcome.HANDED_OVER else None
    if gone is None:
        return None
    answer = gettext(gone.answer_words) if gone.answer_words else gettext("nothing yet")
    return HandedOver(gone.authority, gone.reference, answer, gone.words)


def _done(in_force: Collection[Task], stayed_gone: Collection[int]) -> Iterator[Done]:
    """What was done, by its legal nature, each measure once and in the order of table 6.

    That it is still gone is said where each task of the measure was seen to hold.
    """
    codes = {task.measure for task in in_force}
    lasting = codes - {task.measure for task in in_force if task.id not in stayed_gone}
    for nature in Nature:
        rows = [row for code, row in MEASURES.items() if code in codes and row.nature is nature]
        if rows:
            yield Done(nature, gettext(NATURE_WORDS[nature]), [_plain(row, row.code in lasting) for row in rows])


def _plain(measure: Measure, stayed: bool) -> str:
    plain = gettext(measure.plain)
    return str(gettext("%(what)s We looked again after 7 days: it is still gone.", what=plain) if stayed else plain)
