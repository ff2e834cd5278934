"""Filters come typed out of the address and go back as they came."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from werkzeug.datastructures import MultiDict

from portal.domain.errors import InputInvalid
from portal.web.filters import read_filters, write_filters


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Wanted:
    word: str | None = None
    colours: tuple[Colour, ...] = ()
    since: date | None = None
    overdue: bool = False
    rank: int = 1


FULL = Wanted("换脸", (Colour.RED, Colour.BLUE), date(2026, 3, 2), overdue=True, rank=4)
ADDRESS: dict[str, str | list[str]] = {
    "word": "换脸",
    "colours": ["red", "blue"],
    "since": "2026-03-02",
    "overdue": "1",
    "rank": "4",
}


def test_an_address_becomes_typed_values_and_back() -> None:
    assert read_filters(Wanted, MultiDict(ADDRESS)) == FULL
    assert write_filters(FULL) == ADDRESS


def test_what_is_absent_or_empty_keeps_its_default() -> None:
    assert read_filters(Wanted, MultiDict({"word": "", "other": "x"})) == Wanted()
    assert write_filters(Wanted()) == {}


@pytest.mark.parametrize("pair", [("colours", "green"), ("since", "2026-13-01"), ("overdue", "yes"), ("rank", "a\x00")])
def test_a_value_the_filter_does_not_have_is_named(pair: tuple[str, str]) -> None:
    with pytest.raises(InputInvalid) as caught:
        read_filters(Wanted, MultiDict([pair]))
    assert caught.value.field == pair[0]
