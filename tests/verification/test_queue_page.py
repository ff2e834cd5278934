"""The queue as a colleague works in it: time, tips and unread words told, filters taken away, a view kept."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain.permissions import Actor
from portal.domain.priority import Priority, Urgency
from portal.domain.status import Status
from portal.domain.time_left import Pace
from portal.extensions import db
from portal.intake.corresponding import write_message
from portal.records.access_log import Access, log_access
from portal.verification import queries
from portal.verification.queries import ClaimedBy, QueueFilters, Sort, queue
from portal.verification.queue_view import Column, Density, QueueView
from portal.verification.rows import QueueRow
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, send_tip, the_cast
from tests.people import Browsers
from tests.verification.desk import case_now, page, tip, token


def rows(actor: Actor, **filters: object) -> list[QueueRow]:
    return queue(actor, QueueFilters(**filters), None).items  # type: ignore[arg-type]  # by name


def test_a_line_tells_how_the_clock_stands(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case_of(send_tip("https://xingyun.example/v/1", category="B05"))  # urgent: two hours
    paces = []
    for _ in range(3):
        (row,) = rows(cast.wei)
        assert row.clock is not None
        paces.append((row.clock.used, row.clock.pace))
        clock.turn(minutes=100)
    assert paces == [(0, Pace.CALM), (83, Pace.SOON), (100, Pace.LATE)]


def test_a_platform_is_not_told_how_many_tips_there_are_and_a_regulator_is(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        for address in ("https://xingyun.example/v/1", "https://own.xingyun.example/app"):
            for _ in range(3):
                send_tip(address)
    assert [row.tips for row in rows(cast.wei)] == [None]
    assert [row.tips for row in rows(cast.qian)] == [3]


def test_words_are_unread_until_somebody_of_the_desk_opens_the_case(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        receipt = send_tip("https://xingyun.example/v/1")
        case = case_of(receipt)

    def say(words: str) -> None:
        clock.turn(minutes=1)
        with transaction():
            write_message(receipt.tip_id, 0, words, words)

    def unread() -> int:
        return rows(cast.wei)[0].unread

    assert unread() == 0
    say("There is another video.")
    say("And a third.")
    assert unread() == 2
    clock.turn(minutes=1)
    with transaction():
        log_access(cast.qian, Access.VIEWED, case_id=case.id)
    assert unread() == 2
    with transaction():
        log_access(cast.wei, Access.VIEWED, case_id=case.id)
    assert unread() == 0
    say("A fourth.")
    assert unread() == 1


def test_each_order_puts_on_top_what_it_says(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        made = []
        for number, category in enumerate(("B08", "B05", "B04")):
            made.append(case_of(send_tip(f"https://xingyun.example/v/{number}", category=category)).case_number)
            clock.turn(minutes=1)
        slow, urgent, plain = made
    order = {sort: [row.case_number for row in rows(cast.wei, sort=sort)] for sort in Sort}
    assert order[Sort.DUE] == [urgent, plain, slow]
    assert order[Sort.PRIORITY] == [urgent, plain, slow]
    assert order[Sort.NEWEST] == [plain, urgent, slow]


def test_every_order_is_turned_over_by_key_and_meets_each_case_once(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        for number in range(45):
            send_tip(f"https://xingyun.example/v/{number}", category=("B02", "B05", "B08")[number % 3])
    for sort in Sort:
        filters = QueueFilters(sort=sort)
        first = queue(cast.wei, filters, None)
        second = queue(cast.wei, filters, first.next)
        numbers = [row.case_number for row in (*first.items, *second.items)]
        assert (len(numbers), len(set(numbers)), second.next) == (45, 45, None), sort
        back = queue(cast.wei, filters, second.previous)
        assert [row.case_number for row in back.items] == [row.case_number for row in first.items], sort


INDEX = {Sort.DUE: "ix_cases_desk", Sort.PRIORITY: "ix_cases_desk_priority", Sort.NEWEST: "ix_cases_desk_assigned"}


@pytest.mark.parametrize("sort", Sort)
def test_every_order_reads_its_index_and_sorts_nothing(context: Flask, sort: Sort) -> None:
    with transaction():
        cast = the_cast()
    filters, planned = QueueFilters(sort=sort), []
    on_sqlite = db.engine.dialect.name == "sqlite"
    statement = queries._statement(cast.wei, filters).order_by(
        *(key.column.desc() if key.descending else key.column.asc() for key in queries._keys(filters))
    )
    dialect = db.engine.dialect
    with db.engine.connect() as connection:
        if not on_sqlite:
            connection.exec_driver_sql("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
        words = str(statement.limit(31).compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        asked = f"EXPLAIN {'QUERY PLAN ' if on_sqlite else ''}{words}".replace("%", "%%")
        planned = [str(row) for row in connection.exec_driver_sql(asked)]
    plan = "\n".join(planned)
    assert re.search(rf"\b{INDEX[sort]}\b", plan), plan
    assert not re.search(r"TEMP B-TREE|Sort Key", plan), plan


def test_a_filter_is_a_chip_that_one_click_takes_away(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    text = wei.get("/verification?priority=P1&category=B05&sort=newest").text
    chips = re.findall(r'class="chip" href="([^"]+)"', text)
    assert chips == ["/verification?category=B05&amp;sort=newest", "/verification?priority=P1&amp;sort=newest"]
    assert 'href="/verification?sort=newest">' in text
    assert 'class="chip"' not in wei.get("/verification?sort=newest").text
    assert wei.get("/verification?category=Q77").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["priority=P0", "category=B05", "claimed=me", "claimed=nobody", "overdue=1", "number=x", "status=closed"],
)
def test_every_filter_has_its_own_words_for_an_empty_list(cast: Flask, browsers: Browsers, query: str) -> None:
    wei = browsers("wei")
    general = re.search(r'class="empty".*?</div>', wei.get("/verification").text, re.DOTALL)
    alone = re.search(r'class="empty".*?</div>', wei.get(f"/verification?{query}").text, re.DOTALL)
    assert general is not None
    assert alone is not None
    assert alone[0] != general[0]
    assert 'href="/verification' in alone[0]


def test_a_view_is_kept_without_an_identifier_and_nonsense_means_the_usual_one(cast: Flask, browsers: Browsers) -> None:
    tip(cast)
    wei = browsers("wei")
    text = wei.get("/verification").text
    assert "queue--comfortable" in text
    kept = {"csrf_token": token(text), "density": "compact", "columns": ["category", "age"], "next": "/verification"}
    assert wei.post("/verification/view", data=kept).status_code == 303
    text = wei.get("/verification").text
    assert "queue--compact" in text
    assert set(re.findall(r"queue__(priority|category|unread|status|claimed|age)\"", text)) == {"category", "age"}
    cookie = wei.get_cookie("prefs")
    assert cookie is not None
    assert cookie.value == "queue=compact.category.age&keys=off"
    for word in ("", "huge.age", "compact.nothing"):
        assert QueueView.from_word(word) == QueueView()
    assert QueueView.from_word("compact") == QueueView(Density.COMPACT, frozenset[Column]())


def test_ticked_cases_are_claimed_together_or_not_at_all(cast: Flask, browsers: Browsers) -> None:
    wei, ours = browsers("wei"), [tip(cast, f"https://xingyun.example/v/{number}") for number in (1, 2)]
    theirs = tip(cast, "https://bailu.example/p/1")
    csrf = token(page(wei, ours[0]).text)

    def claim(*numbers: str) -> int:
        return wei.post("/verification/claims", data={"csrf_token": csrf, "case": list(numbers)}).status_code

    assert claim() == 303
    kept = wei.get("/verification").text
    assert "没有认领任何案件" in kept, "the list stays, and says that nothing was ticked"
    assert ours[0] in kept
    assert claim(ours[0], theirs) == 404
    assert case_now(cast, ours[0]).claimed_by_id is None
    assert claim(*ours) == 303
    assert all(case_now(cast, number).claimed_by_id for number in ours)
    assert case_now(cast, theirs).claimed_by_id is None


def test_what_has_no_index_for_another_order_keeps_the_usual_one(context: Flask) -> None:
    for filters in (QueueFilters(status=Status.CLOSED), QueueFilters(number="AJ-1")):
        assert not filters.can_be_sorted
    for filters in (QueueFilters(), QueueFilters(status=Status.VERIFYING), QueueFilters(priority=Priority.P1)):
        assert filters.can_be_sorted
    assert QueueFilters(claimed=ClaimedBy.ME).can_be_sorted


def test_a_priority_stands_with_its_words_and_apart_from_what_the_reporter_ticked(
    cast: Flask, browsers: Browsers
) -> None:
    tip(cast, category="B02", urgency=frozenset({Urgency.DANGER}))
    text = browsers("wei").get("/verification").text
    assert ">P1</strong> 紧急" in text
    assert "举报人称情况危急" in text
