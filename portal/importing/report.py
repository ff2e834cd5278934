"""The report of refused rows: a CSV file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from portal.importing.batches import Refusal
from portal.web.errors import sentence_of

HEADER = ("line", "external_id", "field", "reason")
UNSEEN = " \u00a0\u200b\ufeff\t\r\n\0"
"""What spreadsheets skip before they look for a formula."""


class Report:
    """Written as the import goes on; nothing is kept in memory."""

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        self._rows.writerow(HEADER)

    def add(self, refusals: Iterable[Refusal]) -> None:
        """Write these down, in the present language."""
        for one in refusals:
            reason = sentence_of(one.fault)
            self._rows.writerow([str(one.line), *map(harmless, (one.external_id, one.fault.field, reason))])


@contextmanager
def report_at(path: Path) -> Iterator[Report]:
    """A fresh report; one of an earlier run is replaced."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield Report(file)


def harmless(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would take it for a formula."""
    begins = unicodedata.normalize("NFKC", cell.lstrip(UNSEEN))[:1]
    return f"'{cell}" if begins in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r", "\n", "\0") else cell
