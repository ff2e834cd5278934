"""Putting a case right: category and priority, target, and one end that moves."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.errors import InputInvalid, NotAllowed, StepNotAllowed
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.clocks import extend
from portal.records.routing import NamedTarget
from portal.records.tips import TipCase
from portal.verification.verbs.arranging import correct_target, reclassify
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, send_tip, the_cast

WHY = "It shows a real person."


def page_at(entered: str) -> NamedTarget:
    return NamedTarget(type=TargetType.CONTENT, entered=entered)


def tip_of(case: Case) -> TipCase:
    row: TipCase = db.session.scalars(db.select(TipCase).where(TipCase.case_id == case.id)).one()
    return row


def test_the_clock_follows_the_priority(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(category="B02")), cast.wei)
        clock.turn(hours=1)
        reclassify(case, cast.wei, "B04", Priority.P1, WHY)
    assert (case.category, case.priority) == ("B04", Priority.P1)
    assert case.due_at == clock() + timedelta(hours=24), "from when the desk knew"


def test_a_platform_raises_a_priority_and_never_lowers_it(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(category="B04"))
        with pytest.raises(InputInvalid) as refusal:
            reclassify(case, cast.wei, "B02", Priority.P2, WHY)
        assert refusal.value.field == "priority"
        reclassify(case, cast.wei, "B02", Priority.P1, WHY)
    assert (case.category, case.priority) == ("B02", Priority.P1)


def test_a_regulator_lowers_the_priority_of_a_case_at_its_desk(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://own.xingyun.example/app", category="B04"))
        reclassify(case, cast.qian, "Z99", Priority.P3, WHY)
    assert case.priority is Priority.P3


@pytest.mark.parametrize(("category", "reason", "field"), [("X00", WHY, "category"), ("B04", " ", "reason")])
def test_a_category_nobody_knows_or_without_reason_is_refused(
    context: Flask, category: str, reason: str, field: str
) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(InputInvalid) as refusal:
            reclassify(case_of(send_tip()), cast.wei, category, Priority.P1, reason)
    assert refusal.value.field == field


def test_a_corrected_target_is_read_into_its_canonical_form(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://xingyun.example/v/1"))
        twin = correct_target(case, cast.wei, page_at("HTTPS://XINGYUN.example:443/v/2?utm_source=x"), WHY)
        db.session.refresh(case)
        later = case_of(send_tip("https://xingyun.example/v/2"))
    assert twin is None
    assert (later.id, case.holder.slug) == (case.id, "xingyun")


def test_the_tip_follows_its_corrected_target_and_keeps_its_own_words(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://xingyun.example/v/1"))
        correct_target(case, cast.wei, page_at("https://xingyun.example/v/2"), WHY)
    row = tip_of(case)
    assert (row.target_id, row.entered) == (case.target_id, "https://xingyun.example/v/1")


def test_a_target_of_another_open_case_proposes_that_case(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        first, second = (
            case_of(send_tip("https://xingyun.example/v/1")),
            case_of(send_tip("https://xingyun.example/v/2")),
        )
        twin = correct_target(second, cast.wei, page_at("https://xingyun.example/v/1"), WHY)
    assert twin is not None
    assert twin.id == first.id


def test_a_case_that_turns_out_to_be_about_its_own_desk_leaves_it(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://xingyun.example/v/1"))
        correct_target(case, cast.wei, page_at("https://own.xingyun.example/app"), WHY)
    assert (case.holder.slug, case.status) == ("cyberspace", Status.SUBMITTED)


def test_correcting_to_the_same_thing_is_no_correction(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(InputInvalid):
            correct_target(
                case_of(send_tip("https://xingyun.example/v/1")), cast.wei, page_at("xingyun.example/v/1"), WHY
            )


def test_the_end_moves_once_and_by_a_lead_alone(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://bailu.example/p/1"))
        with pytest.raises(NotAllowed):
            extend(case, cast.he, WHY)
        case = case_of(send_tip())
        ends = case.ends_at
        extend(case, cast.wei, WHY)
        assert case.ends_at == ends + timedelta(days=30)
        with pytest.raises(StepNotAllowed):
            extend(case, cast.wei, WHY)
