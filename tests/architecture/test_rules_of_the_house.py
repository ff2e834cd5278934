"""The rules of the house that a reader would otherwise have to look for."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, calls, imports, name_of, python_files, templates, tree

COMMITTERS = {
    "portal/web/transaction.py",
    "portal/cli.py",
    "portal/records/job_runner.py",
    "portal/database.py",  # ends the snapshot that was read; nothing is written there
}
LONGEST = 350


def test_only_the_edge_commits() -> None:
    assert {name_of(path) for path in python_files() if calls(path, "commit")} <= COMMITTERS


def writes_a_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        goals = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(goal, ast.Attribute) and goal.attr == "status" for goal in goals)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        if called == "setattr":
            return any(isinstance(word, ast.Constant) and word.value == "status" for word in node.args)
        if called in ("values", "Case") and any(
            keyword.arg == "status" and ast.unparse(keyword.value) != BEGINNING for keyword in node.keywords
        ):
            return True
        return called in TAKES_ROWS and any(names_the_status(key) for word in node.args for key in keys_in(word))
    return isinstance(node, ast.Constant) and bool(UPDATES_STATUS.search(str(node.value)))


BEGINNING = "Status.SUBMITTED"
"""With what every case is opened; the database accepts no other."""
TAKES_ROWS = {"values", "update", "execute", "bulk_update_mappings", "bulk_insert_mappings"}
"""Calls that write what stands in a dictionary of columns."""
UPDATES_STATUS = re.compile(r"\bupdate\s+cases\s+set\b.*\bstatus\b", re.IGNORECASE | re.DOTALL)


def keys_in(node: ast.AST) -> list[ast.expr]:
    return [key for one in ast.walk(node) if isinstance(one, ast.Dict) for key in one.keys if key is not None]


def names_the_status(key: ast.expr) -> bool:
    if isinstance(key, ast.Attribute):
        return key.attr == "status"
    return isinstance(key, ast.Constant) and key.value == "status"


def test_nobody_but_advance_writes_a_status() -> None:
    writers = {
        f"{name_of(path)}: {function.name}"
        for path in python_files()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef) and any(writes_a_status(node) for node in ast.walk(function))
    }
    own = "portal/records/advancing.py"
    assert writers <= {f"{own}: advance", f"{own}: _enter"}  # its own second half


def test_the_guard_above_sees_every_way_to_write_a_status() -> None:
    for line in (
        "case.status = x",
        "case.status += x",
        "setattr(case, 'status', x)",
        "Case(status=x)",
        "update(Case).values(status=x)",
        "update(Case).values({'status': x})",
        "update(Case).values({Case.status: x})",
        "query.update({'status': x})",
        "db.session.execute(update(Case), [{'id': 1, 'status': x}])",
        "db.session.bulk_update_mappings(Case, [{'id': 1, 'status': x}])",
        "db.session.execute(text('UPDATE cases SET version = 1, status = :s'))",
    ):
        assert any(writes_a_status(node) for node in ast.walk(ast.parse(line))), line
    for line in (
        "select(Case).where(Case.status == x)",
        "text('SELECT status FROM cases')",
        "filters(status=x)",
        "Case(status=Status.SUBMITTED)",
    ):
        assert not any(writes_a_status(node) for node in ast.walk(ast.parse(line))), line


@pytest.mark.parametrize("path", python_files("portal/domain"), ids=name_of)
def test_the_domain_needs_only_the_standard_library(path: Path) -> None:
    outside = {word for word in imports(path) if word.split(".")[0] not in {*sys.stdlib_module_names, "portal"}}
    inside = {word for word in imports(path) if word.startswith("portal.") and not word.startswith("portal.domain")}
    assert outside | inside == set()


def test_routes_and_forms_know_no_sql() -> None:
    for path in python_files():
        if {path.stem, path.parent.name} & {"routes", "forms", "schemas"}:
            forbidden = {word for word in imports(path) if word.startswith(("sqlalchemy", "portal.extensions.db"))}
            assert forbidden == set(), name_of(path)


def test_services_and_queries_know_no_flask() -> None:
    for path in python_files():
        if {path.stem, path.parent.name} & {"service", "verbs", "queries", "models"}:
            forbidden = {word for word in imports(path) if re.match(r"(flask|werkzeug|wtforms)", word)}
            assert forbidden == set(), name_of(path)


SHOWS_BULLETINS = "portal/publicity/rich_text.py"
"""The one place that makes markup of a stored text, and only of what the sanitiser returns."""


def test_nothing_is_called_safe_that_people_wrote() -> None:
    called = {
        name_of(path): found
        for path in [*python_files(), *templates()]
        if (found := re.findall(r"\|\s*safe\b|\bMarkup\(.*|autoescape\s+false", path.read_text(encoding="utf-8")))
    }
    reason = "  # noqa: S704  what `sanitise` returns, and nothing else"
    assert called == {SHOWS_BULLETINS: [f"Markup(sanitise(stored)){reason}"]}


def test_nothing_is_left_for_later() -> None:
    for path in [*python_files(), *python_files("scripts"), *templates()]:
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")), name_of(path)


def test_a_suppression_says_why() -> None:
    bare = re.compile(
        r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s*$|#\s*(noqa|type: ignore)\s*$", re.MULTILINE
    )
    for path in [*python_files(), *python_files("scripts"), *python_files("tests")]:
        assert not bare.search(path.read_text(encoding="utf-8")), name_of(path)


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    for path in [*python_files(), *python_files("scripts"), *python_files("tests"), *templates()]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, name_of(path)


def test_no_drawer_for_odds_and_ends() -> None:
    junk = {"utils", "util", "helpers", "common", "core", "misc"}
    assert {name_of(path) for path in python_files() if path.stem in junk or path.parent.name in junk} == set()


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    names = {
        node.value
        for path in (ROOT / "portal" / "config.py", ROOT / "gunicorn.conf.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[A-Z][A-Z_]{3,}", node.value)
    }
    assert {name for name in names if f"`{name}`" not in documented} == set()
    assert "SECRET_KEY" in names


def test_settings_are_read_in_one_place() -> None:
    readers = {name_of(path) for path in python_files() if {"os.environ", "os.getenv"} & set(imports(path))}
    readers |= {name_of(path) for path in python_files() if re.search(r"os\.(environ|getenv)", path.read_text())}
    assert readers == {"portal/config.py"}


def test_every_proof_that_is_named_is_there() -> None:
    table = (ROOT / "docs" / "proofs.md").read_text("utf-8")
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = re.findall(r"`((?:tests|benchmarks)/[^`]+|test_[a-z_]+)`", table)
    assert len(named) > 30
    gone = [name for name in named if not ((ROOT / name).exists() if "/" in name else f"def {name}(" in tests)]
    assert gone == []
