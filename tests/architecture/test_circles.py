"""No two modules need each other, but for what a case and its facts are made of; imports for types count."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import portal

ROOT = Path(portal.__file__).parent
KNOWN = frozenset(f"portal.records.{name}" for name in ("case_facts", "cases", "checks", "tasks", "tips"))
"""A step of a case asks the rules, which look at its tasks and tips, which are the case's own."""


def modules() -> dict[str, Path]:
    """Every module by its name."""
    names = {path: ".".join(("portal", *path.relative_to(ROOT).with_suffix("").parts)) for path in ROOT.rglob("*.py")}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


def imported(text: str, known: Mapping[str, object]) -> Iterator[str]:
    """What a module imports of these, wherever in it that stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module in known:
            for name in node.names:
                inside = f"{node.module}.{name.name}"
                yield inside if inside in known else node.module


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """The modules of a circle, empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return sorted(set(error.args[1]))
    return []


def test_no_modules_need_each_other_but_the_case_and_what_it_is_made_of() -> None:
    """Control: with them there is a circle."""
    known = modules()
    graph = {name: set(imported(path.read_text("utf-8"), known)) - {name} for name, path in known.items()}
    assert set(circle(graph)) <= KNOWN
    assert circle(graph)
    apart = {name: {one for one in needs if not {name, one} <= KNOWN} for name, needs in graph.items()}
    assert circle(apart) == []
