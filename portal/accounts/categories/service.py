"""What an administrator does with a category; every step is written to the administration log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from portal.accounts.administration import differences, log_change
from portal.accounts.categories.queries import CategoryLine, get_category
from portal.accounts.models import Change
from portal.domain.categories import Category
from portal.domain.errors import InputInvalid
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.records.adjustments import Adjusts, adjust


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """What stands beside a category's name."""

    example_zh: str
    example_en: str
    help_zh: str = ""
    help_en: str = ""

    @classmethod
    def of(cls, category: Category) -> CategoryWords:
        """The words of this one."""
        example, more = category.example, category.help_line
        return cls(example.zh, example.en, more.zh, more.en)


def reword(code: str, words: CategoryWords, seen: int, by: Actor) -> None:
    """Show citizens these words; those that were shipped need no row. Raises NotFound, ChangedMeanwhile."""
    line = get_category(code)
    shipped = words == CategoryWords.of(line.shipped)
    _say(line, None if shipped else words, words, seen, by)


def take_shipped_words(code: str, seen: int, by: Actor) -> None:
    """Show the words that came with the portal again. Raises NotFound, ChangedMeanwhile."""
    line = get_category(code)
    _say(line, None, CategoryWords.of(line.shipped), seen, by)


def retire(code: str, on: date, seen: int, by: Actor) -> None:
    """Offer it no more from that day on; cases keep it. Raises NotFound, InputInvalid, ChangedMeanwhile."""
    line = get_category(code)
    if not line.may_retire:
        raise InputInvalid("retired_from", N_("“Not sure” stays: whoever knows no other choice needs it."))
    adjust(Adjusts.CATEGORY_OFFER, code, {"retired_from": on.isoformat()}, seen, by)
    before = line.retired_from.isoformat() if line.retired_from else None
    changed = differences({"retired_from": before}, {"retired_from": on.isoformat()})
    log_change(Change.CATEGORY_RETIRED, by, details={"value": code, **changed})


def offer_again(code: str, seen: int, by: Actor) -> None:
    """Offer it again at once. Raises NotFound, ChangedMeanwhile."""
    get_category(code)
    adjust(Adjusts.CATEGORY_OFFER, code, None, seen, by)
    log_change(Change.CATEGORY_OFFERED_AGAIN, by, details={"value": code})


def _say(line: CategoryLine, value: CategoryWords | None, words: CategoryWords, seen: int, by: Actor) -> None:
    code = line.category.code
    adjust(Adjusts.CATEGORY_WORDS, code, asdict(value) if value else None, seen, by)
    if changed := differences(asdict(CategoryWords.of(line.category)), asdict(words)):
        log_change(Change.CATEGORY_REWORDED, by, details={"value": code, **changed})
