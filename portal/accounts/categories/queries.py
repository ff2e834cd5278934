"""The categories with what is adjusted about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.data.categories import shipped_taxonomy
from portal.domain.categories import NOT_SURE, Category
from portal.domain.errors import NotFound
from portal.domain.priority import SECTOR_LABELS, URGENCY_LABELS
from portal.domain.targets import KINDS
from portal.domain.words import N_
from portal.records.adjustments import Adjusts, version_of
from portal.records.counters import today
from portal.records.offers import as_shown, is_retired, retired_from


class Offer(StrEnum):
    """Whether new tips are taken under it."""

    OFFERED = "offered"
    RETIRED = "retired"


OFFER_WORDS: Mapping[Offer, str] = {Offer.OFFERED: N_("offered"), Offer.RETIRED: N_("retired")}
CIRCUMSTANCE_WORDS: Mapping[str, str] = {
    **{str(one): words for one, words in URGENCY_LABELS.items()},
    **{str(one): words for one, words in SECTOR_LABELS.items()},
    **{str(one): kind.label for one, kind in KINDS.items()},
}
"""What leaves a category at another priority: a tick, a field or a type of target."""


@dataclass(frozen=True)
class CategoryFilters:
    """What the list can be narrowed to."""

    q: str = ""
    """A part of code, name, example or help line, in either language."""
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One category as citizens see it now."""

    category: Category
    shipped: Category
    retired_from: date | None
    offer: Offer
    words_version: int
    offer_version: int

    @property
    def may_retire(self) -> bool:
        """Whether citizens can do without it: never without "not sure"."""
        return self.category.code != NOT_SURE


def list_categories(filters: CategoryFilters) -> list[CategoryLine]:
    """The categories that match, in the order of their codes."""
    lines = (_line(category) for category in shipped_taxonomy().categories)
    return [line for line in lines if _matches(line, filters)]


def get_category(code: str) -> CategoryLine:
    """The category of this code. Raises NotFound."""
    try:
        return _line(shipped_taxonomy().category(code))
    except KeyError:
        raise NotFound() from None


def _line(shipped: Category) -> CategoryLine:
    code, day = shipped.code, today()
    offered = shipped.in_force.holds_on(day) and not is_retired(code, day)
    return CategoryLine(
        as_shown(shipped),
        shipped,
        retired_from(code),
        Offer.OFFERED if offered else Offer.RETIRED,
        version_of(Adjusts.CATEGORY_WORDS, code),
        version_of(Adjusts.CATEGORY_OFFER, code),
    )


def _matches(line: CategoryLine, filters: CategoryFilters) -> bool:
    wanted = filters.q.casefold().split()
    text = " ".join([line.category.code, *_texts(line.category)]).casefold()
    return all(word in text for word in wanted) and filters.offer in (None, line.offer)


def _texts(category: Category) -> Iterable[str]:
    for wording in (category.name, category.example, category.help_line):
        yield from (wording.zh, wording.en)
