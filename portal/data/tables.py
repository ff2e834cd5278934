"""Reading a data file so that a slip in it stops the start with the file and the entry named."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

Row = dict[str, Any]


class DataFileInvalid(Exception):
    """A data file says something the portal cannot use; the message names file, entry and fault."""


def read_table(path: Path) -> Row:
    """The file as nested dicts; DataFileInvalid when it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataFileInvalid(f"{path.name}: the file is missing") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataFileInvalid(f"{path.name}: {fault}") from fault


@contextmanager
def naming(path: Path, entry: str) -> Iterator[None]:
    """Turn what goes wrong inside into DataFileInvalid that names the entry."""
    try:
        yield
    except KeyError as fault:
        raise DataFileInvalid(f"{path.name}, {entry}: {fault} is missing or unknown") from fault
    except (ValueError, TypeError, AttributeError) as fault:
        raise DataFileInvalid(f"{path.name}, {entry}: {fault}") from fault


def rows(path: Path, table: Row, name: str, build: Callable[[Row], Any]) -> tuple[Any, ...]:
    """Every `[[name]]` of the table, built; codes and slugs must be unique."""
    built = []
    seen: set[str] = set()
    for place, row in enumerate(table.get(name, []), start=1):
        label = f"[[{name}]] {row.get('code') or row.get('slug') or place}"
        with naming(path, label):
            key = row.get("code") or row.get("slug")
            if key is not None and key in seen:
                raise ValueError("stands twice")
            seen.add(str(key))
            built.append(build(row))
    if not built:
        raise DataFileInvalid(f"{path.name}: no [[{name}]] in it")
    return tuple(built)
