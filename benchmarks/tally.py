"""What was done with the fifty cases, counted by who did it, and the difference to what the portal publishes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping

from benchmarks.wire import Wire
from portal.domain.periods import ALL_TIME
from portal.domain.status import Outcome
from portal.publicity.figures.queries import read_amounts
from portal.publicity.figures.tables import FIGURE_WORDS, SHEETS
from portal.records.counters import CASES_CLOSED, MEASURES_TAKEN, TIPS_DISPOSED, TIPS_RECEIVED, Cut

FIGURES = {words: figure for figure, words in FIGURE_WORDS.items()}
Cell = tuple[Cut, str, str]
"""Along what, which figure, which key; a platform by its slug, empty where it is none."""
NOT_CUT = ((MEASURES_TAKEN, Cut.CATEGORY), (TIPS_RECEIVED, Cut.PLATFORM))
"""No sheet shows these figures along these cuts."""


class Tally:
    """Counts what is done; knows nothing of how the portal counts."""

    def __init__(self) -> None:
        self.cells: Counter[Cell] = Counter()

    def received(self, category: str) -> None:
        """A tip was sent."""
        self.cells[Cut.CATEGORY, TIPS_RECEIVED, category] += 1

    def closed(self, category: str, outcome: Outcome, platform: str, tips: int) -> None:
        """A case of so many tips, about something that this platform carries, ended."""
        for figure, amount in ((CASES_CLOSED, 1), (TIPS_DISPOSED, tips)):
            self.cells[Cut.CATEGORY, figure, category] += amount
            self.cells[Cut.OUTCOME, figure, outcome] += amount
            self.cells[Cut.PLATFORM, figure, platform] += amount

    def checked(self, figure: str, platform: str) -> None:
        """A check by this platform ended so."""
        self.cells[Cut.PLATFORM, figure, platform] += 1

    def measured(self, category: str, code: str, platform: str, quantities: Mapping[str, int]) -> None:
        """A measure was carried out by this platform, with its quantities."""
        self.cells[Cut.MEASURE, MEASURES_TAKEN, code] += 1
        self.cells[Cut.PLATFORM, MEASURES_TAKEN, platform] += 1
        for counter, amount in quantities.items():
            self.cells[Cut.MEASURE, counter, code] += amount
            self.cells[Cut.CATEGORY, counter, category] += amount
            self.cells[Cut.PLATFORM, counter, platform] += amount


def kept_differences(tally: Tally, slugs: Mapping[str, str]) -> Iterator[str]:
    """Where the kept counters differ from the tally; `slugs` by platforms' ids. It needs an application context."""
    amounts = read_amounts(ALL_TIME)
    kept = {
        (cut, figure, _key(cut, key, slugs)): amount
        for cut in Cut
        for figure, keys in amounts[cut].items()
        for key, amount in keys.items()
        if key and (figure, cut) not in NOT_CUT
    }
    for cell in sorted(kept.keys() | tally.cells.keys()):
        if kept.get(cell, 0) != tally.cells[cell]:
            yield f"kept {cell}: {kept.get(cell, 0)}, done {tally.cells[cell]}"


def _key(cut: Cut, key: str, slugs: Mapping[str, str]) -> str:
    return slugs[key] if cut is Cut.PLATFORM else key


def published_differences(tally: Tally, port: int, slugs: Mapping[str, str]) -> Iterator[str]:
    """Where a sheet of /figures shows another number than the tally's; a withheld cell shows none."""
    wire = Wire(port)
    for name, sheet in SHEETS.items():
        head, *rows = csv.reader(io.StringIO(wire.get(f"/figures/{name}.csv").text.lstrip("\ufeff")))
        for row in rows[:-1]:
            for words, cell in list(zip(head, row, strict=True))[2:]:
                done = tally.cells[sheet.cut, FIGURES[words], _key(sheet.cut, row[0], slugs)]
                if cell.isdecimal() and int(cell) != done:
                    yield f"{name}.csv, {words}, {row[0]}: {cell}, done {done}"
