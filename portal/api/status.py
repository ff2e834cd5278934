"""Where a tip stands, as its reporter may know it: the status page's own reading, for machines."""

from __future__ import annotations

from portal.api.schemas import EventOut, MeasureOut, NamedOut, StatusOut, TargetStatusOut
from portal.domain.errors import NotFound
from portal.domain.permissions import Role
from portal.intake.queries import follow
from portal.intake.status_page import Line, TargetStatus, status_of
from portal.records.receiving import IntakePolicy, find_tip


def status_behind(query_code: str, policy: IntakePolicy) -> StatusOut:
    """The tip behind the code. Raises NotFound alike for unknown, malformed and withdrawn."""
    tip = find_tip(query_code, policy.keys)
    following = follow(tip.id) if tip is not None and tip.withdrawn_at is None else None
    if following is None:
        raise NotFound()
    return StatusOut(
        tip_number=following.tip.tip_number,
        received_at=following.tip.received_at,
        targets=[_target(one) for one in status_of(following, 0, policy.batch)],
    )


def _target(one: TargetStatus) -> TargetStatusOut:
    result = one.result
    return TargetStatusOut(
        position=one.position,
        target=NamedOut(type=one.type, entered=one.named),
        public_step=one.step,
        next=one.next,
        due_at=one.due_at,
        due_may_move=one.due_may_move,
        outcome=result.outcome if result else None,
        outcome_words=result.words if result else None,
        ground=result.ground if result else None,
        measures=[
            MeasureOut(nature=done.nature, words=words)
            for done in (result.done if result else [])
            for words in done.measures
        ],
        timeline=[_event(line) for line in one.lines],
    )


def _event(line: Line) -> EventOut:
    return EventOut(on=line.on, by=line.role or Role.REPORTER, what=line.title)
