"""Tables and headings as Markdown, and the Chinese of a sentence beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

CATALOG = Path(__file__).parent.parent / "translations" / "zh_CN" / "LC_MESSAGES" / "domain.po"
PRINTED = "<!-- Printed from the tables by `make docs`: change the table, not this page. -->\n"


def page(title: str, *parts: str) -> str:
    """A whole page: its title, the mark that it is printed, and its parts."""
    return "\n".join([f"# {title}\n", PRINTED, *parts]).rstrip() + "\n"


def section(title: str, *parts: str) -> str:
    """A part of a page under its own heading."""
    return "\n".join([f"## {title}\n", *parts])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under a head; an empty cell stays empty."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def said(function: Callable[..., object]) -> str:
    """What a rule says about itself: the first sentence of its docstring, without the full stop."""
    return (function.__doc__ or "").strip().partition("\n")[0].rstrip(".")


@cache
def _chinese() -> Mapping[str, str]:
    with CATALOG.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="zh_CN") if m.id and m.string}


def both(sentence: str) -> str:
    """A sentence in English and, where the catalog has it, in Chinese."""
    chinese = _chinese().get(sentence)
    return f"{sentence} {chinese}" if chinese else sentence


def chinese(sentence: str) -> str:
    """A sentence in Chinese; in English where the catalog lacks it."""
    return _chinese().get(sentence, sentence)
