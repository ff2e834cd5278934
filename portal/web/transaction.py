"""One request, one transaction: the edge begins it, commits it, and nobody else does.

Reading needs no call: every request reads from a snapshot of its own. A write outside these
blocks is refused by the database, and a change left in the session by the check after the request.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, has_request_context, request

from portal.database import WriteOutsideTransaction, begin_write
from portal.extensions import db

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@contextmanager
def transaction() -> Iterator[None]:
    """Do one verb: everything inside is kept together, or nothing of it.

    What was read before is read again inside, under the lock. Raises WriteOutsideTransaction inside
    a GET, inside another transaction, or when changes were made before it began.
    """
    if has_request_context() and request.method in READING_METHODS:
        raise WriteOutsideTransaction(f"{request.method} {request.path} must not change anything.")
    with _committed():
        yield


@contextmanager
def access_note() -> Iterator[None]:
    """The only write of a reading request: who looked at what, and that a session is in use.

    It is kept before the answer leaves: no note, no page. Objects the page has read stay loaded.
    """
    with _committed(keep_loaded=True):
        yield


@contextmanager
def _committed(keep_loaded: bool = False) -> Iterator[None]:
    begin_write(db.session(), keep_loaded=keep_loaded)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def refuse_forgotten_changes(response: Response) -> Response:
    """Fail a request that changed a loaded object and never saved it; such a change is a mistake."""
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise WriteOutsideTransaction("The request ends with changes that no transaction() has saved.")
    return response


def init_app(app: Flask) -> None:
    """Check every answer for changes that were made and forgotten."""
    app.after_request(refuse_forgotten_changes)
