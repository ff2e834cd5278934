"""Earlier cases beside a decision: like with like, nobody learns of another's case, and a departure says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from portal.disposal import leading
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.domain.visibility import Part
from portal.extensions import db
from portal.records.case_view.precedents import MOST_ALIKE, read_precedents
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure, current_finding
from portal.records.lifting import lift_everything
from portal.records.precedents import earlier_cases
from portal.records.seeing import see_case
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, accepted, case_of, delisted, refer, send_tip, tasks_of, the_cast

BEFORE = 10


@pytest.fixture
def cast(context: Flask, clock: Clock) -> Iterator[Cast]:
    """People, and ten apps that were delisted."""
    with transaction():
        people = the_cast()
        for _ in range(BEFORE):
            clock.turn(minutes=1)
            delisted(app_reported(), people)
    with transaction():
        yield people


def app_reported(category: str = "B02") -> Case:
    return case_of(send_tip(type=TargetType.APP, category=category))


def test_only_closed_cases_of_the_same_category_and_priority_are_compared(cast: Cast) -> None:
    case = app_reported()
    delisted(app_reported(category="A09"), cast)  # another category, another priority
    delisted(app_reported(category="B03"), cast)  # another category
    accepted(app_reported(), cast.wei)  # not closed
    delisted(app_reported(), cast).outcome = Outcome.HANDED_OVER  # judged by nobody here
    assert len(earlier_cases(case)) == BEFORE
    assert [one.closed_at for one in earlier_cases(case)] == sorted(
        (one.closed_at for one in earlier_cases(case)), reverse=True
    )


def test_a_measure_that_was_lifted_is_no_example(cast: Cast) -> None:
    case = app_reported()
    assert all(one.precedent.measures == {"M31"} for one in earlier_cases(case))
    latest = db.session.scalars(db.select(Case).where(Case.case_number == earlier_cases(case)[0].case_number)).one()
    lift_everything(latest, cast.qian)
    assert earlier_cases(case)[0].precedent.measures == frozenset()


def test_an_unusual_measure_needs_its_reason_which_is_signed_with_the_rest(cast: Cast) -> None:
    case = accepted(app_reported(), cast.wei)
    with pytest.raises(InputInvalid) as refused:
        refer_from_here(case, cast.wei, "M32")
    assert refused.value.field == "departure"
    refer_from_here(case, cast.wei, "M32", departure="It came back five times under other names.")
    finding = current_finding(case.id, 1)
    assert finding is not None
    assert finding.departure.startswith("It came back")
    finding.departure = ""
    silent = finding.version(case.target)
    assert finding.seen_hash != silent, "who signs, signs the reason too"


def test_control_the_usual_measure_needs_no_reason_and_keeps_none(cast: Cast) -> None:
    case = accepted(app_reported(), cast.wei)
    refer_from_here(case, cast.wei, "M31", departure="There is nothing to explain.")
    finding = current_finding(case.id, 1)
    assert finding is not None
    assert finding.departure == ""


def test_an_amendment_that_leaves_the_usual_range_needs_its_reason_too(cast: Cast) -> None:
    case = accepted(app_reported(), cast.wei)
    refer(case, cast.wei, "M31")
    with pytest.raises(InputInvalid):
        leading.amend(case, cast.qian, [ProposedMeasure("M30", 30)], "Milder, until the label is there.")


def refer_from_here(case: Case, actor: Actor, code: str, departure: str = "") -> None:
    from portal.verification.verbs.referring import refer as refer_by_desk

    refer_by_desk(
        case,
        actor,
        opinion="The picture is generated.",
        public_ground="It passes off a generated doctor as real.",
        evidence=["https://xingyun.example/v/1 on 2 March"],
        measures=[ProposedMeasure(code)],
        departure=departure,
    )


def test_everybody_is_shown_cases_alone_that_open_to_them(cast: Cast) -> None:
    case = accepted(app_reported(), cast.wei)
    for actor, listed in ((cast.wei, MOST_ALIKE), (cast.qian, MOST_ALIKE), (cast.he, 0), (cast.zhao, 0)):
        view = read_precedents(case, actor)
        assert view is not None
        assert len(view.alike) == listed
        for one in view.alike:
            assert Part.OUTCOME in see_case(one.case_number, actor)[1]


def test_a_case_against_its_own_group_is_not_shown_to_a_platform(cast: Cast) -> None:
    case = accepted(app_reported(), cast.wei)
    for one in db.session.scalars(db.select(Case).where(Case.status == Status.CLOSED)):
        one.target.provider_id = cast.wei.organization_id
    db.session.flush()
    view = read_precedents(case, cast.wei)
    assert view is not None
    assert view.alike == []


def test_with_nine_cases_nothing_is_said(cast: Cast) -> None:
    case = app_reported()
    one = db.session.scalars(db.select(Case).where(Case.status == Status.CLOSED)).first()
    assert one is not None
    one.category = "B03"
    db.session.flush()
    assert read_precedents(case, cast.qian) is None


def test_it_costs_the_same_few_questions_however_many_cases_there_are(cast: Cast) -> None:
    case, asked = app_reported(), list[str]()
    _loaded = case.target
    event.listen(db.engine, "before_cursor_execute", lambda _c, _cur, sql, *_rest: asked.append(sql))
    earlier_cases(case)
    assert len(asked) == 2
    if db.engine.dialect.name == "sqlite":
        sql, values = first_statement(case)
        plan = str(db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all())
        assert "ix_cases_precedents" in plan
        assert "TEMP B-TREE" not in plan


def first_statement(case: Case) -> tuple[str, tuple[object, ...]]:
    """What `earlier_cases` asks of the table of cases."""
    seen: list[tuple[str, tuple[object, ...]]] = []

    def keep(_c: object, _cur: object, sql: str, values: tuple[object, ...], *_rest: object) -> None:
        seen.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", keep)
    earlier_cases(case)
    event.remove(db.engine, "before_cursor_execute", keep)
    return seen[0]


def test_the_receipts_of_the_examples_are_there(cast: Cast) -> None:
    """The fixture really carries measures out; else all above would compare nothing."""
    closed = db.session.scalars(db.select(Case).where(Case.status == Status.CLOSED)).all()
    assert [[task.measure for task in tasks_of(case) if task.in_force] for case in closed] == [["M31"]] * BEFORE
