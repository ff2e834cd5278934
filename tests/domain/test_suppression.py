"""No figure of fewer than five tips can be read from a table, or reckoned from its rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.domain.suppression import LEAST, SIZES, Shown, Sum, most_of_size, size_of, suppress_together

Tables = Mapping[str, Mapping[int, int]]
TABLES = st.lists(st.integers(0, 30), min_size=0, max_size=8).map(lambda cells: dict(enumerate(cells)))


def suppress(cells: Mapping[int, int]) -> Shown[int]:
    """A table whose figure no other table cuts."""
    return suppress_cuts({"": cells})[""]


def suppress_cuts(tables: Tables) -> Mapping[str, Shown[int]]:
    """Tables that cut a figure which no other bounds."""
    return suppress_together({"": tables})[""]


def named(*counts: int) -> Mapping[int, int]:
    return dict(enumerate(counts))


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
@example({0: 3, 1: 4, 2: 4, 3: 5})
def test_whoever_knows_the_total_and_the_rule_cannot_tell_a_withheld_cell(cells: dict[int, int]) -> None:
    """By trying every table that would look the same: for each withheld cell several values remain."""
    shown = suppress(cells)
    withheld = [key for key, count in shown.cells.items() if count is None]
    for key in withheld:
        assert len({table[key] for table in tables_that_look_so(shown, cells)}) > 1


def tables_that_look_so(shown: Shown[int], cells: dict[int, int]) -> Iterator[dict[int, int]]:
    """Every sum that the withheld cells can have, dealt out with each of its parts at each place."""
    withheld = [key for key, count in shown.cells.items() if count is None]
    known = None if shown.total is None else sum(cells[key] for key in withheld)
    for guess in combinations_with_replacement(range(1, (known or 20) + 1), len(withheld)):
        if known is None or sum(guess) == known:
            for dealt in {guess[at:] + guess[:at] for at in range(len(guess))}:
                table = cells | dict(zip(withheld, dealt, strict=True))
                if suppress(table) == shown:
                    yield table


CUT_TWICE = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=6)
"""Groups of tips, each with its category and its outcome: what both tables are made from."""


def cut(groups: Sequence[tuple[int, int, int]]) -> dict[str, dict[int, int]]:
    """The same tips by category and by outcome."""
    tables: dict[str, dict[int, int]] = {"category": {}, "outcome": {}}
    for category, outcome, tips in groups:
        for name, key in (("category", category), ("outcome", outcome)):
            tables[name][key] = tables[name].get(key, 0) + tips
    return tables


def separately(tables: Tables) -> Mapping[str, Shown[int]]:
    """The rule that looks at each table alone: what the control uses."""
    return {name: suppress(cells) for name, cells in tables.items()}


def told_apart(tables: Tables, rule: Callable[[Tables], Mapping[str, Shown[int]]]) -> list[tuple[str, int]]:
    """Withheld cells that can have one value only, for whoever sees both tables and knows the rule.

    Two tables of one figure exist together whenever their sums are equal, so every such pair is tried.
    """
    shown = rule(tables)
    values: dict[tuple[str, int], set[int]] = {
        (name, key): set() for name, one in shown.items() for key, count in one.cells.items() if count is None
    }
    total = sum_told(shown)
    for pair in product(*(guesses(shown[name], total) for name in tables)):
        guessed = dict(zip(tables, pair, strict=True))
        if len({sum(cells.values()) for cells in pair}) == 1 and rule(guessed) == shown:
            for (name, key), found in values.items():
                found.add(guessed[name][key])
            if all(len(found) > 1 for found in values.values()):
                break
    return [cell for cell, found in values.items() if len(found) < 2]


def sum_told(shown: Mapping[str, Shown[int]]) -> int | None:
    """The total, where a table tells it, or shows every cell."""
    for one in shown.values():
        known = [count for count in one.cells.values() if count is not None]
        if one.total is not None or len(known) == len(one.cells):
            return sum(known) if one.total is None else one.total
    return None


def guesses(shown: Shown[int], total: int | None) -> list[dict[int, int]]:
    """Every way to fill the withheld cells of one table that its own sum, where it is known, allows."""
    known = {key: count for key, count in shown.cells.items() if count is not None}
    withheld = [key for key, count in shown.cells.items() if count is None]
    rest = None if total is None else total - sum(known.values())
    filled = product(range(1, (6 if rest is None else rest) + 1), repeat=len(withheld))
    return [known | dict(zip(withheld, one, strict=True)) for one in filled if rest is None or sum(one) == rest]


@given(CUT_TWICE)
@example([(category, 0, 1) for category in range(4)])
def test_whoever_sees_every_table_of_a_figure_can_tell_no_withheld_cell(groups: list[tuple[int, int, int]]) -> None:
    assert told_apart(cut(groups), suppress_cuts) == []


def test_control_tables_looked_at_one_by_one_betray_each_other() -> None:
    """Five categories of one tip each hide their total; the one outcome of all five tells it."""
    tables = cut([(category, 0, 1) for category in range(5)])
    assert told_apart(tables, separately) == [("category", key) for key in range(5)]


Nested = tuple[tuple[int, int], ...]
"""Rows of one table: the cases of each, and the tips that they disposed of."""
FIGURES = ("cases", "tips")
NestedRule = Callable[[Nested], Mapping[str, Shown[int]]]


def beside(rows: Nested) -> Mapping[str, Shown[int]]:
    """The rule: both figures withhold the same rows."""
    return {figure: tables[""] for figure, tables in suppress_together(as_figures(rows)).items()}


def each_for_itself(rows: Nested) -> Mapping[str, Shown[int]]:
    """The rule that looks at cases and tips apart: what the control uses."""
    return {figure: suppress_cuts(tables)[""] for figure, tables in as_figures(rows).items()}


def as_figures(rows: Nested) -> Mapping[str, Tables]:
    return {figure: {"": named(*counts)} for figure, counts in zip(FIGURES, zip(*rows, strict=True), strict=True)}


def every_table(rows: int, tips: int) -> Iterator[Nested]:
    """Every table of so many rows and at most so many tips in which no row has more cases than tips.

    A row of tips alone is one of late tips, whose case was counted in an earlier month.
    """
    for counts in product(range(tips + 1), repeat=rows):
        if sum(counts) <= tips:
            for cases in product(*(range(count + 1) for count in counts)):
                yield tuple(zip(cases, counts, strict=True))


def told_small_figures(rule: NestedRule, every: Iterable[Nested]) -> int:
    """How many withheld figures of one to four can have one value only, for whoever knows the rule and the nesting."""
    alike: dict[str, list[Nested]] = {}
    for table in every:
        alike.setdefault(repr(rule(table)), []).append(table)
    return sum(
        0 < min(values := {table[row][place] for table in tables}) < LEAST and len(values) == 1
        for tables in alike.values()
        for place, figure in enumerate(FIGURES)
        for row, count in rule(tables[0])[figure].cells.items()
        if count is None
    )


EVERY_SMALL_TABLE = pytest.mark.parametrize(("rows", "tips"), [(1, 30), (2, 18), (3, 9)])


@EVERY_SMALL_TABLE
def test_no_withheld_number_of_cases_or_tips_can_be_told_from_the_other(rows: int, tips: int) -> None:
    assert told_small_figures(beside, every_table(rows, tips)) == 0


def test_control_cases_and_tips_that_are_looked_at_apart_tell_each_other() -> None:
    assert told_small_figures(each_for_itself, every_table(2, 18)) > 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6).map(tuple))
@example(((1, 30), (0, 5)))  # one case in all, in rows of which none is small altogether
def test_cases_and_tips_withhold_the_same_rows_and_show_none_below_five(rows: Nested) -> None:
    cases, tips = (beside(rows)[figure] for figure in FIGURES)
    withheld = [{key for key, count in shown.cells.items() if count is None} for shown in (cases, tips)]
    assert withheld[0] == withheld[1]
    assert not {1, 2, 3, 4} & {*cases.cells.values(), *tips.cells.values(), cases.total, tips.total}


def every_way_to_end(platforms: int, most: int) -> list[Nested]:
    """Every table of so many platforms whose checks ended in two ways, at most so many times each."""
    ways = [(one, other) for one in range(most + 1) for other in range(most + 1)]
    return list(product(ways, repeat=platforms))


def with_all_checks(rows: Nested) -> Mapping[str, Shown[int]]:
    """The rule that tells besides how many checks each platform ended in all: what the control uses."""
    return {**each_for_itself(rows), "all": suppress(named(*map(sum, rows)))}


@pytest.mark.parametrize(("platforms", "most"), [(1, 30), (2, 8)])
def test_ways_to_end_that_nothing_counts_together_tell_nothing_of_each_other(platforms: int, most: int) -> None:
    assert told_small_figures(each_for_itself, every_way_to_end(platforms, most)) == 0


def test_control_a_number_of_all_checks_would_tell_how_a_few_of_them_ended() -> None:
    assert told_small_figures(with_all_checks, every_way_to_end(2, 8)) > 0


def told_arrivals(tell: Callable[[int], int], most: int) -> set[int]:
    """Small numbers of cases that came in a month, told by what waited before and after it and by how many closed."""
    possible: dict[tuple[int, int, int], set[int]] = {}
    for before, after, closed in product(range(most), repeat=3):
        if after - before + closed >= 0:
            possible.setdefault((tell(before), tell(after), closed), set()).add(after - before + closed)
    return {min(came) for came in possible.values() if len(came) == 1 and 0 < min(came) < LEAST}


def test_sizes_of_what_waits_do_not_tell_how_few_cases_came_between_two_months() -> None:
    assert told_arrivals(size_of, 50) == set()


def test_control_numbers_of_what_waits_tell_how_few_cases_came() -> None:
    assert told_arrivals(lambda count: count, 50) == {1, 2, 3, 4}


def test_every_count_has_one_size_and_no_size_fewer_than_five_counts() -> None:
    assert [(size_of(count), most_of_size(size_of(count))) for count in (0, 4, 5, 19, 20, 70_000)] == [
        (0, 4), (0, 4), (5, 9), (10, 19), (20, 49), (50_000, None)
    ]  # fmt: skip
    assert all((most_of_size(size) or size + LEAST) - size + 1 >= LEAST for size in SIZES)


def test_a_sum_over_months_says_when_it_is_only_part_of_the_truth() -> None:
    assert [one.tells_nothing for one in (Sum(0), Sum(7), Sum(7, 1), Sum(0, 1))] == [False, False, False, True]
