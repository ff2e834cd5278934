"""Two versions of a finding are told apart sentence by sentence, and nothing of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.differences import Kept, Passage, compare_items, compare_words, differs

SAME, REMOVED, ADDED = Kept.SAME, Kept.REMOVED, Kept.ADDED
TEXTS = st.lists(
    st.sampled_from(["标识缺失。", "Label missing. ", "Sold at 3.5 yuan. ", "\n", "第二句！", "x", " "])
).map("".join)


def test_a_sentence_that_was_changed_stands_as_removed_and_added() -> None:
    assert compare_words("标识缺失。涉及三款产品。", "标识缺失。涉及五款产品。") == (
        Passage(SAME, "标识缺失。"),
        Passage(REMOVED, "涉及三款产品。"),
        Passage(ADDED, "涉及五款产品。"),
    )


def test_a_number_is_no_end_of_a_sentence() -> None:
    assert compare_words("It costs 3.5 yuan.", "It costs 3.6 yuan.") == (
        Passage(REMOVED, "It costs 3.5 yuan."),
        Passage(ADDED, "It costs 3.6 yuan."),
    )


def test_what_stayed_is_no_difference() -> None:
    assert not differs(compare_words("One. Two.", "One. Two."))
    assert differs(compare_words("One. Two.", "One. Three."))


def test_of_a_list_only_what_changed_is_told() -> None:
    assert compare_items(("M12", "M31"), ("M31", "M10")) == (Passage(REMOVED, "M12"), Passage(ADDED, "M10"))


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    passages = compare_words(before, after)
    assert "".join(one.words for one in passages if one.kept is not ADDED) == before
    assert "".join(one.words for one in passages if one.kept is not REMOVED) == after
