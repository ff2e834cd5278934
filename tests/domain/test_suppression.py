"""No figure of fewer than five tips can be read from a table, or reckoned from its rest."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.domain.suppression import LEAST, Shown, suppress

TABLES = st.lists(st.integers(0, 30), min_size=0, max_size=8).map(lambda cells: dict(enumerate(cells)))


def named(*counts: int) -> Mapping[str, int]:
    return dict(zip("abcdefgh", counts, strict=False))


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ((), (), 0),
        ((0, 0), (0, 0), 0),
        ((40, 7, 5), (40, 7, 5), 52),
        ((40, 3, 0), (None, None, 0), 43),  # a lone small cell takes the next larger with it
        ((40, 9, 3), (40, None, None), 52),
        ((40, 5, 5, 4), (40, None, None, None), 54),  # 9 in two cells of at most five would be 4 and 5
        ((40, 1, 1), (None, None, None), 42),  # 2 in two cells would be 1 and 1
        ((40, 4, 4), (40, None, None), 48),
        ((4,), (None,), None),  # alone it is the total
        ((7,), (7,), 7),
        ((1, 1, 1), (None, None, None), None),
        ((3, 3), (None, None), 6),
    ],
)
def test_small_cells_go_and_take_with_them_what_would_betray_them(
    counts: Sequence[int], cells: Sequence[int | None], total: int | None
) -> None:
    shown = suppress(named(*counts))
    assert (tuple(shown.cells.values()), shown.total) == (cells, total)


@given(TABLES)
def test_no_cell_below_five_is_shown_but_zero(cells: dict[int, int]) -> None:
    shown = suppress(cells)
    assert [count for count in shown.cells.values() if count is not None and 0 < count < LEAST] == []
    assert shown.total is None or shown.total == 0 or shown.total >= LEAST


@given(TABLES)
def test_what_is_shown_is_exact(cells: dict[int, int]) -> None:
    shown = suppress(cells)
    assert {key: count for key, count in shown.cells.items() if count is not None}.items() <= cells.items()
    assert shown.total in (None, sum(cells.values()))


@given(TABLES)
def test_a_table_without_small_cells_is_shown_whole(cells: dict[int, int]) -> None:
    large = {key: count + LEAST for key, count in cells.items()}
    assert suppress(large) == Shown(large, sum(large.values()))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5).map(lambda cells: dict(enumerate(cells))))
@example(dict.fromkeys(range(5), 4))
def test_whoever_knows_the_total_and_the_rule_cannot_tell_a_withheld_cell(cells: dict[int, int]) -> None:
    """By trying every table that would look the same: for each withheld cell several values remain."""
    shown = suppress(cells)
    withheld = [key for key, count in shown.cells.items() if count is None]
    for key in withheld:
        assert len({table[key] for table in tables_that_look_so(shown, cells)}) > 1


def tables_that_look_so(shown: Shown[int], cells: dict[int, int]) -> Iterator[dict[int, int]]:
    """Every sum that the withheld cells can have, dealt out in ascending and in descending order."""
    withheld = [key for key, count in shown.cells.items() if count is None]
    known = None if shown.total is None else sum(cells[key] for key in withheld)
    for guess in combinations_with_replacement(range(1, (known or 20) + 1), len(withheld)):
        if known is None or sum(guess) == known:
            for dealt in (guess, guess[::-1]):
                table = cells | dict(zip(withheld, dealt, strict=True))
                if suppress(table) == shown:
                    yield table
