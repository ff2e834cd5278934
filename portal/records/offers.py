"""What may be chosen now: the categories as they were shipped, with what the operator adjusted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category, Wording
from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.records.adjustments import Adjusts, adjusted
from portal.records.counters import today

RETIRED = N_(
    "New tips are no longer taken under this category. Choose what comes closest; Z99, “not sure”, is always there."
)


def offered_categories(on: date) -> tuple[Category, ...]:
    """What a citizen may choose on that day, with the words that stand beside it now."""
    in_force = shipped_taxonomy().categories_in_force(on)
    return tuple(as_shown(category) for category in in_force if not is_retired(category.code, on))


def as_shown(category: Category) -> Category:
    """The category with the operator's example and help line, where there are any."""
    words = adjusted(Adjusts.CATEGORY_WORDS, category.code)
    if words is None:
        return category
    said = words.value
    more = Wording(said["help_zh"], said["help_en"])
    return replace(category, example=Wording(said["example_zh"], said["example_en"]), help_line=more)


def retired_from(code: str) -> date | None:
    """From which day on this category is not offered for new tips; None where it is offered."""
    retired = adjusted(Adjusts.CATEGORY_OFFER, code)
    return date.fromisoformat(retired.value["retired_from"]) if retired else None


def is_retired(code: str, on: date) -> bool:
    """Whether it is not offered on that day."""
    day = retired_from(code)
    return day is not None and day <= on


def refuse_retired(code: str) -> None:
    """Raises InputInvalid where no new tip may be of this category today."""
    day = today()
    if not shipped_taxonomy().category(code).in_force.holds_on(day) or is_retired(code, day):
        raise InputInvalid("category", RETIRED)


def is_retired_measure(code: str) -> bool:
    """Whether this measure is not proposed any more."""
    return adjusted(Adjusts.MEASURE_OFFER, code) is not None
