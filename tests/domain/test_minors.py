"""Sexual pictures of minors: which choices say so."""

import re

import pytest

from portal.data.categories import shipped_taxonomy
from portal.domain.minors import SAYS, Says, no_file_is_taken
from portal.domain.priority import Urgency

SEXUAL = re.compile("色情|脱衣|porn|undress|sexual")


def test_every_category_whose_words_speak_of_sex_is_in_the_table() -> None:
    words = {
        one.code: " ".join((one.name.zh, one.name.en, one.example.zh, one.example.en))
        for one in shipped_taxonomy().categories
    }
    speaking = {code for code, said in words.items() if SEXUAL.search(said.lower())}
    assert {"A02", "A11", "B03", "B07"} <= speaking
    assert speaking <= set(SAYS)


@pytest.mark.parametrize("category", ["A02", "A11", "B03"])
def test_a_sexual_category_and_a_minor_take_no_file_and_each_alone_does(category: str) -> None:
    assert no_file_is_taken(category, {Urgency.UNDER_18})
    assert not no_file_is_taken(category, {Urgency.MONEY_MOVING})
    assert not no_file_is_taken("B02", {Urgency.UNDER_18})


def test_both_halves_are_in_the_table_as_ticks() -> None:
    assert {SAYS[Urgency.UNDER_18], SAYS[Urgency.INTIMATE_IMAGE]} == set(Says)
