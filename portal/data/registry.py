"""The routing registry a new portal begins with, from the files beside this reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from portal.data.tables import FOLDER, Row, naming, read_table, rows
from portal.domain.categories import Wording
from portal.domain.routing import KnownPlatform, Registry, RegistryKind, RegistryLine
from portal.domain.targets import PlatformKind
from portal.domain.targets.hosts import canonical_host

LISTS = {"hosts": RegistryKind.HOST, "short_links": RegistryKind.SHORT_LINK, "apps": RegistryKind.APP_ID}


@lru_cache(maxsize=2)
def shipped_registry(demo: bool = False) -> Registry:
    """What a new portal knows; for a demo the invented platforms of its cast."""
    return read_registry(FOLDER / ("registry-demo.toml" if demo else "registry.toml"))


def read_registry(path: Path) -> Registry:
    """The file as a registry; DataFileInvalid names a line that cannot be right."""
    table = read_table(path)
    platforms = rows(path, table, "platform", _platform)
    lines = tuple(line for row in table["platform"] for line in _named_lines(path, row))
    registry = Registry(tuple(sorted(platforms, key=lambda one: one.group is not None)), lines)
    with naming(path, "the whole"):
        _check(registry)
    return registry


def _platform(row: Row) -> KnownPlatform:
    return KnownPlatform(
        slug=row["slug"],
        name=Wording(row["zh"], row["en"]),
        group=row.get("group"),
        has_desk=bool(row.get("has_desk", False)),
    )


def _named_lines(path: Path, row: Row) -> list[RegistryLine]:
    with naming(path, f"[[platform]] {row['slug']}"):
        return list(_lines(row))


def _lines(row: Row) -> Iterator[RegistryLine]:
    slug, makes = row["slug"], bool(row.get("makes", False))
    for name, kind in LISTS.items():
        is_app = kind is RegistryKind.APP_ID
        for value in row.get(name, []):
            yield RegistryLine(
                kind,
                value,
                platform=None if is_app else slug,
                provider=slug if is_app or makes else None,
                platform_kind=None if is_app else PlatformKind(row["kind"]),
            )


def _check(registry: Registry) -> None:
    heads = {one.slug for one in registry.platforms if one.group is None}
    if strangers := {one.group for one in registry.platforms if one.group} - heads:
        raise ValueError(f"{min(strangers)} is no head of a group")
    values = [line.value for line in registry.lines]
    if twice := {value for value in values if values.count(value) > 1}:
        raise ValueError(f"{min(twice)} stands twice")
    for line in registry.lines:
        canonical = line.value.lower() if line.kind is RegistryKind.APP_ID else canonical_host(line.value)
        if line.value != canonical:
            raise ValueError(f"{line.value} is not in canonical form ({canonical})")
