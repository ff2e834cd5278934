"""Desks call tips by letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.tip_labels import read_tip_label, tip_label


@pytest.mark.parametrize(
    ("position", "label"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")]
)
def test_letters_run_like_the_columns_of_a_sheet(position: int, label: str) -> None:
    assert tip_label(position) == label


@given(st.integers(min_value=1, max_value=10**6))
def test_a_label_leads_back_to_its_tip(position: int) -> None:
    assert read_tip_label(tip_label(position).lower()) == position


@pytest.mark.parametrize("label", ["", " ", "A1", "ä", "１", "AAAAAAA", "A B"])
def test_what_is_no_label_leads_nowhere(label: str) -> None:
    assert read_tip_label(label) is None
