"""What is asked of the database, for tests that a page costs no more as its rows grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.extensions import db


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement that is sent to the database inside."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def selects(app: Flask, browser: FlaskClient, path: str) -> int:
    """How many questions the page at this path asks; what is written beside them, a look in the log, is not counted."""
    with statements(app) as sent:
        assert browser.get(path).status_code == 200
    return len([one for one in sent if one.lstrip().upper().startswith("SELECT")])
