"""The page of figures, and each of its tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.deadlines import Step
from portal.domain.errors import InputInvalid, NotFound
from portal.domain.periods import ALL, Period, periods_between, read_period
from portal.domain.suppression import Sum
from portal.publicity.blueprint import blueprint
from portal.publicity.explaining.promises import promised_times
from portal.publicity.figures import course, scorecard
from portal.publicity.figures.backlog import TITLE as BACKLOG_TITLE
from portal.publicity.figures.backlog import read_backlog
from portal.publicity.figures.bars import ROOM, bars
from portal.publicity.figures.course import COURSES, Column, Course, Month, columns, read_course
from portal.publicity.figures.published import BACKLOG, published_months, read_publication
from portal.publicity.figures.queries import first_day
from portal.publicity.figures.scorecard import Score, read_scorecard
from portal.publicity.figures.sheets import write_sheet
from portal.publicity.figures.tables import CHECKS_SHEET, FIGURE_WORDS, INTERIM_SHEET, LOOKS_SHEET, OBJECTS, SHEETS
from portal.publicity.figures.words import period_words, row_names
from portal.records.counters import Cut, today
from portal.web.access import public
from portal.web.filters import UNKNOWN, read_filters


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for."""

    period: str = ALL

    def read(self) -> Period:
        """The period. Raises InputInvalid where there is no such one."""
        period = read_period(self.period)
        if period is None:
            raise InputInvalid("period", UNKNOWN, value=self.period)
        return period


@blueprint.get("/figures")
@public
def figures() -> ResponseReturnValue:
    """What came in, how it ended and what was dealt with, in the period of the address."""
    period = read_filters(Chosen, request.args).read()
    publication = read_publication(period)
    return render_template(
        "publicity/figures.html",
        period=period,
        months=published_months(period),
        courses=_courses(period),
        picture=course,
        promised=promised_times(Step.CHECK),
        backlog=read_backlog(period),
        backlog_title=BACKLOG_TITLE,
        period_words=period_words,
        periods=list(periods_between(first_day(), today())),
        publication=publication,
        bars={name: bars(table) for name, table in publication.tables.items()},
        objects=OBJECTS,
        names=row_names(publication),
        words=FIGURE_WORDS,
    )


def _courses(period: Period) -> Mapping[str, tuple[Course, Sequence[Month], list[Column]]]:
    read = {name: (one, read_course(one, period)) for name, one in COURSES.items()}
    return {name: (one, months, list(columns(months))) for name, (one, months) in read.items()}


@blueprint.get("/figures/platforms")
@public
def platform_scorecard() -> ResponseReturnValue:
    """What share of each platform's checks ended in time, how they ended, and how much of what it removed came back."""
    period = read_filters(Chosen, request.args).read()
    publication = read_publication(period)
    return render_template(
        "publicity/platform_scorecard.html",
        period=period,
        periods=list(periods_between(first_day(), today())),
        period_words=period_words,
        scorecard=read_scorecard(period),
        room=ROOM,
        checks=publication.tables[CHECKS_SHEET],
        looks=publication.tables[LOOKS_SHEET],
        interim=publication.tables[INTERIM_SHEET],
        names=row_names(publication),
        words=FIGURE_WORDS,
        promised=promised_times(Step.CHECK),
    )


@blueprint.get("/figures/<name>.csv")
@public
def figures_sheet(name: str) -> ResponseReturnValue:
    """One table of the page as CSV. Raises NotFound for a table there is none of."""
    period = read_filters(Chosen, request.args).read()
    if name in COURSES:
        return _as_sheet(name, period, *_course_sheet(COURSES[name], period))
    if name == BACKLOG:
        return _as_sheet(name, period, *_backlog_sheet(period))
    if name == scorecard.NAME:
        return _as_sheet(name, period, *_scorecard_sheet(period))
    if name == scorecard.CAME_BACK_NAME:
        return _as_sheet(name, period, *_came_back_sheet(period))
    if name not in SHEETS:
        raise NotFound
    publication = read_publication(period)
    table, names = publication.tables[name], row_names(publication)
    head = [_(table.sheet.head), _("Name of the row"), *(_(FIGURE_WORDS[figure]) for figure in table.figures)]
    rows: list[list[str | int]] = [
        [row.key, names[table.sheet.cut, row.key], *map(_cell, row.cells)] for row in table.rows
    ]
    rows.append(["", _("Total"), *map(_cell, table.totals)])
    return _as_sheet(name, period, head, rows)


def _course_sheet(one: Course, period: Period) -> tuple[list[str], list[list[str | int]]]:
    head = [_("Month"), *(_(words) for words in one.columns)]
    return head, [[month.month.name, *map(_cell, month.totals)] for month in read_course(one, period)]


def _backlog_sheet(period: Period) -> tuple[list[str], list[list[str | int]]]:
    head = [_("End of the month"), _("Step"), _("Name of the row"), _("At least"), _("At most")]
    backlog = read_backlog(period)
    if backlog is None:
        return head, []
    month = backlog.month.name
    return head, [
        [month, one.step, _(one.words), one.least, "" if one.most is None else one.most] for one in backlog.steps
    ]


def _scorecard_sheet(period: Period) -> tuple[list[str], list[list[str | int]]]:
    names = row_names(read_publication(period))
    counts = [_("Months counted"), _("Months withheld"), _("Checks"), _("In time"), _("Share in time, percent")]
    return [_("Platform"), _("Name of the row"), *counts], [
        [one.key, names[Cut.PLATFORM, one.key], one.months, one.withheld, one.whole, one.part, _share(one)]
        for one in read_scorecard(period).checks
    ]


def _came_back_sheet(period: Period) -> tuple[list[str], list[list[str | int]]]:
    names = row_names(read_publication(period))
    counts = [_("Months counted"), _("Months withheld"), _("Looked at"), _("Came back")]
    return [_("Platform"), _("Name of the row"), *counts], [
        [one.key, names[Cut.PLATFORM, one.key], one.months, one.withheld, *_came_back(one)]
        for one in read_scorecard(period).came_back
    ]


def _came_back(score: Score) -> tuple[str | int, str | int]:
    """A dash where nothing was looked at: nothing came back of nothing, which says nothing good."""
    if score.whole:
        return score.whole, score.part
    return (0, "–") if score.is_empty else (str(_("withheld")),) * 2


def _share(score: Score) -> str | int:
    return str(_("withheld")) if score.share is None else score.share


def _as_sheet(name: str, period: Period, head: list[str], rows: list[list[str | int]]) -> Response:
    answer = Response(write_sheet(head, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="clearflag-{name}-{period.name}.csv"'
    return answer


def _cell(cell: Sum) -> str | int:
    if cell.tells_nothing:
        return str(_("withheld"))
    return str(_("at least %(amount)s", amount=cell.amount)) if cell.withheld else cell.amount
