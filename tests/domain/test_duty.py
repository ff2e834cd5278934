"""Who is on duty at a moment, how a roster is filled, and the ladder of an urgent case."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.domain.duty import Leave, Rank, Roster, Rung, Shift, State, turns

SIX, NINE = datetime(2026, 3, 2, 18, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)
MIDNIGHT, NOON = datetime(2026, 3, 3, tzinfo=UTC), datetime(2026, 3, 3, 12, tzinfo=UTC)
WEI, HE, LAN, HEAD = 1, 2, 3, 9
NIGHT = Roster(shifts=[Shift(WEI, Rank.PRIMARY, SIX, NINE), Shift(HE, Rank.DEPUTY, SIX, NINE)], head_ids=[HEAD, WEI])


def test_the_primary_is_on_duty_until_the_last_moment_of_the_shift() -> None:
    assert NIGHT.on_duty(SIX) == (WEI,)
    assert NIGHT.on_duty(NINE - timedelta(seconds=1)) == (WEI,)
    assert NIGHT.on_duty(NINE) == (HEAD, WEI)  # a gap: every head of the desk


def test_leave_takes_a_person_out_wherever_they_stand() -> None:
    away = Roster(NIGHT.shifts, [Leave(WEI, SIX, NINE)], NIGHT.head_ids)
    assert away.on_duty(MIDNIGHT) == (HE,)
    assert away.on_shift(MIDNIGHT) == {HE}
    both = Roster(NIGHT.shifts, [Leave(WEI, SIX, NINE), Leave(HE, SIX, NINE)], NIGHT.head_ids)
    assert both.on_duty(MIDNIGHT) == (HEAD,)
    assert Roster(NIGHT.shifts, [*both.leaves, Leave(HEAD, SIX, NINE)], NIGHT.head_ids).on_duty(MIDNIGHT) == ()


def test_without_a_roster_every_head_of_the_desk_is_on_duty() -> None:
    assert Roster(head_ids=[HEAD, WEI]).on_duty(NOON) == (HEAD, WEI)


def test_the_ladder_tells_everybody_once() -> None:
    assert list(NIGHT.ladder(MIDNIGHT)) == [(Rung.PRIMARY, (WEI,)), (Rung.DEPUTY, (HE,)), (Rung.HEADS, (HEAD,))]
    assert list(NIGHT.ladder(NOON)) == [(Rung.HEADS, (HEAD, WEI))]


def test_of_two_primaries_the_one_who_began_first_is_on_duty_and_the_picture_shows_both() -> None:
    doubled = Roster([*NIGHT.shifts, Shift(LAN, Rank.PRIMARY, MIDNIGHT, NINE)])
    assert doubled.on_duty(MIDNIGHT) == (WEI,)
    pieces = doubled.pieces(Rank.PRIMARY, SIX, NOON)
    assert [(one.starts_at, one.state, one.person_ids) for one in pieces] == [
        (SIX, State.FILLED, (WEI,)),
        (MIDNIGHT, State.DOUBLE, (WEI, LAN)),
        (NINE, State.EMPTY, ()),
    ]


def test_a_gap_is_where_neither_rank_has_anybody() -> None:
    assert NIGHT.gaps(SIX, NOON) == [(NINE, NOON)]
    away = Roster(NIGHT.shifts[:1], [Leave(WEI, MIDNIGHT, NINE)])
    assert away.gaps(SIX, NOON) == [(MIDNIGHT, NOON)]
    assert away.pieces(Rank.PRIMARY, MIDNIGHT, NINE)[0].state is State.AWAY
    assert Roster([*NIGHT.shifts, Shift(LAN, Rank.DEPUTY, NINE, NOON)]).gaps(SIX, NOON) == []


def test_a_repetition_makes_a_shift_on_each_of_its_weekdays_and_ends_the_next_morning() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    made = turns(date(2026, 3, 2), date(2026, 3, 15), {0, 2}, time(18), time(9), zone)
    assert [(starts.date().day, ends.date().day) for starts, ends in made] == [(2, 3), (4, 5), (9, 10), (11, 12)]
    assert made[0][0] == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert len(turns(date(2026, 3, 2), date(2026, 3, 15), set(), time(9), time(18), zone)) == 14
    (day,) = turns(date(2026, 3, 2), date(2026, 3, 2), set(), time(9), time(18), zone)
    assert day[1] - day[0] == timedelta(hours=9)
