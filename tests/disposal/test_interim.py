"""Interim orders: in force at once, ratified by others, gone by themselves."""

import pytest
from flask import Flask

from portal.disposal.concluding import conclude
from portal.disposal.executing import execute
from portal.disposal.interim import order, ratify
from portal.domain.errors import ConditionFailed, MeasureNotAllowed, NotAllowed, StepNotAllowed
from portal.domain.measures import Counter
from portal.domain.status import Outcome, Status
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    accepted,
    carried_out,
    case_of,
    organization,
    refer,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)


def test_one_regulator_on_duty_orders_a_reversible_measure_at_once(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        task = order(case, cast.qian, "M12", "Money is being lost right now.")
    assert (case.status, task.executor_id) == (Status.VERIFYING, organization("xingyun").id)
    assert task.lapses_at is not None
    assert (task.lapses_at - clock.moment).total_seconds() == 72 * 3600


@pytest.mark.parametrize("code", ["M11", "M01", "M42", "M53", "nonsense"])
def test_only_a_reversible_measure_of_a_platform_alone_is_ordered_in_the_interim(context: Flask, code: str) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        with pytest.raises(MeasureNotAllowed):
            order(case, cast.qian, code, "Money is being lost right now.")


def test_whoever_is_not_on_duty_orders_nothing(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        for actor in (cast.wei, cast.zhou, cast.sun):
            with pytest.raises(NotAllowed):
                order(case, actor, "M12", "Money is being lost right now.")


def test_an_order_is_ratified_by_a_colleague_and_another_agency_never_by_its_giver(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        task = order(case, cast.qian, "M12", "Money is being lost right now.")
        with pytest.raises(ConditionFailed):
            ratify(case, task, cast.qian)
        ratify(case, task, cast.wu)
        assert task.ratified_at is None
        ratify(case, task, cast.zhou)
    assert task.ratified_at is not None


def test_unlinking_goes_to_every_platform_in_the_interim_as_well_and_is_ratified_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        task = order(case, cast.qian, "M44", "Money is being lost right now.")
        tasks = tasks_of(case, TaskKind.INTERIM)
        assert {one.executor_id for one in tasks} == {organization("xingyun").id, organization("bailu").id}
        ratify(case, task, cast.wu)
        ratify(case, task, cast.zhou)
    assert all(one.ratified_at for one in tasks)


def test_an_order_is_refused_where_an_agency_that_must_ratify_it_is_missing(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        organization("communications").is_active = organization("market").is_active = False
        with pytest.raises(MeasureNotAllowed):
            order(case, cast.qian, "M31", "Money is being lost right now.")


def test_a_lapsed_order_is_not_ratified_any_more(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        task = order(case, cast.qian, "M12", "Money is being lost right now.")
        clock.turn(hours=72)
        with pytest.raises(StepNotAllowed):
            ratify(case, task, cast.wu)


def test_a_decision_that_carries_the_measure_ratifies_the_order(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        task = order(case, cast.qian, "M12", "Money is being lost right now.")
        execute(case, task, cast.wei, ExecutionReceipt("Hidden.", {Counter.INFORMATION: 1}))
        refer(case, cast.wei, "M12")
        signed(case, cast.wu)
    assert case.status is Status.IN_DISPOSAL
    assert task.ratified_at is not None


def test_a_decision_ends_every_order_that_it_does_not_carry(context: Flask) -> None:
    """Ratified or not, carried out or not: what was ordered for the time until the decision ends with it."""
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        hidden, limited, kept = (
            order(case, cast.qian, code, "It spreads by the hour.") for code in ("M12", "M13", "M14")
        )
        for task in (hidden, kept):
            execute(case, task, cast.wei, ExecutionReceipt("Done.", {Counter.INFORMATION: 1}))
        for task in (hidden, limited):
            ratify(case, task, cast.wu)
            ratify(case, task, cast.zhou)
        refer(case, cast.wei, "M10", "M14")
        signed(case, cast.wu)
        assert [task.in_force for task in (hidden, kept)] == [False, True]
        assert not limited.is_open
        assert [task.undoes_id for task in tasks_of(case, TaskKind.LIFT)] == [hidden.id]


def test_an_order_given_after_the_decision_ends_when_the_case_is_concluded(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip()), cast.wei, "M10"), cast.wu)
        task = order(case, cast.qian, "M12", "It spreads by the hour.")
        execute(case, task, cast.wei, ExecutionReceipt("Hidden.", {Counter.INFORMATION: 1}))
        carried_out(case, cast.wei, ExecutionReceipt("Labelled.", {Counter.INFORMATION: 1}))
        conclude(case, cast.wu, Outcome.SUBSTANTIATED, "Shown.")
        assert not task.in_force
        assert [one.undoes_id for one in tasks_of(case, TaskKind.LIFT)] == [task.id]
