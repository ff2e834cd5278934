"""The coming two weeks of a roster as bars: who stands where, what is doubled, and where nobody is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal import clock
from portal.domain.duty import AHEAD, Piece, Rank, Roster, State

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a day: where it lies in its day, in minutes, and who is there."""

    begins: int
    minutes: int
    state: State
    starts_at: datetime
    ends_at: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayOfDuty:
    """A day in Shanghai, and how each rank is filled on it."""

    day: date
    bars: Mapping[Rank, list[Bar]]


@dataclass(frozen=True, slots=True)
class Picture:
    """The coming days, and the stretches in which neither rank has anybody."""

    days: list[DayOfDuty]
    gaps: list[tuple[datetime, datetime]]


def stretch() -> tuple[datetime, datetime]:
    """From the beginning of today in Shanghai, two weeks."""
    begins = datetime.combine(clock.today(), time(), clock.SHANGHAI)
    return begins, begins + AHEAD * DAY


def people_in(roster: Roster) -> set[int]:
    """Everybody whom the picture can name."""
    return {one.person_id for one in roster.shifts}


def picture(roster: Roster, names: Mapping[int, str]) -> Picture:
    """The picture of a roster, from today on."""
    begins, ends = stretch()
    starts = [begins + count * DAY for count in range(AHEAD)]
    days = [DayOfDuty(one.date(), {rank: list(_bars(roster, rank, one, names)) for rank in Rank}) for one in starts]
    return Picture(days, roster.gaps(max(begins, clock.now()), ends))


def _bars(roster: Roster, rank: Rank, start: datetime, names: Mapping[int, str]) -> Iterator[Bar]:
    for piece in roster.pieces(rank, start, start + DAY):
        yield _bar(piece, start, names)


def _bar(piece: Piece, start: datetime, names: Mapping[int, str]) -> Bar:
    begins, ends = ((edge - start) // timedelta(minutes=1) for edge in (piece.starts_at, piece.ends_at))
    said = tuple(names.get(one, "") for one in piece.person_ids)
    return Bar(begins, ends - begins, piece.state, piece.starts_at, piece.ends_at, said)
