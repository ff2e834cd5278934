"""Lists go on by key: nothing repeats, nothing is skipped, and nobody forges the place."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, select
from werkzeug.exceptions import BadRequest

from portal.extensions import UtcDateTime, db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.web.listing import page_links, read_cursor, write_cursor
from portal.web.transaction import transaction

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
paged_rows = Table(
    "paged_rows",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("due_at", UtcDateTime),
    Column("rank", Integer),
)
KEYS = {
    "one way": [Key(paged_rows.c.due_at), Key(paged_rows.c.id)],
    "the other way": [Key(paged_rows.c.due_at, descending=True), Key(paged_rows.c.id, descending=True)],
    "mixed": [Key(paged_rows.c.rank, descending=True), Key(paged_rows.c.due_at), Key(paged_rows.c.id, descending=True)],
}


@pytest.fixture
def thirty(context: Flask) -> Flask:
    rows = [{"id": n, "due_at": NOON + timedelta(hours=n % 5), "rank": n % 3} for n in range(1, 31)]
    with transaction():
        paged_rows.create(db.session.connection())
        db.session.execute(paged_rows.insert(), rows)
    return context


def whole(keys: list[Key]) -> list[int]:
    order = [key.column.desc() if key.descending else key.column.asc() for key in keys]
    return list(db.session.scalars(select(paged_rows.c.id).order_by(*order)))


def page(keys: list[Key], cursor: Cursor | None = None) -> Page[int]:
    return page_by_key(db.session(), select(paged_rows.c.id), keys, cursor, size=7)


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
def test_walking_on_meets_every_row_once_in_order(thirty: Flask, keys: list[Key]) -> None:
    walked, place = page(keys).items, page(keys).next
    while place:
        here = page(keys, place)
        walked, place = walked + here.items, here.next
    assert walked == whole(keys)


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
def test_walking_back_shows_the_same_pages(thirty: Flask, keys: list[Key]) -> None:
    pages = [page(keys)]
    while pages[-1].next:
        pages.append(page(keys, pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(page(keys, back[-1].previous))
    assert [p.items for p in reversed(back)] == [p.items for p in pages]
    assert pages[0].previous is None
    assert back[-1].next is not None


def test_rows_that_arrive_before_the_place_move_nothing(thirty: Flask) -> None:
    keys = KEYS["one way"]
    first = page(keys)
    with transaction():
        db.session.execute(paged_rows.insert(), [{"id": 99, "due_at": NOON - timedelta(days=1), "rank": 0}])
    assert page(keys, first.next).items == whole(keys)[8:15]


def test_a_cursor_of_another_list_is_an_error(thirty: Flask) -> None:
    with pytest.raises(ValueError, match="other keys"):
        page(KEYS["mixed"], Cursor((1,)))


def test_a_place_survives_the_address(app: Flask) -> None:
    cursor = Cursor((NOON, "甲", 3), backwards=True)
    with app.test_request_context("/healthz"):
        word = write_cursor(cursor)
    with app.test_request_context(f"/healthz?page={word}"):
        assert read_cursor() == cursor


@pytest.mark.parametrize("word", ["nonsense", "W2ZhbHNlLFtdXQ", "W2ZhbHNlLFtdXQ.forged", "\x00"])
def test_a_place_we_did_not_write_is_refused(app: Flask, word: str) -> None:
    with app.test_request_context("/healthz", query_string={"page": word}), pytest.raises(BadRequest):
        read_cursor()


def test_links_keep_the_filters_of_the_list(app: Flask) -> None:
    with app.test_request_context("/healthz?status=verifying&status=closed"):
        links = page_links(Page([], next=Cursor((1,)), previous=None))
    assert links["previous"] is None
    assert (links["next"] or "").startswith("/healthz?status=verifying&status=closed&page=")
