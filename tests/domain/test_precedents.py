"""What is usual is counted from like cases alone, and only what really leaves it is called unusual."""

import pytest

from portal.domain.measures import MEASURES
from portal.domain.precedents import FEWEST, JUDGED, HowOften, Precedent, departures, how_often, taken_before
from portal.domain.status import Outcome
from portal.domain.targets import TargetType
from portal.records.cases import JUDGED_AND_CLOSED

APP, POST = TargetType.APP, TargetType.CONTENT


def cases(
    times: int, *codes: str, outcome: Outcome = Outcome.SUBSTANTIATED, about: TargetType = APP
) -> list[Precedent]:
    return [Precedent(about, outcome, frozenset(codes))] * times


def named(found: list[HowOften]) -> list[str]:
    return [one.code for one in found]


def test_with_few_cases_there_is_no_usual_range() -> None:
    earlier = cases(FEWEST - 1, "M31")
    assert how_often("M31", earlier) is None
    assert departures(["M32"], APP, earlier) == []
    assert named(departures(["M32"], APP, cases(FEWEST, "M31"))) == ["M32", "M31"]


@pytest.mark.parametrize(
    ("times", "of", "rare", "usual"),
    [(0, 10, True, False), (1, 10, False, False), (4, 10, False, False), (5, 10, False, True), (9, 100, True, False)],
)
def test_a_measure_is_rare_below_one_in_ten_and_usual_from_every_second_on(
    times: int, of: int, rare: bool, usual: bool
) -> None:
    found = how_often("M31", [*cases(times, "M31"), *cases(of - times)])
    assert found is not None
    assert (found.times, found.of, found.is_rare, found.is_usual) == (times, of, rare, usual)


@pytest.mark.parametrize(
    ("times", "of", "tenths"), [(0, 10, 0), (1, 20, 1), (1, 21, 0), (7, 10, 7), (13, 20, 7), (100, 100, 10)]
)
def test_a_share_is_told_in_tenths_halves_up(times: int, of: int, tenths: int) -> None:
    assert HowOften("M31", times, of).tenths == tenths


def test_cases_in_which_nothing_was_found_say_nothing_about_measures() -> None:
    found = how_often("M31", [*cases(10, "M31"), *cases(90, outcome=Outcome.UNSUBSTANTIATED)])
    assert found == HowOften("M31", 10, 10)


def test_a_measure_is_compared_with_cases_alone_whose_target_it_could_meet() -> None:
    earlier = [*cases(10, "M31"), *cases(90, "M11", about=POST)]
    assert how_often("M31", earlier) == HowOften("M31", 10, 10), "no post can be taken out of a store"
    assert how_often("M11", earlier) == HowOften("M11", 90, 100)
    assert named(taken_before(POST, earlier)) == ["M11"]


def test_the_usual_measure_is_missed_where_it_would_meet_what_was_reported() -> None:
    earlier = cases(10, "M11", "M24", about=POST)
    assert named(departures([], POST, earlier)) == ["M11"], "the account behind a post has to be named first"
    assert departures(["M11"], POST, earlier) == []
    assert departures(["M11", "M24"], POST, earlier) == []


def test_the_most_frequent_stands_first() -> None:
    assert named(taken_before(APP, [*cases(6, "M31", "M30"), *cases(4, "M30")])) == ["M30", "M31"]


def test_a_code_that_no_table_has_is_left_to_whoever_checks_codes() -> None:
    assert "M99" not in MEASURES
    assert departures(["M99", "M31"], APP, cases(10, "M31")) == []


def test_the_index_of_the_table_is_of_the_outcomes_that_the_rules_name() -> None:
    assert {one.value for one in JUDGED} == set(
        JUDGED_AND_CLOSED.split("(")[1].split(")")[0].replace("'", "").split(", ")
    )
