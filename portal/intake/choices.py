"""What the form lets people choose from, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import get_locale, gettext

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.priority import SECTOR_LABELS, URGENCY_LABELS
from portal.domain.targets import KINDS, TargetType
from portal.domain.words import N_
from portal.intake.queries import platforms
from portal.records.tips import Standing

Choices = list[tuple[str, str]]

CATEGORY_GROUPS: tuple[tuple[str, str], ...] = (
    ("Z", N_("Not sure")),
    ("B", N_("What somebody made or did with AI")),
    ("A", N_("An AI product, service or offer")),
)
"""First letter of the codes and the heading over them; who does not know finds the way out first."""

STANDING_LABELS: dict[Standing, str] = {
    Standing.ANYONE: N_("I came across it"),
    Standing.SELF: N_("It concerns me"),
    Standing.CHILD: N_("It concerns my child"),
    Standing.PROXY: N_("It concerns somebody I act for (a client, my employer)"),
}

RECOGNISE = ""
"""The choice that leaves it to the portal to tell what was pasted."""


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """Some categories under one heading; each is code, name and example."""

    heading: str
    categories: tuple[tuple[str, str, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in it."""
        return tuple(code for code, _, _ in self.categories)


def category_groups() -> list[CategoryGroup]:
    """The categories in force today, grouped as the form shows them."""
    locale = str(get_locale())
    today = clock.now().astimezone(clock.SHANGHAI).date()
    in_force = shipped_taxonomy().categories_in_force(today)
    return [
        CategoryGroup(
            gettext(heading),
            tuple(
                (one.code, one.name.in_language(locale), one.example.in_language(locale))
                for one in in_force
                if one.code.startswith(letter)
            ),
        )
        for letter, heading in CATEGORY_GROUPS
    ]


def category_name(code: str) -> str:
    """What the category is called."""
    return shipped_taxonomy().category(code).name.in_language(str(get_locale()))


def category_choices() -> Choices:
    """Every category that may be chosen today."""
    return [(code, name) for group in category_groups() for code, name, _ in group.categories]


def urgency_choices() -> Choices:
    """The tick list of the first screen."""
    return [(tick.value, gettext(words)) for tick, words in URGENCY_LABELS.items()]


def sector_choices() -> Choices:
    """Fields in which harm is particular."""
    return [(sector.value, gettext(words)) for sector, words in SECTOR_LABELS.items()]


def standing_choices() -> Choices:
    """In what capacity somebody reports."""
    return [(standing.value, gettext(words)) for standing, words in STANDING_LABELS.items()]


def type_choices() -> Choices:
    """What a target can be; first of all "find out for me"."""
    kinds = [(type_.value, gettext(KINDS[type_].label)) for type_ in KINDS if type_ is not TargetType.UNKNOWN]
    return [(RECOGNISE, gettext("Let the portal recognise it")), *kinds]


def type_label(type_: TargetType) -> str:
    """What people call a target of this type."""
    return str(gettext(KINDS[type_].label))


def platform_choices() -> Choices:
    """The platforms known here, by the name people know."""
    chinese = str(get_locale()).startswith("zh")
    known = [(one.slug, one.name_zh if chinese else one.name_en) for one in platforms()]
    return [("", gettext("I do not know, or it is not in the list")), *known]
