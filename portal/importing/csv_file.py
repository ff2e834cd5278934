"""A CSV file as rows of text, streamed: UTF-8 with or without its mark, else GB18030."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

CHUNK = 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LONGEST_CELL = 1024 * 1024
"""Characters; a longer one is a quotation mark that nobody closed."""


class FileUnusable(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells, and how many bytes of the file are read by now."""

    line: int
    cells: list[str]
    bytes_read: int


def encoding_of(path: Path) -> str:
    """The first of ENCODINGS in which the whole file makes sense. Raises FileUnusable."""
    with path.open("rb") as file:
        if file.read(2) in UTF_16:
            raise FileUnusable(f"{path} is UTF-16. Save it as “CSV UTF-8”.")
    for encoding in ENCODINGS:
        if _reads_as(path, encoding):
            return encoding
    raise FileUnusable(f"{path} is neither UTF-8 nor GB18030. Save it as “CSV UTF-8”.")


def _reads_as(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def rows_of(path: Path, encoding: str) -> Iterator[Row]:
    """Every row that is not blank, the header first. Raises FileUnusable where the file breaks off."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open("rb") as file:
        yield from _rows(path, file, encoding)


def _rows(path: Path, file: BinaryIO, encoding: str) -> Iterator[Row]:
    reader = csv.reader(TextIOWrapper(file, encoding, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, cells, file.tell())
            line = reader.line_num + 1
    except csv.Error as fault:
        raise FileUnusable(f"{path} breaks off at the row that begins on line {line}: {fault}.") from None
