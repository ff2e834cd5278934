"""Who is on duty (值班): shifts of two ranks, leave, and the ladder of a desk.

On duty at a moment is the first who is present of the primary and the deputy, else every head of the desk; leave
takes a person out wherever they stand. Days and hours of a shift are told apart by the zone of whoever enters them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from portal.domain.permissions import OrganizationKind, Role
from portal.domain.words import N_

LONGEST_SHIFT = timedelta(days=7)
MOST_TURNS = 100
"""So many shifts one repetition can make: a quarter of a year of days."""
AHEAD = 14
"""Days that the picture of a roster shows."""

HEADS: Mapping[OrganizationKind, Role] = {
    OrganizationKind.PLATFORM: Role.PLATFORM_LEAD,
    OrganizationKind.AGENCY: Role.AGENCY_LEAD,
}
"""Who heads a desk, and is asked where nobody else is on duty."""


class Rank(StrEnum):
    """In which place a shift puts a person."""

    PRIMARY = "primary"
    DEPUTY = "deputy"


RANK_WORDS: Mapping[Rank, str] = {Rank.PRIMARY: N_("On duty"), Rank.DEPUTY: N_("Deputy on duty")}


class Rung(StrEnum):
    """Who is called about an urgent case, one after the other; of a desk, the first rung with anybody is on duty."""

    PRIMARY = "primary"
    DEPUTY = "deputy"
    HEADS = "heads"
    REGULATOR = "regulator"
    """Whoever is on duty at the lead agency."""


def rungs_after(rung: Rung | None) -> tuple[Rung, ...]:
    """The rungs above one; all of them for None."""
    ladder = tuple(Rung)
    return ladder if rung is None else ladder[ladder.index(rung) + 1 :]


@dataclass(frozen=True, slots=True)
class Shift:
    """One person in one rank from a moment to another (aware; the end is no part of it)."""

    person_id: int
    rank: Rank
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Leave:
    """One person who is away from a moment to another."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


class State(StrEnum):
    """How a piece of time of one rank is filled."""

    FILLED = "filled"
    DOUBLE = "double"
    """More than one person stands in this rank; the one whose shift began first is on duty."""
    AWAY = "away"
    """A shift is there, and its person is on leave."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of time in which nothing changes in one rank."""

    starts_at: datetime
    ends_at: datetime
    state: State
    person_ids: tuple[int, ...]
    """Who is present, the first on duty first; of a piece without anybody present, who is on leave."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The shifts of one organization, who is on leave, and who heads its desk."""

    shifts: Sequence[Shift] = ()
    leaves: Sequence[Leave] = ()
    head_ids: Sequence[int] = ()

    def is_away(self, person_id: int, at: datetime) -> bool:
        """Whether this person is on leave at that moment."""
        return any(one.person_id == person_id and one.starts_at <= at < one.ends_at for one in self.leaves)

    def present(self, rank: Rank, at: datetime) -> tuple[int, ...]:
        """Everybody in this rank at that moment who is not on leave, whose shift began first first."""
        return tuple(one for one in self._placed(rank, at) if not self.is_away(one, at))

    def heads(self, at: datetime) -> tuple[int, ...]:
        """The heads of the desk who are not on leave."""
        return tuple(one for one in self.head_ids if not self.is_away(one, at))

    def on_duty(self, at: datetime) -> tuple[int, ...]:
        """Who is on duty: one person of a shift, else every head of the desk; nobody where all are on leave."""
        return next(iter(self.ladder(at)), (Rung.HEADS, ()))[1]

    def on_shift(self, at: datetime) -> frozenset[int]:
        """Who may do what only somebody on shift may: both ranks, and the heads where neither has anybody."""
        placed = {*self.present(Rank.PRIMARY, at), *self.present(Rank.DEPUTY, at)}
        return frozenset(placed or self.heads(at))

    def ladder(self, at: datetime) -> Iterator[tuple[Rung, tuple[int, ...]]]:
        """The rungs of this desk that have somebody at that moment; nobody stands on two of them."""
        told: set[int] = set()
        found = (
            (Rung.PRIMARY, self.present(Rank.PRIMARY, at)[:1]),
            (Rung.DEPUTY, self.present(Rank.DEPUTY, at)[:1]),
            (Rung.HEADS, self.heads(at)),
        )
        for rung, people in found:
            fresh = tuple(one for one in people if one not in told)
            told.update(fresh)
            if fresh:
                yield rung, fresh

    def pieces(self, rank: Rank, starts_at: datetime, ends_at: datetime) -> list[Piece]:
        """How a stretch of time is filled in one rank, without a hole between the pieces."""
        pieces: list[Piece] = []
        for begins, ends in pairwise(sorted({starts_at, ends_at, *self._edges(starts_at, ends_at)})):
            state, people = self._state(rank, begins)
            goes_on = pieces and (pieces[-1].state, pieces[-1].person_ids) == (state, people)
            pieces.append(Piece(pieces.pop().starts_at if goes_on else begins, ends, state, people))
        return pieces

    def gaps(self, starts_at: datetime, ends_at: datetime) -> list[tuple[datetime, datetime]]:
        """When nobody of either rank is present, so that the heads of the desk are asked."""
        gaps: list[tuple[datetime, datetime]] = []
        for piece in self.pieces(Rank.PRIMARY, starts_at, ends_at):
            if piece.state in (State.FILLED, State.DOUBLE):
                continue
            for other in self.pieces(Rank.DEPUTY, piece.starts_at, piece.ends_at):
                if other.state in (State.FILLED, State.DOUBLE):
                    continue
                begins = gaps.pop()[0] if gaps and gaps[-1][1] == other.starts_at else other.starts_at
                gaps.append((begins, other.ends_at))
        return gaps

    def _edges(self, starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
        """Where something begins or ends in between."""
        spans = [(one.starts_at, one.ends_at) for one in self.shifts]
        spans += [(one.starts_at, one.ends_at) for one in self.leaves]
        yield from (edge for span in spans for edge in span if starts_at < edge < ends_at)

    def _placed(self, rank: Rank, at: datetime) -> list[int]:
        held = [one for one in self.shifts if one.rank is rank and one.starts_at <= at < one.ends_at]
        return list(dict.fromkeys(one.person_id for one in sorted(held, key=lambda one: one.starts_at)))

    def _state(self, rank: Rank, at: datetime) -> tuple[State, tuple[int, ...]]:
        placed, present = self._placed(rank, at), self.present(rank, at)
        if present:
            return (State.DOUBLE if len(present) > 1 else State.FILLED), present
        return (State.AWAY, tuple(placed)) if placed else (State.EMPTY, ())


def turns(
    first: date, last: date, weekdays: Collection[int], starts: time, ends: time, zone: tzinfo
) -> list[tuple[datetime, datetime]]:
    """The shifts of a repetition: on each of the weekdays (Monday is 0; none: on every day) from `first` to `last`.

    One that ends at or before the hour it starts ends the next day.
    """
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    over_night = timedelta(days=1 if ends <= starts else 0)
    return [
        (datetime.combine(day, starts, zone), datetime.combine(day + over_night, ends, zone))
        for day in days
        if not weekdays or day.weekday() in weekdays
    ]
