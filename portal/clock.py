"""What time it is: UTC for storage, Asia/Shanghai for people, and one place where it can be set."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Display, working days, the year of a number and rounding go by this zone."""


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """The present moment, aware and in UTC."""
    return _source()


@contextmanager
def reading(source: Callable[[], datetime]) -> Iterator[None]:
    """Let `source` tell the time in this process until the block ends; it must answer in aware UTC."""
    global _source  # noqa: PLW0603  one clock per process is the point
    before = _source
    _source = source
    try:
        yield
    finally:
        _source = before


def day_of(moment: datetime) -> date:
    """The day of a moment in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def today() -> date:
    """The day in Asia/Shanghai."""
    return day_of(now())
