"""What a signature will do: the measures in a citizen's words, who carries them out and by when, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal import clock
from portal.disposal.enacting import executors
from portal.domain.facts import CaseFacts
from portal.domain.measures import EXECUTION_STEP, MEASURES, NATURE_WORDS
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.workflow.guards import returns_are_left
from portal.records.cases import Case, execution_due_at
from portal.records.organizations import Organization
from portal.records.rounds import approvals_of_round, standing_finding
from portal.records.standing import standing, standing_tasks


@dataclass(frozen=True, slots=True)
class MeasureAhead:
    """One measure on the table, as it would be ordered now."""

    code: str
    words: str
    plain: str
    """What happens to the target, in a citizen's words."""
    nature_words: str
    days: int | None
    executors: list[Organization | str]
    """Organizations of the portal, or the msgid of what an executor outside is called."""
    due_at: datetime
    stands_already: bool
    needs_own_signature: bool
    """Whether it falls out if the viewer's agency is passed over."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What the agency that has not answered yet decides about."""

    measures: list[MeasureAhead]
    others_waited_for: list[Organization]
    """Agencies that have not answered either; what the others said is not told before the own vote."""
    answer_due_at: datetime
    is_late: bool
    return_dissents: bool
    """Whether returning once more counts as a recorded dissent."""
    leads: bool
    """Whether it is the lead agency itself, which nobody else goes on without."""

    @property
    def falls_out(self) -> list[MeasureAhead]:
        """What does not come about without this agency."""
        return [one for one in self.measures if one.needs_own_signature]


def foresight(case: Case, actor: Actor, present: CaseFacts) -> Foresight | None:
    """What the viewer's agency is asked to sign; None where it is not asked or has answered."""
    if case.status is not Status.AWAITING_APPROVAL:
        return None
    approvals = approvals_of_round(case)
    own = approvals.get(actor.organization_id or 0)
    if own is None or own.decision is not None:
        return None
    others = [row.agency for row in approvals.values() if row.decision is None and row is not own]
    return Foresight(
        measures=_measures(case, own.agency),
        others_waited_for=sorted(others, key=lambda one: one.id),
        answer_due_at=own.due_at,
        is_late=own.due_at < clock.now(),
        return_dissents=not returns_are_left(present),
        leads=own.agency_id == case.lead_agency_id,
    )


def _measures(case: Case, agency: Organization) -> list[MeasureAhead]:
    tasks, ahead = standing_tasks(case), []
    for proposed in standing_finding(case).proposed:
        row = MEASURES[proposed.code]
        by = list(executors(case, row))
        ahead.append(
            MeasureAhead(
                code=row.code,
                words=row.words,
                plain=row.plain,
                nature_words=NATURE_WORDS[row.nature],
                days=proposed.days,
                executors=by,
                due_at=execution_due_at(case, EXECUTION_STEP[row.layer]),
                stands_already=all(standing(tasks, row.code, one) is not None for one in by),
                needs_own_signature=agency.function in row.named,
            )
        )
    return ahead
