"""A case that ends without ground leaves no measure in force."""

import pytest
from flask import Flask

from portal.disposal.concluding import conclude
from portal.domain.measures import Counter
from portal.domain.status import Outcome
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.tasks import TaskKind
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.resolving import OwnMeasure, take_interim_measure
from portal.web.transaction import transaction
from tests.factories import accepted, carried_out, case_of, referred, send_tip, signed, tasks_of, the_cast

GROUND = "The video was not made by AI."
HIDDEN = OwnMeasure(ProposedMeasure("M12"), "Hidden since today.", {Counter.INFORMATION: 1})


def lifted(case: Case) -> list[str | None]:
    return [task.measure for task in tasks_of(case, TaskKind.LIFT)]


def test_a_dismissal_lifts_what_the_platform_took_in_the_meantime(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        case.sample = 99
        take_interim_measure(case, cast.wei, HIDDEN)
        dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, GROUND, GROUND)
    assert (case.outcome, lifted(case)) == (Outcome.UNSUBSTANTIATED, ["M12"])
    assert not any(task.in_force for task in tasks_of(case, TaskKind.INTERIM))


@pytest.mark.parametrize(
    ("outcome", "expected"), [(Outcome.UNSUBSTANTIATED, ["M31"]), (Outcome.SUBSTANTIATED, []), (Outcome.PARTLY, [])]
)
def test_concluding_lifts_what_was_ordered_only_where_nothing_was_found(
    context: Flask, outcome: Outcome, expected: list[str]
) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip()), cast.wei, "M31"), cast.qian, cast.zhou)
        carried_out(case, cast.wei)
        conclude(case, cast.qian, outcome, GROUND)
    assert lifted(case) == expected
    assert any(task.in_force for task in tasks_of(case)) is not bool(expected)
