"""The public tables of figures: which figures stand in which table, and what of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from portal.data.categories import shipped_taxonomy
from portal.domain.measures import COUNTER_WORDS, MEASURES, NATURE_WORDS, Counter, Nature
from portal.domain.status import Outcome
from portal.domain.suppression import Shown, Sum, Tables, suppress_together
from portal.domain.words import N_
from portal.publicity.figures.queries import Amounts
from portal.records.counters import (
    CASES_CLOSED,
    CHECKS,
    CHECKS_LATE,
    CHECKS_NO_VIOLATION,
    CHECKS_PASSED_ON,
    CHECKS_TAKEN_OVER,
    CHECKS_WITH_MEASURES,
    INTERIM,
    INTERIM_MEASURES,
    INTERIM_ORDERS,
    LOOKS,
    LOOKS_CAME_BACK,
    LOOKS_STAYED_GONE,
    MEASURES_TAKEN,
    TIPS_DISPOSED,
    TIPS_RECEIVED,
    Cut,
)

FIGURE_WORDS: Mapping[str, str] = {
    TIPS_RECEIVED: N_("Tips received"),
    TIPS_DISPOSED: N_("Tips dealt with"),
    CASES_CLOSED: N_("Cases closed"),
    MEASURES_TAKEN: N_("Times carried out"),
    CHECKS_WITH_MEASURES: N_("In time: measures taken"),
    CHECKS_NO_VIOLATION: N_("In time: no violation found"),
    CHECKS_PASSED_ON: N_("In time: passed to the agencies"),
    CHECKS_LATE: N_("Late"),
    CHECKS_TAKEN_OVER: N_("Taken over: the time ran out"),
    INTERIM_MEASURES: N_("Taken by the platform itself"),
    INTERIM_ORDERS: N_("Ordered by a regulator on duty"),
    LOOKS_CAME_BACK: N_("Came back after it was removed"),
    LOOKS_STAYED_GONE: N_("Still gone after 7 days"),
    **{str(counter): words for counter, words in COUNTER_WORDS.items()},
}

COUNTS_TIPS = (TIPS_RECEIVED, TIPS_DISPOSED, CASES_CLOSED)
"""Figures whose small cells are withheld: tips, and cases, each of which stands for at least one tip."""
BY_ITSELF = (*CHECKS, *LOOKS, *INTERIM)
BESIDE_EACH_OTHER = ((TIPS_RECEIVED,), (CASES_CLOSED, TIPS_DISPOSED), (MEASURES_TAKEN,), *((one,) for one in BY_ITSELF))
"""Figures published by ended month, by what bounds each other: no case has fewer than one tip.

How often a measure was carried out moves by one with each closing, and tells of it as a count of cases does. No check
ends in two ways, and nothing that is published counts them together: so each way stands by itself (ADR 0013). The
same holds of what looking again came to: a look settles a measure a week after a step of a case, and tells of it;
and of what was done in the meantime: each is a step of one case.
"""
PUBLISHED = tuple(chain.from_iterable(BESIDE_EACH_OTHER))
OBJECTS: Sequence[str] = tuple(Counter)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the page: its cut, its figures, and which keys it is about (None: all)."""

    name: str
    title: str
    head: str
    cut: Cut
    figures: Sequence[str]
    keys: frozenset[str] | None = None
    note: str = ""


def _measures(nature: Nature) -> Sheet:
    rows = [measure for measure in MEASURES.values() if measure.nature is nature]
    stated = [counter for counter in Counter if any(counter in row.counters for row in rows)]
    return Sheet(
        f"measures-{nature}",
        NATURE_WORDS[nature],
        N_("Measure"),
        Cut.MEASURE,
        (MEASURES_TAKEN, *stated),
        frozenset(row.code for row in rows),
        N_("How often a measure was carried out is published by month, as tips and cases are; objects count at once."),
    )


HEAD_SHEET, CHECKS_SHEET, LOOKS_SHEET = "tips-by-category", "checks-by-platform", "looks-by-platform"
INTERIM_SHEET = "interim-by-platform"
SHEETS: Mapping[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        Sheet(
            HEAD_SHEET, N_("What is reported?"), N_("Category"), Cut.CATEGORY, COUNTS_TIPS,
            note=N_("Received: the category the reporter chose. Disposed of and closed: the category that was found."),
        ),
        Sheet(
            "cases-by-outcome", N_("How does it end?"), N_("Outcome"), Cut.OUTCOME,
            (CASES_CLOSED, TIPS_DISPOSED),
        ),
        Sheet(
            "cases-by-platform", N_("On which platforms was it?"), N_("Platform"), Cut.PLATFORM,
            (CASES_CLOSED, TIPS_DISPOSED),
            note=N_("The platform that carries what was reported, whoever decided the case."),
        ),
        Sheet(
            "objects-by-category", N_("In which fields was something dealt with?"), N_("Category"), Cut.CATEGORY,
            OBJECTS,
        ),
        Sheet(
            "objects-by-platform", N_("Who dealt with it?"), N_("Platform"), Cut.PLATFORM, OBJECTS,
            note=N_("The platform that carried it out."),
        ),
        Sheet(
            CHECKS_SHEET, N_("How did their checks end?"), N_("Platform"), Cut.PLATFORM, CHECKS,
            note=N_("The platform that checked. A check that came back to it counts each time it ended."),
        ),
        Sheet(
            LOOKS_SHEET, N_("What did looking again find?"), N_("Platform"), Cut.PLATFORM, LOOKS,
            note=N_("The platform that carried the measure out. One that is carried out again counts again."),
        ),
        Sheet(
            INTERIM_SHEET, N_("What was done at once, before the decision?"), N_("Platform"), Cut.PLATFORM, INTERIM,
            note=N_("The platform that carries it out. Only measures that can be undone; they end by themselves."),
        ),
        *(_measures(nature) for nature in Nature),
    )
}  # fmt: skip
"""Measures stand in a table of their own legal nature: a platform's measure is no supervisory measure."""


