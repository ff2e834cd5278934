"""What looking again came to, for the platforms that carried the measures out: came back, or stayed gone.

A measure is counted under exactly one figure, in the transaction of the look that settles it, and stays
counted there: it came back when its task is opened again, it stayed gone when the look after seven days says
so. A measure that is carried out again is looked at, and counted, anew. Of one that nobody could tell about,
and of measures that an agency or somebody outside the portal carried out, nothing is counted.
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.rechecks import Result, Span
from portal.records.counters import LOOKS_CAME_BACK, LOOKS_STAYED_GONE, count
from portal.records.receipt_counts import platform_of
from portal.records.tasks import Task

SETTLES: Mapping[tuple[Span, Result], str] = {
    **{(span, Result.CAME_BACK): LOOKS_CAME_BACK for span in Span},
    (Span.WEEK, Result.STILL_GONE): LOOKS_STAYED_GONE,
}
"""Which look settles what became of a measure, and as what."""


def count_look(task: Task, span: Span, result: Result, *, settled: bool) -> None:
    """Count the measure of this task where the look settles it.

    `settled`: an earlier look did. The look after a day may be made after the one of the week, when jobs had
    to wait.
    """
    figure, platform_id = SETTLES.get((span, result)), platform_of(task)
    if figure and platform_id and not settled:
        count(figure, 1, platform_id=platform_id)
