"""When two tips say the same: by their letters, and by what stands beside them."""

import pytest

from portal.domain.likeness import likeness

SAID = "这个视频里的医生是 AI 生成的，在卖药。"


@pytest.mark.parametrize(
    "copied",
    [
        f"  {SAID}  ",
        "这个视频里的医生是ＡＩ生成的,在卖药!!! 12345",
        "这个视频里的医生是 ai 生成的\n\n在卖药 😡😡",
    ],
)
def test_numbers_signs_spaces_and_capitals_make_no_other_tip(copied: str) -> None:
    assert likeness(copied) == likeness(SAID)


def test_words_of_ones_own_are_another_tip() -> None:
    assert likeness("这个视频里的医生是假的，我妈妈买了药。") != likeness(SAID)


def test_what_stands_beside_the_words_counts_in_any_order() -> None:
    assert likeness(SAID, ["B02", "danger"]) == likeness(SAID, ["danger", "B02"])
    assert likeness(SAID, ["B02"]) != likeness(SAID, ["B05"])


def test_words_without_a_letter_are_told_apart_by_what_they_are() -> None:
    assert likeness("😡") != likeness("👍")
