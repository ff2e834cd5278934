"""Which measures may be proposed for a case: what table 6 and the target allow, less what is retired.

What stands on the case already, in force, ordered or put before the agencies, may be stated again:
a decision under way is not changed by retiring a measure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from portal.domain.errors import MeasureNotAllowed, told_together
from portal.domain.measures import MEASURES, Layer, Measure
from portal.domain.measures.fitting import MeetsWhat, fitting, meets
from portal.domain.words import N_
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure, current_finding
from portal.records.offers import is_retired_measure
from portal.records.routing import platforms_host_in
from portal.records.standing import standing_tasks


def proposable(case: Case) -> tuple[Measure, ...]:
    """What may be proposed for this case now, in the order of table 6."""
    return not_retired(case, fitting(case.target.type))


def not_retired(case: Case, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Those of the measures that are not retired, or stand on the case already."""
    wanted = tuple(measures)
    refused = _refused(case, [measure.code for measure in wanted])
    return tuple(measure for measure in wanted if measure.code not in refused)


def refuse_retired_measures(case: Case, codes: Collection[str]) -> None:
    """Raises MeasureNotAllowed where one of them is retired and does not stand on the case."""
    with told_together() as check:
        for code in sorted(_refused(case, codes)):
            check(_refuse_retired, MEASURES[code])


def check_measure(case: Case, measure: ProposedMeasure) -> None:
    """Whether a measure may be proposed here for as long as it says; raises MeasureNotAllowed, or Several of it."""
    measure.check()
    with told_together() as check:
        check(check_fits, case, measure)
        check(check_has_its_time, measure)


def check_fits(case: Case, measure: ProposedMeasure) -> None:
    """Whether a measure makes sense for what the case is about.

    Raises MeasureNotAllowed, also where it works on something else than was reported and nobody says on what,
    or names a registered platform's host for a measure on the network.
    """
    row = MEASURES[measure.check().code]
    met = meets(row, case.target.type)
    if met is None:
        raise MeasureNotAllowed(
            N_(
                "“%(measure)s” does not fit what was reported. Where the case is about something else, "
                "correct the target."
            ),
            measure=row,
        )
    if met is MeetsWhat.NAMED and not measure.note.strip():
        raise MeasureNotAllowed(
            N_("“%(measure)s” works on something else than was reported. Name it under “What exactly it applies to”."),
            measure=row,
            part="note",
        )
    if met is MeetsWhat.NAMED and row.layer is Layer.NETWORK and (host := platforms_host_in(measure.note)):
        raise MeasureNotAllowed(
            N_(
                "%(host)s belongs to a registered platform: nobody blocks it because of something that is found there. "
                "Where the case is about the whole platform, correct the target."
            ),
            measure=row,
            part="note",
            host=host,
        )


def check_has_its_time(measure: ProposedMeasure) -> None:
    """A lasting measure that table 6 limits in time has an end. Raises MeasureNotAllowed for one without.

    An interim one needs none: it lapses by itself.
    """
    row = MEASURES[measure.check().code]
    if row.longest_days is not None and measure.days is None:
        raise MeasureNotAllowed(
            N_("“%(measure)s” holds for a set time: say for how many days, %(most)s at most."),
            measure=row,
            part="days",
            most=row.longest_days,
        )


def _refuse_retired(measure: Measure) -> None:
    raise MeasureNotAllowed(N_("“%(measure)s” is not proposed any more. Choose another one."), measure=measure)


def _refused(case: Case, codes: Collection[str]) -> set[str]:
    retired = {code for code in codes if is_retired_measure(code)}
    if not retired:
        return retired
    finding = current_finding(case.id, case.round)
    on_the_table = set(finding.codes) if finding else set()
    return retired - on_the_table - {task.measure for task in standing_tasks(case) if task.measure}
