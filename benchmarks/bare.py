"""The baseline: what Flask and the database take without a portal. Serve it as `benchmarks.bare:app`."""

from __future__ import annotations

import hmac
import os
import secrets
import threading

import psycopg
from flask import Flask, abort, render_template_string, request, session

from portal.database import PRAGMAS, sqlite

URL = os.environ["DATABASE_URL"]
TABLE = "CREATE TABLE IF NOT EXISTS bare (words TEXT NOT NULL)"
PAGE = """<!doctype html><title>Bare</title><form method="post">
<input type="hidden" name="token" value="{{ token }}">%s</form>""" % ("<p>A page of two kilobytes.</p>" * 60)

app = Flask(__name__)
app.secret_key = "bare" * 8
connections = threading.local()


def insert(words: str) -> None:
    """One row, on disk when this returns."""
    if not hasattr(connections, "one"):
        connections.one = connect()
    mark = "%s" if URL.startswith("postgresql") else "?"
    connections.one.execute(f"INSERT INTO bare VALUES ({mark})", (words,))


def connect() -> psycopg.Connection[tuple[object, ...]] | sqlite.Connection:
    """This thread's own connection, with the portal's own durability; every statement commits."""
    if URL.startswith("postgresql"):
        return psycopg.connect(URL.replace("postgresql+psycopg", "postgresql"), autocommit=True)
    connection = sqlite.connect(URL.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def page() -> str:
    """The page with its visitor's token."""
    return render_template_string(PAGE, token=session.setdefault("token", secrets.token_hex(16)))


def check_token() -> None:
    """Refuse a form of somebody else's."""
    if not hmac.compare_digest(session.get("token", ""), request.form["token"]):
        abort(400)


@app.post("/insert")
def insert_one() -> str:
    """One insert."""
    insert(request.form["words"])
    return "kept"


@app.get("/form")
def form() -> str:
    """A form."""
    return page()


@app.post("/check")
def check() -> str:
    """What was typed, not kept yet."""
    check_token()
    return page()


@app.post("/send")
def send() -> str:
    """One insert, and a page."""
    check_token()
    insert(request.form["words"])
    return page()


with connect() as first:
    first.execute(TABLE)
