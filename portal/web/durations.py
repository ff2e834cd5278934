"""How much time is left, in words: two units, since “3 days” for two days and a half sends somebody home too early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from flask import Flask
from flask_babel import format_timedelta

UNITS = {"day": 86_400, "hour": 3_600, "minute": 60}
"""Seconds of each, the largest first."""
SHOWN = 2


def span_words(span: timedelta) -> str:
    """The largest unit of a span and the next one, rounded down, in the language of the page; at least a minute."""
    seconds = max(int(span.total_seconds()), UNITS["minute"])
    return " ".join(islice(_parts(seconds), SHOWN))


def _parts(seconds: int) -> Iterator[str]:
    begun = False
    for unit, size in UNITS.items():
        count, seconds = divmod(seconds, size)
        if count:
            yield format_timedelta(timedelta(seconds=count * size), granularity=unit, threshold=float("inf"))
        elif begun:
            return
        begun = begun or bool(count)


def init_app(app: Flask) -> None:
    """Let templates say durations."""
    app.jinja_env.filters["span_words"] = span_words
