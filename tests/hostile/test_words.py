"""The measure itself: a page's shape changes when a text becomes markup, and only then."""

import pytest

from tests.hostile.words import STORABLE, WORDS, WORST, chunks, plain, schemes, shape

PAGE = "<!doctype html><title>x</title><main><p class='y'>{}</p></main>"


def test_there_are_hundreds_of_hostile_words() -> None:
    assert (len(WORDS) > 700, len(STORABLE) > 690) == (True, True)
    assert "\n".join(chunks(STORABLE, 500)) == "\n".join(STORABLE)


@pytest.mark.parametrize("word", WORST[:2])
def test_a_text_that_becomes_markup_changes_the_shape(word: str) -> None:
    assert shape(PAGE.format(word)) != shape(PAGE.format(plain(word)))
    assert shape(PAGE.format(word.replace("&", "&amp;").replace("<", "&lt;"))) == shape(PAGE.format(plain(word)))


def test_a_link_that_runs_something_is_seen() -> None:
    assert schemes(PAGE.format('<a href=" JavaScript:alert(1)">x</a><a href="/x">y</a>')) == {"javascript", ""}
