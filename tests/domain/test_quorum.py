"""Who is asked to sign, and when a round of signatures stands."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.measures import MEASURES, AgencyFunction, Nature
from portal.domain.quorum import CATEGORY_AGENCIES, functions_asked, other_agencies, tally

CYBERSPACE, COMMUNICATIONS = AgencyFunction.CYBERSPACE, AgencyFunction.COMMUNICATIONS
MARKET = AgencyFunction.MARKET
PRODUCT_MEASURES = ("M30", "M31", "M32", "M33")

agencies = st.sampled_from(AgencyFunction)
groups = st.frozensets(agencies)
measures = st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=5, unique=True)
categories = st.sampled_from([*CATEGORY_AGENCIES, "B01", "B07", "Z99"])
FINDERS: list[frozenset[AgencyFunction]] = [
    frozenset(),
    frozenset({CYBERSPACE}),
    frozenset({COMMUNICATIONS}),
    frozenset({MARKET}),
    frozenset({CYBERSPACE, MARKET}),
]
finders = st.sampled_from(FINDERS)


@pytest.mark.parametrize("code", PRODUCT_MEASURES)
@pytest.mark.parametrize("found_by", FINDERS)
def test_two_agencies_sign_a_measure_on_a_product_and_the_cyberspace_office_is_one(
    code: str, found_by: frozenset[AgencyFunction]
) -> None:
    for category in (*CATEGORY_AGENCIES, "Z99"):
        asked = functions_asked([code], category, found_by)
        assert CYBERSPACE in asked
        assert len(asked) == 2


def test_a_measure_on_a_product_does_not_stand_on_one_signature_nor_without_the_cyberspace_office() -> None:
    asked = {CYBERSPACE, MARKET}
    assert tally(["M31"], asked, {CYBERSPACE}, {MARKET}).carried == ()
    assert tally(["M31"], asked, {MARKET}, {CYBERSPACE}).carried == ()
    assert tally(["M31"], asked, asked).carried == ("M31",)


def test_an_excused_agency_that_the_row_names_makes_the_measure_fall_out_and_the_rest_goes_on() -> None:
    counted = tally(["M12", "M42"], {CYBERSPACE, COMMUNICATIONS}, {CYBERSPACE}, {COMMUNICATIONS})
    assert (counted.carried, counted.fallen, counted.stands) == (("M12",), ("M42",), True)


def test_a_finder_is_never_the_only_agency_that_signs() -> None:
    asked = functions_asked(["M12"], "A03", {CYBERSPACE})
    assert asked == {CYBERSPACE, MARKET}
    assert tally(["M12"], asked, {CYBERSPACE}, {MARKET}, found_by={CYBERSPACE}).carried == ()
    assert tally(["M12"], asked, asked, found_by={CYBERSPACE}).carried == ("M12",)
    assert tally(["M12"], {CYBERSPACE}, {CYBERSPACE}, found_by=()).carried == ("M12",)


def test_a_referral_alone_is_signed_by_one_agency_that_did_not_find_it() -> None:
    assert functions_asked(["M51"], "B05") == {CYBERSPACE}
    assert functions_asked(["M51"], "B05", {CYBERSPACE}) == {MARKET}


@given(measures, categories, finders)
def test_a_referral_always_asks_somebody_who_did_not_find_it(
    codes: list[str], category: str, found_by: frozenset[AgencyFunction]
) -> None:
    asked = functions_asked(codes, category, found_by)
    assert asked - found_by
    assert all(MEASURES[code].named <= asked for code in codes)
    assert len(asked) >= max(MEASURES[code].minimum for code in codes)


@given(measures, categories, finders)
def test_when_everybody_asked_signs_everything_is_carried(
    codes: list[str], category: str, found_by: frozenset[AgencyFunction]
) -> None:
    asked = functions_asked(codes, category, found_by)
    counted = tally(codes, asked, asked, (), found_by)
    assert counted.stands
    assert list(counted.carried) == codes


@given(measures, groups, groups, groups, finders)
def test_a_round_never_stands_while_somebody_is_waited_for(
    codes: list[str],
    asked: frozenset[AgencyFunction],
    approved: frozenset[AgencyFunction],
    excused: frozenset[AgencyFunction],
    found_by: frozenset[AgencyFunction],
) -> None:
    counted = tally(codes, asked, approved, excused, found_by)
    assert counted.stands == (asked <= approved | excused)
    assert counted.waiting == asked - approved - excused
    assert sorted(counted.carried + counted.fallen) == sorted(codes)


@given(measures, groups, groups, groups, agencies, finders)
def test_one_more_signature_never_takes_a_measure_away(
    codes: list[str],
    asked: frozenset[AgencyFunction],
    approved: frozenset[AgencyFunction],
    excused: frozenset[AgencyFunction],
    another: AgencyFunction,
    found_by: frozenset[AgencyFunction],
) -> None:
    before = tally(codes, asked, approved, excused, found_by)
    after = tally(codes, asked, approved | {another}, excused, found_by)
    assert set(before.carried) <= set(after.carried)
    assert after.waiting <= before.waiting


@given(measures, groups, groups, groups, agencies)
def test_excusing_never_carries_a_measure(
    codes: list[str],
    asked: frozenset[AgencyFunction],
    approved: frozenset[AgencyFunction],
    excused: frozenset[AgencyFunction],
    another: AgencyFunction,
) -> None:
    before = tally(codes, asked, approved, excused)
    assert tally(codes, asked, approved, excused | {another}).carried == before.carried


@given(measures, groups)
def test_the_order_of_signatures_and_measures_does_not_matter(
    codes: list[str], approved: frozenset[AgencyFunction]
) -> None:
    asked = functions_asked(codes, "A01")
    outcomes = {frozenset(tally(codes, asked, order).carried) for order in permutations(approved)}
    outcomes |= {frozenset(tally(order, asked, approved).carried) for order in permutations(codes)}
    assert len(outcomes) == 1


@given(measures, groups, groups, agencies)
def test_a_signature_of_an_agency_that_was_not_asked_counts_for_nothing(
    codes: list[str], asked: frozenset[AgencyFunction], approved: frozenset[AgencyFunction], stranger: AgencyFunction
) -> None:
    asked -= {stranger}
    assert tally(codes, asked, approved | {stranger}) == tally(codes, asked, approved - {stranger})


def test_no_measure_of_a_platforms_nature_needs_more_than_the_cyberspace_office_by_name() -> None:
    for measure in MEASURES.values():
        if measure.nature is Nature.PLATFORM:
            assert measure.named == {CYBERSPACE}


@given(categories)
def test_a_lead_agency_always_has_a_deputy(category: str) -> None:
    near = other_agencies(category)
    assert CYBERSPACE not in near
    assert len(set(near)) >= 2


@pytest.mark.parametrize("category", sorted(CATEGORY_AGENCIES))
def test_an_agency_that_stays_out_is_asked_only_where_a_measure_names_it(category: str) -> None:
    for out in AgencyFunction:
        asked = functions_asked(["M31"], category, (), {out})
        assert (out in asked) is (out in MEASURES["M31"].named)
        assert len(asked) == len(functions_asked(["M31"], category))
