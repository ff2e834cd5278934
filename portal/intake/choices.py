"""What the form lets people choose from, in the language of the page."""

from __future__ import annotations

from flask_babel import get_locale, gettext
from wtforms.fields.choices import SelectChoice

from portal.data.categories import shipped_taxonomy
from portal.domain.priority import SECTOR_LABELS, URGENCY_LABELS
from portal.domain.targets import KINDS, TargetType
from portal.domain.words import N_
from portal.intake.queries import platforms
from portal.records.tips import Standing
from portal.web.category_cards import card_groups
from portal.web.forms import choices

Choices = list[SelectChoice]

STANDING_LABELS: dict[Standing, str] = {
    Standing.ANYONE: N_("I came across it, or I do not want to say"),
    Standing.SELF: N_("It concerns me"),
    Standing.CHILD: N_("It concerns my child"),
    Standing.PROXY: N_("It concerns somebody I act for (a client, my employer)"),
}

NO_PLACE = N_("Something you cannot place")
"""How a reporter reads it where there was nothing to name: not as the kind of a thing that was named."""

RECOGNISE = ""
"""The choice that leaves it to the portal to tell what was pasted."""


def category_name(code: str) -> str:
    """What the category is called."""
    return shipped_taxonomy().category(code).name.in_language(str(get_locale()))


def known_categories() -> frozenset[str]:
    """The code of every category there is, offered or not."""
    return frozenset(category.code for category in shipped_taxonomy().categories)


def category_choices() -> Choices:
    """Every category that may be chosen today."""
    return choices((card.code, card.name) for group in card_groups() for card in group.cards)


def urgency_choices() -> Choices:
    """The tick list of the first screen."""
    return choices((tick.value, gettext(words)) for tick, words in URGENCY_LABELS.items())


def sector_choices() -> Choices:
    """Fields in which harm is particular."""
    return choices((sector.value, gettext(words)) for sector, words in SECTOR_LABELS.items())


def standing_choices() -> Choices:
    """In what capacity somebody reports."""
    return choices((standing.value, gettext(words)) for standing, words in STANDING_LABELS.items())


def type_choices() -> Choices:
    """What a target can be; first of all "find out for me"."""
    kinds = [(type_.value, gettext(KINDS[type_].label)) for type_ in KINDS if type_ is not TargetType.UNKNOWN]
    return choices([(RECOGNISE, gettext("Let the portal recognise it")), *kinds])


def type_label(type_: TargetType, *, named: bool) -> str:
    """What a reporter is told a target of this type is; `named`: whether there was anything to call it by."""
    return str(gettext(NO_PLACE if type_ is TargetType.UNKNOWN and not named else KINDS[type_].label))


def platform_choices() -> Choices:
    """The platforms known here, and a way out."""
    return choices([("", gettext("I do not know, or it is not in the list")), *named_platforms()])


def named_platforms() -> list[tuple[str, str]]:
    """The platforms known here, by slug and by the name people know in the language of the page."""
    chinese = str(get_locale()).startswith("zh")
    return [(one.slug, one.name_zh if chinese else one.name_en) for one in platforms()]
