"""One case of two, two cases of one: tips keep what was written about them, and are counted once."""

import pytest
from flask import Flask
from sqlalchemy import func

from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor
from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status, TipOutcome
from portal.extensions import db
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from portal.records.messages import Message, SupplementRequest
from portal.records.tips import TipCase
from portal.verification.verbs.asking import ask_supplement, send_message
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.merging import lock_in_order, merge
from portal.verification.verbs.splitting import split
from portal.web.transaction import transaction
from tests.factories import Cast, accepted, case_of, organization, send_tip, the_cast

WHY = "The same video under another address."
A, B = "https://xingyun.example/v/1", "https://xingyun.example/v/2"


def merged(case: Case, into: Case, actor: Actor, reason: str = WHY) -> None:
    lock_in_order(case.case_number, into.case_number)
    merge(case, actor, into.case_number, reason)


def places(case: Case) -> list[tuple[int, int]]:
    rows = db.session.execute(
        db.select(TipCase.in_case, TipCase.tip_id).where(TipCase.case_id == case.id).order_by(TipCase.in_case)
    )
    return [(place, tip_id) for place, tip_id in rows]


def disposed() -> dict[str, int]:
    rows = db.session.execute(
        db.select(CounterDelta.outcome, func.sum(CounterDelta.amount))
        .where(CounterDelta.figure == "tips_disposed")
        .group_by(CounterDelta.outcome)
    )
    return {outcome: int(amount) for outcome, amount in rows if amount}


def dismissed(case: Case, cast: Cast) -> Case:
    case.sample = 99
    accepted(case, cast.wei)
    dismiss(case, cast.wei, Outcome.UNSUBSTANTIATED, "It is satire.", "Looked.")
    return case


def test_a_merged_case_closes_and_its_tips_go_on_with_the_other(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        kept, gone = send_tip(A), send_tip(B)
        into, case = case_of(kept), case_of(gone)
        send_message(case, cast.wei, "A", "Thank you.")
        ask_supplement(case, cast.wei, "A", "When did you see it?")
        merged(case, into, cast.wei)
    assert (case.status, case.outcome, case.merged_into_id) == (Status.CLOSED, Outcome.MERGED, into.id)
    assert (places(case), places(into)) == ([], [(1, kept.tip_id), (2, gone.tip_id)])
    assert [message.case_id for message in db.session.scalars(db.select(Message))] == [into.id]
    assert [asked.case_id for asked in db.session.scalars(db.select(SupplementRequest))] == [into.id]
    assert disposed() == {}


def test_the_more_urgent_priority_survives(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        into, case = case_of(send_tip(A, category="B02")), case_of(send_tip(B, category="B05"))
        merged(case, into, cast.wei)
    assert into.priority is Priority.P0


def test_merged_into_a_closed_case_tips_end_as_dealt_with_before(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        into = dismissed(case_of(send_tip(A)), cast)
        late = send_tip(B)
        merged(case_of(late), into, cast.wei)
    row = db.session.get_one(TipCase, (late.tip_id, into.id))
    assert row.outcome is TipOutcome.ALREADY_DECIDED
    assert disposed() == {"unsubstantiated": 1, "already_decided": 1}


def test_a_tip_that_led_to_both_cases_stays_where_it_is(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        both = send_tip(A, B)
        into, case = case_of(both, 0), case_of(both, 1)
        merged(case, into, cast.wei)
    assert (places(case), places(into)) == ([(1, both.tip_id)], [(1, both.tip_id)])


@pytest.mark.parametrize("goal", ["itself", "another desk's", "nobody's", "a merged one"])
def test_a_case_is_merged_only_with_another_at_the_same_desk(context: Flask, goal: str) -> None:
    with transaction():
        cast = the_cast()
        case, other = case_of(send_tip(A)), case_of(send_tip("https://bailu.example/p/1"))
        joined, through = case_of(send_tip(B)), case_of(send_tip("https://xingyun.example/v/3"))
        merged(joined, through, cast.wei)
        number = {
            "itself": case.case_number,
            "another desk's": other.case_number,
            "nobody's": "AJ-0000-0000-0000",
            "a merged one": joined.case_number,
        }[goal]
        with pytest.raises(InputInvalid) as refusal:
            merge(case, cast.wei, number, WHY)
    assert (refusal.value.field, case.status) == ("into", Status.SUBMITTED)


def test_a_split_opens_a_second_case_with_the_chosen_tips(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        tips = [send_tip(A, category="B02"), send_tip(A, category="B04"), send_tip(A, category="B02")]
        case = accepted(case_of(tips[0]), cast.wei)
        send_message(case, cast.wei, "B", "Thank you.")
        second = split(case, cast.wei, ["b"], "B04", WHY)
    assert (second.status, second.category, second.target_id) == (Status.SUBMITTED, "B04", case.target_id)
    assert second.holder_id == organization("xingyun").id
    assert (places(case), places(second)) == (
        [(1, tips[0].tip_id), (3, tips[2].tip_id)],
        [(2, tips[1].tip_id)],
    )
    assert [message.case_id for message in db.session.scalars(db.select(Message))] == [second.id]


def test_after_a_split_the_next_tip_goes_to_the_case_of_its_category(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(A, category="B02"))
        send_tip(A, category="B04")
        second = split(case, cast.wei, ["B"], "B04", WHY)
        third, fourth = send_tip(A, category="B04"), send_tip(A, category="B03")
    assert (case_of(third).id, case_of(fourth).id) == (second.id, case.id)


@pytest.mark.parametrize(
    ("labels", "category", "field"),
    [
        (["A", "B"], "B04", "tips"),
        (["C"], "B04", "tips"),
        (["1"], "B04", "tips"),
        ([], "B04", "tips"),
        (["B"], "B02", "category"),
        (["B"], "X00", "category"),
    ],
)
def test_a_split_that_leaves_nothing_or_changes_nothing_is_refused(
    context: Flask, labels: list[str], category: str, field: str
) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(A, category="B02"))
        send_tip(A, category="B02")
        with pytest.raises(InputInvalid) as refusal:
            split(case, cast.wei, labels, category, WHY)
    assert refusal.value.field == field