TOTAL = ""
"""The key under which the total of a table is published."""
Published = Mapping[tuple[str, str], Mapping[str, Sum]]
"""Sheet and figure → key → what the published months show together."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a code, an outcome or the id of a platform, and its cells in the order of the figures."""

    key: str
    cells: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What is shown of a sheet."""

    sheet: Sheet
    figures: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Sum, ...]

    @property
    def withholds(self) -> bool:
        """Whether any of its figures is withheld, in whole or for some months."""
        return any(cell.withheld for cell in (*self.totals, *(cell for row in self.rows for cell in row.cells)))


@dataclass(frozen=True, slots=True)
class Publication:
    """Every table of a period, and the figures at the head of the page."""

    tables: Mapping[str, Table]
    heads: Mapping[str, Sum]

    @property
    def dealt_with(self) -> frozenset[str]:
        """The kinds of objects that something was done about."""
        return frozenset(kind for kind in OBJECTS if self.heads[kind].amount)

    @property
    def counts_anything(self) -> bool:
        """Whether there is any figure but zero."""
        return any(head != NONE for head in self.heads.values())


NONE = Sum(0)


def month_tables(amounts: Amounts) -> Mapping[tuple[str, str], Shown[str]]:
    """What may be shown of one month's figures of tips, cases and measures, by sheet and figure."""
    shown: dict[tuple[str, str], Shown[str]] = {}
    for figures in BESIDE_EACH_OTHER:
        for sheets in _of_one_total(figures[0]):
            cuts = {figure: _cuts(figure, sheets, amounts) for figure in figures}
            for figure, tables in suppress_together(cuts).items():
                shown |= {(name, figure): table for name, table in tables.items()}
    return shown


def _of_one_total(figure: str) -> list[list[Sheet]]:
    """The sheets that cut all of a figure, and each that is about a part of it by itself."""
    sheets = [sheet for sheet in SHEETS.values() if figure in sheet.figures]
    whole = [sheet for sheet in sheets if sheet.keys is None]
    return [whole, *([sheet] for sheet in sheets if sheet.keys is not None)]


def _cuts(figure: str, sheets: Sequence[Sheet], amounts: Amounts) -> Tables[str]:
    return {sheet.name: _cells(sheet, figure, amounts) for sheet in sheets if figure in sheet.figures}


def publication(amounts: Amounts, published: Published) -> Publication:
    """The tables of a period: objects as they were dealt with until now, the rest as it was published."""
    tables = {name: _table(sheet, amounts, published) for name, sheet in SHEETS.items()}
    heads = {figure: published.get((HEAD_SHEET, figure), {}).get(TOTAL, NONE) for figure in COUNTS_TIPS}
    heads |= {kind: Sum(sum(amounts[Cut.CATEGORY].get(kind, {}).values())) for kind in OBJECTS}
    return Publication(tables, heads)


def _cells(sheet: Sheet, figure: str, amounts: Amounts) -> Mapping[str, int]:
    cells = amounts[sheet.cut].get(figure, {})
    return cells if sheet.keys is None else {key: cells[key] for key in cells if key in sheet.keys}


def _table(sheet: Sheet, amounts: Amounts, published: Published) -> Table:
    """A kind of which there is nothing makes no column; figures of tips, cases, checks and looks always do."""
    cells: dict[str, Mapping[str, Sum]] = {}
    for figure in sheet.figures:
        if figure in PUBLISHED:
            told = published.get((sheet.name, figure), {})
        else:
            counted = _cells(sheet, figure, amounts)
            told = {key: Sum(amount) for key, amount in counted.items()} | {TOTAL: Sum(sum(counted.values()))}
        if figure in (*COUNTS_TIPS, *BY_ITSELF) or any(one != NONE for one in told.values()):
            cells[figure] = told
    keys = sorted(
        {key for column in cells.values() for key in column} - {TOTAL}, key=lambda key: _order(sheet.cut, key)
    )
    return Table(
        sheet,
        tuple(cells),
        tuple(Row(key, tuple(column.get(key, NONE) for column in cells.values())) for key in keys),
        tuple(column.get(TOTAL, NONE) for column in cells.values()),
    )


_CATEGORIES = [category.code for category in shipped_taxonomy().categories]


def _order(cut: Cut, key: str) -> tuple[int, str]:
    """Categories and outcomes as their own tables list them, measures by code, platforms by id, none last."""
    if cut is Cut.CATEGORY and key in _CATEGORIES:
        return _CATEGORIES.index(key), ""
    if cut is Cut.OUTCOME and key in list(Outcome):
        return list(Outcome).index(Outcome(key)), ""
    if cut is Cut.PLATFORM:
        return (int(key) or 1 << 62), ""
    return 1 << 30, key
