"""Receiving tips: one case per target, joined by what was reported, acknowledged once."""

from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.domain.errors import InputInvalid, KeyReused
from portal.domain.permissions import Actor
from portal.domain.priority import Priority, Urgency
from portal.domain.routing import RegistryKind
from portal.domain.status import Outcome, Status
from portal.domain.targets import PlatformKind, TargetType
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records import ledger
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.receiving import find_tip
from portal.records.registry import RegistryEntry
from portal.records.tips import Tip, TipCase
from portal.verification.verbs.merging import merge
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import POLICY, accepted, case_of, organization, send_tip, the_cast


def tips() -> int:
    return db.session.scalar(select(func.count()).select_from(Tip)) or 0


def cases() -> int:
    return db.session.scalar(select(func.count()).select_from(Case)) or 0


def test_a_tip_opens_one_case_for_each_thing_it_names(context: Flask) -> None:
    with transaction():
        the_cast()
        receipt = send_tip("https://xingyun.example/v/1", "https://bailu.example/p/2", "https://xingyun.example/v/1")
    assert (tips(), cases()) == (1, 2)
    first, second = case_of(receipt, 0), case_of(receipt, 1)
    assert (first.holder.slug, second.holder.slug) == ("xingyun", "bailu")
    assert {first.status, second.status} == {Status.SUBMITTED}


def test_a_second_tip_about_the_same_thing_joins_whatever_its_category(context: Flask) -> None:
    with transaction():
        the_cast()
        first = send_tip("https://xingyun.example/v/1", category="B02")
        second = send_tip("https://www.xingyun.example:443/v/1?utm_source=x#top", category="B04")
    assert case_of(first).id == case_of(second).id
    assert case_of(first).category == "B02"


def test_the_same_key_and_words_give_the_same_receipt(context: Flask) -> None:
    with transaction():
        the_cast()
        first = send_tip("https://xingyun.example/v/1", key="k" * 32)
    with transaction():
        again = send_tip("https://xingyun.example/v/1", key="k" * 32)
    assert (again.tip_number, again.query_code, again.repeated) == (first.tip_number, first.query_code, True)
    assert (tips(), cases()) == (1, 1)


def test_the_same_key_with_other_words_is_refused_and_keeps_nothing(context: Flask) -> None:
    with transaction():
        the_cast()
        send_tip("https://xingyun.example/v/1", key="k" * 32)
    with pytest.raises(KeyReused), transaction():
        send_tip("https://xingyun.example/v/2", key="k" * 32)
    assert (tips(), cases()) == (1, 1)


def test_a_query_code_finds_its_tip_and_is_kept_nowhere(context: Flask) -> None:
    with transaction():
        the_cast()
        receipt = send_tip()
    found = find_tip(receipt.query_code.lower().replace("-", " "), POLICY.keys)
    assert found is not None
    assert found.tip_number == receipt.tip_number
    assert find_tip("00000-00000-00000-00000-00000", POLICY.keys) is None
    kept = [value for value in vars(found).values() if isinstance(value, str | bytes)]
    assert all(receipt.query_code.replace("-", "")[:10] not in str(value) for value in kept)


def test_how_many_tips_there_are_raises_no_priority_but_a_tick_does(context: Flask) -> None:
    with transaction():
        the_cast()
        for _ in range(5):
            receipt = send_tip("https://xingyun.example/v/1")
    assert case_of(receipt).priority is Priority.P2
    with transaction():
        send_tip("https://xingyun.example/v/1", urgency=frozenset({Urgency.MONEY_MOVING}))
    assert case_of(receipt).priority is Priority.P1


VIDEO = "https://xingyun.example/v/1"


