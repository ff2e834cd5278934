"""Codes: shape, forgiving entry, and what the check character finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.codes import ALPHABET, CASE_NUMBER, QUERY_CODE, TIP_NUMBER, CodeShape, check_character

numbers = st.integers(0, 2**QUERY_CODE.random_bits - 1)


def test_a_query_code_has_25_characters_in_five_groups_and_120_random_bits() -> None:
    code = QUERY_CODE.from_bits(2**120 - 1)
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5, 5]
    assert QUERY_CODE.random_bits == 120


def test_tip_and_case_numbers_carry_their_own_prefix() -> None:
    assert TIP_NUMBER.from_bits(0) == "QT-0000-0000-0000"
    assert CASE_NUMBER.from_bits(1).startswith("AJ-0000-0000-001")


@given(numbers)
def test_a_written_code_reads_back(number: int) -> None:
    code = QUERY_CODE.from_bits(number)
    assert QUERY_CODE.read(code) == code.replace("-", "")


@given(numbers)
def test_entry_forgives_case_spaces_full_width_and_lookalikes(number: int) -> None:
    code = QUERY_CODE.from_bits(number)
    wide = "".join(chr(ord(c) + 0xFEE0) if c != "-" else " \u3000" for c in code)
    spoken = code.lower().replace("0", "o").replace("1", "l").replace("-", "")
    assert QUERY_CODE.read(wide) == QUERY_CODE.read(spoken) == code.replace("-", "")


@pytest.mark.parametrize("label", ["查询码：", "查询码 ", "查詢碼:", "Query code: ", "Query code\n", "QUERY CODE"])
def test_entry_forgives_the_label_that_was_copied_with_the_code(label: str) -> None:
    code = QUERY_CODE.from_bits(2**119 + 7)
    assert QUERY_CODE.read(label + code) == code.replace("-", "")


@pytest.mark.parametrize("shape", [TIP_NUMBER, CASE_NUMBER])
def test_a_number_that_begins_like_its_prefix_is_read_with_it_and_without(shape: CodeShape) -> None:
    payload = shape.prefix + "0" * (shape.random_characters - 2)
    number = payload + check_character(payload)
    assert [shape.read(number), shape.read(shape.written(number))] == [number, number]


def test_a_label_alone_or_another_word_before_the_code_is_not_forgiven() -> None:
    assert QUERY_CODE.read("Query code:") is None
    assert QUERY_CODE.read("Invoice " + QUERY_CODE.from_bits(7)) is None


def test_entry_takes_the_chinese_zero_for_a_zero() -> None:
    code = QUERY_CODE.from_bits(0)
    assert QUERY_CODE.read(code.replace("0", "〇")) == code.replace("-", "")


@given(numbers, st.integers(0, 24), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_found(number: int, place: int, other: str) -> None:
    code = QUERY_CODE.from_bits(number).replace("-", "")
    mistyped = code[:place] + other + code[place + 1 :]
    assert (QUERY_CODE.read(mistyped) is None) == (mistyped != code)


@given(numbers, st.integers(0, 24), st.integers(0, 24))
def test_any_swap_of_two_characters_is_found(number: int, one: int, two: int) -> None:
    code = list(QUERY_CODE.from_bits(number).replace("-", ""))
    swapped = code.copy()
    swapped[one], swapped[two] = swapped[two], swapped[one]
    assert (QUERY_CODE.read("".join(swapped)) is None) == (swapped != code)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = QUERY_CODE.read(text)
    assert read is None or check_character(read[:-1]) == read[-1]
