"""Texts that break careless programs: the big list, fuzzdb's, and code points no database takes."""

from __future__ import annotations

import json
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
FUZZDB = ("naughty-unicode", "localhost", "crlf-injection", "integer-overflows", "null-bytes")

NAUGHTY: tuple[str, ...] = (
    *json.loads((DATA / "blns.json").read_text(encoding="utf-8")),
    *(
        line
        for name in FUZZDB
        for line in (DATA / f"fuzzdb-{name}.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        if line and not line.startswith("#")
    ),
    *("\x00", "a\x00b", "\ud800", "\udfff", "\u202eexe.gpj", "\ufeff", "\r\n\t", "％００", "🏳️\u200d🌈"),
)