@pytest.mark.parametrize(
    ("category", "urgency", "waits", "checks"),
    [
        ("B02", frozenset({Urgency.MONEY_MOVING}), timedelta(hours=2), timedelta(hours=24)),
        ("B05", frozenset[Urgency](), timedelta(hours=2), timedelta(hours=4)),
        ("B02", frozenset[Urgency](), None, None),
    ],
)
def test_the_clock_follows_a_priority_that_a_joiner_raises_from_when_the_desk_hears_of_it(
    context: Flask,
    clock: Clock,
    category: str,
    urgency: frozenset[Urgency],
    waits: timedelta | None,
    checks: timedelta | None,
) -> None:
    with transaction():
        cast = the_cast()
        waiting, checked = (
            case_of(send_tip(VIDEO)),
            accepted(case_of(send_tip("https://xingyun.example/v/2")), cast.wei),
        )
    before = waiting.due_at, checked.due_at
    clock.turn(hours=3)
    with transaction():
        send_tip(VIDEO, category=category, urgency=urgency)
        send_tip("https://xingyun.example/v/2", category=category, urgency=urgency)
    assert waiting.due_at == (before[0] if waits is None else clock() + waits)
    assert checked.due_at == (before[1] if checks is None else clock() + checks)


def test_a_joiner_never_gives_a_desk_more_time(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(VIDEO)), cast.wei)
    before = case.due_at
    assert before is not None
    clock.set(before - timedelta(hours=1))
    with transaction():
        send_tip(VIDEO, urgency=frozenset({Urgency.MONEY_MOVING}))
    assert (case.priority, case.due_at) == (Priority.P1, before)


def test_a_joiners_own_word_for_the_target_counts_for_its_priority(context: Flask) -> None:
    with transaction():
        the_cast()
        case = case_of(send_tip(VIDEO, category="A07"))
        alone = case_of(send_tip("https://xingyun.example/v/2", category="A07", type=TargetType.TOOL))
        assert alone.priority < case.priority
        send_tip(VIDEO, category="A07", type=TargetType.TOOL)
    assert case.priority is alone.priority


@pytest.mark.parametrize("steps", [1, 2])
def test_a_tip_about_what_was_merged_joins_the_case_it_was_merged_into(context: Flask, steps: int) -> None:
    with transaction():
        cast = the_cast()
        merged = [case_of(send_tip(f"https://nowhere.example/{place}")) for place in range(steps + 1)]
        for case, into in pairwise(merged):
            merge(case, cast.qian, into.case_number, "The same.")
    count = cases()
    with transaction():
        late = send_tip("https://nowhere.example/0")
    assert (case_of(late).id, cases()) == (merged[-1].id, count)


@pytest.mark.parametrize("named", ["123", "312"])
def test_a_tip_that_names_several_addresses_of_one_merged_case_still_leads_to_one_case_each(
    context: Flask, named: str
) -> None:
    """3 is where 1 and 2 were merged into: it joins there, and the others stand beside it in cases of their own."""
    with transaction():
        cast = the_cast()
        first, second, goal = (case_of(send_tip(f"https://nowhere.example/{place}")) for place in "123")
        merge(first, cast.qian, goal.case_number, "The same.")
        merge(second, cast.qian, goal.case_number, "The same.")
    with transaction():
        receipt = send_tip(*(f"https://nowhere.example/{place}" for place in named))
    rows = db.session.scalars(select(TipCase).where(TipCase.tip_id == receipt.tip_id).order_by(TipCase.position)).all()
    assert [row.entered[-1] for row in rows] == list(named)
    assert [row.case_id for row in rows if row.entered.endswith("3")] == [goal.id]
    assert len({row.case_id for row in rows} - {first.id, second.id}) == 3


