"""One request, one transaction: what is written outside is refused, what is written inside is whole."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.database import WriteOutsideTransaction
from portal.extensions import db
from portal.web.access import public
from portal.web.transaction import access_note, transaction

INSERT = text("INSERT INTO counter (name, value) VALUES (:name, 1)")


@pytest.fixture
def counter(context: Flask) -> Flask:
    with transaction():
        db.session.execute(text("CREATE TABLE counter (name VARCHAR PRIMARY KEY, value INTEGER)"))
    return context


def names() -> list[str]:
    return list(db.session.scalars(text("SELECT name FROM counter ORDER BY name")))


def test_what_a_transaction_wrote_is_kept(counter: Flask) -> None:
    with transaction():
        db.session.execute(INSERT, {"name": "a"})
    db.session.rollback()
    assert names() == ["a"]


def test_an_error_inside_keeps_nothing(counter: Flask) -> None:
    with pytest.raises(KeyError), transaction():
        db.session.execute(INSERT, {"name": "a"})
        raise KeyError
    assert names() == []


def test_the_database_refuses_a_write_outside_a_transaction(counter: Flask) -> None:
    with pytest.raises(DBAPIError):
        db.session.execute(INSERT, {"name": "a"})
    db.session.rollback()
    assert names() == []


def test_reading_first_does_not_hinder_writing(counter: Flask) -> None:
    assert names() == []
    with transaction():
        db.session.execute(INSERT, {"name": "a"})
    assert names() == ["a"]
    with pytest.raises(DBAPIError):
        db.session.execute(INSERT, {"name": "b"})


def test_a_transaction_does_not_nest(counter: Flask) -> None:
    with pytest.raises(WriteOutsideTransaction), transaction(), transaction():
        pass


def test_a_get_cannot_begin_a_transaction(app: Flask) -> None:
    with app.test_request_context("/", method="GET"), pytest.raises(WriteOutsideTransaction), transaction():
        pass


def test_a_get_can_note_who_looked(app: Flask) -> None:
    with app.test_request_context("/", method="GET"), access_note():
        assert db.session.scalar(text("SELECT 1")) == 1


@public
def write_without_transaction() -> str:
    db.session.execute(text("CREATE TABLE forgotten (id INTEGER)"))
    return "done"


def test_a_route_that_forgets_its_transaction_fails_loudly(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/forgetful", view_func=write_without_transaction, methods=["GET"])
    with pytest.raises(DBAPIError):
        client.get("/forgetful")
