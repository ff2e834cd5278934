"""The bar of a clock: how much is used, and when a desk is warned."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.time_left import Pace, time_left

START = datetime(2026, 3, 2, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("gone", "used", "pace"),
    [
        (-1, 0, Pace.CALM),
        (0, 0, Pace.CALM),
        (2, 50, Pace.CALM),
        (3, 75, Pace.SOON),
        (4, 100, Pace.SOON),
        (5, 100, Pace.LATE),
    ],
)
def test_the_bar_fills_as_time_goes_and_warns_before_it_is_over(gone: int, used: int, pace: Pace) -> None:
    clock = time_left(START, START + 4 * HOUR, START + gone * HOUR)
    assert (clock.used, clock.pace, clock.left) == (used, pace, (4 - gone) * HOUR)


def test_time_in_which_a_clock_stood_still_is_not_used() -> None:
    clock = time_left(START, START + 6 * HOUR, START + 4 * HOUR, stood=2 * HOUR)
    assert (clock.used, clock.left) == (50, 2 * HOUR)


def test_a_clock_without_length_is_used_up() -> None:
    assert time_left(START, START, START - HOUR).used == 100
