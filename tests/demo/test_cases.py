"""The demo's cases: each walked to where it stands by the real verbs, and stands there once."""

from collections import Counter

from flask import Flask

from portal.data.registry import shipped_registry
from portal.demo.bulletins import add_bulletin, add_refutation
from portal.demo.cases import STORIES, add_cases
from portal.demo.last_month import KINDS, OF_EACH, WAITING, add_last_month
from portal.demo.queue import start_waiting_now
from portal.domain.periods import ALL_TIME
from portal.domain.rechecks import Probe, Result, Span, Why
from portal.domain.status import Status
from portal.extensions import db
from portal.publicity.figures.scorecard import read_scorecard
from portal.publicity.models import Bulletin, BulletinKind, BulletinState
from portal.records import ledger
from portal.records.cases import Case
from portal.records.jobs import LATE, lateness
from portal.records.organizations import Organization
from portal.records.probing import Simulated
from portal.records.rechecks import Recheck, marks_of
from portal.records.registry import add_missing
from portal.records.tasks import Task
from portal.web.transaction import transaction


def test_the_demo_shows_a_case_at_every_point_of_the_way_and_seeding_again_adds_none(cast: Flask) -> None:
    with cast.app_context():
        for _ in range(2):
            with transaction():
                add_missing(shipped_registry(demo=True))
                add_last_month()
                add_cases()
                add_bulletin()
                add_refutation()
        bulletins = [(one.kind, one.state) for one in db.session.scalars(db.select(Bulletin).order_by(Bulletin.id))]
        at = Counter(db.session.scalars(db.select(Case.status)))
        holds = list(ledger.verify())
    assert at == {
        Status.SUBMITTED: 4,
        Status.VERIFYING: 8,
        Status.AWAITING_APPROVAL: 4,
        Status.IN_DISPOSAL: 2,
        Status.UNDER_APPEAL: 1,
        Status.CLOSED: at[Status.CLOSED],
    } | ({Status.AWAITING_CONFIRMATION: at[Status.AWAITING_CONFIRMATION]} if at[Status.AWAITING_CONFIRMATION] else {})
    assert bulletins == [
        (BulletinKind.TYPICAL_CASE, BulletinState.PUBLISHED),
        (BulletinKind.REFUTATION, BulletinState.PUBLISHED),
    ]
    assert sum(at.values()) == len(STORIES) + OF_EACH * len((*KINDS, *WAITING))
    assert len(holds) == 1


def test_a_demo_that_was_just_filled_has_no_job_that_is_late(cast: Flask) -> None:
    with cast.app_context():
        with transaction():
            add_missing(shipped_registry(demo=True))
            add_last_month()
        assert lateness() > LATE, "the stories reach back"
        with transaction():
            start_waiting_now()
        assert lateness() <= LATE


def test_the_ended_month_of_the_demo_has_a_platform_of_which_something_came_back(cast: Flask) -> None:
    """Control: of another platform nothing did, and nothing that came back stands open."""
    with cast.app_context():
        with transaction():
            add_missing(shipped_registry(demo=True))
            add_last_month()
        slugs = {str(one.id): one.slug for one in db.session.scalars(db.select(Organization))}
        told = {slugs[one.key]: (one.part, one.months) for one in read_scorecard(ALL_TIME).came_back}
        assert told["bailu"] == (OF_EACH, 1)
        assert told["xingyun"] == (0, 1)
        again = db.select(Task).where(Task.replaces_id.is_not(None))
        assert [task.is_open for task in db.session.scalars(again)] == [False] * OF_EACH


def test_a_measure_of_the_demo_came_back_so_that_people_see_its_marks_and_its_task_open_again(cast: Flask) -> None:
    """Control: nothing else of the demo came back."""
    with cast.app_context():
        with transaction():
            add_missing(shipped_registry(demo=True))
            add_cases()
        came_back = db.select(Recheck).where(Recheck.result == Result.CAME_BACK)
        task = db.session.scalars(came_back).one().task
        again = db.session.scalars(db.select(Task).where(Task.replaces_id == task.id)).one()
        marks = [(mark.span, mark.result) for mark in marks_of([task])[task.id]]
        assert marks == [(Span.AT_ONCE, Result.STILL_GONE), (Span.DAY, Result.CAME_BACK)]
        assert again.is_open
        assert not again.is_overdue
        assert "comes-back" in task.case.target.display
        assert Simulated().look(Probe.PAGE, task.case.target.display) is Why.ANSWERS
