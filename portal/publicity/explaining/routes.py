"""The pages that explain: the front door, how it works, who runs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.deadlines import EXTENSION, Step
from portal.domain.measures import MEASURES, NATURE_WORDS, Measure, Nature
from portal.domain.objections import OBJECTIONS
from portal.domain.operator_settings import OperatorSetting
from portal.domain.periods import ALL_TIME
from portal.domain.priority import PRIORITY_WORDS
from portal.domain.suppression import LEAST
from portal.publicity.blueprint import blueprint
from portal.publicity.bulletins.queries import latest_bulletins
from portal.publicity.bulletins.reading import read
from portal.publicity.explaining import promises, ways
from portal.publicity.figures.published import published_months, read_publication
from portal.publicity.figures.tables import FIGURE_WORDS, OBJECTS
from portal.publicity.figures.words import period_words
from portal.records.counters import today
from portal.records.offers import offered_categories
from portal.records.operator_settings import contact_hours, number
from portal.web.access import public
from portal.web.category_cards import card_groups
from portal.web.language import html_lang


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """What can be flagged, what happens then and by when, and what became of earlier tips."""
    return render_template(
        "publicity/home.html",
        groups=card_groups(),
        steps=promises.five_steps(),
        bulletins=[read(bulletin) for bulletin in latest_bulletins(3)],
        publication=read_publication(ALL_TIME),
        published_until=next(reversed(published_months(ALL_TIME)), None),
        period_words=period_words,
        words=FIGURE_WORDS,
        objects=OBJECTS,
    )


@blueprint.get("/how-it-works")
@public
def how_it_works() -> ResponseReturnValue:
    """Who decides what and by when, how decisions are checked, and what the words on these pages mean."""
    return render_template(
        "publicity/how_it_works.html",
        picture=ways.picture(),
        promises=promises.promises(),
        priorities=[(priority, gettext(words)) for priority, words in PRIORITY_WORDS.items()],
        first_look=promises.first_look(),
        extension=promises.time_words(EXTENSION),
        appeal_window=promises.longest(Step.APPEAL_WINDOW),
        appeal_decision=promises.longest(Step.APPEAL_DECISION),
        ratification=promises.longest(Step.RATIFICATION),
        sampling=number(OperatorSetting.SAMPLING),
        least=LEAST,
        measures=_by_nature(MEASURES.values()),
        nature_words=NATURE_WORDS,
        objections=list(OBJECTIONS.values()),
        categories=offered_categories(today()),
    )


@blueprint.get("/about")
@public
def about() -> ResponseReturnValue:
    """Who runs the portal and how to reach them."""
    hours = contact_hours()
    return render_template(
        "publicity/about.html",
        hours=hours.in_language(html_lang()) if hours else "",
        published_until=next(reversed(published_months(ALL_TIME)), None),
        period_words=period_words,
    )


def _by_nature(measures: Iterable[Measure]) -> Mapping[Nature, list[Measure]]:
    sorted_by = {nature: list[Measure]() for nature in Nature}
    for measure in measures:
        sorted_by[measure.nature].append(measure)
    return sorted_by
