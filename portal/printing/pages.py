"""Which pages are printed, and whether those in the tree say what the tables say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from portal.printing import deadlines, diagram, measures, permissions, visibility, workflow

PAGES: Mapping[str, Callable[[], str]] = {
    "workflow.md": workflow.page,
    "workflow.svg": diagram.picture,
    "permissions.md": permissions.page,
    "visibility.md": visibility.page,
    "deadlines.md": deadlines.page,
    "measures.md": measures.page,
}
"""Every printed page by its name in docs/."""


def write_pages(folder: Path) -> list[str]:
    """Write every page that is not what the tables say; returns the names of those written."""
    stale = stale_pages(folder)
    for name in stale:
        (folder / name).write_text(PAGES[name](), encoding="utf-8")
    return stale


def stale_pages(folder: Path) -> list[str]:
    """The names of pages in this folder that are missing or say something else than the tables."""
    return [name for name, page in PAGES.items() if _read(folder / name) != page()]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
