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
    has_a_gap: bool
    """Whether neither rank has anybody at some hour of it that is still to come."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The coming days, and the stretches in which neither rank has anybody."""

    days: list[DayOfDuty]
    gaps: list[tuple[datetime, datetime]]

    @property
    def ranks(self) -> list[Rank]:
        """The ranks worth a column: the first, and whichever has somebody."""
        filled = {rank for one in self.days for rank, bars in one.bars.items() if any(bar.names for bar in bars)}
        return [rank for rank in Rank if rank is Rank.PRIMARY or rank in filled]


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
    gaps = roster.gaps(max(begins, clock.now()), ends)
    days = []
    for start in (begins + count * DAY for count in range(AHEAD)):
        bars = {rank: list(_bars(roster, rank, start, names)) for rank in Rank}
        has_a_gap = any(gap_begins < start + DAY and start < gap_ends for gap_begins, gap_ends in gaps)
        days.append(DayOfDuty(start.date(), bars, has_a_gap))
    return Picture(days, gaps)


def _bars(roster: Roster, rank: Rank, start: datetime, names: Mapping[int, str]) -> Iterator[Bar]:
    for piece in roster.pieces(rank, start, start + DAY):
        yield _bar(piece, start, names)


def _bar(piece: Piece, start: datetime, names: Mapping[int, str]) -> Bar:
    begins, ends = ((edge - start) // timedelta(minutes=1) for edge in (piece.starts_at, piece.ends_at))
    said = tuple(names.get(one, "") for one in piece.person_ids)
    return Bar(begins, ends - begins, piece.state, piece.starts_at, piece.ends_at, said)