def test_a_tip_about_what_was_merged_into_a_case_now_closed_opens_a_new_one(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case, into = case_of(send_tip("https://nowhere.example/1")), case_of(send_tip("https://nowhere.example/2"))
        merge(case, cast.qian, into.case_number, "The same.")
        advance(into, Action.DECLINE, cast.qian, outcome=Outcome.OUT_OF_SCOPE, ground="No AI in it.")
        late = send_tip("https://nowhere.example/1")
    assert case_of(late).id not in (case.id, into.id)


@pytest.mark.parametrize("address", ["https://own.xingyun.example/assistant", "https://ai.xingchen.example/chat"])
def test_a_tip_about_a_platforms_own_group_goes_to_the_regulators_desk(context: Flask, address: str) -> None:
    with transaction():
        the_cast()
        receipt = send_tip(address)
    assert case_of(receipt).holder_id == organization("cyberspace").id


@pytest.mark.parametrize("address", ["https://xingyun.example/", "xingyun.example", "https://www.xingyun.example"])
def test_a_platforms_own_site_is_the_platform_and_never_lies_at_its_own_desk(context: Flask, address: str) -> None:
    with transaction():
        the_cast()
        as_website = send_tip(address, type=TargetType.WEBSITE)
        as_platform = send_tip("https://xingyun.example/about", type=TargetType.PLATFORM)
        page = send_tip("https://xingyun.example/about", type=TargetType.WEBSITE)
    assert case_of(as_website).id == case_of(as_platform).id
    assert case_of(as_website).holder_id == organization("cyberspace").id
    assert case_of(page).holder_id == organization("xingyun").id


def test_a_tip_about_nobodys_host_goes_to_the_regulators_desk(context: Flask) -> None:
    with transaction():
        the_cast()
        receipt = send_tip("https://unheard-of.example/x")
    assert case_of(receipt).holder_id == organization("cyberspace").id


NEW_SITE = "https://newsite.example/v/1"


def register(host: str, carrier: str) -> None:
    line = RegistryEntry(
        kind=RegistryKind.HOST,
        value=host,
        platform_id=organization(carrier).id,
        platform_kind=PlatformKind.SOCIAL,
        updated_at=clock.now(),
    )
    db.session.add(line)
    db.session.flush()


def decline(case: Case, actor: Actor) -> None:
    case.sample = 99  # not among those that a regulator confirms first
    advance(case, Action.DECLINE, actor, outcome=Outcome.OUT_OF_SCOPE, ground="Nothing here is made by AI.")


def test_what_is_mended_in_the_registry_counts_from_the_next_case_on(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        first = send_tip(NEW_SITE)
        register("newsite.example", "bailu")
        joined = send_tip(NEW_SITE)
    assert case_of(joined).id == case_of(first).id
    assert case_of(first).holder.slug == "cyberspace"
    with transaction():
        decline(case_of(first), cast.qian)
        later = send_tip(NEW_SITE)
    assert case_of(later).earlier_case_id == case_of(first).id
    assert case_of(later).holder.slug == "bailu"


def test_a_website_whose_host_was_registered_is_read_anew_with_its_next_case(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        first = send_tip(NEW_SITE, type=None)
        register("newsite.example", "bailu")
        send_tip(NEW_SITE, type=None)
    assert case_of(first).target.type is TargetType.WEBSITE, "no case under way changes by it"
    with transaction():
        decline(case_of(first), cast.qian)
        later = send_tip(NEW_SITE, type=None)
    assert case_of(later).target.type is TargetType.CONTENT


def test_the_platform_that_one_reporter_chose_does_not_bind_the_next_case(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        first = send_tip(NEW_SITE, platform="bailu")
        decline(case_of(first), cast.he)
        second, third = send_tip(NEW_SITE, platform="xingyun"), send_tip(NEW_SITE, platform="bailu")
    assert case_of(first).holder.slug == "bailu"
    assert case_of(second).holder.slug == "xingyun"
    assert case_of(third).id == case_of(second).id


def test_a_tip_without_words_is_refused(context: Flask) -> None:
    with transaction():
        the_cast()
    with pytest.raises(InputInvalid), transaction():
        send_tip(description="   ")
    assert tips() == 0


def test_the_ledger_of_every_case_holds(context: Flask) -> None:
    with transaction():
        the_cast()
        for _ in range(3):
            send_tip("https://xingyun.example/v/1", "https://bailu.example/p/2")
    assert list(ledger.verify()) == [6]
