"""What periods, rows and sheets of figures are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_date
from flask_babel import gettext as _

from portal.data.categories import shipped_taxonomy
from portal.domain.measures import MEASURES
from portal.domain.periods import Period
from portal.domain.status import OUTCOME_WORDS, TIP_OUTCOME_WORDS, Outcome, TipOutcome
from portal.domain.words import N_
from portal.publicity.figures.queries import platform_names
from portal.publicity.figures.tables import Publication
from portal.records.counters import Cut
from portal.records.organizations import Organization
from portal.web.language import html_lang

Names = Mapping[tuple[Cut, str], str]
"""The words of a row by its cut and key."""


def period_words(period: Period) -> str:
    """`March 2026`, `Quarter 1 of 2026`, or `Since the beginning`."""
    if period.first is None:
        return str(_("Since the beginning"))
    if period.is_quarter:
        return str(_("Quarter %(quarter)s of %(year)s", quarter=period.name[-1], year=period.first.year))
    # i18n: how a month is written, in the letters of Unicode CLDR
    return str(format_date(period.first, _("MMMM y")))


def name_of(organization: Organization) -> str:
    """The organization's name in the reader's language."""
    return organization.name_zh if html_lang().startswith("zh") else organization.name_en


def row_names(publication: Publication) -> Names:
    """The words of every row that is shown."""
    keys = {(table.sheet.cut, row.key) for table in publication.tables.values() for row in table.rows}
    platforms = platform_names(key for cut, key in keys if cut is Cut.PLATFORM and key != "0")
    names = {(Cut.PLATFORM, key): name_of(platform) for key, platform in platforms.items()}
    return {(cut, key): names.get((cut, key)) or _name(cut, key) for cut, key in keys}


def _name(cut: Cut, key: str) -> str:
    if cut is Cut.CATEGORY:
        return shipped_taxonomy().category(key).name.in_language(html_lang())
    return str(_(_words(cut, key)))


def _words(cut: Cut, key: str) -> str:
    if cut is Cut.PLATFORM:
        return N_("No registered platform")
    if cut is Cut.MEASURE:
        return MEASURES[key].words
    return OUTCOME_WORDS[Outcome(key)] if key in list(Outcome) else TIP_OUTCOME_WORDS[TipOutcome(key)]
