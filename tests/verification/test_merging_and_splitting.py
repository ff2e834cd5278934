"""One case of two, two cases of one: tips keep what was written about them, and are counted once."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func

from portal.disposal.leading import reopen
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor
from portal.domain.priority import Priority, Urgency
from portal.domain.showing import LAST_MOMENT
from portal.domain.status import Outcome, Status, TipOutcome
from portal.extensions import db
from portal.intake.appealing import appeal_until
from portal.records.cases import Case
from portal.records.counters import CounterDelta, today
from portal.records.messages import Message, SupplementRequest
from portal.records.showing import ways_of
from portal.records.tips import TipCase
from portal.verification.verbs.asking import ask_supplement, send_message
from portal.verification.verbs.confirming import confirm, return_to_desk
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.merging import lock_in_order, merge
from portal.verification.verbs.splitting import split
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, accepted, case_of, organization, send_tip, the_cast

WHY = "The same video under another address."
A, B = "https://nobody-knows.example/1", "https://nobody-knows.example/2"
"""No platform here carries them: their cases lie at the regulator's desk, which may judge two addresses the same."""
OWN = "https://xingyun.example/v/1"


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
    accepted(case, cast.qian)
    dismiss(case, cast.qian, Outcome.UNSUBSTANTIATED, "It is satire.", "Looked.")
    return case


