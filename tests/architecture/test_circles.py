"""No two modules need each other; imports for types count, and those inside a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import portal

ROOT = Path(portal.__file__).parent


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


def test_no_two_modules_need_each_other() -> None:
    known = modules()
    graph = {name: set(imported(path.read_text("utf-8"), known)) - {name} for name, path in known.items()}
    assert circle(graph) == []


def test_control_an_import_inside_a_function_is_seen_and_closes_a_circle() -> None:
    lazy = "def facts():\n    from portal.records.cases import Case\n"
    known = {"portal.records.cases": None}
    graph = {"portal.records.facts": set(imported(lazy, known)), "portal.records.cases": {"portal.records.facts"}}
    assert circle(graph) == ["portal.records.cases", "portal.records.facts"]
