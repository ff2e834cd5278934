"""What only a person can see: whether something was put right in time, and whether a measure holds."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.disposal.concluding import conclude
from portal.disposal.executing import look
from portal.disposal.leading import reopen
from portal.domain.errors import NotAllowed, ReasonMissing, StepNotAllowed
from portal.domain.measures import MEASURES
from portal.domain.rechecks import BY_HAND, PUT_RIGHT, Result, Span, Why, before_end
from portal.domain.status import Outcome, Status
from portal.extensions import db
from portal.records.cases import Case
from portal.records.clocks.sweep import run_clocks
from portal.records.counters import LOOKS_CAME_BACK, CounterDelta
from portal.records.ledger import LedgerEntry
from portal.records.lifting import lift_everything
from portal.records.rechecks import Mark, marks_of
from portal.records.tasks import Task
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    WITHOUT_QUANTITY,
    Cast,
    carried_out,
    case_of,
    delisted,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)
from tests.records.looks import Seeing, runner
from tests.records.test_exclusions import mailed

WHERE = "The store's page, on a phone, at nine in the morning."


def ordered_to_put_right(days: int) -> tuple[Cast, Case, Task]:
    """A case in which the lead agency has served an order to put it right within so many days."""
    cast = the_cast()
    case = signed(referred(case_of(send_tip()), cast.wei, "M02"), cast.qian)
    (task,) = tasks_of(case)
    task.days = days
    carried_out(case, cast.qian, WITHOUT_QUANTITY)
    return cast, case, task


def seen(task: Task) -> list[Mark]:
    db.session.expire_all()
    return list(marks_of([task]).get(task.id, ()))


def came_back_counted() -> int:
    figures = db.select(db.func.sum(CounterDelta.amount)).where(CounterDelta.figure == LOOKS_CAME_BACK)
    return int(db.session.scalar(figures) or 0)


@pytest.mark.parametrize(("days", "hours"), [(1, 12), (2, 24), (30, 29 * 24)])
def test_the_last_look_comes_before_the_day_that_was_set(days: int, hours: int) -> None:
    assert before_end(days).total_seconds() == hours * 3600


def test_before_the_day_that_was_set_the_lead_agency_is_asked_to_look(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, _, task = ordered_to_put_right(15)
        number = task.id
    assert [(one.span, one.result) for one in seen(task)] == [(Span.BEFORE_END, None)]
    outside = Seeing()
    clock.turn(days=13, hours=23)
    runner(outside).drain()
    assert [one.result for one in seen(db.session.get_one(Task, number))] == [None]
    clock.turn(hours=1)
    runner(outside).drain()
    (mark,) = seen(db.session.get_one(Task, number))
    assert (mark.result, mark.why) == (Result.COULD_NOT_TELL, Why.FOR_A_PERSON)
    assert outside.asked == [], "nothing outside is asked what only a person can see"
    with transaction():
        assert mailed("term_ends") == {cast.qian.user_id, cast.wu.user_id}
        assert db.session.get_one(Task, number).in_force


def test_what_ended_before_is_not_asked_about(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, case, _ = ordered_to_put_right(15)
        lift_everything(case, cast.qian)
    clock.turn(days=14)
    runner(Seeing()).drain()
    with transaction():
        assert mailed("term_ends") == set()


def test_what_was_not_put_right_is_on_record_and_leads_on_to_a_stronger_measure(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, case, task = ordered_to_put_right(15)
        look(case, task, cast.wu, Why.NOT_AS_ORDERED, WHERE)
        (_, mark) = sorted(marks_of([task])[task.id], key=lambda one: one.span is Span.BY_HAND)
        assert (mark.span, mark.result_words) == (Span.BY_HAND, "not as ordered")
        assert task.in_force, "an order to put it right is not given a second time by itself"
        assert len(tasks_of(case)) == 1
        assert came_back_counted() == 0


def test_a_measure_that_does_not_hold_is_ordered_anew_and_counted(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
        (task,) = tasks_of(case)
        look(case, task, cast.qian, Why.UNDECIDED, WHERE)
        look(case, task, cast.qian, Why.AS_ORDERED, WHERE)
        assert task.in_force
        assert came_back_counted() == 0
        look(case, task, cast.wu, Why.NOT_AS_ORDERED, WHERE)
        assert came_back_counted() == 1
        (first, again) = tasks_of(case)
        assert (first.in_force, again.is_open, again.executor_id) == (False, True, first.executor_id)
        assert case.status is Status.CLOSED


@pytest.mark.parametrize("why", [Why.AS_ORDERED, Why.NOT_AS_ORDERED])
def test_a_second_click_is_no_second_look(context: Flask, clock: Clock, why: Why) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
    [task] = tasks_of(case)
    for _click in range(2):
        with transaction():
            look(case, task, cast.qian, why, WHERE)
    assert len(looks_of(case)) == 1


def test_control_the_same_words_of_a_colleague_or_on_another_day_are_a_look(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
        [task] = tasks_of(case)
        look(case, task, cast.qian, Why.AS_ORDERED, WHERE)
        look(case, task, cast.wu, Why.AS_ORDERED, WHERE)
        clock.turn(days=1)
        look(case, task, cast.qian, Why.AS_ORDERED, WHERE)
    assert len(looks_of(case)) == 3


def looks_of(case: Case) -> list[LedgerEntry]:
    of_case = db.select(LedgerEntry).where(LedgerEntry.case_id == case.id, LedgerEntry.action == "look")
    return list(db.session.scalars(of_case))


def test_only_the_lead_agency_says_so_of_a_measure_in_force_and_with_words(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
        (task,) = tasks_of(case)
        for stranger in (cast.wei, cast.zhou):
            with pytest.raises(NotAllowed):
                look(case, task, stranger, Why.AS_ORDERED, WHERE)
        lift_everything(case, cast.qian)
        with pytest.raises(StepNotAllowed):
            look(case, task, cast.qian, Why.AS_ORDERED, WHERE)
    with pytest.raises(ReasonMissing), transaction():
        other = delisted(case_of(send_tip()), cast)
        look(other, tasks_of(other)[0], cast.qian, Why.AS_ORDERED, " ")


def test_the_ledger_keeps_what_was_seen_and_of_the_words_their_hash(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip()), cast)
        look(case, tasks_of(case)[0], cast.qian, Why.AS_ORDERED, WHERE)
        entry = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.action == "look")).one()
        assert (entry.actor_id, entry.body["seen"]) == (cast.qian.user_id, "as_ordered")
        assert WHERE not in str(entry.body)


def test_after_the_day_the_case_can_be_opened_again(context: Flask, clock: Clock) -> None:
    with transaction():
        cast, case, task = ordered_to_put_right(2)
        look(case, task, cast.wu, Why.NOT_AS_ORDERED, WHERE)
        conclude(case, cast.wu, Outcome.SUBSTANTIATED, "It was not put right.")
    clock.turn(days=3)
    with transaction():
        run_clocks({})
        again = db.session.get_one(Case, case.id)
        assert not db.session.get_one(Task, task.id).in_force
        reopen(again, cast.wu, "It was not put right in time.")
        assert again.status is Status.VERIFYING


def test_every_measure_that_sets_a_day_has_one(context: Flask) -> None:
    assert all(MEASURES[code].longest_days for code in PUT_RIGHT)
    assert set(BY_HAND) < set(Why)
