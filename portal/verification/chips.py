"""The filters that are set, each in words and with the address of the list without it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from flask import url_for
from flask_babel import gettext

from portal.domain.status import STATUS_WORDS
from portal.domain.words import N_
from portal.verification.forms.arranging import category_choices
from portal.verification.queries import ClaimedBy, QueueFilters
from portal.web.filters import write_filters

NO_FILTERS = frozenset({"desk", "sort"})
"""What the address says besides filters: whose work is shown, and in which order."""

NOTHING = {
    "status": N_("No case of this desk stands there now."),
    "priority": N_("No case of this priority waits here."),
    "category": N_("No case of this category waits here."),
    "overdue": N_("Nothing is overdue. Well done."),
    "number": N_("This desk has no case with this number. Check it, or ask who holds the case."),
}
"""What an empty list means where one filter alone made it empty."""

NOTHING_CLAIMED = {
    ClaimedBy.ME: N_("You work on no case just now. Claim one so that colleagues see it is yours."),
    ClaimedBy.NOBODY: N_("Somebody works on every case that waits here."),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set."""

    name: str
    words: str
    without: str
    """The address of the list without this filter."""


def chips(filters: QueueFilters) -> list[Chip]:
    """The filters that are set, in the order of the table of filters."""
    return [
        Chip(field.name, _words(field.name, filters), queue_address(_without(filters, field.name)))
        for field in fields(filters)
        if field.name not in NO_FILTERS and getattr(filters, field.name) != field.default
    ]


def queue_address(filters: QueueFilters) -> str:
    """The first page of the list with these filters."""
    return url_for("verification.queue", **write_filters(filters))  # type: ignore[arg-type]  # words and lists of words


def nothing_found(filters: QueueFilters, set_filters: list[Chip]) -> str:
    """What it means that the list is empty."""
    if len(set_filters) != 1:
        words = N_("No case meets all of these filters. Take one away.")
    elif filters.claimed:
        words = NOTHING_CLAIMED[filters.claimed]
    else:
        words = NOTHING[set_filters[0].name]
    said: str = gettext(words)
    return said


def _without(filters: QueueFilters, name: str) -> QueueFilters:
    kept = {field.name: getattr(filters, field.name) for field in fields(filters) if field.name != name}
    return QueueFilters(**kept)


def _words(name: str, filters: QueueFilters) -> str:
    if name == "status" and filters.status:
        said: str = gettext("Status: %(status)s", status=gettext(STATUS_WORDS[filters.status]))
    elif name == "priority" and filters.priority:
        said = gettext("Priority: %(priority)s", priority=f"{filters.priority.value} {gettext(filters.priority.words)}")
    elif name == "category" and filters.category:
        said = dict(category_choices()).get(filters.category, filters.category)
    elif name == "claimed":
        said = gettext("Claimed by me") if filters.claimed is ClaimedBy.ME else gettext("Claimed by nobody")
    elif name == "number":
        said = gettext("Number: %(number)s", number=filters.number)
    else:
        said = gettext("Overdue only")
    return said
