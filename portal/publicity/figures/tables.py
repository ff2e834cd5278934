"""The public tables of figures: which figures stand in which table, and what of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.data.categories import shipped_taxonomy
from portal.domain.measures import COUNTER_WORDS, MEASURES, NATURE_WORDS, Counter, Nature
from portal.domain.status import Outcome
from portal.domain.suppression import Shown, suppress
from portal.domain.words import N_
from portal.publicity.figures.queries import Amounts
from portal.records.counters import CASES_CLOSED, MEASURES_TAKEN, TIPS_DISPOSED, TIPS_RECEIVED, Cut

FIGURE_WORDS: Mapping[str, str] = {
    TIPS_RECEIVED: N_("Tips received"),
    TIPS_DISPOSED: N_("Tips disposed of"),
    CASES_CLOSED: N_("Cases closed"),
    MEASURES_TAKEN: N_("Times carried out"),
    **{str(counter): words for counter, words in COUNTER_WORDS.items()},
}

COUNTS_TIPS = (TIPS_RECEIVED, TIPS_DISPOSED, CASES_CLOSED)
"""Figures whose small cells are withheld: tips, and cases, each of which stands for at least one tip."""
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
    )


SHEETS: Mapping[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        Sheet(
            "tips-by-category", N_("Tips and cases by category"), N_("Category"), Cut.CATEGORY, COUNTS_TIPS,
            note=N_("Received: the category the reporter chose. Disposed of and closed: the category that was found."),
        ),
        Sheet(
            "cases-by-outcome", N_("Cases and tips by outcome"), N_("Outcome"), Cut.OUTCOME,
            (CASES_CLOSED, TIPS_DISPOSED),
        ),
        Sheet(
            "cases-by-platform", N_("Cases and tips by platform"), N_("Platform"), Cut.PLATFORM,
            (CASES_CLOSED, TIPS_DISPOSED),
            note=N_("The platform that carries what was reported, whoever decided the case."),
        ),
        Sheet("objects-by-category", N_("What was dealt with, by category"), N_("Category"), Cut.CATEGORY, OBJECTS),
        Sheet(
            "objects-by-platform", N_("What was dealt with, by platform"), N_("Platform"), Cut.PLATFORM, OBJECTS,
            note=N_("The platform that carried it out."),
        ),
        *(_measures(nature) for nature in Nature),
    )
}  # fmt: skip
"""Measures stand in a table of their own legal nature: a platform's measure is no supervisory measure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a code, an outcome or the id of a platform, and its cells in the order of the figures."""

    key: str
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What may be shown of a sheet; None stands for a withheld figure."""

    sheet: Sheet
    figures: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[int | None, ...]

    @property
    def withholds(self) -> bool:
        """Whether any of its figures is withheld."""
        return None in self.totals or any(None in row.cells for row in self.rows)


@dataclass(frozen=True, slots=True)
class Publication:
    """Every table of a period, and the figures at the head of the page."""

    tables: Mapping[str, Table]
    heads: Mapping[str, int | None]

    @property
    def dealt_with(self) -> frozenset[str]:
        """The kinds of objects that something was done about."""
        return frozenset(kind for kind in OBJECTS if self.heads[kind])

    @property
    def counts_anything(self) -> bool:
        """Whether there is any figure but zero."""
        return any(head != 0 for head in self.heads.values())


def publish(amounts: Amounts) -> Publication:
    """What may be shown of a period's amounts. A total that one table withholds is withheld everywhere."""
    shown = {
        (sheet.name, figure): _shown(figure, _cells(sheet, figure, amounts))
        for sheet in SHEETS.values()
        for figure in sheet.figures
    }
    untold = {figure for (_name, figure), one in shown.items() if one.total is None}
    tables = {name: _table(sheet, {f: shown[name, f] for f in sheet.figures}, untold) for name, sheet in SHEETS.items()}
    heads = {figure: _head(figure, amounts, untold) for figure in (*COUNTS_TIPS, *OBJECTS)}
    return Publication(tables, heads)


def _cells(sheet: Sheet, figure: str, amounts: Amounts) -> Mapping[str, int]:
    cells = amounts[sheet.cut].get(figure, {})
    return cells if sheet.keys is None else {key: cells[key] for key in cells if key in sheet.keys}


def _shown(figure: str, cells: Mapping[str, int]) -> Shown[str]:
    return suppress(cells) if figure in COUNTS_TIPS else Shown(cells, sum(cells.values()))


def _head(figure: str, amounts: Amounts, untold: set[str]) -> int | None:
    return None if figure in untold else sum(amounts[Cut.CATEGORY].get(figure, {}).values())


def _table(sheet: Sheet, shown: Mapping[str, Shown[str]], untold: set[str]) -> Table:
    """Objects of a kind that nothing was done about make no column; figures of tips always do."""
    figures = tuple(f for f in sheet.figures if f in COUNTS_TIPS or f == MEASURES_TAKEN or any(shown[f].cells.values()))
    keys = sorted({key for figure in figures for key in shown[figure].cells}, key=lambda key: _order(sheet.cut, key))
    return Table(
        sheet,
        figures,
        tuple(Row(key, tuple(shown[figure].cells.get(key, 0) for figure in figures)) for key in keys),
        tuple(None if figure in untold else shown[figure].total for figure in figures),
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
