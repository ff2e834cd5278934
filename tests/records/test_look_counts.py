"""What looking again came to is counted once for each measure, for the platform that carried it out."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.permissions import Actor
from portal.domain.rechecks import Span, Why
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import LOOKS, CounterDelta
from portal.records.lifting import lift_everything
from portal.records.people import User
from portal.records.rechecks import RECHECK, Recheck, keep_result
from portal.records.tasks import Task
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import carried_out, organization
from tests.records.looks import REMOVED, Seeing, removed, runner

GONE, AGAIN, UNTOLD = Why.NOT_FOUND, Why.ANSWERS, Why.TOO_SLOW


def counted() -> dict[tuple[str, int], int]:
    """Amount by figure and platform."""
    rows = select(CounterDelta.figure, CounterDelta.platform_id, func.sum(CounterDelta.amount))
    rows = rows.where(CounterDelta.figure.in_(LOOKS)).group_by(CounterDelta.figure, CounterDelta.platform_id)
    return {(figure, platform): int(amount) for figure, platform, amount in db.session.execute(rows)}


def somebody_of(organization_id: int | None) -> Actor:
    people = select(User).where(User.organization_id == organization_id).order_by(User.id).limit(1)
    return db.session.scalars(people).one().to_actor()


@pytest.mark.parametrize(
    ("whys", "figure"),
    [
        ([GONE, GONE, GONE], "looks_stayed_gone"),
        ([GONE, UNTOLD, GONE], "looks_stayed_gone"),
        ([AGAIN], "looks_came_back"),
        ([GONE, AGAIN], "looks_came_back"),
        ([GONE, GONE, AGAIN], "looks_came_back"),
        ([GONE, GONE, UNTOLD], None),
    ],
)
def test_a_measure_counts_once_as_what_the_look_that_settles_it_saw(
    context: Flask, clock: Clock, whys: list[Why], figure: str | None
) -> None:
    removed()
    clock.turn(days=8)
    runner(Seeing(*whys)).drain()
    assert counted() == ({(figure, organization("xingyun").id): 1} if figure else {})


def test_nothing_is_counted_before_a_week_is_over(context: Flask, clock: Clock) -> None:
    removed()
    clock.turn(days=6)
    runner(Seeing(GONE, GONE)).drain()
    assert counted() == {}


def test_what_is_carried_out_again_is_counted_anew(context: Flask, clock: Clock) -> None:
    first = removed()
    runner(Seeing(AGAIN)).drain()
    with transaction():
        case = db.session.get_one(Case, first.case_id)
        carried_out(case, somebody_of(first.executor_id), REMOVED)
    clock.turn(days=8)
    runner(Seeing(GONE, GONE, GONE)).drain()
    platform = organization("xingyun").id
    assert counted() == {("looks_came_back", platform): 1, ("looks_stayed_gone", platform): 1}


def test_a_look_that_is_late_unsays_nothing_that_was_counted(context: Flask, clock: Clock) -> None:
    """The look after a day waited until after the one of the week: its measure stays counted as it was."""
    task = removed()
    clock.turn(days=8)
    looks = {look.span: look.id for look in db.session.scalars(select(Recheck).where(Recheck.task_id == task.id))}
    for span, why in ((Span.WEEK, GONE), (Span.DAY, AGAIN)):
        with transaction():
            keep_result({RECHECK: looks[span]}, why)
    assert counted() == {("looks_stayed_gone", organization("xingyun").id): 1}


def test_what_was_lifted_before_it_was_looked_at_counts_nowhere(context: Flask, clock: Clock) -> None:
    task = removed()
    with transaction():
        case = db.session.get_one(Case, task.case_id)
        lift_everything(case, somebody_of(case.lead_agency_id))
    clock.turn(days=8)
    runner(Seeing()).drain()
    assert counted() == {}


def test_what_an_agency_carried_out_counts_for_no_platform(context: Flask, clock: Clock) -> None:
    """Control: the same look at a platform's measure is counted (above)."""
    task = removed()
    with transaction():
        db.session.get_one(Task, task.id).executor_id = organization("cyberspace").id
    clock.turn(days=8)
    runner(Seeing(GONE, GONE, GONE)).drain()
    assert counted() == {}
