"""The table of who may enter what, read from `expected.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Flask

PATH = Path(__file__).parent / "expected.txt"
ANYONE = "anyone"


@dataclass(frozen=True)
class Line:
    """One rule: its method and address, the people who may enter, and what its address names."""

    method: str
    rule: str
    people: tuple[str, ...]
    kind: str
    standing: str
    """Who of the parties may get on; empty where every party may."""

    @property
    def name(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def public(self) -> bool:
        return self.people == (ANYONE,)


def read_table(text: str) -> list[Line]:
    """Every line of the table. Raises ValueError for one that cannot be read."""
    groups: dict[str, tuple[str, ...]] = {}
    lines = []
    for row in text.splitlines():
        if not row.strip() or row.startswith("#"):
            continue
        if "|" not in row:
            word, people = row.split("=")
            groups[word.strip()] = tuple(people.split())
            continue
        address, who, thing = (cell.strip() for cell in row.rsplit("|", 2))
        method, rule = address.split(maxsplit=1)
        kind, _, standing = thing.partition(":")
        lines.append(Line(method, rule, groups[who], kind, standing.strip()))
    return lines


def rules_of(app: Flask) -> list[str]:
    """`METHOD rule` of everything that the application serves."""
    return sorted(
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


TABLE = read_table(PATH.read_text(encoding="utf-8"))
