"""Tables as CSV for spreadsheets: every cell quoted, and none that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets misread Chinese."""
COMPUTED = frozenset("=+-@\t\r\n\0|%")
"""What makes a spreadsheet compute a cell, or start a new one (WSTG-INPV-21, ASVS 1.2.10)."""


def inert(cell: str) -> str:
    """The cell with an apostrophe before it where it would be computed, blanks and full-width forms seen through."""
    seen = unicodedata.normalize("NFKC", cell).lstrip(" \u3000\u200b\ufeff")
    return f"'{cell}" if cell[:1] in COMPUTED or seen[:1] in COMPUTED else cell


def write_sheet(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as CSV in UTF-8; numbers stay numbers."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    for row in (head, *rows):
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return (BYTE_ORDER_MARK + file.getvalue()).encode()