def test_a_merged_case_closes_and_its_tips_go_on_with_the_other(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        kept, gone = send_tip(A), send_tip(B)
        into, case = case_of(kept), case_of(gone)
        send_message(case, cast.qian, "A", "Thank you.")
        ask_supplement(case, cast.qian, "A", "When did you see it?")
        merged(case, into, cast.qian)
    assert (case.status, case.outcome, case.merged_into_id) == (Status.CLOSED, Outcome.MERGED, into.id)
    assert (places(case), places(into)) == ([], [(1, kept.tip_id), (2, gone.tip_id)])
    assert [message.case_id for message in db.session.scalars(db.select(Message))] == [into.id]
    assert [asked.case_id for asked in db.session.scalars(db.select(SupplementRequest))] == [into.id]
    assert disposed() == {}


def test_the_more_urgent_priority_survives(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        into, case = case_of(send_tip(A, category="B02")), case_of(send_tip(B, category="B05"))
        merged(case, into, cast.qian)
    assert into.priority is Priority.P0


def test_the_urgent_clock_survives_a_merger(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        into = case_of(send_tip(A, category="B08"))
        case = case_of(send_tip(B, category="B05", urgency=frozenset({Urgency.MONEY_MOVING})))
        due = case.due_at
        clock.turn(hours=1)
        assert into.due_at is not None
        assert due is not None
        assert into.due_at > due
        merged(case, into, cast.qian)
    assert (into.due_at, into.urgent) == (due, True)


def test_merged_into_a_closed_case_tips_end_as_dealt_with_before(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        into = dismissed(case_of(send_tip(A)), cast)
        late = send_tip(B)
        merged(case_of(late), into, cast.qian)
    row = db.session.get_one(TipCase, (late.tip_id, into.id))
    assert row.outcome is TipOutcome.ALREADY_DECIDED
    assert disposed() == {"unsubstantiated": 1, "already_decided": 1}


def by_day(outcome: str) -> dict[date, int]:
    """Tips disposed of by this outcome, on each day that has any."""
    query = db.select(CounterDelta.day, func.sum(CounterDelta.amount)).group_by(CounterDelta.day)
    rows = db.session.execute(query.where(CounterDelta.figure == "tips_disposed", CounterDelta.outcome == outcome))
    return {day: int(amount) for day, amount in rows if amount}


def test_late_tips_count_on_the_day_they_come_and_are_taken_back_from_it(context: Flask, clock: Clock) -> None:
    """The month of the closing, and that of the first late tip, may be published by then."""
    days = []
    with transaction():
        cast = the_cast()
        into = dismissed(case_of(send_tip(A)), cast)
        for number in range(3):
            if number < 2:
                clock.turn(days=40)
                days.append(today())
            merged(case_of(send_tip(f"{B}{number}")), into, cast.qian)
    assert by_day("already_decided") == {days[0]: 1, days[1]: 2}
    with transaction():
        clock.turn(days=40)
        reopen(into, cast.qian, "New evidence came in.")
        dismiss(into, cast.qian, Outcome.UNSUBSTANTIATED, "It is satire.", "Looked.")
    assert by_day("already_decided") == {today(): 3}
    assert by_day("unsubstantiated") == {today(): 1}


def late_case(cast: Cast, **flagged: Any) -> tuple[Case, Case]:
    """A decided case of platform A, and a new one about the same address."""
    decided = case_of(send_tip(OWN, category="B08"))
    decided.sample = 99
    accepted(decided, cast.wei)
    dismiss(decided, cast.wei, Outcome.UNSUBSTANTIATED, "It is satire.", "Looked.")
    return decided, case_of(send_tip(OWN, **flagged))


def test_no_platform_ends_an_urgent_case_alone_by_an_old_decision(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        decided, fraud = late_case(cast, category="B05", urgency=frozenset({Urgency.MONEY_MOVING}))
        merged(fraud, decided, cast.wei)
        assert (fraud.priority, fraud.status) == (Priority.P0, Status.AWAITING_CONFIRMATION)
        assert [len(places(fraud)), len(places(decided))] == [1, 1]
        return_to_desk(fraud, cast.qian, "It asks for money now.")
        assert (fraud.status, fraud.outcome, fraud.merged_into_id) == (Status.VERIFYING, None, None)
        merged(fraud, decided, cast.wei)
        confirm(fraud, cast.qian)
    assert (fraud.status, fraud.outcome) == (Status.CLOSED, Outcome.MERGED)
    assert [len(places(fraud)), len(places(decided))] == [0, 2]


def test_a_minor_case_that_the_sample_did_not_choose_ends_so_at_once(context: Flask) -> None:
    """The control."""
    with transaction():
        cast = the_cast()
        decided, late = late_case(cast, category="B08")
        late.sample = 99
        merged(late, decided, cast.wei)
    assert (late.status, late.outcome) == (Status.CLOSED, Outcome.MERGED)


def test_a_platform_does_not_say_of_another_address_that_it_is_the_same(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case, other = case_of(send_tip(OWN)), case_of(send_tip("https://xingyun.example/v/2"))
        with pytest.raises(InputInvalid):
            merged(case, other, cast.wei)
    assert case.status is Status.SUBMITTED


def test_the_window_of_an_appeal_counts_from_the_end_of_the_own_tip(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        decided, _ = late_case(cast)
        first = db.session.scalars(db.select(TipCase).where(TipCase.case_id == decided.id)).one()
    clock.turn(days=200)
    with transaction():
        tip = send_tip(OWN)
        late = case_of(tip)
        late.sample = 99
        merged(late, decided, cast.wei)
    row = db.session.get_one(TipCase, (tip.tip_id, decided.id))
    ends_at = ways_of([row]).facts(row).checked_from  # the tip had joined: it is told no earlier
    clock.set(ends_at)
    of_first, of_late = (ways_of([one]).shown(one, clock()) for one in (first, row))
    assert appeal_until(decided, of_first, [], clock()) is None
    assert appeal_until(decided, of_late, [], clock()) == ends_at - LAST_MOMENT + timedelta(days=183)


def test_a_tip_that_led_to_both_cases_stays_where_it_is(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        both = send_tip(A, B)
        into, case = case_of(both, 0), case_of(both, 1)
        merged(case, into, cast.qian)
    assert (places(case), places(into)) == ([(1, both.tip_id)], [(1, both.tip_id)])


@pytest.mark.parametrize("goal", ["itself", "another desk's", "nobody's", "a merged one"])
def test_a_case_is_merged_only_with_another_at_the_same_desk(context: Flask, goal: str) -> None:
    with transaction():
        cast = the_cast()
        case, other = case_of(send_tip(A)), case_of(send_tip("https://bailu.example/p/1"))
        joined, through = case_of(send_tip(B)), case_of(send_tip("https://nobody-knows.example/3"))
        merged(joined, through, cast.qian)
        number = {
            "itself": case.case_number,
            "another desk's": other.case_number,
            "nobody's": "AJ-0000-0000-0000",
            "a merged one": joined.case_number,
        }[goal]
        with pytest.raises(InputInvalid) as refusal:
            merge(case, cast.qian, number, WHY)
    assert (refusal.value.field, case.status) == ("into", Status.SUBMITTED)


def test_a_split_opens_a_second_case_with_the_chosen_tips(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        tips = [send_tip(A, category="B02"), send_tip(A, category="B04"), send_tip(A, category="B02")]
        case = accepted(case_of(tips[0]), cast.qian)
        send_message(case, cast.qian, "B", "Thank you.")
        second = split(case, cast.qian, ["b"], "B04", WHY)
    assert (second.status, second.category, second.target_id) == (Status.SUBMITTED, "B04", case.target_id)
    assert second.holder_id == organization("cyberspace").id
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
        second = split(case, cast.qian, ["B"], "B04", WHY)
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
            split(case, cast.qian, labels, category, WHY)
    assert refusal.value.field == field
