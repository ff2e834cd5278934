"""How a date by which something is due is written: a day that ends says so, one that may move says that too."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import Flask
from flask_babel import format_date, format_datetime, gettext

from portal import clock
from portal.records.clocks import is_provisional


def due_words(due: datetime) -> str:
    """In Shanghai's time, as desks read it: a working-day clock ends with its day, at 24:00 (decision 30)."""
    local = due.astimezone(clock.SHANGHAI)
    if local.time() != time():
        return str(format_datetime(due, gettext("d MMM y, HH:mm")))
    day = format_date(local.date() - timedelta(days=1), gettext("d MMM y"))
    return str(gettext("%(day)s, 24:00", day=day))


def due_day(due: datetime) -> str:
    """As citizens read it: the last day where it is theirs to its end, else day and hour."""
    local = due.astimezone(clock.SHANGHAI)
    if local.time() == time():
        return str(format_date(local.date() - timedelta(days=1), gettext("d MMMM y")))
    return str(format_datetime(due, gettext("d MMMM y, HH:mm")))


def init_app(app: Flask) -> None:
    """Let templates write what is due."""
    app.jinja_env.globals.update(due_words=due_words, due_day=due_day, is_provisional=is_provisional)
